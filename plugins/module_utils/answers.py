# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of what each OCS call answers with, checked where it enters. Source: recorded Nextcloud 28.0.2 and 34.0.1, ownCloud 10.15.2.

What stands for "nothing" differs (null, false, an empty text or list), so a field is needed only where no reading is possible without it.
Quotas have no shape: an odd one is an unknown quota.
"""
from __future__ import annotations

import re

from ansible_collections.ocs.provisioning.plugins.module_utils.shape import (
    anything, either, flag, items, label, mapping, maybe, name, record, rows, seconds, text, word)

NAMES = rows(name)
TEXTS = (
    "email", "displayname", "display-name", "backend", "storageLocation", "home", "notify_email", "profile_enabled", "language", "locale", "timezone",
    "manager", "phone", "address", "website", "twitter", "bluesky", "fediverse", "organisation", "role", "headline", "biography", "pronouns")
FIELDS = dict(
    {field: maybe(text) for field in TEXTS}, groups=maybe(NAMES), subadmin=maybe(NAMES), additional_mail=maybe(rows(text)),
    backendCapabilities=maybe(record()), lastLogin=maybe(seconds(1000)), firstLoginTimestamp=maybe(seconds()), last_login=maybe(seconds()),
    creation_time=maybe(seconds()))
ACCOUNT = record({"id": name}, enabled=maybe(flag), **FIELDS)
GROUP = record({"id": name}, displayname=maybe(label), usercount=anything, disabled=anything)
VERSION = record(version=maybe(record(
    major=maybe(label), minor=maybe(label), micro=maybe(label), edition=maybe(label), product=maybe(label))), capabilities=maybe(record()))
APP = record(version=maybe(label), name=maybe(label), types=maybe(rows(text)), dependencies=maybe(either(record(), label)))
STORED_APP = record(
    {"id": text}, removable=maybe(flag), update=maybe(label), missingDependencies=maybe(rows(text)), isCompatible=maybe(flag))
TRUTH = maybe(word("true", "false"))


def _lines(*pairs):
    return tuple((re.compile(form), shape) for form, shape in pairs)


# of the lines of the product the first that fits a path tells the shape; ownCloud's records of accounts do not name the id
COMMON = _lines(
    (r"cloud/capabilities", VERSION),
    (r"cloud/users", record({"users": NAMES})),
    (r"cloud/users/[^/]+/(groups|subadmins)", maybe(either(record({"groups": NAMES}), NAMES))),
    (r"cloud/groups", record({"groups": NAMES})),
    (r"cloud/groups/.+/subadmins", maybe(NAMES)),
    (r"cloud/groups/[^/]+", record({"users": NAMES})),
    (r"cloud/apps", record({"apps": rows(text)})),
    (r"cloud/apps/[^/]+", APP),
)
LINES = {
    "nextcloud": _lines(
        (r"cloud/user", ACCOUNT),
        (r"cloud/user/fields/[^/]+", rows(text)),
        (r"cloud/users/details", record({"users": rows(ACCOUNT)})),
        (r"cloud/users/(disabled|recent)", anything),  # lists that nobody asks for
        (r"cloud/users/[^/]+", ACCOUNT),
        (r"cloud/groups/details", record({"groups": rows(GROUP)})),
        (r"cloud/groups/[^/]+/users/details", record({"users": rows(ACCOUNT)})),
        (r"apps/appstore/api/v1/apps", items(STORED_APP)),
        (r"apps/provisioning_api/api/v1/config/apps/[^/]+", record({"data": NAMES})),
        (r"apps/provisioning_api/api/v1/config/apps/[^/]+/[^/]+", record({"data": text})),
        (r"twofactor/state", maybe(mapping(flag))),
    ) + COMMON,
    "owncloud": _lines(
        (r"cloud/user", record({"id": name})),
        (r"cloud/users/[^/]+", record(enabled=TRUTH, two_factor_auth_enabled=TRUTH, **FIELDS)),
    ) + COMMON,
}
VERDICT = ("apps/password_policy/api/v1/validate", record({"passed": flag}, reason=maybe(label)))


def shape_of(method, path, product):
    """The shape of the data that this call answers with; ``anything`` where nobody reads it. :param path: below ``/ocs/vN.php/``."""
    if method != "GET":  # what is written is read back
        return VERDICT[1] if path == VERDICT[0] else anything
    return next((shape for form, shape in LINES[product] if form.fullmatch(path)), anything)
