# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ``ansible-playbook -vvvv --diff`` prints and logs of one task, in this process: by either door, and as Ansible's own callback shows the result."""

from __future__ import annotations

import contextlib
import copy
import io
import json
from unittest import mock

from ansible.module_utils import basic
from ansible.plugins.loader import callback_loader
from ansible.utils.display import Display
from ansible_collections.ocs.provisioning.plugins.module_utils import task
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import door
from ansible_collections.ocs.provisioning.plugins.plugin_utils import controller_door
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.run_module import any_text, patch_module_args, tracebacks
from ansible_collections.ocs.provisioning.tests.unit.plugins.plugin_utils.doors import by_controller, NAME

VERBOSITY = 4
DOORS = ("controller", "module")


def printed(which, resource, params, check):
    """``(what the task told its door, all that was printed and logged)``. :param which: the door that it takes."""
    told, screen = [], io.StringIO()

    def noted(*given, carry_out=door.carry_out):
        told.append(carry_out(*given))
        return copy.deepcopy(told[0])

    given = {name: value for name, value in params.items() if value is not None}
    with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen), mock.patch.object(Display(), "verbosity", VERBOSITY):
        with mock.patch.object(door, "carry_out", noted):
            result = _by_controller(resource, given, check) if which == "controller" else _by_module(resource, given, check, screen)
        print(_shown(result))
    return told[0], screen.getvalue()


def _by_controller(resource, given, check):
    with mock.patch.object(controller_door, "sharing", lambda alone: alone):  # a session that outlives the task would be another cell's
        return by_controller(resource, given, check)


def _by_module(resource, given, check, screen):
    """The module writes its result where Ansible reads it, and its arguments into the log of its host."""
    own = dict(_ansible_check_mode=check, _ansible_module_name=NAME, _ansible_verbosity=VERBOSITY, _ansible_diff=True, _ansible_inject_invocation=True)
    logged = mock.patch.object(basic.AnsibleModule, "_log_to_syslog", lambda _module, text: screen.write("\n%s\n" % text))
    begin = screen.tell()
    quiet = mock.patch.object(basic, "has_journal", False)
    with tracebacks(), any_text(), patch_module_args(dict(given, **own)), logged, quiet, contextlib.suppress(SystemExit):
        task.run(resource)
    return json.loads(screen.getvalue()[begin:].strip().rpartition("\n")[2])


def _shown(result):
    """The result as the default callback prints it."""
    callback = callback_loader.get("ansible.builtin.default")
    changes = callback._get_diff(copy.deepcopy(result["diff"])) if "diff" in result else ""
    apart = [str(part) for key in ("exception", "warnings") for part in [result.get(key)] if part]
    return "\n".join([callback._dump_results(result), changes, *apart])
