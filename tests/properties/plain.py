# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server has, read by plain requests and told in the words of a document: nothing here knows the client that is tested."""

from __future__ import annotations

import re
from urllib.parse import quote as quoted

import requests
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.in_process import InProcess

# the server's word to that of a document, where it is another one
WORDS = {"displayname": "display_name", "display-name": "display_name", "additional_mail": "additional_mails", "two_factor_auth_enabled": "two_factor"}
SAME = (
    "address", "backend", "biography", "bluesky", "email", "headline", "language", "locale", "manager", "organisation", "phone", "profile_enabled",
    "pronouns", "role", "timezone", "twitter", "website",
)  # fmt: skip
BOOLEANS = {"1": True, "0": False, "true": True, "false": False}
UNITS = ("B", "KB", "MB", "GB", "TB")


class Plain:
    """An administrator with a tool for HTTP."""

    thousand = 1024

    def __init__(self, site):
        self.site, self.session = site, requests.Session()
        self.session.mount(site.sandbox.url, InProcess(site.sandbox))
        self.session.headers.update({"OCS-APIRequest": "true"})

    def ask(self, path, login=None, **more):
        """The data of one answer; None when the server has no such thing, or does not let one see it."""
        answer = self.session.get(
            self.site.sandbox.url + "/ocs/v2.php/cloud/" + path, params=dict(more, format="json"), auth=login or self.site.admin, timeout=30
        )
        told = answer.json()["ocs"]
        return told["data"] if told["meta"]["statuscode"] in (100, 200) else None

    def signs_in(self, name, password):
        """Whether the password is the account's."""
        return self.ask("user", login=(name.encode(), password.encode())) is not None

    def snapshot(self):
        """``{"users": {id: fields}, "groups": {id: fields}}``; an account that the server only lists has no fields."""
        users = {name: self.account(name) for name in map(str, self.ask("users")["users"])}
        return {
            "users": users,
            "groups": {
                name: {"subadmins": sorted(self.ask("groups/%s/subadmins" % quoted(name, safe="/")) or [])} for name in map(str, self.ask("groups")["groups"])
            },
        }

    def account(self, name):
        """The fields of an account."""
        at = "users/" + quoted(name, safe="")
        record = self.ask(at)
        if record is None:
            return {}
        groups, posts = self.ask(at + "/groups")["groups"], self.ask(at + "/subadmins")
        size = record["quota"]  # ownCloud tells what was set, Nextcloud what comes of it
        shown = {WORDS.get(key, key): value for key, value in record.items() if key in WORDS or key in SAME}
        shown.update({key: BOOLEANS.get(str(shown[key]).lower()) for key in ("profile_enabled", "two_factor") if key in shown})
        return dict(
            shown,
            enabled=BOOLEANS[str(record["enabled"]).lower()],
            groups=sorted(map(str, groups)),
            subadmin_of=sorted(map(str, posts)),
            quota=size.get("definition", size.get("quota")),
        )


class PlainSeafile:
    """The same for Seafile: accounts by their addresses in lower case, groups by their names."""

    thousand = 1000

    def __init__(self, site):
        self.site, self.session = site, requests.Session()
        self.session.mount(site.sandbox.url, InProcess(site.sandbox))
        self.session.headers["Authorization"] = "Token " + self._token(*site.admin)

    def _token(self, address, password):
        login = {"username": address, "password": password}
        return self.session.post(self.site.sandbox.url + "/api2/auth-token/", data=login, timeout=30).json().get("token", "")

    def signs_in(self, address, password):
        """Whether the password is the account's."""
        return bool(self._token(address, password))

    def ask(self, path):
        """One answer."""
        return self.session.get(self.site.sandbox.url + "/api/v2.1/admin/" + path, params={"page": 1, "per_page": 1000}, timeout=30).json()

    def snapshot(self):
        """``{"users": {address: fields}, "groups": {name: fields}}``."""
        members = {group["name"]: (group, self.ask("groups/%s/members/" % group["id"])["members"]) for group in self.ask("groups/")["groups"]}
        users = {}
        for user in self.ask("users/")["data"]:
            roles = {name: entry["role"] for name, (_group, people) in members.items() for entry in people if entry["email"] == user["email"]}
            users[(user["contact_email"] or user["email"]).lower()] = {
                "display_name": user["name"], "enabled": bool(user["is_active"]), "admin": bool(user["is_staff"]), "login_id": user["login_id"],
                "quota": "none" if user["quota_total"] == -2 else user["quota_total"], "groups": sorted(roles),
                "subadmin_of": sorted(name for name, role in roles.items() if role != "Member"),
            }  # fmt: skip
        owners = {user["email"]: (user["contact_email"] or user["email"]).lower() for user in self.ask("users/")["data"]}
        return {"users": users, "groups": {name: {"owner": owners.get(group["owner"], group["owner"])} for name, (group, _people) in members.items()}}


def same(key, wanted, stored, thousand):
    """Whether what a diff tells of a field is what the server has. :param thousand: bytes in a KB."""
    if key == "quota":
        return "default" in (wanted, stored) or in_bytes(wanted, thousand) == in_bytes(stored, thousand)
    if isinstance(stored, list):
        return sorted(wanted) == sorted(stored)
    return (wanted or "") == (stored or "") or key == "owner" and wanted.lower() == stored


def in_bytes(size, thousand):
    """A quota as a number, -3 for none."""
    found = re.fullmatch(r"([\d.]+) ([KMGT]?B)", str(size))
    return round(float(found[1]) * thousand ** UNITS.index(found[2])) if found else -3 if size == "none" else int(size or 0)
