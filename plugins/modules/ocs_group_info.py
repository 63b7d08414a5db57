#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: ocs_group_info
short_description: Read groups of a Nextcloud or ownCloud server
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Reads groups by name, by search, or all, with their members and group admins.
  - Names that do not exist are ignored.
extends_documentation_fragment:
  - ocs.provisioning.ocs_connection
  - ocs.provisioning.packed
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.ocs
  - ocs.provisioning.attributes.info
options:
  name:
    description:
      - IDs of groups. Case matters.
      - On Nextcloud, several groups are selected from the list of all groups. On ownCloud each costs one request.
      - Mutually exclusive with O(search). If neither is given, all groups are read.
    type: list
    elements: str
    aliases: [group_id, groupid]
  search:
    description:
      - Part of the ID or the display name, in any case. On ownCloud part of the ID only, and at least 2 characters.
    type: str
  members:
    description:
      - Whether to read the members, which costs one request for each group.
    type: bool
    default: true
  subadmins:
    description:
      - Whether to read the group admins, which costs one request for each group.
    type: bool
    default: true
notes:
  - Only administrators may read the list with all figures on Nextcloud, and the group admins of a group.
  - Nextcloud returns groups in pages of 500, ownCloud all in one.
seealso:
  - module: ocs.provisioning.ocs_group
  - module: ocs.provisioning.ocs_user_info
  - ref: What each product can do <ansible_collections.ocs.provisioning.docsite.products>
    description: The options that each product and version supports.
"""

EXAMPLES = r"""
# The other tasks take the connection from module_defaults of group/ocs.provisioning.ocs,
# or from the environment (OCS_URL, OCS_USERNAME, OCS_PASSWORD).
- name: Read all groups with members and group admins
  ocs.provisioning.ocs_group_info:
    url: https://cloud.example.com
    auth_username: admin
    auth_password: "{{ vault_ocs_password }}"
  register: groups

- name: See who may do everything
  ocs.provisioning.ocs_group_info:
    name: admin
    subadmins: false
  register: admins

- name: Stop when there are more administrators than expected
  ansible.builtin.assert:
    that: admins.groups[0].members | length < 3

- name: Look for groups by a part of their name, in one request
  ocs.provisioning.ocs_group_info:
    search: project
    members: false
    subadmins: false

- name: Read a group of an ownCloud server
  ocs.provisioning.ocs_group_info:
    product: owncloud
    name: [admin]
"""

RETURN = r"""
groups:
  description: The groups, sorted by id.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: Id.
      type: str
      sample: staff
    display_name:
      description: Name shown to people (Nextcloud).
      type: str
      sample: Staff of Example Ltd
    user_count:
      description: Number of members (Nextcloud).
      type: int
      sample: 2
    disabled_count:
      description: Number of those that are disabled (Nextcloud).
      type: int
      sample: 0
    members:
      description: Ids of the members, sorted, with O(members). Null for an id with a slash on ownCloud, which lists such a group but cannot be asked for it.
      type: list
      elements: str
      sample: [alice, bob]
    subadmins:
      description: Ids of the group admins, sorted, with O(subadmins). Null where they cannot be asked for.
      type: list
      elements: str
      sample: [alice]
count:
  description: Number of groups returned.
  returned: success
  type: int
  sample: 1
api:
  description: Requests and time of the task.
  returned: when the server was asked
  type: dict
  contains:
    product:
      description: V(nextcloud) or V(owncloud).
      type: str
      sample: nextcloud
    version:
      description: Version of the server, null when the task did not need it.
      type: str
      sample: 34.0.1
    requests:
      description: Requests sent, repeated ones included.
      type: int
      sample: 3
    reads:
      description: Requests that change nothing, such as reads and the password check.
      type: int
      sample: 2
    writes:
      description: Requests that may change something.
      type: int
      sample: 1
    retries:
      description: Repeated requests.
      type: int
      sample: 0
    waited_seconds:
      description: Time waited for rate limits.
      type: float
      sample: 0.0
    elapsed_seconds:
      description: Time that the task took.
      type: float
      sample: 0.214
ocs_code:
  description: Status code in the OCS envelope of the response, null if there was no envelope.
  returned: when a request failed
  type: int
  sample: 101
http_status:
  description: HTTP status of the response, null if there was none.
  returned: when a request failed
  type: int
  sample: 400
endpoint:
  description: Method and path of the request.
  returned: when a request failed
  type: str
  sample: GET cloud/groups/details
hint:
  description: What to do next.
  returned: when a request failed
  type: str
  sample: Correct the value; see the documentation of the parameter.
packed:
  description: All lists of the result as one text, JSON in base64. The result has none of them by its own name then.
  returned: with O(packed=true)
  type: str
  sample: eyJncm91cHMiOiBbXX0=
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import info as group_info
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(group_info.INFORMATION)


if __name__ == "__main__":
    main()
