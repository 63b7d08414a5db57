# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: password_sheet
short_description: Make a page to print with first passwords, one slip for each person
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Returns an HTML page. A slip has name, department, server address, user name, password and first steps. Each department begins
    on a new sheet of paper.
  - The page contains passwords, so protect it. The role P(ocs.provisioning.onboarding#role) writes it with mode 0600.
options:
  _input:
    description: The passwords by ID.
    type: dict
    required: true
  people:
    description: Rows of the document, which contain the names.
    type: list
    elements: dict
    default: []
  departments:
    description: The departments by ID.
    type: dict
    default: {}
  address:
    description: Address of the server.
    type: str
    default: ""
  template:
    description:
      - Text of a Jinja2 template to use instead of the collection's. Its variables are C(address) and C(sheets), each with C(department) and C(slips), which
        have C(name), C(department), C(user) and C(password). Values are escaped for HTML.
    type: str
    default: ""
"""

EXAMPLES = r"""
- name: Make a sheet
  ansible.builtin.set_fact:
    sheet: "{{ {'ada': 'a-long-secret'} | ocs.provisioning.password_sheet(people=[{'name': 'ada', 'display_name': 'Ada Lovelace'}]) }}"
  no_log: true
"""

RETURN = r"""
_value:
  description: The page.
  type: str
"""

from ansible.errors import AnsibleFilterError
from jinja2 import TemplateError


def password_sheet(passwords, people=(), departments=None, address="", template=""):
    """The page; see the documentation above."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils import password_sheet as maker  # late: Ansible imports every filter to find one
    from ansible_collections.ocs.provisioning.plugins.plugin_utils.plain import plain

    try:
        return maker.password_sheet(*map(plain, (passwords, people, departments or {}, str(address), str(template))))
    except (AttributeError, TypeError, TemplateError) as error:
        raise AnsibleFilterError("ocs.provisioning.password_sheet: %s" % error) from error


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"password_sheet": password_sheet}
