# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a module: arguments in, result out. The only file that knows Ansible, check mode and how a module fails."""
from __future__ import annotations

import copy
import os

from ansible.module_utils.basic import AnsibleFallbackNotFound, AnsibleModule, missing_required_lib
from ansible_collections.ocs.provisioning.plugins.module_utils import apply, connect_ocs, masking, options, transport
from ansible_collections.ocs.provisioning.plugins.module_utils.apply import Outcome, make_plan
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, foreseen
from ansible_collections.ocs.provisioning.plugins.module_utils.visible import message


def env_unless_empty(name):
    """Fallback to an environment variable; an empty one counts as not set, because AWX injects empty ones."""
    if os.environ.get(name):
        return os.environ[name]
    raise AnsibleFallbackNotFound()


def argument_spec(resource):
    """The options of the resource's module: those of its service's connection, and its own."""
    spec = {}
    for name, option in dict(service_of(resource).ARGUMENTS, **resource.ARGUMENTS).items():
        # a copy: Ansible fills defaults in where they stand, and resources share options
        spec[name] = copy.deepcopy({key: value for key, value in option.items() if key != "env"})
        if "env" in option:
            spec[name]["fallback"] = (env_unless_empty, [option["env"]])
    return spec


def service_of(resource):
    """What the resource is managed on, with ``ARGUMENTS`` and ``connect``: OCS unless the resource names another."""
    return getattr(resource, "SERVICE", connect_ocs)


class _Module(AnsibleModule):
    """Ansible's module, whose log cannot write half characters: they are refused before it breaks."""

    def _log_invocation(self):
        self.check_texts()
        super()._log_invocation()

    def check_texts(self):
        """Fail for options that no server can be sent."""
        try:
            options.check_texts(self.argument_spec, self.params)
        except Invalid as refusal:
            self.fail_json(msg=str(refusal), changed=False)


def _module(resource):
    module = _Module(argument_spec=argument_spec(resource), supports_check_mode=True, **getattr(resource, "RULES", {}))
    if transport.requests is None:
        module.fail_json(msg=missing_required_lib("requests"), exception=transport.REQUESTS_ERROR)
    # Ansible would replace every text that equals a secret, or holds one: with the password "admin" no result would tell of the account
    # admin. So secrets are kept out of the result where they could get into it: in the arguments, and in the words of the server.
    module.no_log_values.clear()
    module.check_texts()  # again, because nothing is logged where the task says so
    return module


def _arguments(module, resource):
    """The task's arguments for its result, without secrets."""
    found = masking.by_field(module.argument_spec, module.params, _shown(resource, module.params))
    return resource.shown(found) if hasattr(resource, "shown") else found


def _shown(resource, params):
    """Names of options that are shown although they are marked as secret: they may hold one, and here do not."""
    return resource.revealed(params) if hasattr(resource, "revealed") else ()


def run(resource):
    """The life of a changing module: observe, plan, then apply or, in check mode, report the plan. Whatever happens, it tells what was done."""
    module = _module(resource)
    outcome, client, desired, check = Outcome(), None, module.params, module.check_mode
    engine = getattr(resource, "ENGINE", apply)
    try:
        client = service_of(resource).connect(module.params)
        desired = getattr(resource, "prepare", dict)(module.params)
        outcome = make_plan(resource, client, desired)
        if check:
            engine.rehearse(outcome, resource)
        else:
            engine.perform(outcome, resource, client, desired)
        error = outcome.error
    except Exception as fault:  # also what nobody foresaw
        error = foreseen(fault)
        outcome.skip_rest()
    result = {"changed": (outcome.written or bool(outcome.sent(check))) and not (check and error), "actions": outcome.actions}
    diff, error = _part(error, lambda: _diff(outcome, engine.changes(outcome, resource, check), resource, client, module))
    found, error = _part(error, lambda: resource.results(outcome, check, desired))
    result.update(found or {}, diff=diff)
    _finish(module, client, result, outcome.plan.warnings, error, resource)


def run_info(resource):
    """The life of an info module: it reads, and never changes anything."""
    module = _module(resource)
    client, error = None, None
    try:
        client = service_of(resource).connect(module.params)
        # what would change something, or leave a file, is left out of a dry run
        result = resource.read(client, dict(module.params, **dict.fromkeys(resource.EFFECTS, None) if module.check_mode else {}))
    except Exception as fault:  # also what nobody foresaw
        result, error = {}, foreseen(fault)
    _finish(module, client, dict(result, changed=False), (), error, resource)


def _part(error, work):
    """``(a part of the result, the task's error)``: None for a part that cannot be made; the first error is the task's."""
    try:
        return work(), error
    except Exception as fault:
        return None, error or foreseen(fault)


def _diff(outcome, changes, resource, client, module):
    before, after = changes
    server = client.server.title if client and outcome.plan else ""
    header = message(" ".join(filter(None, [server, module.params["url"], resource.KIND, module.params[resource.NAME] or ""])))
    return {"before": before, "after": after, "before_header": header, "after_header": header}


def _finish(module, client, result, warnings, error, resource):
    for text in list(warnings) + (client.transport.warnings if client else []):
        module.warn(message(text))
    result["invocation"] = {"module_args": _arguments(module, resource)}
    if client:
        result["api"] = client.account()
        client.close()
    if error is None:
        module.exit_json(**result)
    result.update(error.report())
    if error.trace:
        result["exception"] = _discreet(error.trace, resource, module)
    name = module.params[resource.NAME] if hasattr(resource, "NAME") else ""
    module.fail_json(msg="%s%s" % (message(name) + ": " if name else "", error), **result)


def _discreet(text, resource, module):
    """The traceback without the task's secrets, which an exception may quote."""
    return masking.hide(text, masking.secrets(module.argument_spec, module.params, _shown(resource, module.params)))
