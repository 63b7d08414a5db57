# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option of the modules whose lists may be long."""

from __future__ import annotations


class ModuleDocFragment:
    """One text in the place of lists."""

    DOCUMENTATION = r"""
options:
  packed:
    description:
      - Whether to return all lists of the result as the single string RV(packed). Ansible processes each value of a result separately, which
        takes seconds for thousands of accounts but almost no time for one string.
      - The filters P(ocs.provisioning.drift_report#filter) and P(ocs.provisioning.privileged_accounts#filter) accept such a result. Elsewhere,
        C(result.packed | b64decode | from_json) is a dictionary with the lists.
    type: bool
    default: false
    version_added: 0.1.0
"""
