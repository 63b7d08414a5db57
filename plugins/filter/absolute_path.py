# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: absolute_path
short_description: Make paths absolute, relative to the directory in which the run was started
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Returns the absolute path. A relative path is relative to the directory in which C(ansible-playbook) was started, and C(~) is the home directory.
  - For modules, relative paths are relative to another directory. With a local connection, this is the directory of the playbook, which can be in an
    installed collection.
  - An empty string is returned unchanged.
options:
  _input:
    description: A path, or a dictionary.
    type: raw
    required: true
  keys:
    description: The keys of the dictionary that contain paths. Missing keys are ignored.
    type: list
    elements: str
    default: []
"""

EXAMPLES = r"""
- name: Write a journal to the directory in which the run was started
  ansible.builtin.debug:
    msg: "{{ 'journals/today.jsonl' | ocs.provisioning.absolute_path }}"

- name: Do the same with one of several options
  ansible.builtin.debug:
    msg: "{{ {'journal': 'today.jsonl', 'workers': 2} | ocs.provisioning.absolute_path(keys=['journal']) }}"
"""

RETURN = r"""
_value:
  description: The absolute path, or the dictionary with absolute paths.
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
