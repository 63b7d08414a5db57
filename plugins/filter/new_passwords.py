# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: new_passwords
short_description: Generate first passwords for new accounts
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Returns the passwords from an existing password file, and a new random password for each other name.
  - Made for the role P(ocs.provisioning.onboarding#role). It may change in any release.
options:
  _input:
    description: IDs of new accounts.
    type: list
    elements: str
    required: true
  kept:
    description: The content of an earlier run's password file in base64.
    type: str
    default: ""
  length:
    description: Length of new passwords, at least 12.
    type: int
    default: 20
  style:
    description:
      - V(random) generates random characters. V(words) generates at least four words and a number, such as V(Amber-river-lemon-stone-472), which are easier to
        type from paper and have at least 45 bits of entropy.
      - Both styles contain an upper-case letter, a lower-case letter, a digit and a symbol. They begin with a letter and contain no separators or quotes, so
        that spreadsheets show them unchanged.
    type: str
    choices: [random, words]
    default: random
"""

EXAMPLES = r"""
- name: Generate passwords
  ansible.builtin.set_fact:
    passwords: "{{ ['ada', 'grace'] | ocs.provisioning.new_passwords }}"
  no_log: true
"""

RETURN = r"""
_value:
  description: The passwords by ID.
  type: dict
"""

import base64

from ansible.errors import AnsibleFilterError


def new_passwords(names, kept="", length=20, style="random"):
    """Id to password."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils import passwords as maker  # late: Ansible imports every filter to find one

    try:
        return maker.new_passwords(names, base64.b64decode(kept), int(length), style)
    except (ValueError, TypeError) as error:
        raise AnsibleFilterError("ocs.provisioning.new_passwords: %s" % error) from error


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"new_passwords": new_passwords}
