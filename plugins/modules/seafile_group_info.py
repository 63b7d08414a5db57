#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: seafile_group_info
short_description: Read groups of a Seafile server
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Reads groups through Seafile's admin web API in pages, and the members of each group with one request.
extends_documentation_fragment:
  - ocs.provisioning.seafile_connection
  - ocs.provisioning.packed
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.seafile
  - ocs.provisioning.attributes.info
options:
  name:
    description:
      - Names of the groups to read. Names that do not exist are ignored.
    type: list
    elements: str
  query:
    description:
      - Part of the name, case-insensitive.
    type: str
    aliases: [search]
  members:
    description:
      - Whether to read the members, the group admins and the owner's address.
    type: bool
    default: true
"""

EXAMPLES = r"""
- name: Read all groups
  ocs.provisioning.seafile_group_info:
    url: https://seafile.example.com
    auth_token: "{{ vault_seafile_token }}"
  register: groups
"""

RETURN = r"""
groups:
  description: The groups, sorted by name.
  returned: success
  type: list
  elements: dict
  contains:
    name: {description: "Name.", type: str}
    group_id: {description: "Number of the group.", type: int}
    owner: {description: "Address of the owner.", type: str}
    members: {description: "Addresses of the members.", returned: with O(members=true), type: list, elements: str}
    admins: {description: "Addresses of the group admins.", returned: with O(members=true), type: list, elements: str}
  sample: [{name: Science, group_id: 1, owner: admin@example.com, members: [admin@example.com], admins: [admin@example.com]}]
count:
  description: Number of groups.
  returned: success
  type: int
  sample: 1
api:
  description: Counts of requests and the duration of the task.
  returned: always
  type: dict
  contains:
    product: {description: "V(seafile).", type: str}
    version: {description: "Version of the server, null if the task did not need it.", type: str}
    requests: {description: "Number of requests, including repeated ones.", type: int}
    reads: {description: "Number of requests that change nothing.", type: int}
    writes: {description: "Number of requests that can change something.", type: int}
    retries: {description: "Number of repeated requests.", type: int}
    waited_seconds: {description: "Time in seconds spent waiting for rate limits.", type: float}
    elapsed_seconds: {description: "Duration of the task in seconds.", type: float}
  sample:
    {product: seafile, version: 13.0.25, requests: 9, reads: 6, writes: 3, retries: 0, waited_seconds: 0.0, elapsed_seconds: 0.214}
http_status:
  description: HTTP status of the response, null if there was none.
  returned: when a request failed
  type: int
  sample: 403
endpoint:
  description: Method and path of the request.
  returned: when a request failed
  type: str
  sample: GET api/v2.1/admin/users/
hint:
  description: What to do next.
  returned: when a request failed
  type: str
  sample: It must be an administrator of the server.
packed:
  description: All lists of the result as one string, JSON in base64. The lists are then not returned separately.
  returned: with O(packed=true)
  type: str
  sample: eyJncm91cHMiOiBbXX0=
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.group import info as seafile_group_info
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(seafile_group_info.INFORMATION)


if __name__ == "__main__":
    main()
