# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: audit_index
short_description: Make an overview page of the audits of several instances
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Converts the history that the role P(ocs.provisioning.audit#role) keeps to an HTML page with one row for each instance, the worst verdict first. A row
    has the verdict, how long it has held, the counts of the latest run, and a link to its report in the same directory.
  - The page loads nothing from elsewhere. Lines that are not entries of a history are ignored.
  - Made for the role P(ocs.provisioning.audit#role). It may change in any release.
options:
  _input:
    description: The history, one JSON line for each run.
    type: str
    required: true
seealso:
  - plugin: ocs.provisioning.drift_report
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Write the index
  ansible.builtin.template:
    src: index.j2  # {{ lookup('ansible.builtin.file', '/srv/audit/history.jsonl') | ocs.provisioning.audit_index }}
    dest: /srv/audit/index.html
    mode: "0600"
"""

RETURN = r"""
_value:
  description: The page.
  type: str
"""


def audit_index(history):
    """The page; see the documentation above."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils import report, report_history, report_html  # late: Ansible imports every filter to find one

    return report_html.as_index(report.printable(report_history.index(report_history.read(str(history)))))


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"audit_index": audit_index}
