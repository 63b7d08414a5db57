# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of one account, part by part in the order of the writes. Pure: it reads values and returns operations."""

from __future__ import annotations

from ...common.record import consistent, difference, is_unread, listed
from ...engine.plan import Plan, replay
from ...errors import Invalid
from .. import calls as ocs_calls, ids
from ..group import people as membership
from . import normal_forms as values, operations as user_steps
from .accounts import fresh as fresh_record
from .fields import differing, goals, rounding_note
from .operations import plan_mails


def plan(observed, desired, server):
    """Operations from the observed account to the desired one; :raises Invalid: what would be refused or mangled."""
    if observed is None:
        ids.check_path(server, ocs_calls.USER, user=desired["name"])  # an account that cannot be addressed could not be read either
    if desired["state"] == "absent":
        return _plan_absence(observed, desired, server)
    wanted = goals(desired, server, observed)
    _check(observed, desired, wanted, server)
    steps = Plan(warnings=_warnings(observed, desired, wanted))
    record, created = observed, fresh(desired, server) if observed is None else None
    if observed is None:
        steps.extend(_creation(desired, wanted, server, steps.warnings))
        record = replay(None, steps, "user", created)
    for part in (_edits, _relations, _messages):
        found = part(observed, record, desired, wanted, server, steps.warnings)
        steps.extend(found)
        record = replay(observed, steps, "user", created) if found else record
    return steps


def fresh(desired, server):
    """What an account is that was just created with nothing but its id."""
    record = fresh_record(desired["name"], server, server.facts.fields)
    if not server.dialect.whole_records:
        record.update((key, []) for key in ("groups", "subadmin_of") if desired.get(key) is not None)
    if desired.get("two_factor") is False and server.dialect.second_factors_apart:
        record.update(two_factor=False, two_factor_providers=[])
    return record


def _plan_absence(observed, desired, server):
    if desired["wipe_devices"]:
        raise Invalid("wipe_devices", "is mutually exclusive with state 'absent', which removes the way to the devices; disable the account first.")
    if observed is None:
        named = server.facts.holders.get(desired["name"].lower())
        return Plan(warnings=["name: %s; nothing is deleted." % ids.no_user(desired["name"], server)] if named else ())
    _refuse_protected(observed["name"], desired, server, "state", "deleted")
    return Plan([user_steps.delete(observed["name"], observed, server)])


def _refuse_protected(name, desired, server, field, done):
    ids.check_protected(desired["protected_users"], server)
    if name.lower() in {item.lower() for item in desired["protected_users"]}:
        raise Invalid(field, "%s is among protected_users and will not be %s." % (name, done))
    if name.lower() == (server.facts.caller or "").lower():
        raise Invalid(field, "%s is the acting account and cannot be %s by itself; use another administrator." % (name, done))


def _check(observed, desired, wanted, server):
    """What can be known to fail before anything is sent."""
    for key in ("groups", "subadmin_of"):
        consistent(key, desired.get(key))
    for group in listed(desired.get("subadmin_of")):
        ids.check_led("subadmin_of", group, server)
    known = observed if observed is not None else server.facts.fields
    for key in wanted:
        if known is not None and not (key in known or (known is observed and is_unread(known, key))):
            raise Invalid(key, "%s does not support this option; remove it." % server.title)
    if desired["wipe_devices"]:
        server.demand("ocs_user.wipe_devices")
    if desired["wipe_devices"] and desired.get("enabled") is not False:
        raise Invalid("wipe_devices", "requires enabled: false.")
    if desired.get("password") is not None:
        values.password("password", desired["password"])
    manager = desired.get("manager")
    if manager and server.facts.users.get(manager, "") is None and (observed or {}).get("manager") != manager:
        raise Invalid("manager", "%s. The server would store it anyway." % ids.no_user(manager, server))
    if server.facts.password_refusal:
        raise Invalid("password", "the server's policy refuses it: %s" % server.facts.password_refusal)


def _warnings(observed, desired, wanted):
    found = [rounding_note(desired)]
    if observed is not None and observed["name"] != desired["name"]:
        found.append("name: the account is stored as %r; that spelling is used." % observed["name"])
    if "manager" in wanted and wanted["manager"].value != desired["manager"]:
        found.append("manager: the user %r is stored as %r; that spelling is used." % (desired["manager"], wanted["manager"].value))
    return [text for text in found if text]


def _creation(desired, wanted, server, warnings):
    """The create call, after the groups that it needs and may create."""
    name, skip = desired["name"], desired["welcome_email"] == "skip"
    _check_new(desired, wanted, server)
    groups = _present(listed(desired.get("groups")), "groups", desired, server, warnings)
    led = _present(listed(desired.get("subadmin_of")), "subadmin_of", desired, server, warnings)
    sent = {key: goal for key, goal in wanted.items() if not (skip and key == "email")}
    for group in groups:
        membership.check_open("groups", group, "join", server)
    new = _missing(groups + led, server)
    return [membership.create_group(group) for group in new] + [user_steps.create(name, sent, groups, led, desired.get("password"), server)]


def _check_new(desired, wanted, server):
    name, password, address = desired["name"], desired.get("password"), wanted.get("email")
    if name.lower() in server.facts.holders:
        raise Invalid("name", "%s, or change that address first: the server creates no account whose ID is the address of another." % ids.no_user(name, server))
    ids.new_user_id("name", name, server.dialect)
    if not password and server.lacks("ocs_user.invitation"):
        raise Invalid("password", "is required to create the account: %s sends no invitation." % server.dialect.title)
    if not password and not (address and address.value and desired["welcome_email"] != "skip"):
        raise Invalid("password", "is required to create the account; or give email, and the server sends an invitation.")


def _missing(names, server):
    return sorted({name for name in names if server.facts.groups.get(name) is False})


def _present(names, field, desired, server, warnings):
    """The wanted groups without those that are missing, by ``missing_groups``."""
    missing, policy = _missing(names, server), desired["missing_groups"]
    for group in missing:
        if policy == "fail":
            raise Invalid(field, "the group %r does not exist; create it first, or set missing_groups of ocs_user to 'create' or 'warn'." % group)
        if policy == "create":
            _refuse_blanks(field, group)
            ids.check_new_group(field, group, server)
        else:
            warnings.append("%s: the group %r does not exist and is left out." % (field, group))
    return sorted(name for name in set(names) if policy == "create" or name not in missing)


def _refuse_blanks(field, group):
    """A blank is more often that of "staff, other", which Ansible splits at the comma alone, than part of an ID."""
    if group != group.strip():
        raise Invalid(field, "the group %r does not exist and has blanks at its ends; remove them. If they are meant, ocs_group creates it." % group)


def _edits(observed, record, desired, wanted, server, _warnings_):
    """Enable, then one edit per field that differs (or one for several), then the mail addresses."""
    steps, name = [], record["name"]
    if desired.get("enabled") and record.get("enabled") is not True:
        steps.append(user_steps.enable(name, server))
    changes = differing(wanted, record)
    password = desired.get("password") if observed is not None and desired["update_password"] == "always" else None
    able = record.get("backend_capabilities") or {}
    for key, ability in (("display_name", "setDisplayName"), ("password", "setPassword")):
        if (key in changes or (key == "password" and password)) and able.get(ability) is False:
            raise Invalid(key, "the account comes from the backend %s, which cannot change it." % record.get("backend"))
    if changes or password:
        steps.extend(user_steps.edit(name, changes, record, password, server))
    if desired.get("two_factor") is False and record.get("two_factor") and server.dialect.second_factors_apart:
        steps.append(user_steps.switch_off_two_factor(name, record["two_factor_providers"], server))
    if desired.get("additional_mails") is not None or desired.get("notify_email") is not None:
        steps.extend(plan_mails(desired, replay(record, steps, "user"), server))
    return steps


def _relations(observed, record, desired, _wanted, server, warnings):
    """Joins and leaves, then promotions and demotions."""
    steps, name, created = [], record["name"], set()
    told = [] if observed is None else warnings  # of a new account, the creation has told
    for field, add, remove in (("groups", membership.join, membership.leave), ("subadmin_of", membership.promote, membership.demote)):
        if desired.get(field) is None:
            continue
        added, removed = _changes(field, desired[field], record)
        told.extend(
            "%s: the account is not in the group %r, whose ID has blanks at its ends and is taken to the letter." % (field, group)
            for group in sorted(set(desired[field].get("remove") or ()) - set(removed))
            if group != group.strip()
        )
        if not (added or removed):
            continue
        kept = _present(added, field, desired, server, told)
        new = [group for group in _missing(kept, server) if observed is not None and group not in created]
        created.update(new)
        steps.extend(membership.create_group(group) for group in new)
        steps.extend(add(server, group, name) for group in kept)
        if field == "groups" and ids.ADMIN_GROUP in removed:
            _refuse_protected(name, desired, server, "groups", "removed from the group %r" % ids.ADMIN_GROUP)
        steps.extend(remove(server, group, name) for group in removed)
    return steps


def _changes(field, change, record):
    """(groups to add, groups to remove); what the server did not tell is asked for as it stands."""
    if field in record:
        return difference(change, record[field] or [])
    if change.get("set") is not None:
        raise Invalid(field, "the server does not return those of %s, so 'set' cannot be compared; use 'add' and 'remove'." % record["name"])
    return tuple(sorted(set(change.get(key) or [])) for key in ("add", "remove"))


def _messages(observed, record, desired, _wanted, server, _warnings_):
    """Welcome mail, device wipe, and last the switch to disabled."""
    steps, name = [], record["name"]
    if desired["welcome_email"] == "resend":
        server.demand("ocs_user.welcome_email=resend")
        if "email" in record and not record["email"]:
            raise Invalid("welcome_email", "%s has no address to send it to; set email." % name)
        if observed is not None:
            steps.append(user_steps.welcome(name, server))
    if desired.get("enabled") is False and record.get("enabled") is not False:
        _refuse_protected(name, desired, server, "enabled", "disabled")
        # before it: the server throws the device tokens of a disabled account away, and with them the way to wipe
        steps.extend([user_steps.wipe(name, server)] if desired["wipe_devices"] and observed is not None else [])
        steps.append(user_steps.disable(name, server))
    return steps
