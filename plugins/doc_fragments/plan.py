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
      - The approved plan, which is RV(plan) of an earlier run in check mode, or only its RV(plan.digest). If the plan differs, because the server or the task
        has changed, the task fails before the first write.
      - The message names the steps that are new, gone, or have other values. For approved steps that are not in RV(plan.steps), it gives
        only the number of each kind.
      - If omitted, or an empty dictionary, every plan is carried out. An empty string is refused, because it is what is left of a digest that was lost.
    type: raw
    version_added: 0.1.0
"""
