# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Speaks Seafile's admin Web API: forms in, JSON out, or one exception; and how a task gets a client. HTTP itself is below, in transport.

Plans speak of users by their address and of groups by their name; the server speaks of internal ids, which cannot be built or known
before an account exists. So requests hold :class:`plan.Id` in their paths and data, and this client puts the ids in. A text is sent as it is.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from ..common.calls import Malformed, check, loads, unusable
from ..common.messages import blame, hide, sentences, short
from ..common.record import key_of, rows
from ..engine.plan import Id, Server, asking, parse_version
from ..engine.resource import Service
from ..errors import Invalid, OCSError
from ..http.connection import arguments
from ..http.transport import connected, cost
from . import calls
from .lookup import SHARED, find_groups, find_users

# Statuses decide, never texts: some are translated. Source: recorded Seafile 10, 11, 13.
MEANINGS = {
    400: ("the server refused the values.", "Correct the value; see the documentation of the parameter."),
    401: (
        "the token is not valid, or no longer valid.",
        "Give a new token, or auth_username and auth_password; a new password, and deactivation, end the tokens of an account.",
    ),
    403: ("the acting account may not do this.", "It must be an administrator of the server."),
    404: ("the server does not find it.", "Check url; the object may have been deleted in the meantime."),
    429: ("the server's request limit is reached.", "Wait, or raise rate_limit_wait."),
    500: ("an error inside the server.", "Check the server log."),
}
CREATED = {calls.CREATE_USER: ("user", "email", "email"), calls.CREATE_GROUP: ("group", "group_name", "id")}  # kind, name, id


class SeafileClient:
    """One server and one administrator.

    :param transport: sends the HTTP requests; without a token, ``username`` and ``password`` are exchanged for one when first needed.
    """

    def __init__(self, transport, username="", password=""):
        self.transport = transport
        if username:
            transport.login.username, transport.login.password = username, password
        self.own = None  # the id of the acting account, once it is known
        self.server = Server("seafile", url=transport.settings.url)
        self.ids = {}  # ("user", address in lower case) or ("group", name) -> the server's ids; more than one are told apart by nobody
        self.issued = None  # the token of a user that was asked for
        self._team = []

    def identify(self):
        """The server with version and edition; one request without credentials, and none when it is known."""
        if self.server.version is None:
            info = self._anonymous(calls.SERVER_INFO)
            edition = "professional" if "seafile-pro" in (info.get("features") or ()) else "community"
            self.server = replace(self.server, version=parse_version(info.get("version")), edition=edition)
        return self.server

    def expect(self, requests):
        """Nothing to prepare: Seafile keeps no sessions for tokens."""

    def note(self, kind, name, number):
        """Remember the server's id of a user's address or a group's name."""
        ids = self.known(kind, name)
        if str(number).lower() not in map(str.lower, ids):
            ids.append(str(number))

    def known(self, kind, name):
        """The ids that were noted for a user's address or a group's name."""
        return self.ids.setdefault((kind, key_of(kind, name)), [])

    def get(self, call, **given):
        """Read; :raises OCSError: when there is none. :param given: ids of the call's path, and parameters of the address."""
        return self._call(asking(call, given))

    def find(self, call, **given):
        """The same, None when there is none."""
        try:
            return self.get(call, **given)
        except OCSError as error:
            if error.http_status in call.absent:
                return None
            raise

    def path(self, request):
        """The path of a request, each of its ids percent-encoded once."""
        return request.call.path.format(**{kind: quote(value, safe="@") for kind, value in request.ids.items()})

    def send(self, request, patient=True):
        """Send one write; :raises OCSError: when it is refused, also for single entries of it or after reading back.

        :param patient: whether it waits for a rate limit.
        """
        sent = replace(request, ids=self._resolved(request.ids), data=self._resolved(request.data))
        try:
            answer = self._call(sent, patient)
        except OCSError as error:
            blame(error, sent.data)
            if sent.call is calls.RENAME_USER and error.ambiguous:  # which id the account has now is looked up again
                self._renamed(sent.data["old_email"], [])
            raise
        failed = answer.get("failed") if isinstance(answer, dict) else None
        if failed:
            told = hide(sentences(str(entry.get("error_msg")) for entry in rows(failed)), self.transport.secrets())
            raise OCSError("the server refused it: %s" % short(told), self._endpoint(sent), http_status=200)
        self._heed(sent, answer)
        if sent.call is calls.MIGRATE_USER:
            self._check_moved(sent)
        return answer

    def _heed(self, sent, answer):
        """Remember what a write that succeeded tells: ids, a token, a password of the acting account."""
        call, data = sent.call, sent.data
        if call is calls.ISSUE_TOKEN:
            self.issued = answer["token"]
        if call in CREATED:
            kind, name, number = CREATED[call]
            self.note(kind, data[name], answer[number])
        if call in (calls.EDIT_USER, calls.EDIT_USER_ONCE) and self.own == sent.ids["user"] and data.get("password"):
            self.transport.login.renew(self.own, data["password"])  # a new password ends the tokens of its account (recorded: users_update)
        if call is calls.RENAME_USER:  # who was known by the old id has the new one
            self._renamed(data["old_email"], [data["new_email"]])

    def _renamed(self, old, new):
        for ids in self.ids.values():
            ids[:] = [number for held in ids for number in (new if held == old else [held])]

    def _check_moved(self, request):
        """The migration answers success whatever happened, so what was to be moved is looked at again before anything is deleted."""
        account_id = request.ids["user"]
        try:
            left = self.get(calls.LIBRARIES, owner=account_id)["repos"]
            owned = [group["name"] for group in self.get(calls.USER_GROUPS, user=account_id)["group_list"] if group["role"] == "Owner"]
        except OCSError as error:
            error.ambiguous = True  # the migration was accepted; only the look at it failed
            raise
        if left or owned:
            left = (len(left), short(str(owned)))
            raise OCSError("the server reported success, but %d libraries and the groups %s were not moved." % left, self._endpoint(request))

    def _endpoint(self, request):
        return "%s %s" % (request.call.method, self.path(request))

    def _call(self, request, patient=True):
        call = request.call
        options = {"headers": {"Accept": "application/json"}, "params" if call.method == "GET" else "data": request.data or None}
        while True:
            if not self.transport.login.token:
                self._sign_in()
            answer = self.transport.send(call.method, self.path(request), call.repeatable, request.secrets, not call.steps, call.bucket, patient, **options)
            if answer.status != 401 or not self.transport.login.give_back():
                return _parsed(answer, call, self._endpoint(request))

    def _anonymous(self, call, **options):
        answer = self.transport.send_anonymous(call.method, call.path, reads=True, **options)
        return _parsed(answer, call, "%s %s" % (call.method, call.path), (200,))

    def _sign_in(self):
        """Exchange account and password for a token; 60 a minute are allowed from one address."""
        login = self.transport.login
        login.take(self._anonymous(calls.SIGN_IN, data={"username": login.username, "password": login.password}, secrets=(login.password,))["token"])

    def _resolved(self, values):
        """What is sent for these values: the server's id for an :class:`Id`, everything else as it is."""
        return {key: self._id(value.kind, value.name) if isinstance(value, Id) else value for key, value in values.items()}

    def _id(self, kind, name):
        ids = self.known(kind, name)
        if not ids:
            (find_users if kind == "user" else find_groups)(self, name)
        if not ids:
            raise OCSError("the %s %r does not exist." % (kind, name), hint="It may have been deleted in the meantime; run again.")
        if len(ids) > 1:
            raise OCSError("%d %ss are called %s: %s." % (len(ids), kind, name, ", ".join(ids)), hint=SHARED)
        return ids[0]

    def share(self, kept):
        """Share the token that a task signs in for."""
        self.transport.login.share(kept)

    def team(self, number):
        """So many clients for parallel work, itself among them; they share what is known of the server."""
        while len(self._team) < number - 1:
            self._team.append(SeafileClient(self.transport.again()))
        for other in self._team:
            other.server, other.ids, other.own = self.server, self.ids, self.own
        return [self] + self._team[: number - 1]

    def close(self):
        """Close all connections."""
        for each in [self] + self._team:
            each.transport.close()

    def account(self):
        """What the task cost (``api`` of every result); times in seconds."""
        return dict(cost([each.transport for each in [self] + self._team]), product="seafile", version=self.server.number or None)


def _parsed(answer, call, endpoint, success=range(200, 300)):
    """The body in the shape that the call has; :raises OCSError: for every other answer."""
    if answer.status not in success:
        raise refusal(answer, call, endpoint)
    try:
        body = loads(answer.content) if answer.content else {}
    except Malformed as odd:
        raise unusable(odd, endpoint, answer.status) from None
    except ValueError:
        raise refusal(answer, call, endpoint) from None
    return check(body, call.answer, endpoint, answer.status)


def refusal(answer, call, endpoint):
    """The error for an answer that is no success, with the server's own words."""
    status = answer.status
    if 300 <= status < 400:
        return OCSError("the server redirects, and redirects are not followed.", endpoint, None, status, "Set url to the address that it redirects to.")
    if status < 300:
        return OCSError("the answer is not JSON: a login page or proxy may be in between.", endpoint, None, status, "Check url.", call.method != "GET")
    meaning, hint = MEANINGS.get(status, ("the server refused.", "See the server's text and log."))
    if call is calls.SIGN_IN and status == 400:
        meaning, hint = "the server does not accept the credentials.", "Check auth_username and auth_password; the account may be inactive."
    told = answer.hide(_words(answer))
    ambiguous = call.method != "GET" and status >= 500
    return OCSError("%s%s" % (meaning, " The server says: %s" % told if told else ""), endpoint, None, status, hint, ambiguous)


def _words(answer):
    """The server's text out of any of its four shapes; "" for pages."""
    try:
        body = loads(answer.content)
    except ValueError:
        return ""
    if not isinstance(body, dict):
        return ""
    texts = []
    for key, value in sorted(body.items()):
        if isinstance(value, dict):
            value = sentences("%s: %s" % (name, _flat(text)) for name, text in sorted(value.items()))
        texts.append(_flat(value) if key in ("error_msg", "detail", "non_field_errors") else "%s: %s" % (key, _flat(value)))
    return sentences(texts)


def _flat(value):
    return sentences(map(str, value)) if isinstance(value, list) else str(value)


ARGUMENTS = arguments("SEAFILE")


def connect(params):
    """A client for the connection parameters; sends nothing yet. :raises Invalid: for an address or account that cannot work."""
    username, password, token = (params["auth_" + key] or "" for key in ("username", "password", "token"))
    if not token and not (username and password):
        raise Invalid("auth_token", "is required, or auth_username and auth_password; SEAFILE_TOKEN, SEAFILE_USERNAME and SEAFILE_PASSWORD also work.")
    return SeafileClient(connected(params, token=token, scheme="Token"), username, password)


SERVICE = Service(ARGUMENTS, connect, SeafileClient.share, untold=("ocs_code",))
