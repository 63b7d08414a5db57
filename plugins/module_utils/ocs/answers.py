# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shapes of what OCS calls answer with, checked where it enters. Source: recorded Nextcloud 28.0.2 and 34.0.1, ownCloud 10.15.2.

What stands for "nothing" differs (null, false, an empty text or list), so a field is needed only where no reading is possible without it.
Quotas have no shape: an odd one is an unknown quota.
"""

from __future__ import annotations

from ..common.calls import anything, either, flag, label, maybe, name, record, rows, seconds, text, word

NAMES = rows(name)
TEXTS = (
    "email", "displayname", "display-name", "backend", "storageLocation", "home", "notify_email", "profile_enabled", "language", "locale", "timezone",
    "manager", "phone", "address", "website", "twitter", "bluesky", "fediverse", "organisation", "role", "headline", "biography", "pronouns")  # fmt: skip
FIELDS = dict(
    {field: maybe(text) for field in TEXTS}, groups=maybe(NAMES), subadmin=maybe(NAMES), additional_mail=maybe(rows(text)),
    backendCapabilities=maybe(record()), lastLogin=maybe(seconds(1000)), firstLoginTimestamp=maybe(seconds()), last_login=maybe(seconds()),
    creation_time=maybe(seconds()))  # fmt: skip
ACCOUNT = record({"id": name}, enabled=maybe(flag), **FIELDS)
ACCOUNTS = record({"users": rows(ACCOUNT)})
GROUP = record({"id": name}, displayname=maybe(label), usercount=anything, disabled=anything)
VERSION = record(
    version=maybe(record(major=maybe(label), minor=maybe(label), micro=maybe(label), edition=maybe(label), product=maybe(label))), capabilities=maybe(record())
)
APP = record(version=maybe(label), name=maybe(label), types=maybe(rows(text)), dependencies=maybe(either(record(), label)))
STORED_APP = record({"id": text}, removable=maybe(flag), update=maybe(label), missingDependencies=maybe(rows(text)), isCompatible=maybe(flag))
TRUTH = maybe(word("true", "false"))
GROUPS_OF_USER = maybe(either(record({"groups": NAMES}), NAMES))
VERDICT = record({"passed": flag}, reason=maybe(label))
# ownCloud's records of accounts do not name the id
USER = {"nextcloud": ACCOUNT, "owncloud": record(enabled=TRUTH, two_factor_auth_enabled=TRUTH, **FIELDS)}
CALLER = {"nextcloud": ACCOUNT, "owncloud": record({"id": name})}
