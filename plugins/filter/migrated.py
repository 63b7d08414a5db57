# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: migrated
short_description: Make the document of one product one of another
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Takes a document that M(ocs.provisioning.ocs_directory_info) or M(ocs.provisioning.seafile_directory_info) returned, and returns what another server
    can take of it, with the reasons for everything else.
  - Quotas are converted to the units of the target, which are powers of 1024 on Nextcloud and ownCloud and powers of 1000 on Seafile, and are never smaller
    than before Seafile's whole megabytes.
  - Rights to administer a server do not come along. They are named in C(left_out).
positional: source, target
options:
  _input:
    description: The document, C(groups) and C(users).
    type: dict
    required: true
  source:
    description: The product that the document is from.
    type: str
    choices: [nextcloud, owncloud, seafile]
    required: true
  target:
    description: The product that is to take it.
    type: str
    choices: [nextcloud, owncloud, seafile]
    required: true
  version:
    description: Version of the target, for example V(34.0.1). If omitted, only what no version of the product takes is left out.
    type: str
    default: ""
  ids:
    description:
      - What becomes the ID of an account that has none, because Seafile knew it by its address alone. V(local_part) is what stands before the C(@).
    type: str
    choices: [local_part, email]
    default: local_part
  group_names:
    description: Other names for groups, for example for names that the target does not allow. Groups with the same new name become one.
    type: dict
    default: {}
  without:
    description: IDs or addresses of accounts that are not part of the result, for example of those that do the migration.
    type: list
    elements: str
    default: []
"""

EXAMPLES = r"""
- name: See what Seafile would not take
  ansible.builtin.debug:
    msg: "{{ (export.document | ocs.provisioning.migrated('nextcloud', 'seafile')).left_out }}"
"""

RETURN = r"""
_value:
  description:
    - C(document), C(left_out) with C(kind), C(name), C(field) and C(reason) of each, and C(unsupported), which counts the rows that name a field of which the
      target has no notion.
  type: dict
"""

from ansible.errors import AnsibleFilterError


def migrated(document, source, target, version="", ids="local_part", group_names=None, without=()):
    """What another product takes of a document."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils import migration  # late: Ansible imports every filter to find one

    try:
        return migration.migrated(document, source, target, version, ids, group_names, without)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise AnsibleFilterError("ocs.provisioning.migrated: %s" % error) from error


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"migrated": migrated}
