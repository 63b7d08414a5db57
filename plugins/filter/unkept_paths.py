# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: unkept_paths
short_description: Find paths whose files are lost with the job
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Returns the paths that are not below any of the given directories. A job of AWX runs in a container that is removed with its files, so only
    files in mounted directories are kept.
  - A directory that does not exist is not mounted, so it keeps no files. Symbolic links are followed.
  - Relative paths are relative to the directory in which C(ansible-playbook) was started.
options:
  _input:
    description: The paths. Empty ones are ignored.
    type: list
    elements: str
    required: true
  kept:
    description: The directories whose files are kept after the job.
    type: list
    elements: str
    required: true
"""

EXAMPLES = r"""
- name: Fail before passwords are written to a file that would be lost
  ansible.builtin.assert:
    that: (['passwords/first.csv'] | ocs.provisioning.unkept_paths(['/mnt/ocs'])) == []
  when: awx_job_id is defined
"""

RETURN = r"""
_value:
  description: The paths whose files would be lost.
  type: list
  elements: str
"""


def unkept_paths(paths, kept):
    """The paths whose files are lost."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils.paths import unkept  # late: Ansible imports every filter to find one

    return unkept([path for path in paths if path], kept)


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"unkept_paths": unkept_paths}
