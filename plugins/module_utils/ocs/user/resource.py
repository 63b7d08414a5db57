# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resource user: arguments, what the server has, and the plan from one to the other."""

from __future__ import annotations

from ...common import options
from ...engine.plan import Seen
from ...engine.resource import Resource
from .. import calls as ocs_calls, ids
from ..client import SERVICE
from ..group import people as membership, resource as group
from . import accounts
from .accounts import describe
from .normal_forms import normal_quota
from .operations import elsewhere
from .planner import fresh, plan

KIND = "user"


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
    additional_mails=options.changes(),
    notify_email=dict(type="str"),
    groups=options.changes(),
    subadmin_of=options.changes(aliases=["subadmin"]),
    missing_groups=dict(type="str", choices=["fail", "create", "warn"], default="fail"),
    two_factor=dict(type="bool", aliases=["two_factor_auth_enabled"]),
    welcome_email=dict(type="str", choices=["auto", "skip", "resend"], default="auto"),
    wipe_devices=dict(type="bool", default=False),
    protected_users=dict(type="list", elements="str", default=[]),
)


def prepare(params):
    """The task's parameters; :raises Invalid: for what is no id among those that are protected, and so would protect nobody."""
    ids.check_protected_ids(params["protected_users"])
    return dict(params)


def observe(client, desired):
    """The account, and the server's default quota where it is wanted; one request on Nextcloud, one to three on ownCloud."""
    server, present = client.server, desired["state"] == "present"  # when it goes, nothing else matters
    ids.check_user("name", desired["name"], server)
    wants_default = present and desired.get("quota") is not None and normal_quota(desired["quota"]) == "default" and not server.dialect.shows_default_quota
    facts = {"default_quota": accounts.default_quota(client)} if wants_default else {}
    relations = [key for key in ocs_calls.USER_RELATIONS if present and desired.get(key) is not None]
    record, holder = accounts.read(client, desired["name"], relations, certain=True)
    if record is not None and present and desired.get("two_factor") is False and server.dialect.second_factors_apart:
        record.update(accounts.two_factor(client, record["name"]))
    return Seen(record, dict(facts, holders=accounts.holders({desired["name"]: holder})))


def look_up(client, desired, _server, draft):
    """What the writes of a draft plan depend on: acting account, groups, other accounts, password policy; and the version."""
    client.identify()
    facts = accounts.own_account(client) if needs_own_account(draft) else {}
    joined = [step.name for step in draft if step.action in ("join", "promote")]
    created = [name for step in draft for key in ("groups", "subadmin_of") if step.kind == KIND for name in step.after.get(key, [])]
    facts.update(membership.group_facts(client, joined + created, [step.name for step in draft if step.action == "leave"]))
    facts.update(accounts.stored_users(client, referred(draft) | protected_addresses(desired, draft)))
    if any("password" in step.after for step in draft) and client.server.can("password_policy"):
        facts["password_refusal"] = accounts.policy_says(client, desired["password"])
    return facts


def referred(steps):
    """Ids of other accounts that the fields of these steps name."""
    return {step.after["manager"] for step in steps if step.kind == KIND and step.after.get("manager")}


def protected_addresses(desired, draft):
    """The addresses among ``protected_users``, where the draft would do what they are protected from: an address may be no id."""
    harms = any(step.action in ("delete", "disable") or (step.action, step.name) == ("leave", ids.ADMIN_GROUP) for step in draft)
    return {name for name in desired["protected_users"] if "@" in name} if harms else set()


def needs_own_account(draft):
    """Whether the writes of a draft plan may be about the acting account, or about fields that only its record tells."""
    return any(step.action in ("create", "delete", "disable", "leave") for step in draft)


def witness(step):
    """The resource, and its arguments, whose record shows a step of another kind: a group that missing_groups created."""
    return group.RESOURCE, group.RESOURCE.wish(name=step.name)


def results(outcome, _check, _desired):
    """What the task returns of the account."""
    shown = describe(outcome.record)
    if shown is not None:
        shown.pop("two_factor_providers", None)
    return {"user": shown}


RESOURCE = Resource(KIND, "name", SERVICE, ARGUMENTS, observe, plan, results, look_up, fresh, prepare, spare=elsewhere, witness=witness)
