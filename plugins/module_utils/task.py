# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The door of a module: Ansible's arguments in, a result out. The only file that knows Ansible and how a module fails."""
from __future__ import annotations

import copy
import os

from ansible.module_utils.basic import AnsibleFallbackNotFound, AnsibleModule, missing_required_lib
from ansible_collections.ocs.provisioning.plugins.module_utils import masking, options, transport
from ansible_collections.ocs.provisioning.plugins.module_utils import run as life
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.visible import message


def env_unless_empty(name):
    """Fallback to an environment variable; an empty one counts as not set, because AWX injects empty ones."""
    if os.environ.get(name):
        return os.environ[name]
    raise AnsibleFallbackNotFound()


def argument_spec(resource):
    """The options of the resource's module: those of its service's connection, and its own."""
    spec = {}
    for name, option in dict(resource.service.arguments, **resource.arguments).items():
        # a copy: Ansible fills defaults in where they stand, and resources share options
        spec[name] = copy.deepcopy({key: value for key, value in option.items() if key != "env"})
        if "env" in option:
            spec[name]["fallback"] = (env_unless_empty, [option["env"]])
    return spec


def run(resource):
    """A module that changes something."""
    _pass_through(resource, life.run)


def run_info(information):
    """A module that only reads."""
    _pass_through(information, life.read)


def _pass_through(resource, work):
    """Arguments in, ``work`` done, its result out."""
    module = _module(resource)
    result = work(resource, module.params, module.check_mode)
    for text in result.warnings:
        module.warn(message(text))
    told = dict(result.values, changed=result.changed, invocation={"module_args": _arguments(module, resource)})
    told.update(result.report())
    if result.error is None:
        module.exit_json(**told)
    told.update(result.error.report())
    if result.error.trace:
        told["exception"] = _discreet(result.error.trace, resource, module)
    name = module.params[resource.name] if resource.name else ""
    module.fail_json(msg="%s%s" % (message(name) + ": " if name else "", result.error), **told)


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
    module = _Module(argument_spec=argument_spec(resource), supports_check_mode=True, **resource.rules)
    if transport.requests is None:
        module.fail_json(msg=missing_required_lib("requests"), exception=transport.REQUESTS_ERROR)
    # Ansible would replace every text that equals a secret, or holds one: with the password "admin" no result would tell of the account
    # admin. So secrets are kept out of the result where they could get into it: in the arguments, and in the words of the server.
    module.no_log_values.clear()
    module.check_texts()  # again, because nothing is logged where the task says so
    return module


def _arguments(module, resource):
    """The task's arguments for its result, without secrets."""
    return resource.shown(masking.by_field(module.argument_spec, module.params, resource.revealed(module.params)))


def _discreet(text, resource, module):
    """The traceback without the task's secrets, which an exception may quote."""
    return masking.hide(text, masking.secrets(module.argument_spec, module.params, resource.revealed(module.params)))
