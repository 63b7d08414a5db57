# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option of every module that changes something."""

from __future__ import annotations


class ModuleDocFragment:
    """An approved plan."""

    DOCUMENTATION = r"""
options:
  expected_plan:
    description:
      - The digest of the plan that was approved, RV(plan.digest) of an earlier run in check mode. If the server or the task has changed since and the
        plan is another one, the task fails before the first write, and tells what is new, what is gone, and the steps of the new plan.
      - If omitted or empty, any plan is carried out.
    type: str
    version_added: 0.1.0
"""
