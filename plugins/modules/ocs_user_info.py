#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
"""

EXAMPLES = r"""
"""

RETURN = r"""
"""

from ansible_collections.ocs.provisioning.plugins.module_utils import user_info
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run_info


def main():
    run_info(user_info)


if __name__ == "__main__":
    main()
