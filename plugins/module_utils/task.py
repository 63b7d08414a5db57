# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module's door: Ansible's arguments in, a result out, on the target. The only file that knows how a module runs and fails."""

from __future__ import annotations

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from .engine import door
from .http import transport


def run(resource):
    """A module of a resource, or of what is only read."""
    module = _Module(argument_spec=door.argument_spec(resource), supports_check_mode=True, **resource.rules)
    if transport.requests is None:
        module.fail_json(msg=missing_required_lib("requests"), exception=transport.REQUESTS_ERROR)
    module.no_log_values.clear()  # see carry_out
    told = door.carry_out(resource, module.argument_spec, module.params, module.check_mode)
    for text in told.pop("warnings", ()):
        module.warn(text)
    (module.fail_json if told.pop("failed", False) else module.exit_json)(**told)


class _Module(AnsibleModule):
    """Ansible's module, which refuses arguments as the other door does."""

    def _log_invocation(self):
        if not door.misfit(self.argument_spec, self.params):  # the log cannot write half characters
            super()._log_invocation()

    def fail_json(self, msg, **told):
        """Fail; before the task was carried out, with arguments that nobody has checked."""
        if "invocation" not in told:
            self.no_log_values.clear()
            told.update(door.refused(self.argument_spec, self.params, msg))
            msg = told.pop("msg")
        super().fail_json(msg, **told)
