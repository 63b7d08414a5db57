# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a module's whole life as Ansible does: arguments in, its output read."""

from __future__ import annotations

import contextlib
import json
from unittest import mock

import pytest
from ansible.module_utils import basic
from ansible_collections.ocs.provisioning.plugins.module_utils import task
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import contract

try:
    from ansible.module_utils.testing import patch_module_args
except ImportError:  # ansible-core 2.17

    @contextlib.contextmanager
    def patch_module_args(args):
        """What newer versions of ansible-core bring."""
        before, basic._ANSIBLE_ARGS = basic._ANSIBLE_ARGS, json.dumps({"ANSIBLE_MODULE_ARGS": args}).encode()
        try:
            yield
        finally:
            basic._ANSIBLE_ARGS = before


def tracebacks():
    """Newer versions of ansible-core leave tracebacks out unless they are asked for, once a process."""
    if not hasattr(basic, "_traceback"):
        return contextlib.nullcontext()
    return mock.patch.object(basic._traceback, "_is_traceback_enabled", lambda _event: True)


def any_text():
    """Newer versions refuse halves of characters in arguments, where the process has loaded the controller's code: a module never has."""
    try:
        from ansible.module_utils._internal._json import _profiles
    except ImportError:
        return contextlib.nullcontext()
    return mock.patch.object(_profiles, "_string_encoding_check_enabled", lambda: False)


def output_of(resource, capsys, **arguments):
    """What the module of this resource writes."""
    with tracebacks(), any_text(), patch_module_args(arguments), pytest.raises(SystemExit):
        task.run(contract(resource))
    return capsys.readouterr().out


def result_of(resource, capsys, **arguments):
    """The result of the module."""
    return json.loads(output_of(resource, capsys, **arguments))
