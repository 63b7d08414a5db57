# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: quota_bytes
short_description: Convert a quota to bytes
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Uses the units and the rounding of the product, which are powers of 1024 and one decimal place on Nextcloud and ownCloud,
    and powers of 1000 and whole megabytes on Seafile.
options:
  _input:
    description: The quota, for example V(1500 MB).
    type: str
    required: true
  product:
    description: The product whose units and rounding to use.
    type: str
    choices: [nextcloud, owncloud, seafile]
    default: nextcloud
"""

EXAMPLES = r"""
- name: Show the bytes of a quota
  ansible.builtin.debug:
    msg: "{{ '1500 MB' | ocs.provisioning.quota_bytes }}"
"""

RETURN = r"""
_value:
  description: The number of bytes, -1 for C(none) and C(default).
  type: int
"""

from ansible.errors import AnsibleFilterError


def quota_bytes(value, product="nextcloud"):
    """Bytes of a quota text."""
    from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
    from ansible_collections.ocs.provisioning.plugins.plugin_utils import quotas  # late: Ansible imports every filter to find one

    try:
        return quotas.size(value, product)
    except (ValueError, TypeError, Invalid) as error:
        raise AnsibleFilterError("ocs.provisioning.quota_bytes: %s" % error) from error


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Name to function."""
        return {"quota_bytes": quota_bytes}
