# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource user: arguments, what the server has, and the plan from one to the other."""
from __future__ import annotations

from ...common.masking import hide
from ...common.record import is_unread, known_fields
from ...common.visible import short
from ...engine.dialect import refusal
from ...engine.plan import Seen
from ...engine.resource import Resource
from .. import calls as ocs_calls, ids, service as connect_ocs
from ..calls import USER_RELATIONS
from ..group import operations as membership, resource as group
from . import accounts
from .operations import elsewhere
from .planner import fresh, plan
from .quota import normal_quota
from .record import describe, from_nextcloud, from_owncloud

KIND = "user"


def _change():
    return dict(type="dict", options={key: dict(type="list", elements="str") for key in ("add", "remove", "set")})


ARGUMENTS = dict(
    name=dict(type="str", required=True, aliases=["user_id", "userid", "username"]),
    state=dict(type="str", choices=["present", "absent"], default="present"),
    enabled=dict(type="bool"),
    password=dict(type="raw", no_log=True),  # raw: as a text, 0123 would be 83
    update_password=dict(type="str", choices=["always", "on_create"], default="on_create", no_log=False),
    display_name=dict(type="str", aliases=["displayname", "displayName"]),
    email=dict(type="str", aliases=["mail"]),
    quota=dict(type="str"),
    language=dict(type="str"),
    locale=dict(type="str"),
    timezone=dict(type="str"),
    manager=dict(type="str"),
    phone=dict(type="str"),
    address=dict(type="str"),
    website=dict(type="str"),
    organisation=dict(type="str", aliases=["organization"]),
    role=dict(type="str"),
    headline=dict(type="str"),
    biography=dict(type="str"),
    pronouns=dict(type="str"),
    fediverse=dict(type="str"),
    twitter=dict(type="str"),
    bluesky=dict(type="str"),
    profile_enabled=dict(type="bool"),
    additional_mails=_change(),
    notify_email=dict(type="str"),
    groups=_change(),
    subadmin_of=dict(_change(), aliases=["subadmin"]),
    missing_groups=dict(type="str", choices=["fail", "create", "warn"], default="fail"),
    two_factor=dict(type="bool", aliases=["two_factor_auth_enabled"]),
    welcome_email=dict(type="str", choices=["auto", "skip", "resend"], default="auto"),
    wipe_devices=dict(type="bool", default=False),
    protected_users=dict(type="list", elements="str", default=[]),
)


def observe(client, desired):
    """The account, and the server's default quota where it is wanted; one request on Nextcloud, one to three on ownCloud."""
    ids.check_user("name", desired["name"], client.server)
    if desired["state"] == "absent":  # then nothing else matters
        desired = dict(desired, quota=None, two_factor=None, groups=None, subadmin_of=None)
    if not client.server.dialect.whole_records:
        return Seen(_observe_owncloud(client, desired))
    wants_default = desired.get("quota") is not None and normal_quota(desired["quota"]) == "default"
    facts = {"default_quota": default_quota(client)} if wants_default else {}
    return Seen(_observe_nextcloud(client, desired), facts)


def _observe_nextcloud(client, desired):
    data = accounts.read(client, desired["name"], certain=True)
    if data is None:
        return None
    record = from_nextcloud(data)
    record.update(untold_relations(client, record, [key for key in USER_RELATIONS if desired.get(key) is not None]))
    if desired.get("two_factor") is False:
        record.update(two_factor(client, record["name"]))
    return record


def untold_relations(client, record, keys=tuple(USER_RELATIONS)):
    """Those of an account's lists of groups that its record should have told and did not, by calls of their own; one request each (Nextcloud)."""
    found = {}
    for key in keys:
        held = client.find(USER_RELATIONS[key], user=record["name"]) if is_unread(record, key) else None
        found.update({key: sorted(membership.group_ids(held))} if held is not None else {})
    return found


def _observe_owncloud(client, desired):
    data = accounts.read(client, desired["name"], certain=True)
    if data is None:
        return None
    held = [membership.group_ids(client.get(call, user=data["id"])) if desired.get(key) is not None else None for key, call in USER_RELATIONS.items()]
    return from_owncloud(data, data["id"], *held)


def default_quota(client):
    data = client.get(ocs_calls.READ_SETTING, app="files", key="default_quota")
    text = str((data or {}).get("data") or "none")
    return normal_quota(text) if text not in ("none", "default") else "none"


def two_factor(client, name):
    state = client.find(ocs_calls.TWO_FACTOR, user=name)
    if state is None:
        raise refusal("ocs_user.two_factor", client.identify())
    on = sorted(key for key, value in state.items() if value) if isinstance(state, dict) else []
    return {"two_factor": bool(on), "two_factor_providers": on}


def look_up(client, desired, _server, draft):
    """What the writes of a draft plan depend on: acting account, groups, manager, password policy; and the version."""
    client.identify()
    facts = own_account(client) if needs_own_account(draft) else {}
    joined = [step.name for step in draft if step.action in ("join", "promote")]
    created = [name for step in draft for key in ("groups", "subadmin_of") if step.kind == KIND for name in step.after.get(key, [])]
    facts["groups"] = membership.existing_groups(client, joined + created)
    if referred(draft):
        facts["users"] = accounts.stored_users(client, sorted(referred(draft)))
    look_up_protected(client, desired, draft)
    if any("password" in step.after for step in draft) and client.server.can("password_policy"):
        facts["password_refusal"] = _policy_says(client, desired["password"])
    return facts


def referred(steps):
    """Ids of other accounts that the fields of these steps name."""
    return {step.after["manager"] for step in steps if step.kind == KIND and step.after.get("manager")}


def look_up_protected(client, desired, draft):
    """Whether an address among ``protected_users`` is an id, where the draft would do what they are protected from."""
    if any(step.action in ("delete", "disable") or (step.action, step.name) == ("leave", ids.ADMIN_GROUP) for step in draft):
        accounts.stored_users(client, sorted(name for name in desired["protected_users"] if "@" in name))


def needs_own_account(draft):
    """Whether the writes of a draft plan may be about the acting account, or about fields that only its record tells."""
    return any(step.action in ("create", "delete", "disable", "leave") for step in draft)


def own_account(client):
    """Facts from the acting account's own record: its id, and on Nextcloud the fields that accounts have."""
    own = client.get(ocs_calls.CALLER)
    return {"caller": str(own["id"]), "fields": frozenset(known_fields(from_nextcloud(own))) if client.server.dialect.whole_records else None}


def _policy_says(client, password):
    """Why the server's password policy refuses this password; "" when it does not, or has no policy app."""
    verdict = client.find(ocs_calls.PASSWORD_POLICY, password=password)
    return "" if verdict is None or verdict.get("passed") else short(hide(str(verdict.get("reason") or "no reason given"), (password,)))


def witness(step):
    """The resource, and its arguments, whose record shows a step of another kind: a group that missing_groups created."""
    return group.RESOURCE, group.RESOURCE.wish(name=step.name)


def spare(step, server):
    """The requests that do the same and are counted by another rate limit."""
    return elsewhere(step.request, server)


def results(outcome, _check, _desired):
    """What the task returns of the account."""
    shown = describe(outcome.record)
    if shown is not None:
        shown.pop("two_factor_providers", None)
    return {"user": shown}


RESOURCE = Resource(
    KIND, "name", connect_ocs.SERVICE, ARGUMENTS, observe, plan, results, look_up, fresh=fresh, spare=spare, witness=witness)
