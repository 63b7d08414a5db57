# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What both doors of a task share, the module and the action plugin: its options, and what Ansible is told of its result and of its arguments."""

from __future__ import annotations

import base64
import copy
import json
import os
from typing import Any, List, Sequence, Union

from ansible.module_utils.errors import AnsibleFallbackNotFound

from ..common.messages import HALF, hide, message
from . import run as life
from .plan import Record
from .resource import Information, Resource

EXPECTED_PLAN = dict(type="raw")
HIDDEN = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"  # as Ansible writes it
SIGN_IN = (("auth_token",), ("auth_username", "auth_password"))  # the options of each kind of credentials
RUN_ON = dict(type="str", choices=["auto", "controller", "target"], default="auto")


def env_unless_empty(name: str) -> str:
    """Fallback to an environment variable; an empty one counts as not set, because AWX injects empty ones."""
    if os.environ.get(name):
        return os.environ[name]
    raise AnsibleFallbackNotFound()


def argument_spec(resource: Union[Resource, Information]) -> Record:
    """The options of the resource's module: those of its service's connection, its own, the plan that was approved, and the door to take."""
    spec: Record = {}
    approved = {} if isinstance(resource, Information) else {"expected_plan": EXPECTED_PLAN}
    for name, option in dict(resource.service.arguments, **resource.arguments, run_on=RUN_ON, **approved).items():
        # a copy: Ansible fills defaults in where they stand, and resources share options
        spec[name] = copy.deepcopy({key: value for key, value in option.items() if key != "env"})
        if "env" in option and name not in sum(SIGN_IN, ()):
            spec[name]["fallback"] = (env_unless_empty, [option["env"]])
    return spec


def signed_in(options: Record, params: Record) -> Record:
    """The parameters with the credentials that the environment has, as far as the task gives none of the other kind.

    No fallback can do that, because it sees one option: a token of the environment would win over the account that the task names, and act as another one.
    """
    found = dict(params)
    for own, other in (SIGN_IN, SIGN_IN[::-1]):
        if all(params.get(name) is None for name in other):
            found.update((name, os.environ.get(options[name]["env"]) or None) for name in own if params.get(name) is None)
    return found


def misfit(spec: Record, params: Record) -> str:
    """What is wrong with a text that no server can be sent, "" when nothing is. Paths are left out: Ansible writes other bytes of file names so."""
    texts = ((name, value) for name, value in params.items() if value is not None and spec.get(name, {}).get("type") != "path")
    halves = [place for name, value in texts for place in _halves(name, value)]
    return message("%s: contains an incomplete character (a lone surrogate); save the text as UTF-8." % halves[0]) if halves else ""


def _halves(where: str, value: Any) -> List[str]:
    """Where in a value half a character stands."""
    if isinstance(value, dict):
        parts = [part for key, item in value.items() for part in ((where, key), ("%s.%s" % (where, key), item))]
    elif isinstance(value, list):
        parts = [("%s[%d]" % (where, index), item) for index, item in enumerate(value)]
    else:
        return [where] if isinstance(value, str) and HALF.search(value) else []
    return [place for part in parts for place in _halves(*part)]


def refused(spec: Record, params: Record, problem: str) -> Record:
    """What Ansible is told of a task whose arguments cannot be taken; they may be of any type, and the problem may quote them."""
    arguments = by_field(spec, params)
    return dict(failed=True, changed=False, msg=hide(problem, secrets(spec, params)), invocation={"module_args": arguments})


def carry_out(resource: Union[Resource, Information], spec: Record, params: Record, check: bool, tell: life.Tell = None) -> Record:
    """Do the task; what Ansible is told of it, with ``failed`` and ``warnings`` where there are any.

    Ansible would replace every text of a result that equals a secret, or holds one: with the password "admin" no result would tell of
    the account admin. So secrets are kept out where they could get in: of the arguments, and of the words of the server.
    """
    params = signed_in(resource.service.arguments, params)
    problem = misfit(spec, params)
    if problem:
        return refused(spec, params, problem)
    result = life.read(resource, params, check, tell=tell) if isinstance(resource, Information) else life.run(resource, params, check, tell=tell)
    revealed = resource.revealed(params)
    arguments = resource.shown(by_field(spec, params, revealed))
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
            told["exception"] = hide(result.error.trace, secrets(spec, params, revealed))
    return told


def packed(told: Record) -> Record:
    """The result with its lists as one text: Ansible handles each value of a result by itself, which takes long for thousands."""
    lists = {key: value for key, value in told.items() if isinstance(value, list) or key == "unlisted"}
    text = base64.b64encode(json.dumps(lists).encode()).decode()
    return dict({key: value for key, value in told.items() if key not in lists}, packed=text)


def by_field(options: Record, params: Record, shown: Sequence[str] = ()) -> Record:
    """A task's arguments without what stands in secret options. :param options: argument specs by name; :param shown: of these all is shown."""
    found, options = {}, with_aliases(options)
    for name, value in params.items():
        option = options.get(name, {})
        if option.get("no_log") and name not in shown and value is not None:
            value = HIDDEN
        elif option.get("options"):
            value = _rows_by_field(option["options"], value)
        found[name] = value
    return found


def _rows_by_field(options: Record, value: Any) -> Any:
    """Rows, or what was given in their place: Ansible makes rows of texts as well."""
    if isinstance(value, list):
        return [_rows_by_field(options, row) for row in value]
    return by_field(options, value) if isinstance(value, dict) else value if value is None else HIDDEN


def secrets(options: Record, params: Record, shown: Sequence[str] = ()) -> List[str]:
    """The texts in a task's secret options, except those that are shown; the other part of :func:`by_field`."""
    found, options = [], with_aliases(options)
    for name, value in params.items():
        option = options.get(name, {})
        if option.get("no_log") and name not in shown:
            found += _texts(value)
        elif option.get("options"):
            inner = option["options"]
            for row in value if isinstance(value, list) else [value]:
                if isinstance(row, dict):
                    found += secrets(inner, row)
                elif any(each.get("no_log") for each in inner.values()):  # it may be a row with a password that is written otherwise
                    found += _texts(row)
    return found


def with_aliases(options: Record) -> Record:
    """The options under all of their names: Ansible hands an argument over under its alias as well."""
    return dict(options, **{alias: option for option in options.values() for alias in option.get("aliases") or ()})


def _texts(value: Any) -> List[str]:
    if isinstance(value, (dict, list)):
        return [text for item in (value.values() if isinstance(value, dict) else value) for text in _texts(item)]
    return [] if value is None or isinstance(value, bool) else [str(value)]
