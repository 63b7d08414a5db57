# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource Seafile user: arguments, what the server has, and the plan from one to the other. Identity is the contact address."""

from __future__ import annotations

from datetime import datetime, timezone
from itertools import islice

from ...common import options
from ...common.messages import unstored
from ...common.record import MOMENT, Unread, flag, read_fields, shown, text, told, with_unread
from ...engine.plan import Seen
from ...engine.resource import Resource
from ...errors import Invalid
from .. import calls as seafile_calls, values as seafile_values
from ..client import SERVICE
from ..group import resource as seafile_group
from ..lookup import PAGE, address_of, find_groups, find_users, listed, one_user, own_address, read_user, search, single
from .planner import fresh, plan

KIND = "user"
UNKEPT = "The version, edition or settings of the server do not allow the value; server_default_quota tells what accounts without a quota report."


ARGUMENTS = dict(
    email=dict(type="str", required=True, aliases=["contact_email"]),
    state=dict(type="str", choices=["present", "absent"], default="present"),
    previous_email=dict(type="str"),
    account_id=dict(type="str"),
    enabled=dict(type="bool", aliases=["is_active"]),
    admin=dict(type="bool", aliases=["is_staff"]),
    password=dict(type="raw", no_log=True),  # raw: as a text, 0123 would be 83
    update_password=dict(type="str", choices=["always", "on_create"], default="on_create", no_log=False),
    display_name=dict(type="str"),
    login_id=dict(type="str"),
    quota=dict(type="str"),
    server_default_quota=dict(type="str", default="none"),
    account_role=dict(type="str"),
    department=dict(type="str"),
    reference_id=dict(type="str"),
    institution=dict(type="str"),
    groups=options.changes(),
    subadmin_of=options.changes(),
    transfer_to=dict(type="str"),
    protected_users=dict(type="list", elements="str", default=[]),
)


def prepare(params):
    """The task's parameters with the addresses as the server keeps them, without blanks at the ends; :raises Invalid: for what is none."""
    named = {key: seafile_values.address(key, params[key]) for key in ("email", "previous_email", "account_id", "transfer_to") if params[key] is not None}
    return dict(params, protected_users=options.apart("protected_users", params["protected_users"]), **named)


def observe(client, desired):
    """The account: two requests, one more each for groups, department, and what a deletion moves."""
    return Seen(_read(client, desired))


def _read(client, desired):
    found = _find(client, desired)
    if found is None:
        return None
    account_id = found["email"]
    client.note("user", desired["email"], account_id)
    record = read_record(client.get(seafile_calls.USER, user=account_id), account_id)
    if any(desired[key] is not None for key in ("groups", "subadmin_of", "transfer_to", "account_id")):
        record.update(read_groups(client, account_id))
    if desired["department"] is not None:
        record.update(read_fields(client.get(seafile_calls.DEPARTMENT, user=seafile_values.reachable("department", account_id)), DEPARTMENT))
    if desired["state"] == "absent" and desired["transfer_to"] is not None:
        record["libraries"] = len(client.get(seafile_calls.LIBRARIES, owner=account_id)["repos"])
    return record


def _find(client, desired):
    """The account, as a search shows it, by account_id, address or previous address; None when there is none."""
    wanted = (desired["account_id"] or "").lower()
    named = next((entry for entry in search(client, wanted) if entry["email"].lower() == wanted), None) if wanted else None
    if named is not None:
        others = [entry["email"] for entry in find_users(client, desired["email"]) if entry["email"] != named["email"]]
        if others:
            raise Invalid("account_id", "%s and the account %s with this address both exist." % (desired["account_id"], others[0]))
        return named
    going = desired["state"] == "absent"
    found, before = (one_user(client, key, desired[key], going) if desired[key] else None for key in ("email", "previous_email"))
    if found and before and found["email"] != before["email"]:
        raise Invalid("previous_email", "%s and %s both exist; the server treats them as different accounts." % (desired["previous_email"], desired["email"]))
    return found or before


def read_found(client, entry):
    """What the server tells of an account that a search found; the search's own entry where the server finds it and does not show it."""
    return read_user(client, entry["email"]) or entry


def read_record(data, account_id):
    """A record from ``GET admin/users/<id>/``, which repeats the id as it was asked for; unset values are "", quotas are texts."""
    identity = {"email": data.get("contact_email") or account_id, "account_id": account_id}
    return with_unread(dict(identity, **read_fields(data, TOLD)), [key for key in TOLD if key not in VARYING])


def _moment(value):
    """A time in UTC; an empty text means never."""
    if not isinstance(value, str):
        raise Unread()
    return datetime.fromisoformat(value).astimezone(timezone.utc).strftime(MOMENT) if value else None


# our word: what the server calls it, how it is read
TOLD = dict(
    display_name=("name", text),
    enabled=("is_active", flag),
    admin=("is_staff", flag),
    login_id=("login_id", text),
    account_role=("role", text),
    quota=("quota_total", lambda size: told(seafile_values.stored_quota(size))),
    last_login=("last_login", _moment),
    reference_id=("reference_id", text),
    institution=("institution", text),
)
DEPARTMENT = dict(department=("department", text))
VARYING = ("reference_id", "institution")  # not every version, edition and server has them


def read_groups(client, account_id):
    """Groups by name, those that the account administers, and those that it owns."""
    held = client.get(seafile_calls.USER_GROUPS, user=account_id)["group_list"]
    for group in held:
        client.note("group", group["name"], group["id"])
    return {
        "groups": sorted(group["name"] for group in held),
        "subadmin_of": sorted(group["name"] for group in held if group["role"] in ("Owner", "Admin")),
        "owned": sorted(group["name"] for group in held if group["role"] == "Owner"),
    }


def look_up(client, desired, _server, draft):
    """What the writes of a draft plan depend on: acting account, groups, and who gets what is left; and the version."""
    client.identify()
    facts = {"caller": own_address(client)}
    wanted = {step.name for step in draft if step.action in ("join", "promote")}
    if wanted:
        find_groups(client, "")  # notes every group
        facts["groups"] = {name: single("groups", "group", name, client.known("group", name)) is not None for name in wanted}
    if desired["transfer_to"] is not None:
        facts["users"] = {desired["transfer_to"]: (one_user(client, "transfer_to", desired["transfer_to"]) or {}).get("email")}
    return dict(facts, **login_facts(client, draft))


def login_facts(client, draft):
    """``logins``: each login id that a plan writes, in lower case, to ``(internal id, address)`` of the account that has it, None where nobody has.

    Each may be there once, in whatever case. Before version 13 only the list tells, a request for every hundred accounts; so it does where a
    search finds too many to be read.
    """
    wanted = {step.after["login_id"] for step in draft if step.kind == "user" and "login_id" in step.after}
    if not wanted:
        return {}
    found = dict.fromkeys(key.lower() for key in wanted if not unstored([key]))  # nobody has what cannot be stored or compared
    searched = client.identify().can("search_by_login")  # its finds do not tell the login id, so they are read
    rest = [key for key in found if not (searched and _search(client, key, found))]
    if rest:
        found.update({key: holder for key, holder in by_login(listed(client, seafile_calls.USERS, "data")).items() if key in rest})
    return {"logins": found}


def by_login(accounts):
    """Who of these accounts, entries of a list or answers to reads, has which login id, in the same form."""
    return {data["login_id"].lower(): (data["email"], address_of(data)) for data in accounts if data.get("login_id")}


def _search(client, key, found):
    """Note who has it; False where the finds are too many."""
    entries = list(islice(search(client, key), PAGE))
    if len(entries) == PAGE:
        return False
    found[key] = by_login(filter(None, (read_user(client, entry["email"]) for entry in entries))).get(key)
    return True


def witness(step):
    """The resource, and its arguments, whose record shows a step of another kind: a group that is handed over after a rename."""
    return seafile_group.RESOURCE, seafile_group.RESOURCE.wish(name=step.name)


def results(outcome, _check, desired):
    """What the task returns of the account."""
    record = outcome.record
    if record is None:
        return {"user": None}
    hidden = ["owned", "libraries"] + [key for key in ("groups", "subadmin_of") if desired[key] is None]
    return {"user": {key: value for key, value in shown(record).items() if key not in hidden}}


RESOURCE = Resource(KIND, "email", SERVICE, ARGUMENTS, observe, plan, results, look_up, fresh=fresh, prepare=prepare, witness=witness, unkept=UNKEPT)
