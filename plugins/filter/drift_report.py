# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: drift_report
short_description: Make a report of a directory run
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Converts the result of M(ocs.provisioning.ocs_directory) in check mode to a report about the differences between a server and its document,
    with an access review if the accounts are given. The report of a real run shows what was done and what failed.
  - A report is a dictionary with a schema version. It can be saved, compared with a later one, and passed to this filter again to get other formats.
  - The report and its verdict distinguish errors, differences, rows that cannot be applied, and objects that the document does not name.
    The C(id) of a finding is the same in every run.
  - Names and values are always shown as text. CSV cells that a spreadsheet would take for a formula begin with an apostrophe.
options:
  _input:
    description:
      - The result of M(ocs.provisioning.ocs_directory), or a report of this filter. Use an empty dictionary for an access review only.
      - A report can also be given as JSON text, which is faster for large reports.
    type: raw
    required: true
  format:
    description:
      - V(report) returns the report as a dictionary; V(brief) returns it with at most the first 100 findings of each category, which is suitable for a
        variable. The other formats return text.
      - V(json) is the dictionary as text, V(jsonl) has a line for the run and one for each finding, V(csv) a row for each finding.
      - V(html) is one page that loads nothing from elsewhere.
      - V(junit) counts each difference and each row that cannot be applied as a failure, and each error as an error.
    type: str
    choices: [report, brief, json, jsonl, csv, html, markdown, junit]
    default: report
  facts:
    description:
      - Facts about the run. All are optional. Ignored if the input is a report.
    type: dict
    suboptions:
      instance:
        description: Name of the instance.
        type: str
      server:
        description: The result of M(ocs.provisioning.ocs_server_info).
        type: dict
      accounts:
        description: The result of M(ocs.provisioning.ocs_user_info) for all accounts. Required for the access review.
        type: dict
      groups:
        description: The result of M(ocs.provisioning.ocs_group_info) for all groups. Required on ownCloud, which does not return the groups of accounts.
        type: dict
      two_factor:
        description: The result of M(ocs.provisioning.ocs_user_info) with O(ocs.provisioning.ocs_user_info#module:two_factor=true).
        type: dict
      document:
        description: The document, with C(users) and C(groups).
        type: dict
      source:
        description: Where the document comes from.
        type: str
      revision:
        description: Revision of the document, for example a commit.
        type: str
      digest:
        description: Digest of the document, if it is a file. The digest of O(facts.document) is computed, without its passwords.
        type: str
      operator:
        description: Who started the run.
        type: str
      job:
        description: ID of the job.
        type: str
      started:
        description: Time when the run began, in UTC.
        type: str
      finished:
        description: Time when the run ended, in UTC.
        type: str
      files:
        description: Names of the files in the same directory to which the report is written, by format. The page links to them.
        type: dict
      history:
        description: The history of earlier runs, with one JSON line each, which the page charts. RV(_value) contains the line of this run as the last of
          C(history).
        type: str
      limits:
        description:
          - The limits from which on accounts are reported. C(inactive_days) since the last login, 90 by default.
          - C(quota_used_percent), 90 by default. C(quota_factor) times the median of all quotas, 10 by default.
        type: dict
      previous:
        description: An earlier report of the instance, or its JSON text, to determine which findings are new and which are settled. Ignored if it is neither.
        type: raw
notes:
  - Use M(ansible.builtin.template) to write the text to a file. M(ansible.builtin.copy) treats text that looks like JSON as data.
seealso:
  - module: ocs.provisioning.ocs_directory
"""

EXAMPLES = r"""
- name: Compare the server with the document
  ocs.provisioning.ocs_directory:
    src: /srv/directory.yml
    unlisted_users: report
  check_mode: true
  failed_when: false
  register: dry_run

- name: Make the report
  ansible.builtin.set_fact:
    report: "{{ dry_run | ocs.provisioning.drift_report(facts={'instance': 'cloud', 'source': '/srv/directory.yml'}) }}"

- name: Show it
  ansible.builtin.debug:
    msg: "{{ report | ocs.provisioning.drift_report('markdown') }}"

- name: Fail if the report contains errors
  ansible.builtin.fail:
    msg: "{{ report.summary.error }} errors"
  when: report.verdict == 'error'
"""

RETURN = r"""
_value:
  description:
    - The report, as a dictionary in the formats V(report) and V(brief), and as text in all others.
    - C(verdict) is V(error) if something could not be read, V(drift) if the server differs or rows cannot be applied, V(partial) if it
      does not differ but has accounts or groups that the document does not name, and V(agreement) otherwise.
    - C(statement) is a summary in words, with the number of accounts that were compared. C(findings) is a list with C(id), C(category), C(type), C(name),
      C(field), C(before), C(after) and more. The categories are V(error), V(drift), V(problem), V(unlisted) and V(access). C(summary) contains the counts,
      C(review.unknown) the number of accounts for which the server did not return what the access review needs.
  type: raw
"""


def drift_report(result, format="report", facts=None):  # pylint: disable=redefined-builtin
    """The report of a run, in a format; see the documentation above."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils import report_formats  # late: Ansible imports every filter to find one

    return report_formats.rendered(result, format, facts)


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"drift_report": drift_report}
