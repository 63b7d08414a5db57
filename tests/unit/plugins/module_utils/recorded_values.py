# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values that the recorded edits and creations of accounts sent, in our words, each request with what the server made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional
from urllib.parse import unquote

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user.accounts import from_nextcloud, from_owncloud
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user.fields import FIELDS
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.recordings import envelope, exchanges, sent, succeeded

# Keys of the calls that are no plain field of ours.
EDIT_KEYS = {"displayname": "display_name", "additional_mail": "additional_mails", "notify_email": "notify_email", "password": "password"}
LIST_KEYS = {"groups": "groups", "subadmin": "subadmin_of", "subadminGroups": "subadmin_of"}


@dataclass(frozen=True)
class Sample:
    """One request that edited or created an account.

    :param fields: our field name to the value that was sent; :param unknown: keys that no parameter of ours stands for.
    :param code: OCS code of the answer; :param record: the account as it was read right afterwards, None when it was not.
    """

    name: str
    user: str
    caller: str
    fields: dict
    unknown: tuple
    code: int
    new: bool
    record: Optional[dict]

    @property
    def accepted(self):
        """Whether the server took it."""
        return self.code in (100, 200)


def samples(folder):
    """The requests of a server in the form that the client uses there, with their recorded answers; preparations are left out."""
    product = folder.partition("-")[0]
    for area in ("user-edit", "users"):
        recorded = exchanges(folder, area)
        for place, exchange in enumerate(recorded):
            found = _carried(exchange, product) if envelope(exchange) and not exchange.get("setup") else None
            if found:
                user, new, fields, unknown = found
                yield Sample(
                    exchange["name"], user, exchange["request"]["caller"], fields, unknown, envelope(exchange)["meta"]["statuscode"], new,
                    _read_back(recorded, place, user, product))  # fmt: skip


def groups(folder):
    """Ids of the groups that existed while users were recorded."""
    made = {sent(each)["groupid"] for area in ("user-edit", "users") for each in exchanges(folder, area) if _is_group_creation(each)}
    return made | {"admin"}


def _is_group_creation(exchange):
    return exchange["request"]["method"] == "POST" and exchange["request"]["path"].endswith("/cloud/groups") and succeeded(exchange)


def _carried(exchange, product):
    """``(user, new, fields, unknown keys)`` of a request that edits or creates an account, None for every other."""
    request, data = exchange["request"], sent(exchange)
    method, parts = request["method"], [unquote(part) for part in request["path"].split("/")[3:]]
    if product == "owncloud" and (not request.get("form") or "/v2.php/" in request["path"]):  # v2 loses the codes, JSON is not read
        return None
    if parts == ["cloud", "users"] and method == "POST" and "userid" in data:
        user = str(data["userid"])
        keys = dict(_keys("create"), **LIST_KEYS) if product == "nextcloud" else {"groups": "groups"}
        return (user, True) + _translated(data, dict(keys, password="password", userid="name"))
    if len(parts) != 3 or parts[:2] != ["cloud", "users"]:
        return None
    if method == "PUT" and set(data) >= {"key", "value"}:
        return (parts[2], False) + _translated({data["key"]: data["value"]}, dict(_keys("nextcloud"), **dict(_keys(product), **EDIT_KEYS)))
    if method == "PATCH":
        return (parts[2], False) + _translated(data, dict(_keys("multi"), password="password", **LIST_KEYS))
    return None


def _keys(call):
    return {getattr(field, call): field.name for field in FIELDS if getattr(field, call)}


def _translated(data, keys):
    return {keys[key]: value for key, value in data.items() if key in keys}, tuple(key for key in data if key not in keys)


def _read_back(recorded, place, user, product):
    """The record that was read after this exchange and before the next write or change of the server."""
    for exchange in recorded[place + 1 :]:
        request = exchange["request"]
        if request["method"] != "GET" or "out_of_band_op" in exchange:
            return None
        ours = unquote(request["path"]).rpartition("/")[2].lower() == user.lower()
        if ours and envelope(exchange) and succeeded(exchange) and isinstance(envelope(exchange)["data"], dict):
            data = envelope(exchange)["data"]
            return from_nextcloud(data) if product == "nextcloud" else from_owncloud(data, user)
    return None
