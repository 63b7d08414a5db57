# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every module says of check mode, diff, repetition and the action group."""

from __future__ import annotations


class ModuleDocFragment:
    """Descriptions in DOCUMENTATION, to be completed by a module; values for information modules in INFO."""

    DOCUMENTATION = r"""
attributes:
  action:
    description: The module has an action plugin, which runs the task in Ansible's own process if possible. See O(run_on).
    support: full
  check_mode:
    description: Can run in check mode and return the changes that it would make without making them.
  diff_mode:
    description: In diff mode, returns what has changed, or what would change in check mode.
  idempotent:
    description: A second run with the same options changes nothing.
"""

    OCS = r"""
attributes:
  action_group:
    description: The connection options can be set once, with C(module_defaults) of C(group/ocs.provisioning.ocs).
    support: full
    membership:
      - ocs.provisioning.ocs
"""

    SEAFILE = r"""
attributes:
  action_group:
    description: The connection options can be set once, with C(module_defaults) of C(group/ocs.provisioning.seafile).
    support: full
    membership:
      - ocs.provisioning.seafile
"""

    INFO = r"""
attributes:
  check_mode:
    support: full
    details: This module changes nothing on the server.
  diff_mode:
    support: N/A
    details: This module changes nothing on the server.
  idempotent:
    support: full
    details: This module changes nothing on the server.
"""
