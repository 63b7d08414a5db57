# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The controller's door: a task runs in Ansible's own process, where it needs no other Python, or else as the module on its target."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from functools import partial

from ansible import constants as C
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.errors import UnsupportedError
from ansible.plugins.action.normal import ActionModule as ModuleAction
from ansible.utils.display import Display
from ansible_collections.ocs.provisioning.plugins.module_utils.common import files
from ansible_collections.ocs.provisioning.plugins.module_utils.common.options import CHANGES
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import door
from ansible_collections.ocs.provisioning.plugins.module_utils.http import transport
from ansible_collections.ocs.provisioning.plugins.plugin_utils import vault
from ansible_collections.ocs.provisioning.plugins.plugin_utils.sessions import sharing

AUTOMATIC = ("", "auto", "auto_silent", "auto_legacy", "auto_legacy_silent")  # ansible_python_interpreter where the user chose none
# From 2.21 on, failed_when does not see the warnings that an action plugin adds to its result, but those that the display was told; before, it is
# the other way round. That version brought this setting.
KEEPS_WARNINGS = hasattr(C, "INJECT_INVOCATION")
MEASURES = ("quota", "server_default_quota", "max_disables", "max_deletes", "max_group_deletes")  # a text that may be a number
display = Display()


class ControllerDoor(ModuleAction):
    """The action plugin of a module. Forked workers inherit what the controller imported: nothing here may open a connection on import."""

    resource = None  # or information: each plugin's own

    def run(self, tmp=None, task_vars=None):
        """Run the task here where that gives what the module gives, else as the module."""
        problem = _no_changes(self.resource.arguments, self._task.args) or _no_texts(self.resource.arguments, self._task.args)
        if problem:
            return self._refused(problem, task_vars)
        wish, obstacle = self._task.args.get("run_on"), self._obstacle(task_vars or {})
        if wish == "controller" and obstacle:
            return self._refused("run_on: the task cannot run on the controller, because %s. Use auto or target." % obstacle, task_vars)
        if wish == "target" or obstacle:
            display.vvv("%s runs as a module: %s" % (self._task.action, obstacle or "run_on is target"))
            return super().run(tmp, task_vars)
        display.vvv("%s runs in the controller's process" % self._task.action)
        return self._result(self._carry_out(task_vars), task_vars)

    def _refused(self, problem, task_vars):
        return self._result(door.refused(door.argument_spec(self.resource), _plain(self._task.args), problem), task_vars)

    def _obstacle(self, task_vars):
        """Why the task cannot run here; "" when it can."""
        host = task_vars["ansible_delegated_vars"][self._task.delegate_to] if self._task.delegate_to else task_vars
        if self._connection.transport != "local":
            return "the connection is %s" % self._connection.transport
        interpreter = self._templar.template(C.config.get_config_value("INTERPRETER_PYTHON", variables=host))
        obstacles = (
            ("become is set", self._connection.become),
            ("async is set", self._task.async_val),
            ("environment is set", any(self._task.environment or ())),
            ("ansible_python_interpreter is %s" % interpreter, not _is_ours(interpreter)),
            ("the controller's Python, %s, has no requests" % sys.executable, transport.requests is None),
        )
        return next((text for text, holds in obstacles if holds), "")

    def _carry_out(self, task_vars):
        spec, given = door.argument_spec(self.resource), _plain(self._task.args)
        checked = ArgumentSpecValidator(spec, **self.resource.rules).validate(given)
        params = dict(given, **checked.validated_parameters)
        if checked.error_messages:
            kind = "Unsupported parameters for (%s) module: " % self._task.action if isinstance(checked.errors[0], UnsupportedError) else ""
            told = door.refused(spec, params, kind + checked.error_messages[0])
        else:
            if params.get("src"):
                params["src"] = files.Vaulted(params["src"], partial(vault.decrypted, self._loader))
            with _inside(self._loader.get_basedir()):
                told = door.carry_out(sharing(self.resource), spec, params, self._task.check_mode, _teller(params, task_vars))
        warnings = _given_twice(spec, given) + told.pop("warnings", [])
        return dict(told, warnings=warnings) if warnings else told

    @staticmethod
    def _result(told, task_vars):
        """The result without what this version of ansible-core takes from modules as well, and as JSON brings it from there."""
        if KEEPS_WARNINGS:
            for text in told.pop("warnings", ()):
                display.warning(text)
        if not _setting("INJECT_INVOCATION", task_vars, True):
            del told["invocation"]
        if not {"always", "error"}.intersection(_setting("DISPLAY_TRACEBACK", task_vars, ["always"])):
            told.pop("exception", None)
        return json.loads(json.dumps(told))


def _teller(params, task_vars):
    """What tells the user how far the task is, None where nobody wants to know; not on standard output, which some callbacks keep in a form of their own."""
    if not params.get("progress"):
        return None
    return lambda text: display.display("progress: [%s] %s" % (task_vars["inventory_hostname"], text), stderr=True)


def _setting(name, task_vars, otherwise):
    """A setting of Ansible, or what versions do that do not have it yet."""
    return C.config.get_config_value(name, variables=task_vars) if hasattr(C, name) else otherwise


def _is_ours(interpreter):
    """Whether modules would run by the Python that runs this, under whatever name of its folder."""
    if interpreter in AUTOMATIC or interpreter == sys.executable:
        return True
    ours, theirs = (os.path.realpath(os.path.dirname(path)) for path in (sys.executable, interpreter))  # an environment may have several names
    return ours == theirs and os.path.exists(interpreter) and os.path.samefile(interpreter, sys.executable)


def _plain(arguments):
    """The arguments as JSON brings them to a module: without Ansible's own types, which know where a text comes from or decrypt it."""
    return json.loads(json.dumps(arguments, default=lambda value: value.isoformat() if hasattr(value, "isoformat") else str(value)))


def _no_changes(arguments, given):
    """What is wrong with a list or a name in place of ``add``/``remove``/``set``, of which Ansible only says that it is no dictionary; "" for nothing."""
    for name, option in door.with_aliases(arguments).items():
        value = given.get(name)
        unfit = isinstance(value, list) or (isinstance(value, str) and not re.search("[={]", value))
        if unfit and tuple(option.get("options") or ()) == CHANGES:
            return "%s: must be a dictionary with add, remove or set, such as {add: [NAME]}; set is the complete list." % name
    return ""


def _no_texts(options, given, where=""):
    """What YAML took for another value than the text that it was, such as the language no or the class 7.10; "" for nothing.

    Ansible would make texts of it again, but other ones: ``False`` and ``7.1``.
    """
    for name, option in door.with_aliases(options).items():
        value = given.get(name)
        if "options" in option and isinstance(value, dict):
            problem = _no_texts(option["options"], value, where + name + ".")
            if problem:
                return problem
        if option.get("elements", option.get("type")) != "str" or "choices" in option:
            continue
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, bool) or (isinstance(text, float) and name not in MEASURES):
                kind = "true or false" if isinstance(text, bool) else "a number"
                return "%s: must be a string but was read as %s; put it in quotes." % (where + name, kind)
    return ""


def _given_twice(spec, given):
    """Ansible's warnings for options that have two values."""
    found = []
    for name, option in spec.items():
        value, names = bool(option.get("fallback") and os.environ.get(option["fallback"][1][0])), [name] + option.get("aliases", [])
        for each in names:
            if each in given:
                if value and each != name:
                    found.append("Both option %s and its alias %s are set." % (name, each))
                value = True
    return found


@contextlib.contextmanager
def _inside(folder):
    """Work in the folder in which Ansible runs modules with a local connection: there their relative paths begin."""
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
