# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The samples of every module's RETURN are what its tasks return: of the same types, and where nothing but the task decides them, the same values.

A scene is a server and a task. ``python -m pytest -k samples_are_real --tb=short`` shows what a task returns in place of a sample.
"""

from __future__ import annotations

import os
import re
from typing import NamedTuple

import pytest
from ansible.parsing.plugin_docs import read_docstring
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import run as life
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.resource import Information
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.holders import holder
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site, contract, wish

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MODULES = sorted(name[:-3] for name in os.listdir(os.path.join(ROOT, "plugins", "modules")) if name.startswith(("ocs_", "seafile_")) and name.endswith(".py"))
# what tells of a request that failed, and costs: other tests hold these against the code
ELSEWHERE = {"packed", "api", "ocs_code", "http_status", "endpoint", "hint"}
OPEN = {"actions_left_out", "capabilities", "settings", "previous", "unsupported", "before", "after"}  # maps whose keys the server or the task decides
OF_OTHERS = {"unread", "created", "avatar", "two_factor", "institution", "reference_id"}  # parts of an account that another product or option has
CONNECTION = {"url": "https://cloud.example.com", "auth_username": "provisioning"}
EVERYTHING = {"unlisted_users": "report", "unlisted_groups": "report", "return_results": True, "on_problem": "skip"}
CARL = {"name": "carl", "enabled": False}
MARIE = {"name": "marie", "display_name": "Marie Curie", "groups": ["science"], "password": PASSWORD}
STAFF = {"name": "staff", "display_name": "Staff of Example Ltd", "members": {"add": ["alice"]}, "subadmins": {"add": ["alice"]}}
SCIENCE = {"groups": [{"name": "science", "subadmins": ["marie"]}], "users": [MARIE, CARL, {"name": "x", "email": "x"}]}


KINDS = ("bool", "float", "str", "list", "dict")  # as kind_of numbers them; a number may be whole


class Scene(NamedTuple):
    """Accounts and groups of a server, tasks before, and the task; its keys that are the same in every run."""

    given: dict
    exact: tuple = ()
    users: tuple = ()
    groups: tuple = ()
    before: tuple = ()


def of_seafile(document):
    """The same document with addresses."""
    users = [dict(row, email=row["name"] + "@example.com", password=PASSWORD) for row in document["users"][:2]]
    return {"groups": [{"name": "science"}], "users": users + [{"name": "x", "email": "x"}]}


STEPS = ("actions", "plan")
BULK = ("summary", "actions", "plan", "results", "unlisted", "problems")
SCENES = {
    "ocs_app": Scene({"name": "survey_client", "groups": ["testers"]}, STEPS, groups=("testers",)),
    "ocs_app_config": Scene({"app": "files", "key": "default_quota", "value": "10 GB"}, STEPS + ("settings", "previous")),
    "ocs_app_config_info": Scene({"app": "files"}, before=(("app_config", {"app": "files", "key": "default_quota", "value": "10 GB"}),)),
    "ocs_app_info": Scene({"name": ["files"]}),
    "ocs_directory": Scene(dict(SCIENCE, **EVERYTHING), BULK, ("carl", "intern")),
    "ocs_directory_info": Scene({"users": ["[cm]*"]}, ("document", "left_out", "count"), ("carl",), before=(("directory", dict(SCIENCE, on_problem="skip")),)),
    "ocs_group": Scene(dict(STAFF, members={"add": ["bob"]}), STEPS + ("added", "removed", "group"), ("alice", "bob"), before=(("group", STAFF),)),
    "ocs_group_info": Scene({"name": ["staff"], "members": True, "subadmins": True}, (), ("alice",), ("staff",)),
    "ocs_group_member": Scene({"group": "project", "users": ["bob"]}, STEPS + ("added", "removed", "role"), ("bob",), ("project",)),
    "ocs_server_info": Scene({"probe_write": True}, ("url", "account", "product", "version", "supports", "rate_limit", "can_write", "reason")),
    "ocs_user": Scene({"name": "alice", "quota": "10 GB"}, STEPS, ("alice",), before=(("user", {"name": "alice", "quota": "20 GB"}),)),
    "ocs_user_info": Scene({"name": ["alice"], "two_factor": True, "editable_fields": True}, ("count", "truncated"), ("alice",), ("staff",)),
    "seafile_directory": Scene(dict(of_seafile(SCIENCE), **EVERYTHING), BULK, ("carl", "intern")),
    "seafile_directory_info": Scene({"users": ["carl*"]}, ("document", "left_out", "count"), ("carl",)),
    "seafile_group": Scene({"name": "Science", "members": {"add": ["alice@example.com"]}}, STEPS + ("added", "removed"), ("alice",)),
    "seafile_group_info": Scene({"name": ["Science"]}, ("count",), ("alice",), ("Science",)),
    "seafile_user": Scene(
        {"email": "alice@example.com", "quota": "5 GB", "department": "Physics", "groups": {"add": ["Science"]}, "subadmin_of": {"add": ["Science"]}},
        STEPS,
        ("alice",),
        ("Science",),
    ),
    "seafile_user_info": Scene({"email": ["alice@example.com"]}, ("count",), ("alice",)),
    "seafile_user_token": Scene({"email": "alice@example.com"}, STEPS, ("alice",)),
}


def play(module):
    """What the task of a scene returns."""
    scene, resource = SCENES[module], contract(holder(module))
    with SeafileSite() if module.startswith("seafile_") else Site("nextcloud-34") as site:
        site.groups(*scene.groups)
        site.users(*scene.users)
        for name, given in scene.before:
            site.run(holder(name), **given)
        if isinstance(resource, Information):
            return life.read(resource, dict(CONNECTION, **wish(resource, **scene.given)), False, site.client()).values
        report = site.run(resource, **scene.given)
        return dict({"plan": report.outcome.identity, "actions": report.outcome.actions}, **report.result)


def documented(module):
    """The RETURN block of a module, what is told elsewhere left out."""
    returned = read_docstring(os.path.join(ROOT, "plugins", "modules", module + ".py"))["returndocs"]
    return {key: entry for key, entry in returned.items() if key not in ELSEWHERE}


def sample(entry):
    """The sample of a key, put together from those of its parts where it has none; KeyError where one is missing."""
    if "sample" in entry:
        return entry["sample"]
    parts = {key: sample(part) for key, part in entry["contains"].items()}
    return [parts] if entry["type"] == "list" else parts


def misfit(told, real, place):
    """Where a sample has another form than what is real; "" where it has not. Null fits everything, and so does an empty list."""
    if told is None or real is None:
        return ""
    if isinstance(told, dict) and isinstance(real, dict):
        known = set(told) - OF_OTHERS
        unknown = [] if place.rpartition(".")[2] in OPEN else sorted(known - set(real))
        return f"{place} has no {unknown}" if unknown else first(misfit(told[key], real[key], f"{place}.{key}") for key in known & set(real))
    if isinstance(told, list) and isinstance(real, list):
        return first(min((misfit(each, one, place + "[]") for one in real), key=len, default="") for each in told)
    return "" if kind_of(told) == kind_of(real) else f"{place} is {real!r}, not {told!r}"


def unlike(entry, real, place):
    """What differs between the parts that a key documents and those that a task returns.

    Unknown keys, missing ones whose entry does not say when they are returned, and values of another type; at every depth.
    """
    parts = entry.get("contains")
    if real is not None and entry["type"] != "raw" and kind_of(real) != KINDS.index(entry["type"].replace("int", "float")):
        return [f"{place} is {real!r}, not {entry['type']}"]
    if isinstance(real, list):
        return [told for each in real if parts for told in unlike({"type": "dict", "contains": parts}, each, place + "[]")]
    if parts is None or real is None:
        return []
    told = [f"{place}.{key} is not documented" for key in real if key not in parts]
    told += [f"{place}.{key} is not returned" for key in parts if key not in real and not may_be_missing(parts[key], key)]
    return told + [each for key in parts if key in real for each in unlike(parts[key], real[key], f"{place}.{key}")]


def may_be_missing(part, key):
    """Whether an entry says when its key is returned, also in the words that tell of products and options."""
    return "returned" in part or key in OF_OTHERS or re.search(r"\((Nextcloud|ownCloud)|\b(with|if) O\(", " ".join([*texts(part["description"])])) is not None


def texts(description):
    """A description is one text or a list of them."""
    return [description] if isinstance(description, str) else description


def kind_of(value):
    """What a value is; documentation that Ansible has read is of types of its own."""
    return next(number for number, types in enumerate((bool, (int, float), str, list, dict)) if isinstance(value, types))


def first(found):
    """The first text that is not empty."""
    return next(filter(None, found), "")


@pytest.mark.parametrize("module", MODULES)
def test_every_key_has_a_sample(module):
    """Each of them, or each of its parts."""
    assert {key: sample(entry) for key, entry in documented(module).items()}


@pytest.mark.parametrize("module", MODULES)
def test_samples_are_real(module):
    """They have the form of what a task returns, and its values where they are the same in every run."""
    real, scene = play(module), SCENES[module]
    told = {key: sample(entry) for key, entry in documented(module).items()}
    assert not [misfit(told[key], real[key], key) for key in told if key in real and misfit(told[key], real[key], key)]
    assert {key: told[key] for key in scene.exact} == {key: real[key] for key in scene.exact}
    always = {key for key, entry in documented(module).items() if not entry["returned"].startswith("with O(")}
    assert set(scene.exact) <= set(told) and always <= set(real)


@pytest.mark.parametrize("module", MODULES)
def test_parts_are_real(module):
    """Each key inside a returned value is documented with its type, and each documented one is there, unless its entry says when it is."""
    real = play(module)
    assert not [told for key, entry in documented(module).items() if key in real for told in unlike(entry, real[key], key)]


LEFT_OUT = {"ocs_directory": "backup_left_out", "seafile_directory": "backup_left_out", "ocs_directory_info": "left_out", "seafile_directory_info": "left_out"}


def test_what_is_left_out_of_a_backup(tmp_path):
    """And of an export, which tells it alike."""
    with Site("nextcloud-34") as site:
        site.users("carl")
        done = site.run(holder("ocs_directory"), users=[{"name": "carl", "state": "absent"}], max_deletes="1", backup=str(tmp_path / "before.json"))
    left_out = done.result["backup_left_out"]
    entries = [documented(name)[key] for name, key in LEFT_OUT.items()]
    assert left_out and not [told for entry in entries for told in unlike(entry, left_out, "left_out")]


def test_differing_parts_are_found():
    """A key too many, one too few, another type; not one whose entry says when it is returned."""
    parts = {"a": {"type": "int", "description": "x"}, "b": {"type": "str", "description": "x", "returned": "with O(x)"}}
    entry = {"type": "list", "elements": "dict", "contains": parts}
    assert (
        unlike(entry, [{"a": 1}, {"a": None, "b": ""}], "x") == []
        and [unlike(entry, [each], "x") != [] for each in ({}, {"a": ""}, {"a": 1, "c": 1})] == [True] * 3
    )


def test_misfits_are_found():
    """The check itself notices another type, an unknown key, and both deep inside."""
    assert misfit(1, "1", "x") and misfit({"a": 1}, {"b": 1}, "x") and misfit([{"a": [1]}], [{"a": ["1"]}], "x")
    assert not misfit({"a": None, "b": [1.0]}, {"a": "text", "b": [2], "c": 1}, "x")
