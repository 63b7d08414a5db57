# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: drift_report
short_description: Make a report of a dry run of a directory
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Turns what M(ocs.provisioning.ocs_directory) returned in check mode into a report about the differences between a server and its document,
    with an access review when the accounts are given. The report of a real run tells what was done and what failed.
  - A report is a dictionary with a schema version. It can be kept, compared with a later one, and given to this filter again to be shown in other formats.
  - Errors, differences, rows that cannot be applied, and what the document does not name are told apart, also in the verdict.
    The C(id) of a finding is the same in every run that finds it.
  - Names and values are shown as text whatever they hold. CSV cells that a spreadsheet would calculate begin with an apostrophe.
options:
  _input:
    description:
      - The result of M(ocs.provisioning.ocs_directory), or a report that this filter made. An empty dictionary for an access review alone.
      - A report may also be given as its text (V(json)), which is faster if it is large.
    type: raw
    required: true
  format:
    description:
      - V(report) returns the structure, V(brief) with no more than the first 100 findings of each category, which is what a variable should hold.
        The others return text.
      - V(json) is the structure as text, V(jsonl) has a line for the run and one for each finding, V(csv) a row for each finding.
      - V(html) is one page that needs nothing from elsewhere.
      - V(junit) counts each difference and each row that cannot be applied as a failure, and each error as an error.
    type: str
    choices: [report, brief, json, jsonl, csv, html, markdown, junit]
    default: report
  facts:
    description:
      - What is known of the run. Everything is optional, and nothing of it is used when the input is a report.
    type: dict
    suboptions:
      instance:
        description: Name of the instance.
        type: str
      server:
        description: The result of M(ocs.provisioning.ocs_server_info).
        type: dict
      accounts:
        description: The result of M(ocs.provisioning.ocs_user_info) for all accounts. The access review needs it.
        type: dict
      groups:
        description: The result of M(ocs.provisioning.ocs_group_info) for all groups, on ownCloud, whose accounts do not tell theirs.
        type: dict
      two_factor:
        description: The result of M(ocs.provisioning.ocs_user_info) with O(ocs.provisioning.ocs_user_info#module:two_factor=true).
        type: dict
      document:
        description: The document, with C(users) and C(groups).
        type: dict
      source:
        description: Where the document came from.
        type: str
      revision:
        description: Revision of the document, for example a commit.
        type: str
      digest:
        description: Digest of the document, for one that is a file. That of O(facts.document) is computed, without its passwords.
        type: str
      operator:
        description: Who started the run.
        type: str
      job:
        description: Which job it was.
        type: str
      started:
        description: When it began, in UTC.
        type: str
      finished:
        description: When it ended, in UTC.
        type: str
      files:
        description: Names of the files in the same folder into which the report is written, by format. The page links to them.
        type: dict
      history:
        description: The history of earlier runs, one JSON line each, for the page to draw. RV(_value) has the line of this run as the last of C(history).
        type: str
      limits:
        description:
          - From where on an account is worth a note. C(inactive_days), 90 unless given, since the last login.
          - C(quota_used_percent), 90 unless given. C(quota_factor), 10 unless given, times the median of all quotas.
        type: dict
      previous:
        description: An earlier report of the instance, or its text as JSON, to tell what is new and what is settled. Ignored when it is neither.
        type: raw
notes:
  - Files with a text of this filter are best written by M(ansible.builtin.template). M(ansible.builtin.copy) takes a text that looks like JSON for data.
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

- name: Stop when it could not be made
  ansible.builtin.fail:
    msg: "{{ report.summary.error }} errors"
  when: report.verdict == 'error'
"""

RETURN = r"""
_value:
  description:
    - The report, as a text in any format but V(report) and V(brief).
    - C(verdict) is V(error) when not everything could be read, V(drift) when the server differs or rows cannot be applied, V(partial) when it
      does not differ and has accounts or groups that the document does not name, and otherwise V(agreement).
    - C(statement) says it in words, with how many accounts were compared, of how many. C(findings) is a list with C(id), C(category), C(type), C(name),
      C(field), C(before), C(after) and more. The categories are V(error), V(drift), V(problem), V(unlisted) and V(access). C(summary) holds the counts,
      C(review.unknown) how many accounts did not tell what the access review asks.
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
