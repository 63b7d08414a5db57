# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What both doors of a task share, the module and the action plugin: its options, and what Ansible is told of its result."""

from __future__ import annotations

import base64
import copy
import json
import os

from ansible.module_utils.errors import AnsibleFallbackNotFound

from ..common import masking, options
from ..common.characters import message
from ..errors import Invalid
from . import run as life
from .resource import Information

EXPECTED_PLAN = dict(type="raw")
RUN_ON = dict(type="str", choices=["auto", "controller", "target"], default="auto")


def env_unless_empty(name):
    """Fallback to an environment variable; an empty one counts as not set, because AWX injects empty ones."""
    if os.environ.get(name):
        return os.environ[name]
    raise AnsibleFallbackNotFound()


def argument_spec(resource):
    """The options of the resource's module: those of its service's connection, its own, the plan that was approved, and the door to take."""
    spec, approved = {}, {} if isinstance(resource, Information) else {"expected_plan": EXPECTED_PLAN}
    for name, option in dict(resource.service.arguments, **resource.arguments, run_on=RUN_ON, **approved).items():
        # a copy: Ansible fills defaults in where they stand, and resources share options
        spec[name] = copy.deepcopy({key: value for key, value in option.items() if key != "env"})
        if "env" in option:
            spec[name]["fallback"] = (env_unless_empty, [option["env"]])
    return spec


def misfit(spec, params):
    """What is wrong with a text that no server can be sent, "" when nothing is."""
    try:
        options.check_texts(spec, params)
    except Invalid as refusal:
        return str(refusal)
    return ""


def refused(spec, params, problem):
    """What Ansible is told of a task whose arguments cannot be taken; they may be of any type, and the problem may quote them."""
    arguments = masking.by_field(spec, params)
    return dict(failed=True, changed=False, msg=masking.hide(problem, masking.secrets(spec, params)), invocation={"module_args": arguments})


def carry_out(resource, spec, params, check, tell=None):
    """Do the task; what Ansible is told of it, with ``failed`` and ``warnings`` where there are any.

    Ansible would replace every text of a result that equals a secret, or holds one: with the password "admin" no result would tell of
    the account admin. So secrets are kept out where they could get in: of the arguments, and of the words of the server.
    """
    problem = misfit(spec, params)
    if problem:
        return refused(spec, params, problem)
    result = (life.read if isinstance(resource, Information) else life.run)(resource, params, check, tell=tell)
    revealed = resource.revealed(params)
    arguments = resource.shown(masking.by_field(spec, params, revealed))
    told = dict(result.report(), changed=result.changed, invocation={"module_args": arguments}, **result.values)
    if params.get("packed"):
        told = packed(told)
    if result.warnings:
        told["warnings"] = [message(text) for text in result.warnings]
    if result.error is not None:
        name = params[resource.name] if resource.name else ""
        told.update({key: value for key, value in result.error.report().items() if key not in resource.service.untold})
        told.update(failed=True, msg="%s%s" % (message(name) + ": " if name else "", result.error))
        if result.error.trace:  # an exception may quote secrets
            told["exception"] = masking.hide(result.error.trace, masking.secrets(spec, params, revealed))
    return told


def packed(told):
    """The result with its lists as one text: Ansible handles each value of a result by itself, which takes long for thousands."""
    lists = {key: value for key, value in told.items() if isinstance(value, list) or key == "unlisted"}
    text = base64.b64encode(json.dumps(lists).encode()).decode()
    return dict({key: value for key, value in told.items() if key not in lists}, packed=text)
