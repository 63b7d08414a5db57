# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: csv_rows
short_description: Read the rows of a CSV file from a spreadsheet
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Takes the content of a file in base64, as M(ansible.builtin.slurp) returns it, and returns its rows.
  - The separator is the most frequent of semicolon, comma and tab in the header, or the one that a first line such as C(sep=;) names. A byte order mark is
    skipped. Empty cells and columns at the end, and rows that contain only separators, are ignored.
  - Numbers in scientific notation, such as C(1,23457E+11), are refused, because the spreadsheet has dropped their digits.
    A file that is not UTF-8 is read as Windows-1252, with a warning.
    Text is returned in Unicode normalization form C, in which keyboards write letters such as C(ö).
options:
  _input:
    description: The content in base64.
    type: str
    required: true
  needed:
    description: Columns that the header must have.
    type: list
    elements: str
    default: []
  fail:
    description:
      - Whether to fail the task if the file has problems. Otherwise the problems are returned in C(problems), and C(rows) is empty.
        Use V(false) in a task with C(no_log), which would hide the message.
    type: bool
    default: true
"""

EXAMPLES = r"""
- name: Read people from a file
  ansible.builtin.set_fact:
    people: "{{ (slurped.content | ocs.provisioning.csv_rows(['name', 'email'])).rows }}"
"""

RETURN = r"""
_value:
  description: C(rows), each with its line number in C(_line), and C(warnings), C(separator) and C(problems).
  type: dict
"""

import base64

from ansible.errors import AnsibleFilterError


def csv_rows(content, needed=(), fail=True):
    """Rows of a CSV file in base64."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils import csv_rows as reader  # late: Ansible imports every filter to find one

    try:
        return dict(reader.csv_rows(base64.b64decode(content), needed), problems=[])
    except (ValueError, TypeError) as error:
        if not fail:
            return {"rows": [], "warnings": [], "separator": "", "problems": [str(error)]}
        raise AnsibleFilterError("ocs.provisioning.csv_rows: %s" % error) from error


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"csv_rows": csv_rows}
