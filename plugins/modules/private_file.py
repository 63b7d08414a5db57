#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: private_file
short_description: Write a file on the controller that only its owner can read
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - The roles use this module to write reports, evidence and passwords. The result and the diff never show the content.
  - The file is replaced as a whole and has its mode from the start. Missing directories are created with mode C(0700).
  - The task fails if the path is a symbolic link or anything else that is not a regular file, or if a directory in it is a symbolic link that belongs to
    another account. It never waits for a reader of a FIFO.
  - Runs on the controller, regardless of the target host.
attributes:
  action:
    description: The module has an action plugin, which does all of the work.
    support: full
  check_mode:
    description: Whether check mode shows what the task would do without doing it.
    support: full
  diff_mode:
    description: Whether the task shows what changes.
    support: none
options:
  path:
    description:
      - Path of the file. A relative path is relative to the directory in which C(ansible-playbook) was started.
    type: path
    required: true
  content:
    description:
      - The content in base64, so that Ansible does not parse text that looks like JSON.
    type: str
    required: true
  mode:
    description:
      - The mode of the file, in octal digits.
    type: str
    default: "0600"
  replaces:
    description:
      - The content in base64 that the file is expected to have, or an empty string for a file that is missing or empty. If it has another one, because another
        run has written it since it was read, the task fails, unless that is O(content).
    type: str
seealso:
  - module: ansible.builtin.copy
"""

EXAMPLES = r"""
- name: Save a list of names
  ocs.provisioning.private_file:
    path: names.txt
    content: "{{ ['ada', 'grace'] | join('\n') | b64encode }}"
"""

RETURN = r"""
path:
  description: The absolute path of the file.
  returned: always
  type: str
"""
