# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls that change something, of every product: what may be repeated, what shows that one happened, and what limits it. Pure.

A write whose answer is lost may have happened. What follows is decided here, once, and carried out by ``transport`` and ``apply``:
a repeatable call is sent again, up to ``retries`` times; after that, and for all other calls, the object is read, and the call is
done, or sent once more, or failed with what is known. Sources: recorded exchanges of all products; where named, a server's source.
"""
from __future__ import annotations

import re
from dataclasses import dataclass

# rate limits of Nextcloud, for each acting account (recorded: auth-errors), and of Seafile (recorded: throttling)
SINGLE, MULTI, MAILS, REQUESTS = "single_field_edits", "multi_field_edits", "additional_mail_changes", "requests"
BUCKETS = {SINGLE: (50, 600), MULTI: (50, 600), MAILS: (5, 60), REQUESTS: (3000, 60)}  # number, seconds

# What can be sent and never be read, and how to find out whether a write of it happened.
UNSEEN = {
    "password": "Run again to set it once more, which does no harm.",
    "welcome_email": "Ask the recipient, or look into the log of the mail server, before it is sent again.",
    # marking a device twice is marking it once (Nextcloud's source, 28 to 34)
    "wipe_devices": "Run again: a wipe that is requested twice is carried out once.",
    "verified_mails": "Run again: verifying an address twice does no harm.",
    "auth_token": "Run again: the server returns the same token.",
}
UNTOLD = "Run again: what the server does not tell is written once more."  # of every other field


@dataclass(frozen=True)
class Call:
    """One kind of request.

    :param endpoint: the path; ``*`` stands for an id. :param steps: ``action kind`` of the steps that it carries out; none for a question.
    :param repeatable: whether sending it twice has the effect and the answer of sending it once.
    :param shown: what is read to see whether it happened; "" where nothing shows it.
    :param given: the line is for requests with this parameter, or with this value of it, only.
    :param bucket: the rate limit that counts it; :param mails: the parameter that makes the server send a mail.
    """

    method: str
    endpoint: str
    steps: tuple
    repeatable: bool
    shown: str = ""
    given: str = ""
    bucket: str = ""
    mails: str = ""

    @property
    def changes(self):
        """Whether it can change anything; what cannot counts as read, and is repeated as such."""
        return bool(self.steps)

    @property
    def limit(self):
        """What its requests are counted by: its bucket, or itself, where somebody else on the way limits them."""
        return self.bucket or "%s %s" % (self.method, self.endpoint)

    def fits(self, data):
        """Whether a request with these parameters is of this kind."""
        name, equals, value = self.given.partition("=")
        return not name or (name in data and (not equals or data[name] == value))


ACCOUNT, GROUP, APP, SETTING = "the account", "the group", "the app", "the setting"
ANY = ("update user",)

# The first line that fits a request is its.
OCS = (
    Call("POST", "users", ("create user",), False, ACCOUNT, mails="email"),
    # refused when the account has the address, also by this very call
    Call("PUT", "users/*", ANY, False, ACCOUNT, "key=additional_mail", SINGLE),
    Call("PUT", "users/*", ANY, True, "", "key=password", SINGLE),
    Call("PUT", "users/*", ANY, True, ACCOUNT, bucket=SINGLE),
    Call("PATCH", "users/*", ANY, True, ACCOUNT, bucket=MULTI),
    Call("PUT", "users/*/additional_mail", ANY, True, ACCOUNT, bucket=MAILS),
    Call("PUT", "users/*/enable", ("enable user",), True, ACCOUNT),
    Call("PUT", "users/*/disable", ("disable user",), True, ACCOUNT),
    Call("DELETE", "users/*", ("delete user",), False, ACCOUNT),
    Call("POST", "users/*/welcome", ("welcome user",), False),
    Call("POST", "users/*/wipe", ("wipe user",), True),
    Call("POST", "twofactor/disable", ANY, True, ACCOUNT),
    Call("POST", "users/*/groups", ("join member",), True, ACCOUNT),
    # a group admin who took somebody out does not see them any more, and is refused the second time
    Call("DELETE", "users/*/groups", ("leave member",), False, ACCOUNT),
    Call("POST", "users/*/subadmins", ("promote subadmin",), True, ACCOUNT),
    Call("DELETE", "users/*/subadmins", ("demote subadmin",), False, ACCOUNT),
    Call("POST", "groups", (), True, given="groupid="),  # the question whether the account may write
    Call("POST", "groups", ("create group",), False, GROUP),
    Call("PUT", "groups/*", ("update group",), True, GROUP),
    Call("DELETE", "groups/*", ("delete group",), False, GROUP),
    Call("POST", "apps/*", ("enable app", "limit app"), True, APP),
    Call("DELETE", "apps/*", ("disable app",), True, APP),
    Call("POST", "apps/appstore/api/v1/apps/enable", ("enable app", "limit app"), True, APP),
    Call("POST", "apps/appstore/api/v1/apps/update", ("update app",), False, APP),
    Call("POST", "apps/appstore/api/v1/apps/uninstall", ("delete app",), False, APP),
    Call("POST", "settings/*", ("update app_config",), True, SETTING),
    Call("DELETE", "settings/*", ("update app_config",), True, SETTING),
    Call("POST", "apps/password_policy/api/v1/validate", (), True),
)
SEAFILE = (
    Call("POST", "admin/users/", ("create user",), False, ACCOUNT, mails="email"),
    # refused when the account has the value, also by this very call
    Call("PUT", "admin/users/*/", ANY, False, ACCOUNT, "login_id"),
    Call("PUT", "admin/users/*/", ANY, False, ACCOUNT, "reference_id"),
    # tells the user each time that the account is active (Seafile's source)
    Call("PUT", "admin/users/*/", ANY, False, ACCOUNT, "is_active", mails="is_active"),
    Call("PUT", "admin/users/*/", ANY + ("rename user",), True, ACCOUNT),
    Call("DELETE", "admin/users/*/", ("delete user",), False, ACCOUNT),
    Call("PUT", "admin/update-user-ccnet-email/", ("rename user",), False, ACCOUNT),
    Call("PUT", "api2/accounts/*/", ANY, True, ACCOUNT),
    Call("POST", "api2/accounts/*/", ("transfer user",), True, "the account's libraries and groups", "op=migrate"),
    Call("POST", "admin/groups/", ("create group",), False, GROUP),
    Call("PUT", "admin/groups/*/", ("transfer group",), False, GROUP),  # refused when the user is the owner
    Call("DELETE", "admin/groups/*/", ("delete group",), True, GROUP),
    Call("POST", "admin/groups/*/members/", ("join member",), False, GROUP),
    Call("PUT", "admin/groups/*/members/*/", ("promote subadmin", "demote subadmin"), True, GROUP),
    Call("DELETE", "admin/groups/*/members/*/", ("leave member",), True, GROUP),
    Call("POST", "admin/generate-user-auth-token/", ANY, True),
    Call("POST", "api2/auth-token/", (), True),
)


def of(request):
    """The :class:`Call` that a request is; one that is not in the tables counts as neither repeatable nor shown by anything."""
    where = endpoint(request.path)
    if request.method in ("GET", "HEAD"):
        return Call(request.method, where, (), True)
    for call in LINES.get((request.method, where), ()):
        if call.fits(request.data):
            return call
    return Call(request.method, where, ("change",), False)


def endpoint(path):
    """A path with its ids left out: ``cloud/users/alice/groups`` is ``users/*/groups``; ``settings/*`` is one of an app."""
    if isinstance(path, tuple):
        return _segments(path[2:] if path[0] == "api" else path)
    if re.match(r"apps/provisioning_api/api/v1/config/apps/[^/]+/[^/]+$", path):
        return "settings/*"
    match = re.match(r"cloud/(users|groups|apps)(?:/[^/]+(/.*)?)?$", path)
    if not match:
        return path
    return match.group(1) + ("/*" + (match.group(2) or "") if "/" in path[6:] else "")


def _segments(path):
    """The same of a path in segments: what comes after the name of a collection is an id."""
    found = [""]
    for segment in path:
        is_id = not isinstance(segment, str) or (segment != "" and found[-1] in ("users", "groups", "members", "accounts"))
        found.append("*" if is_id else segment)
    return "/".join(found[1:])


LINES = {}
for _call in OCS + SEAFILE:
    LINES.setdefault((_call.method, _call.endpoint), []).append(_call)
