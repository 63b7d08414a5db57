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
  - Reads groups by ID, by search, or all groups, with their members and group admins.
  - IDs that do not exist are ignored.
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
      - On Nextcloud, several groups are selected from the list of all groups. On ownCloud, each takes one request.
      - Mutually exclusive with O(search). If neither is given, all groups are read.
    type: list
    elements: str
    aliases: [group_id, groupid]
  search:
    description:
      - Part of the ID or the display name, case-insensitive. On ownCloud, part of the ID only, with at least 2 characters.
    type: str
  members:
    description:
      - Whether to read the members, which takes one request for each group.
    type: bool
    default: true
  subadmins:
    description:
      - Whether to read the group admins, which takes one request for each group.
    type: bool
    default: true
notes:
  - Only administrators can read the group admins of a group and, on Nextcloud, the counts of members.
  - Nextcloud returns groups in pages of 500, ownCloud returns all groups at once.
seealso:
  - module: ocs.provisioning.ocs_group
  - module: ocs.provisioning.ocs_user_info
  - ref: What each product can do <ansible_collections.ocs.provisioning.docsite.products>
    description: The options that each product and version supports.
"""

EXAMPLES = r"""
# The other tasks get the connection from module_defaults of group/ocs.provisioning.ocs,
# or from the environment (OCS_URL, OCS_USERNAME, OCS_PASSWORD).
- name: Read all groups with members and group admins
  ocs.provisioning.ocs_group_info:
    url: https://cloud.example.com
    auth_username: admin
    auth_password: "{{ vault_ocs_password }}"
  register: groups

- name: Read the administrators
  ocs.provisioning.ocs_group_info:
    name: admin
    subadmins: false
  register: admins

- name: Fail if there are more administrators than expected
  ansible.builtin.assert:
    that: admins.groups[0].members | length < 3

- name: Search groups by a part of their name, in one request
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
  description: The groups, sorted by ID.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: ID.
      type: str
      sample: staff
    display_name:
      description: Display name (Nextcloud).
      type: str
      sample: Staff of Example Ltd
    user_count:
      description: Number of members (Nextcloud).
      type: int
      sample: 2
    disabled_count:
      description: Number of disabled members (Nextcloud).
      type: int
      sample: 0
    members:
      description: IDs of the members, sorted, with O(members). Null on ownCloud for an ID with a slash, because the server lists the group but cannot return
        it.
      type: list
      elements: str
      sample: [alice, bob]
    subadmins:
      description: IDs of the group admins, sorted, with O(subadmins). Null if the server cannot return them.
      type: list
      elements: str
      sample: [alice]
count:
  description: Number of groups returned.
  returned: success
  type: int
  sample: 1
api:
  description: Counts of requests and the duration of the task.
  returned: when a request was sent
  type: dict
  contains:
    product:
      description: V(nextcloud) or V(owncloud).
      type: str
      sample: nextcloud
    version:
      description: Version of the server, null if the task did not need it.
      type: str
      sample: 34.0.1
    requests:
      description: Number of requests, including repeated ones.
      type: int
      sample: 3
    reads:
      description: Number of requests that change nothing, such as reads and the password check.
      type: int
      sample: 2
    writes:
      description: Number of requests that can change something.
      type: int
      sample: 1
    retries:
      description: Number of repeated requests.
      type: int
      sample: 0
    waited_seconds:
      description: Time in seconds spent waiting for rate limits.
      type: float
      sample: 0.0
    elapsed_seconds:
      description: Duration of the task in seconds.
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
  description: All lists of the result as one string, JSON in base64. The lists are then not returned separately.
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
