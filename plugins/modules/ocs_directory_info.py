#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: ocs_directory_info
short_description: Export accounts and groups of a Nextcloud or ownCloud server as a document
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Returns the current state of the server as a document for M(ocs.provisioning.ocs_directory). Applied to the same server it changes nothing.
  - Use it to take over an existing server.
  - Passwords are not exported. Nextcloud does not return whether a quota is the default, so its size is exported.
  - Values that the server does not return, or that could not be written back unchanged, are listed in RV(left_out).
extends_documentation_fragment:
  - ocs.provisioning.ocs_connection
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.ocs
  - ocs.provisioning.attributes.info
options:
  users:
    description:
      - Only accounts whose ID matches one of these shell-style patterns.
    type: list
    elements: str
  groups:
    description:
      - Only groups that match one of these shell-style patterns, and only accounts that are in one of them.
    type: list
    elements: str
  backends:
    description:
      - Only accounts of these backends, for example V(Database). Nextcloud only.
    type: list
    elements: str
  include_empty:
    description:
      - Whether to export empty fields, so that the document also requires them to be empty.
    type: bool
    default: false
  read_only_fields:
    description:
      - Whether to export fields that the API returns but cannot change, for example languages on ownCloud. Use this for a document for another
        server. On the same server, the document requires O(ocs.provisioning.ocs_directory#module:unsupported_fields=report).
    type: bool
    default: false
  workers:
    description:
      - Number of concurrent requests, from 1 to 16.
    type: int
    default: 1
  progress:
    description:
      - Whether a run of more than 5 seconds reports its progress on standard error, at most every 5 seconds. The lines contain numbers but no names.
      - Ignored if the task runs as a module (see O(run_on)), because a module cannot write to the terminal.
    type: bool
    default: true
    version_added: 0.1.0
seealso:
  - module: ocs.provisioning.ocs_directory
"""

EXAMPLES = r"""
- name: Export everything
  ocs.provisioning.ocs_directory_info:
    url: https://cloud.example.com
    auth_username: admin
    auth_password: "{{ vault_ocs_password }}"
  register: export

- name: Save it to a file
  ansible.builtin.copy:
    content: "{{ export.document | to_nice_yaml }}"
    dest: /tmp/directory.yml
    mode: "0600"
"""

RETURN = r"""
document:
  description: The document for M(ocs.provisioning.ocs_directory).
  returned: success
  type: dict
  contains:
    groups: {description: "Rows with the suboptions of O(ocs.provisioning.ocs_directory#module:groups).", type: list, elements: dict}
    users: {description: "Rows with the suboptions of O(ocs.provisioning.ocs_directory#module:users).", type: list, elements: dict}
  sample:
    groups:
    - {name: admin, display_name: admin}
    - {name: science, display_name: science}
    users:
    - name: carl
      enabled: false
      display_name: carl
      quota: none
      language: en
      profile_enabled: true
      groups: []
    - name: marie
      enabled: true
      display_name: Marie Curie
      quota: none
      language: en
      profile_enabled: true
      groups: [science]
      subadmin_of: [science]
left_out:
  description: What is not in the document.
  returned: success
  type: list
  elements: dict
  contains:
    kind: {description: "V(user) or V(group).", type: str}
    name: {description: "ID of the object.", type: str}
    field: {description: "The field, empty if the whole object is left out.", type: str}
    reason: {description: "Why.", type: str}
  sample: []
count:
  description: Number of exported objects.
  returned: success
  type: dict
  contains:
    groups: {description: "Number of groups.", type: int}
    users: {description: "Number of accounts.", type: int}
  sample: {groups: 2, users: 2}
api:
  description: Counts of requests and the duration of the task.
  returned: always
  type: dict
  contains:
    product: {description: "V(nextcloud) or V(owncloud).", type: str}
    version: {description: "Version of the server, null if the task did not need it.", type: str}
    requests: {description: "Number of requests, including repeated ones.", type: int}
    reads: {description: "Number of requests that change nothing.", type: int}
    writes: {description: "Number of requests that can change something.", type: int}
    retries: {description: "Number of repeated requests.", type: int}
    waited_seconds: {description: "Time in seconds spent waiting for rate limits.", type: float}
    elapsed_seconds: {description: "Duration of the task in seconds.", type: float}
  sample:
    {product: nextcloud, version: 34.0.1, requests: 9, reads: 6, writes: 3, retries: 0, waited_seconds: 0.0, elapsed_seconds: 0.214}
ocs_code:
  description: Status code in the OCS envelope of the response, null if there was no envelope.
  returned: when a request failed
  type: int
  sample: 997
http_status:
  description: HTTP status of the response, null if there was none.
  returned: when a request failed
  type: int
  sample: 401
endpoint:
  description: Method and path of the request.
  returned: when a request failed
  type: str
  sample: GET cloud/user
hint:
  description: What to do next.
  returned: when a request failed
  type: str
  sample: Check auth_username and auth_password.
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import export as directory_info
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(directory_info.INFORMATION)


if __name__ == "__main__":
    main()
