# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the API shows a user: each endpoint has a record of its own."""

from __future__ import annotations

from .answers import iso_time

ROLE = "default"  # the community edition has no other


def usage_of(state, user):
    """Bytes in the libraries of a user; -1 where the quota cannot be read."""
    if user.email in state.quota_errors:
        return -1
    return sum(library.size for library in state.owned(user.email).values())


def avatar_url(call):
    """The address of the picture; nobody has one of his own."""
    return call.site + "/media/avatars/default.png"


def _login_id(state, uid):
    profile = state.profiles.get(uid)
    return profile.login_id or "" if profile else ""


def _contact_email(state, uid):
    profile = state.profiles.get(uid)
    return profile.contact_email or "" if profile else ""


def user_record(call, uid):
    """What create, update and get have in common; the id is shown as it was asked for."""
    state, user = call.state, call.state.find(uid)
    record = {
        "email": uid,
        "name": state.profiles.name_of(uid),
        "contact_email": _contact_email(state, uid),
        "login_id": _login_id(state, uid),
        "is_staff": user.is_staff,
        "is_active": user.is_active,
        "quota_usage": usage_of(state, user),
        "quota_total": state.quota_of(user),
        "create_time": iso_time(user.created),
        "has_default_device": False,
        "is_force_2fa": False,
        "role": ROLE,
    }
    if call.dialect.reference_ids:
        record["reference_id"] = user.reference_id
    return record


def full_record(call, uid):
    """GET admin/users/{id}/."""
    record = {**user_record(call, uid), "avatar_url": avatar_url(call), **_times(call.state.find(uid))}
    return _with_social_auth(call, record, "get")


def _times(user):
    return {"last_login": iso_time(user.last_login), "last_access_time": iso_time(user.last_login)}


def _with_social_auth(call, record, kind):
    return {**record, "social_auth": []} if kind in call.dialect.social_auth else record


def _entry(call, user):
    """What the entries of all lists have in common."""
    state = call.state
    return {
        "email": user.email,
        "name": state.profiles.name_of(user.email),
        "contact_email": state.profiles.contact_of(user.email),
        "is_staff": user.is_staff,
        "is_active": user.is_active,
        "quota_usage": usage_of(state, user),
        "quota_total": state.quota_of(user),
        "create_time": iso_time(user.created),
        **_times(user),
    }


def list_entry(call, user):
    """GET admin/users/."""
    entry = {**_entry(call, user), "login_id": _login_id(call.state, user.email), "role": ROLE}
    if call.dialect.numeric_flags:
        entry.update(is_staff=int(user.is_staff), is_active=int(user.is_active))
    if call.dialect.avatars:
        entry["avatar_url"] = avatar_url(call)
    return _with_social_auth(call, entry, "list")


def usage_entry(call, user):
    """GET admin/users/ ordered by usage; -1 stands for usage that was never counted."""
    login_id = _login_id(call.state, user.email)
    return {**_entry(call, user), "login_id": login_id, "role": ROLE, "quota_usage": usage_of(call.state, user) or -1}


def search_entry(call, user):
    """GET admin/search-user/."""
    entry = {**_entry(call, user), "source": "db", "role": ROLE}
    if call.dialect.search_hides_id and call.state.profiles.get(user.email):
        entry["contact_email"] = _contact_email(call.state, user.email)
    if call.dialect.avatars:
        entry["avatar_url"] = avatar_url(call)
    return _with_social_auth(call, entry, "search")


def admin_entry(call, user):
    """GET admin/admin-users/."""
    return {**_entry(call, user), "login_id": _login_id(call.state, user.email), "admin_role": "default_admin"}


def new_admin_entry(call, user):
    """POST admin/admin-users/batch/."""
    entry = admin_entry(call, user)
    del entry["last_access_time"]
    return entry


def account_record(call, user):
    """GET and PUT of the old API's accounts: here a login id that was never set is null, and times are microseconds."""
    state, profile = call.state, call.state.profiles.get(user.email)
    return {
        "email": user.email,
        "name": state.profiles.name_of(user.email),
        "department": state.departments.get(user.email.lower(), ""),
        "institution": profile.institution if profile else "",
        "id": user.number,
        "is_staff": user.is_staff,
        "is_active": user.is_active,
        "create_time": int(user.created * 1e6),
        "login_id": profile.login_id if profile else "",
        "list_in_address_book": profile.in_address_book if profile else False,
        "total": state.quota_of(user),
        "usage": usage_of(state, user),
    }


def own_record(call):
    """GET account/info/: the caller himself."""
    state, user = call.state, call.caller
    profile, total, usage = state.profiles.get(user.email), state.quota_of(user), usage_of(state, user)
    record = {
        "space_usage": "%s%%" % (usage / total * 100) if total > 0 else "0%",
        "avatar_url": avatar_url(call),
        "email": user.email,
        "name": state.profiles.name_of(user.email),
        "total": total,
        "usage": usage,
        "login_id": _login_id(state, user.email),
        "department": state.departments.get(user.email.lower(), ""),
        "contact_email": profile.contact_email if profile else "",
        "institution": profile.institution if profile else "",
        "is_staff": user.is_staff,
        "file_updates_email_interval": 0,
        "collaborate_email_interval": 0,
    }
    return {**record, "enable_subscription": False} if call.dialect.subscription else record


def member_record(call, group, uid):
    """A member of a group."""
    user, staff = call.state.find(uid), group.members[uid.lower()]
    role = "Owner" if user.email == group.owner else "Admin" if staff else "Member"
    return {
        "group_id": group.number,
        "name": call.state.profiles.name_of(user.email),
        "email": user.email,
        "contact_email": call.state.profiles.contact_of(user.email),
        "login_id": _login_id(call.state, user.email),
        "avatar_url": avatar_url(call),
        "is_admin": staff,
        "role": role,
    }
