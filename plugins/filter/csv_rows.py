# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: csv_rows
short_description: Read rows from a CSV file as people make them
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Takes the content of a file in base64, as M(ansible.builtin.slurp) returns it, and returns its rows.
  - Semicolon, comma or tab separate cells, whichever the header has most of. A byte order mark is skipped.
    A file that is not UTF-8 is read as Windows-1252, with a warning.
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
"""

EXAMPLES = r"""
- name: Read people from a file
  ansible.builtin.set_fact:
    people: "{{ (slurped.content | ocs.provisioning.csv_rows(['name', 'email'])).rows }}"
"""

RETURN = r"""
_value:
  description: C(rows), each with its line in C(_line), C(warnings) and C(separator).
  type: dict
"""

import base64

from ansible.errors import AnsibleFilterError
from ansible_collections.ocs.provisioning.plugins.plugin_utils import csv_rows as reader


def csv_rows(content, needed=()):
    """Rows of a CSV file in base64."""
    try:
        return reader.csv_rows(base64.b64decode(content), needed)
    except (ValueError, TypeError) as error:
        raise AnsibleFilterError("ocs.provisioning.csv_rows: %s" % error) from error


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"csv_rows": csv_rows}
