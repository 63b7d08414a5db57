# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which door a task takes, and that it makes no difference."""

from __future__ import annotations

import copy
import json
import os
import re
import sys
from datetime import date
from importlib import import_module

import pytest
from ansible.plugins.action.normal import ActionModule as ModuleAction
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import door
from ansible_collections.ocs.provisioning.plugins.module_utils.http import transport
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import info as user_info, resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import resource as seafile_user
from ansible_collections.ocs.provisioning.plugins.plugin_utils import controller_door
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.holders import holder
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.in_process import ServedTransport
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.malformed_tasks import CASES, furnished
from ansible_collections.ocs.provisioning.tests.unit.plugins.plugin_utils.doors import TELL, action, by_controller, by_module

pytestmark = pytest.mark.served
LOGIN = {"url": "http://127.0.0.1:1", "auth_username": "admin", "auth_password": "Long-2026-password", "retries": 0}
SECRET = "Own-2026-secret"
VARYING = r"[0-9a-f]{32,}|20\d\d-\d\d-\d\dT[0-9:]+Z"
ACTIONS = os.path.join(os.path.dirname(os.path.dirname(controller_door.__file__)), "action")
OURS = os.path.join(os.path.dirname(sys.executable), "python")


@pytest.fixture(name="module_ran")
def fixture_module_ran(monkeypatch):
    """Notes whether the module was run on the target."""
    ran = []
    monkeypatch.setattr(ModuleAction, "run", lambda self, tmp=None, task_vars=None: ran.append(self) or {"changed": False})
    return ran


@pytest.mark.parametrize("task, variables, reason", [
    ({}, {}, ""),
    ({"check_mode": True}, {}, ""),
    ({"environment": [{}, None]}, {}, ""),
    ({}, {"ansible_python_interpreter": sys.executable}, ""),
    ({}, {"ansible_python_interpreter": OURS}, ""),
    ({}, {"ansible_python_interpreter": "auto_silent"}, ""),
    ({"delegate_to": "other"}, {"ansible_python_interpreter": "/opt/bin/python", "ansible_delegated_vars": {"other": {}}}, ""),
    ({"transport": "ssh"}, {}, "the connection is ssh"),
    ({"become": "sudo"}, {}, "become is set"),
    ({"async_val": 10}, {}, "async is set"),
    ({"environment": [{"HTTPS_PROXY": "http://proxy"}]}, {}, "environment is set"),
    ({"environment": ["{{ proxy_env }}"]}, {}, "environment is set"),
    ({}, {"ansible_python_interpreter": "/opt/bin/python"}, "ansible_python_interpreter is /opt/bin/python"),
    ({"delegate_to": "other"}, {"ansible_delegated_vars": {"other": {"ansible_python_interpreter": "/opt/bin/python"}}},
     "ansible_python_interpreter is /opt/bin/python"),
])  # fmt: skip
@pytest.mark.parametrize("run_on", [None, "auto", "controller", "target", "odd"])
def test_which_door(module_ran, task, variables, reason, run_on):
    """The controller's where nothing forbids it; a task that insists on it fails with the reason."""
    result = action(user, dict(LOGIN, name="x" * 300, **({"run_on": run_on} if run_on else {})), **task).run(task_vars=dict(variables, **TELL))
    assert bool(module_ran) is (run_on == "target" or bool(reason) and run_on != "controller")
    if run_on == "controller" and reason:
        assert result["failed"] and result["msg"] == "run_on: the task cannot run on the controller, because %s. Use auto or target." % reason
        assert LOGIN["auth_password"] not in str(result) and result["invocation"]["module_args"]["run_on"] == "controller"


@pytest.mark.parametrize("field", ["groups", "subadmin_of", "subadmin", "additional_mails"])
@pytest.mark.parametrize("value, fine", [("staff", False), (["a", "must"], False), ("", False), ({"add": ["staff"]}, True), ("add=staff", True), (None, True)])
def test_a_list_in_place_of_changes(module_ran, field, value, fine):
    """Is refused with the field and the form that it must have, through either door."""
    for run_on in ("auto", "target"):
        result = action(user, dict(LOGIN, name="x" * 300, run_on=run_on, **{field: value})).run(task_vars=TELL)
        assert ("such as {add: [NAME]}" in str(result.get("msg"))) is not fine
        assert fine or result["msg"].startswith(field + ": must be a dictionary with add") and result["failed"]  # and nothing in it is hidden
    assert len(module_ran) == fine


@pytest.mark.parametrize("given, told", [
    ({"language": False}, "language: must be a string but was read as true or false; put it in quotes."),
    ({"display_name": 7.1}, "display_name: must be a string but was read as a number; put it in quotes."),
    ({"displayname": True}, "displayname: must be a string but was read as true or false"),
    ({"groups": {"add": ["staff", False]}}, "groups.add: must be a string but was read as true or false"),
    ({"subadmin_of": {"set": [7.1]}}, "subadmin_of.set: must be a string but was read as a number"),
    ({"groups": {"add": False}}, "groups.add: must be a string but was read as true or false"),
    ({"language": "no", "display_name": "7.10", "groups": {"add": [2026, "no"]}, "quota": 1.5, "enabled": False, "state": "present"}, ""),
])  # fmt: skip
def test_what_yaml_took_for_something_else(module_ran, given, told):
    """Norwegian is no, and the class 7.10 is not the class 7.1: refused through either door, with the field and the fix."""
    for run_on in ("auto", "target"):
        result = action(user, dict(LOGIN, name="x" * 300, run_on=run_on, **given)).run(task_vars=TELL)
        assert str(result.get("msg")).startswith(told) if told else "put it in quotes" not in str(result.get("msg"))
    assert len(module_ran) == (not told)


def test_an_environment_with_two_names(module_ran, tmp_path):
    """A link to its folder leads to the same Python; another environment of the same Python does not."""
    (tmp_path / "venv").symlink_to(os.path.dirname(sys.executable))
    (tmp_path / "python").symlink_to(sys.executable)
    for interpreter, is_ours in ((tmp_path / "venv" / os.path.basename(sys.executable), True), (tmp_path / "python", False)):
        module_ran.clear()
        action(user, dict(LOGIN, name="x" * 300)).run(task_vars=dict(TELL, ansible_python_interpreter=str(interpreter)))
        assert bool(module_ran) is not is_ours


def test_no_requests(module_ran, monkeypatch):
    """A controller without it runs the module, whose Python may have it."""
    monkeypatch.setattr(transport, "requests", None)
    action(user, dict(LOGIN, name="anna")).run(task_vars=TELL)
    assert module_ran


def test_every_module_has_its_door():
    """An action plugin of the module's name holds what the module runs; only by its name Ansible imports it once for all workers."""
    modules = os.path.join(os.path.dirname(ACTIONS), "modules")
    names = {name for name in os.listdir(modules) if name.startswith(("ocs_", "seafile_"))}
    assert names == {name for name in os.listdir(ACTIONS) if name.endswith(".py")} - {"private_file.py"}
    for name in names:
        plugin = import_module("ansible_collections.ocs.provisioning.plugins.action." + name[:-3]).ActionModule
        with open(os.path.join(modules, name), encoding="utf-8") as handle:
            kind = type(plugin.resource).__name__.upper()
            assert "    run(%s.%s)\n" % (name[:-3].replace("ocs_", "", 1), kind) in handle.read()
        assert plugin.resource is getattr(holder(name[:-3]), kind)


def same(one, other):
    """Whether two results are equal, but for times and what the server draws at random.

    Warnings are Ansible's display's here, for a module as well; tests/doors compares them as users see them.
    """
    for result in (one, other):
        result.get("api", {}).pop("elapsed_seconds", None)
        result.pop("warnings", None)
    if "exception" not in other:  # of what is foreseen; versions differ in whether a module adds the place of its fail_json
        one.pop("exception", None)
    one, other = (json.loads(re.sub(VARYING, "VARYING", json.dumps(result))) for result in (one, other))
    assert one == other


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("check", [True, False], ids=["check", "real"])
def test_same_result(monkeypatch, capsys, name, check):
    """Every kind of task tells the same through both doors."""
    dialect, module, given = CASES[name][:3]
    resource = holder(module)
    site, product = furnished(dialect)
    monkeypatch.setattr(transport, "Transport", lambda settings: ServedTransport(settings, site.sandbox, lambda _seconds: None))
    monkeypatch.setenv("ANSIBLE_DISPLAY_TRACEBACK", "always")
    arguments = dict(given, url=site.sandbox.url, login_user=site.admin[0], auth_password=site.admin[1], rate_limit_wait="0", session=False)
    found = []
    for carry_out in (lambda *task: by_module(task[0], capsys, *task[1:]), by_controller):
        site.sandbox.product = copy.deepcopy(product)
        site.sandbox.faults.replace([])
        found.append(carry_out(resource, arguments, check))
    assert not found[0].get("failed") or found[0]["msg"], found[0]
    same(*found)


@pytest.mark.parametrize("resource, arguments", [
    (user, {}),
    (user, dict(LOGIN)),
    (user, dict(LOGIN, name="anna", bogus="1")),
    (user, dict(LOGIN, name="anna", state="odd")),
    (user, dict(LOGIN, name="anna", timeout="soon")),
    (user, dict(LOGIN, name="anna", timeout=0)),
    (user, dict(LOGIN, name="anna", groups={"set": ["a"], "bogus": 1})),
    (user, dict(LOGIN, name="an\ud800na")),
    (user, dict(LOGIN, name="anna")),
    (user, dict(LOGIN, name="anna", url_password=SECRET, login_user="anna", user_id="berta")),
    (user, dict(LOGIN, name="anna", auth_token=SECRET, bogus=SECRET)),
    (group, dict(LOGIN, name=7, members={"set": None})),
    (user_info, dict(LOGIN, name=["anna"], group="staff", search="x")),
    (directory, dict(LOGIN, users=["name=anna password=" + SECRET + " bogus=1"])),
    (directory, dict(LOGIN, users=[{"name": "anna", "password": SECRET, "bogus": 1}])),
    (directory, dict(LOGIN, users=[{"name": "anna", "password": [SECRET], "quota": {}}])),
    (directory, dict(LOGIN, users=SECRET)),
    (directory, dict(LOGIN, src="missing.yml")),
    (directory, dict(LOGIN)),
    (seafile_user, dict(LOGIN, email="anna", password=SECRET, state="odd")),
])  # fmt: skip
def test_same_refusal(capsys, monkeypatch, resource, arguments):
    """Bad arguments are told in the same words, and show no secret in a secret option."""
    monkeypatch.setenv("OCS_URL", LOGIN["url"])
    found = by_module(resource, capsys, arguments), by_controller(resource, arguments)
    same(*found)
    assert found[0]["failed"] and found[0]["changed"] is False and "invocation" in found[0]
    assert arguments.get("bogus") == SECRET or SECRET not in str(found) and LOGIN["auth_password"] not in str(found)


def test_same_bug(capsys, monkeypatch):
    """Nor does its traceback."""

    def broken(_params):
        raise KeyError(LOGIN["auth_password"])

    monkeypatch.setenv("ANSIBLE_DISPLAY_TRACEBACK", "always")
    monkeypatch.setattr(transport, "settings", lambda params, **login: broken(params))
    found = by_module(user, capsys, dict(LOGIN, name="anna")), by_controller(user, dict(LOGIN, name="anna"))
    for told in found:  # the way to the client is longer on the controller
        told["exception"] = told["exception"].partition(", in broken")[2]
    same(*found)
    assert "this is a bug" in found[1]["msg"] and "KeyError: '********'" in found[1]["exception"]


def test_two_names(monkeypatch):
    """An option that has two values is warned of, as Ansible does it for modules; a variable of the environment is a value."""
    monkeypatch.setenv("OCS_URL", LOGIN["url"])
    monkeypatch.setattr(controller_door, "KEEPS_WARNINGS", False)
    arguments = dict(LOGIN, name="anna", user_id="berta", login_user="anna", server_url=LOGIN["url"])
    del arguments["url"]
    assert by_controller(user, arguments)["warnings"] == [
        "Both option url and its alias server_url are set.", "Both option auth_username and its alias login_user are set.",
        "Both option name and its alias user_id are set."]  # fmt: skip


class Text(str):
    """A text that knows where it comes from, as Ansible's do."""


class Vaulted:
    """A value that is decrypted when somebody asks for its text, as Ansible's are before 2.19."""

    def __str__(self):
        return SECRET


def test_plain_types(monkeypatch):
    """What a task is given are the types that a module gets."""
    seen = []
    monkeypatch.setattr(door, "carry_out", lambda _resource, _spec, params, _check, _tell: seen.append(params) or {"changed": False, "invocation": {}})
    arguments = dict(LOGIN, name=Text("anna"), groups={Text("add"): [Text("a")]}, password=Vaulted(), phone=date(2026, 1, 2))
    by_controller(user, arguments)
    assert seen[0]["password"] == SECRET and seen[0]["phone"] == "2026-01-02"
    assert {type(text) for text in (seen[0]["name"], seen[0]["groups"]["add"][0], *seen[0]["groups"])} == {str}


def test_no_option_is_deprecated():
    """The controller's door would not tell: Ansible has no public way to learn it."""
    for name in os.listdir(ACTIONS):
        if name.endswith(".py") and name != "private_file.py":
            plugin = import_module("ansible_collections.ocs.provisioning.plugins.action." + name[:-3]).ActionModule
            assert "deprecated" not in str(door.argument_spec(plugin.resource)) and "removed_" not in str(door.argument_spec(plugin.resource))


def test_relative_paths(monkeypatch, tmp_path):
    """They begin in the folder of the playbook, as modules run there; the process itself stays where it is."""
    (tmp_path / "people.yml").write_text("odd: 1\n")
    plugin, before = action(directory, dict(LOGIN, src="people.yml")), os.getcwd()
    monkeypatch.setattr(plugin._loader, "get_basedir", lambda: str(tmp_path))
    assert "people.yml must hold groups, users, defaults only" in plugin.run(task_vars=TELL)["msg"] and os.getcwd() == before
