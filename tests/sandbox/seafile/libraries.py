# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Libraries, as far as moving and deleting accounts needs them. Source: recorded exchanges, migrate.jsonl.

Of the lists only the empty one was recorded; the entries are (derived).
"""

from __future__ import annotations

import secrets

from .answers import iso_time, refuse
from .parameters import cut, page_of, text

KIND = {"encrypted": "", "enc_version": 0, "salt": "", "magic": "", "random_key": "", "repo_version": 1}
UNITS = ("KB", "MB", "GB", "TB", "PB")


def size_text(size):
    """Bytes as the web part writes them: units of 1024, with one decimal, after a blank that does not break."""
    if size < 1024:
        return "%d\xa0byte%s" % (size, "" if size == 1 else "s")
    for unit in UNITS:
        size /= 1024
        if size < 1024 or unit == UNITS[-1]:
            break
    return "%.1f\xa0%s" % (size, unit)


def _record(state, uid, library):
    user = state.find(uid)
    owner = user.email if user else uid
    return {
        "id": library.id,
        "name": library.name,
        "owner": owner,
        "owner_email": owner,
        "owner_name": state.profiles.name_of(owner),
        "owner_contact_email": state.profiles.contact_of(owner),
        "size": library.size,
        "size_formatted": size_text(library.size),
        "encrypted": False,
        "file_count": 0,
        "last_modified": iso_time(library.created),
        "status": "normal",
    }


def listing(call):
    """GET admin/libraries/: those of an owner, those with a part of a name, both, or all page by page."""
    name, owner = call.query.get("name", ""), call.query.get("owner", "")
    owners = {owner: call.state.owned(owner)} if owner else call.state.libraries
    found = [(uid, library) for uid, owned in owners.items() for library in owned.values() if name in library.name]
    if name or owner:
        return {"name": name, "owner": owner, "repos": [_record(call.state, *pair) for pair in found]}
    page, per_page = page_of(call, 100)
    some, more = cut(found, page, per_page)
    return {"page_info": {"has_next_page": more, "current_page": page}, "repos": [_record(call.state, *pair) for pair in some]}


def create_for(call):
    """POST admin/libraries/: one for a user named by id, else for the caller."""
    name = text(call.data.get("name") or refuse("name invalid."))
    owner = call.existing(text(call.data["owner"])) if call.data.get("owner") else call.caller
    return _record(call.state, owner.email, call.state.add_library(owner.email, name))


def create(call):
    """POST api2/repos/: a library of the caller's own."""
    name = text(call.data.get("name") or refuse("Library name is required."))
    library = call.state.add_library(call.caller.email, name)
    host, _sep, port = call.site.partition("//")[2].partition(":")
    record = {
        **KIND,
        "relay_id": secrets.token_hex(20),
        "relay_addr": host,
        "relay_port": port or "80",
        "email": call.caller.email,
        "token": secrets.token_hex(20),
        "repo_id": library.id,
        "repo_name": library.name,
        "repo_desc": text(call.data.get("desc", "")),
        "repo_size": library.size,
        "repo_size_formatted": size_text(library.size),
        "mtime": int(library.created),
        "mtime_relative": "<time>Just now</time>",
        "head_commit_id": secrets.token_hex(20),
        "permission": "rw",
    }
    return {**record, "pwd_hash": "", "pwd_hash_algo": "", "pwd_hash_params": ""} if call.dialect.password_hashes else record
