# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of one Seafile account, part by part in the order of the writes. Pure."""

from __future__ import annotations

from ...common import options
from ...common.record import consistent, difference, listed
from ...engine.dialect import refusal
from ...engine.plan import NOTHING, SECRET, Id, Operation, Plan, Request, replay
from ...errors import Invalid
from .. import calls, values as seafile_values
from ..group import resource as membership

# our name: the server's parameter of create and update
FIELDS = {
    "display_name": "name", "enabled": "is_active", "admin": "is_staff", "login_id": "login_id", "quota": "quota_total",
    "account_role": "role", "reference_id": "reference_id", "institution": "institution",
}  # fmt: skip
ONCE = ("login_id", "reference_id", "is_active")  # parameters that the server refuses, or writes a mail about, when they are sent again
AT_CREATION = ("display_name", "enabled", "admin", "login_id", "quota")


def plan(observed, desired, server):
    """Operations from the observed account to the desired one; :raises Invalid: what would be refused or ignored."""
    if desired["state"] == "absent":
        return _plan_absence(observed, desired, server)
    goals = _goals(observed, desired, server)
    _check(observed, desired, goals, server)
    steps = Plan(warnings=_warnings(observed, desired))
    if observed is None:
        steps.append(_create(desired, goals, server))
    created = fresh(desired, server)
    for part in (_address, _edits, _department, _relations):
        record = replay(observed, steps, "user", created)
        steps.extend(part(record, desired, goals, server))
    return steps


def fresh(desired, server):
    """What an account is that was just created with nothing but its address and password."""
    record = {
        "email": desired["email"], "account_id": None, "display_name": desired["email"].partition("@")[0], "enabled": True, "admin": False,
        "login_id": "", "account_role": None, "quota": seafile_values.default_quota(desired), "last_login": None,
        "groups": [], "subadmin_of": [], "owned": [], "department": "",
    }  # fmt: skip
    if server.can("seafile_user.reference_id"):
        record["reference_id"] = ""
    shown = {key for key in ("groups", "subadmin_of", "department") if desired[key] is not None}
    hidden = {"groups", "subadmin_of", "owned", "department"} - shown
    return {key: value for key, value in record.items() if key not in hidden}


def _keeps_address(record, desired):
    """Whether the account keeps its contact address: where the name is its id, and nobody asked for another address."""
    by_id = (record["account_id"] or "").lower() == desired["email"].lower() and desired["previous_email"] is None and desired["account_id"] is None
    return by_id or record["email"].lower() == desired["email"].lower()


def _goals(observed, desired, server):
    """Field to (value, text that is sent) for every field that the task names."""
    goals = {}
    for key in ("enabled", "admin"):
        if desired[key] is not None:
            goals[key] = (desired[key], "true" if desired[key] else "false")
    if desired["display_name"] is not None:
        name = seafile_values.display_name("display_name", desired["display_name"])
        address = observed["email"] if observed is not None and _keeps_address(observed, desired) else desired["email"]
        address = address.lower() if server.lacks("internal_ids") else address  # as version 10 keeps it
        goals["display_name"] = (name or address.partition("@")[0], name)
    if desired["quota"] is not None:
        megabytes = seafile_values.quota_megabytes(desired["quota"])
        goals["quota"] = (seafile_values.quota_text(megabytes) if megabytes else seafile_values.default_quota(desired), str(megabytes))
    for key in ("login_id", "account_role", "reference_id", "institution"):
        if desired[key] is not None:
            goals[key] = (desired[key].strip(), desired[key].strip())
    if observed is not None and "login_id" in goals and goals["login_id"][0].lower() == observed.get("login_id", "").lower():
        goals["login_id"] = (observed["login_id"], observed["login_id"])  # the server refuses another spelling of it
    return goals


def _check(observed, desired, goals, server):
    """What can be known to fail, or to be ignored without a word, before anything is sent."""
    for key in ("groups", "subadmin_of"):
        consistent(key, desired[key])
        for name in listed(desired[key]):
            seafile_values.group_name(key, name)
    _check_texts(observed, desired, goals, server)
    if (desired["account_id"] or desired["email"]).lower() != desired["email"].lower():
        server.demand("seafile_user.account_id")
    for key in ("login_id", "reference_id", "institution"):
        if key in goals:
            server.demand("seafile_user." + key)
    present = (observed or {"account_role": ""}).get("account_role")
    present = "default" if present == "" else present
    if server.lacks("seafile_user.account_role") and "account_role" in goals and present is not None and goals["account_role"][0] != present:
        raise refusal("seafile_user.account_role", server, "the account has the role %r and keeps it" % present)
    for key in ("enabled", "admin"):
        if observed is not None and observed.get(key) is not False and key in goals and goals[key][0] is False:
            _refuse_protected(desired["email"], observed, desired, server, key, "disabled or demoted")
    if desired["password"] is not None:
        options.secret("password", desired["password"])
    if observed is None and not desired["password"]:
        raise Invalid("password", "is required to create the account: Seafile sends no invitation to set one.")


def _check_texts(observed, desired, goals, server):
    """What the tables would not take, and a login id that somebody else has."""
    if goals.get("login_id", ("set",))[0] == "":
        raise Invalid("login_id", "cannot be cleared: the server accepts an empty one for one account only.")
    holder = (server.facts.logins or {}).get(goals["login_id"][0].lower()) if "login_id" in goals else None
    if holder is not None and holder[0] != (observed or {}).get("account_id"):
        raise Invalid("login_id", "%r is the login ID of %s; give that account another one first." % (goals["login_id"][0], holder[1]))
    texts = dict({key: goals[key][0] for key in ("display_name", "login_id") if key in goals}, department=desired["department"] or "")
    for key, text in texts.items():
        if observed is None or observed.get(key) != text:
            seafile_values.storable(key, text, server)


def _warnings(observed, desired):
    found = [seafile_values.rounding_note(desired["quota"])] if desired["quota"] is not None else []
    if observed is not None and observed["email"] != desired["email"] and observed["email"].lower() == desired["email"].lower():
        found.append("email: the server stores the spelling %s, which is kept." % observed["email"])
    wanted, login_id = (desired["login_id"] or "").strip(), (observed or {}).get("login_id", "")
    if wanted != login_id and wanted.lower() == login_id.lower():
        found.append("login_id: the server stores the spelling %s, which is kept: it does not accept another spelling of a login ID in use." % login_id)
    return [text for text in found if text]


def _create(desired, goals, server):
    seafile_values.new_address("email", desired["email"], server)
    data = {"email": desired["email"], "password": desired["password"]}
    # version 10 keeps it in lower case, as the id
    after = {"email": desired["email"].lower() if server.lacks("internal_ids") else desired["email"], "password": SECRET, "enabled": True}
    for key in AT_CREATION:
        if key in goals and not (key == "quota" and goals[key][1] == "0"):
            data[FIELDS[key]], after[key] = goals[key][1], goals[key][0]
    return Operation("create", "user", desired["email"], NOTHING, after, Request(calls.CREATE_USER, data=data))


def _address(record, desired, _goals_, server):
    """Another address, or another id, for the same person."""
    steps, email = [], desired["email"]
    if not _keeps_address(record, desired) and not (server.lacks("internal_ids") and record["account_id"].lower() == email.lower()):
        seafile_values.new_address("email", email, server)
        if server.lacks("internal_ids"):
            request = _rename_request(record["account_id"], email)
        else:
            request = Request(calls.EDIT_USER, {"user": Id("user", email)}, {"contact_email": email})
        steps.append(Operation("rename", "user", email, {"email": record["email"]}, {"email": email}, request))
    wanted, present = desired["account_id"], record["account_id"]
    if wanted is not None and (present or "").lower() != wanted.lower() and not server.lacks("internal_ids"):
        seafile_values.new_id("account_id", wanted)
        request = _rename_request(present or Id("user", email), wanted)
        steps.append(Operation("rename", "user", email, {"account_id": present}, {"account_id": wanted}, request))
        # a rename leaves the owner of groups behind
        owner = record["email"] if record["email"].lower() == email.lower() else email
        steps.extend(membership.hand_over(group, present, owner) for group in record.get("owned") or [])
    return steps


def _rename_request(old, new):
    return Request(calls.RENAME_USER, data={"old_email": old, "new_email": new})


def _edits(record, desired, goals, server):
    """One call with every field that differs; an equal value is never sent again (activation mails, errors of login_id)."""
    name = desired["email"]
    changes = {
        key: goal for key, goal in goals.items() if record.get(key) != goal[0] and not (key == "quota" and goal[1] == "0" and record.get("quota") == "none")
    }
    before, after = {key: record.get(key) for key in changes}, {key: goal[0] for key, goal in changes.items()}
    data = {FIELDS[key]: goal[1] for key, goal in changes.items()}
    if desired["password"] and desired["update_password"] == "always" and record.get("account_id") is not None:
        data["password"], after["password"] = desired["password"], SECRET
    if not data:
        return []
    call = calls.EDIT_USER_ONCE if set(ONCE) & set(data) else calls.EDIT_USER
    return [Operation("update", "user", name, before, after, Request(call, {"user": Id("user", name)}, data))]


def _department(record, desired, _goals_, _server):
    """Only the old accounts call reads and writes it."""
    wanted = desired["department"]
    if wanted is None or record.get("department") == wanted:
        return []
    return [Operation("update", "user", desired["email"], {"department": record.get("department")}, {"department": wanted}, Request(
        calls.SET_DEPARTMENT, {"user": Id("user", desired["email"])}, {"department": wanted}))]  # fmt: skip


def _relations(record, desired, _goals_, server):
    """Joins, promotions, demotions, leaves; who is to administer a group joins it first, and an owner stays."""
    name, owned = desired["email"], record.get("owned") or []
    joins, leaves = difference(desired["groups"], record.get("groups") or [])
    promotes, demotes = difference(desired["subadmin_of"], record.get("subadmin_of") or [])
    joins = sorted(set(joins) | (set(promotes) - set(record.get("groups") or [])))
    both = sorted(set(leaves) & set(listed(desired["subadmin_of"])))
    if both:
        raise Invalid("subadmin_of", "%s: a group admin is a member; add it to groups too." % ", ".join(both))
    for field, names in (("groups", leaves), ("subadmin_of", demotes)):
        for group in names:
            membership.refuse_owner(field, group, name, group in owned)
    for group in joins + promotes:
        if server.facts.groups.get(group) is False:
            raise Invalid("groups", "the group %r does not exist; create it first with seafile_group." % group)
    steps = [membership.join(group, name) for group in joins] + [membership.promote(group, name) for group in promotes]
    return steps + [membership.demote(group, name) for group in demotes if group not in leaves] + [membership.leave(group, name) for group in leaves]


def _plan_absence(observed, desired, server):
    if observed is None:
        return Plan()
    name, heir = desired["email"], desired["transfer_to"]
    _refuse_protected(name, observed, desired, server, "state", "deleted")
    steps = Plan()
    if heir is not None:
        heir_id = server.facts.users.get(heir, "")
        if heir_id in (None, observed["account_id"]) or heir.lower() == name.lower():
            raise Invalid("transfer_to", "%r is not another account of this server." % heir)
        moved = {"libraries": observed["libraries"], "owned": observed["owned"]}
        if any(moved.values()):
            for account_id in filter(None, (observed["account_id"], heir_id)):
                seafile_values.reachable("transfer_to", account_id)
            steps.append(Operation("transfer", "user", name, moved, {"libraries": 0, "owned": []}, Request(
                calls.MIGRATE_USER, {"user": Id("user", name)}, {"op": "migrate", "to_user": Id("user", heir)})))  # fmt: skip
    before = {key: observed[key] for key in ("email", "account_id", "display_name") if key in observed}
    steps.append(Operation("delete", "user", name, before, {}, Request(calls.DELETE_USER, {"user": Id("user", name)})))
    return steps


def _refuse_protected(name, record, desired, server, field, done):
    names = {each.lower() for each in (name, record["email"], record.get("account_id") or "")}
    if names & {item.lower() for item in desired["protected_users"]}:
        raise Invalid(field, "%s is among protected_users and will not be %s." % (name, done))
    if server.facts.caller is not None and server.facts.caller.lower() in names:
        raise Invalid(field, "%s is the acting account and would lock itself out if it were %s." % (name, done))
