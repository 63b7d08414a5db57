# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: migrated
short_description: Convert the document of one product to one for another
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Takes a document that M(ocs.provisioning.ocs_directory_info) or M(ocs.provisioning.seafile_directory_info) returned, and returns the part that the target
    can accept, with the reasons for everything that is left out.
  - Quotas are converted to the units of the target, which are powers of 1024 on Nextcloud and ownCloud and powers of 1000 on Seafile. On Seafile they are
    rounded up to whole megabytes.
  - Administrator rights are not converted. They are listed in C(left_out).
positional: source, target
options:
  _input:
    description: The document, with C(groups) and C(users).
    type: dict
    required: true
  source:
    description: The product that the document comes from.
    type: str
    choices: [nextcloud, owncloud, seafile]
    required: true
  target:
    description: The product that the document is for.
    type: str
    choices: [nextcloud, owncloud, seafile]
    required: true
  version:
    description: Version of the target, for example V(34.0.1). If omitted, only fields that no version of the product supports are left out.
    type: str
    default: ""
  ids:
    description:
      - What to use as the ID of Seafile accounts that have only an email address. V(local_part) is the part before the C(@).
    type: str
    choices: [local_part, email]
    default: local_part
  group_names:
    description: Maps group names to new names, for example if the target does not allow a name. Groups with the same new name are merged.
    type: dict
    default: {}
  without:
    description: IDs or email addresses of accounts to leave out, for example the acting accounts of the migration.
    type: list
    elements: str
    default: []
"""

EXAMPLES = r"""
- name: Show what Seafile would not accept
  ansible.builtin.debug:
    msg: "{{ (export.document | ocs.provisioning.migrated('nextcloud', 'seafile')).left_out }}"
"""

RETURN = r"""
_value:
  description:
    - C(document), C(left_out) with C(kind), C(name), C(field) and C(reason) of each, and C(unsupported), which counts the rows for each field that the
      target does not support.
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
