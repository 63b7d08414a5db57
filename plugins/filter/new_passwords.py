# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: new_passwords
short_description: Make first passwords for new accounts
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Returns the passwords that a file keeps already, and a random one for each further name.
options:
  _input:
    description: Ids of new accounts.
    type: list
    elements: str
    required: true
  kept:
    description: The content of the file of an earlier run in base64.
    type: str
    default: ""
  length:
    description: Length of new passwords, at least 12.
    type: int
    default: 20
  style:
    description:
      - V(random) makes random characters. V(words) makes at least four words and a number, such as V(Amber-river-lemon-stone-472), for people who type
        their password from paper. They are worth 45 bits or more.
      - Both hold a capital letter, a small letter, a digit and a symbol. They begin with a letter and hold no separators or quotes, so that a spreadsheet
        shows them as they are.
    type: str
    choices: [random, words]
    default: random
"""

EXAMPLES = r"""
- name: Make passwords
  ansible.builtin.set_fact:
    passwords: "{{ ['ada', 'grace'] | ocs.provisioning.new_passwords }}"
  no_log: true
"""

RETURN = r"""
_value:
  description: Id to password.
  type: dict
"""

import base64

from ansible.errors import AnsibleFilterError


def new_passwords(names, kept="", length=20, style="random"):
    """Id to password."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils import passwords as maker  # late: Ansible imports every filter to find one

    try:
        return maker.new_passwords(names, base64.b64decode(kept), length, style)
    except (ValueError, TypeError) as error:
        raise AnsibleFilterError("ocs.provisioning.new_passwords: %s" % error) from error


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"new_passwords": new_passwords}
