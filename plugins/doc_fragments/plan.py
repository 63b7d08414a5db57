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
      - The plan that was approved, RV(plan) of an earlier run in check mode, or only its RV(plan.digest). If the server or the task has changed since and
        the plan is another one, the task fails before the first write.
      - The message names the steps that are new, those that are gone and those with other values. Of approved steps that are not in RV(plan.steps), it has
        only the number of each kind.
      - If omitted or empty, any plan is carried out.
    type: raw
    version_added: 0.1.0
"""
