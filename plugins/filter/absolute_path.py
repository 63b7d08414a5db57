# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: absolute_path
short_description: Make paths absolute, from the folder in which the run was started
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Returns the path from the root. A relative path begins in the folder in which C(ansible-playbook) was started, a C(~) is the home folder.
  - Modules take a relative path from another folder. With a local connection that is the folder of the playbook, which may be an installed collection.
  - An empty text stays empty.
options:
  _input:
    description: A path, or a dictionary.
    type: raw
    required: true
  keys:
    description: The keys of a dictionary that hold paths. Those that it lacks are ignored.
    type: list
    elements: str
    default: []
"""

EXAMPLES = r"""
- name: Keep a journal where the run was started
  ansible.builtin.debug:
    msg: "{{ 'journals/today.jsonl' | ocs.provisioning.absolute_path }}"

- name: Do the same with one of several options
  ansible.builtin.debug:
    msg: "{{ {'journal': 'today.jsonl', 'workers': 2} | ocs.provisioning.absolute_path(keys=['journal']) }}"
"""

RETURN = r"""
_value:
  description: The path, or the dictionary with its paths.
  type: raw
"""

from collections.abc import Mapping

from ansible.errors import AnsibleFilterError


def absolute_path(value, keys=()):
    """A path, or paths in a dictionary, from the root."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils.paths import absolute  # late: Ansible imports every filter to find one

    if isinstance(value, Mapping):
        return dict(value, **{key: absolute_path(value[key]) for key in keys if value.get(key)})
    if not isinstance(value, str):
        raise AnsibleFilterError("ocs.provisioning.absolute_path: takes a path or a dictionary.")
    return absolute(value) if value else value


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"absolute_path": absolute_path}
