#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: ocs_server_info
short_description: Read product, version and features of a Nextcloud or ownCloud server
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Returns product and version of a server, the features that this collection can use, and whether the acting account can make changes.
extends_documentation_fragment:
  - ocs.provisioning.ocs_connection
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.ocs
  - ocs.provisioning.attributes.info
attributes:
  check_mode:
    support: full
    details: This module changes nothing on the server. In check mode, O(probe_write) is ignored.
options:
  probe_write:
    description:
      - Whether to check if the acting account can make changes, with a request to create a group without a name, which no server accepts.
      - Without permission, the response is the same as for a real change. This also detects app passwords that can only read.
    type: bool
    default: false
seealso:
  - module: ocs.provisioning.ocs_user_info
  - ref: What each product can do <ansible_collections.ocs.provisioning.docsite.products>
    description: The options that each product and version supports.
"""

EXAMPLES = r"""
# The other tasks get the connection from module_defaults of group/ocs.provisioning.ocs,
# or from the environment (OCS_URL, OCS_USERNAME, OCS_PASSWORD).
- name: Read product, version and rights
  ocs.provisioning.ocs_server_info:
    url: https://cloud.example.com
    auth_username: admin
    auth_password: "{{ vault_ocs_password }}"
    probe_write: true
  register: server

- name: Fail if the account cannot make changes
  ansible.builtin.assert:
    that: server.can_write
    fail_msg: "{{ server.reason | default('', true) }}"

- name: Read product and version of an ownCloud server
  ocs.provisioning.ocs_server_info:
    product: owncloud
"""

RETURN = r"""
url:
  description: The value of O(url).
  returned: success
  type: str
  sample: https://cloud.example.com
account:
  description: Name with which the acting account logged in, null with O(auth_token).
  returned: success
  type: str
  sample: provisioning
product:
  description: V(nextcloud) or V(owncloud).
  returned: success
  type: str
  sample: nextcloud
edition:
  description: Edition, null if the server does not return one.
  returned: success
  type: str
  sample: Community
version:
  description: Version, null if the server hides it.
  returned: success
  type: str
  sample: 34.0.1
capabilities:
  description: The capabilities of the server and its apps, as the server returns them.
  returned: success
  type: dict
  sample: {"core": {"pollinterval": 60}}
supports:
  description: The features that this collection can use. A feature is null if it depends on the version and the server hides the version.
  returned: success
  type: dict
  contains:
    accounts_by_address:
      description: Whether the server finds accounts by email address in place of the ID (Nextcloud 32 and later). This collection never uses it.
      type: bool
      sample: true
    app_store_api:
      description: Installing, updating and limiting apps (Nextcloud 34).
      type: bool
      sample: true
    group_details:
      description: Lists of groups with their details (Nextcloud).
      type: bool
      sample: true
    group_display_names:
      description: Display names of groups (Nextcloud).
      type: bool
      sample: true
    multi_field_edit:
      description: Several fields of an account in one edit (Nextcloud 34).
      type: bool
      sample: true
    password_policy:
      description: Checking a password before it is set (Nextcloud with its policy app).
      type: bool
      sample: true
    two_factor_state:
      description: Reading and disabling second factors (Nextcloud 31 and later).
      type: bool
      sample: true
    user_details:
      description: Lists of accounts with all their fields (Nextcloud).
      type: bool
      sample: true
rate_limit:
  description:
    - Default rate limits of the product, for each acting account. The server's own settings are not read.
    - Null on ownCloud, which has none.
  returned: success
  type: dict
  contains:
    single_field_edits:
      description: Edits of one field of an account. C(limit) is their number in C(seconds), which are 60 on Nextcloud 30.
      type: dict
      contains: &limit
        limit: {description: "Number of edits.", type: int}
        seconds: {description: "In this time.", type: int}
      sample: {"limit": 50, "seconds": 600}
    multi_field_edits:
      description: Edits of several fields (Nextcloud 34).
      type: dict
      contains: *limit
      sample: {"limit": 50, "seconds": 600}
    additional_mail_changes:
      description: Changes through the call for additional email addresses.
      type: dict
      contains: *limit
      sample: {"limit": 5, "seconds": 60}
can_write:
  description: Whether the acting account can make changes, null if this is unknown because the request failed.
  returned: with O(probe_write=true), not in check mode
  type: bool
  sample: true
reason:
  description: Why it cannot make changes, or why this is unknown. Null if it can.
  returned: with O(probe_write=true), not in check mode
  type: str
  sample:
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
  sample: PUT cloud/users/alice
hint:
  description: What to do next.
  returned: when a request failed
  type: str
  sample: Correct the value; see the documentation of the parameter.
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import server_info
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(server_info.INFORMATION)


if __name__ == "__main__":
    main()
