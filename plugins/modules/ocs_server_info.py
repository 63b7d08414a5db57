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
  - Returns product and version of a server, the features that this collection can use, and whether the acting account may make changes.
extends_documentation_fragment:
  - ocs.provisioning.ocs_connection
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.ocs
  - ocs.provisioning.attributes.info
attributes:
  check_mode:
    support: full
    details: This module changes nothing on the server. In check mode it leaves out O(probe_write).
options:
  probe_write:
    description:
      - Whether to find out if the acting account may make changes, by a request to create a group without a name, which no server accepts.
      - Without permission the response is the same as for a real change. It also reveals an app password that may only read.
    type: bool
    default: false
seealso:
  - module: ocs.provisioning.ocs_user_info
  - ref: What each product can do <ansible_collections.ocs.provisioning.docsite.products>
    description: The options that each product and version supports.
"""

EXAMPLES = r"""
# The other tasks take the connection from module_defaults of group/ocs.provisioning.ocs,
# or from the environment (OCS_URL, OCS_USERNAME, OCS_PASSWORD).
- name: Look at the server
  ocs.provisioning.ocs_server_info:
    url: https://cloud.example.com
    auth_username: admin
    auth_password: "{{ vault_ocs_password }}"
    probe_write: true
  register: server

- name: Stop when the account may not make changes
  ansible.builtin.assert:
    that: server.can_write
    fail_msg: "{{ server.reason | default('', true) }}"

- name: Look at an ownCloud server
  ocs.provisioning.ocs_server_info:
    product: owncloud
"""

RETURN = r"""
url:
  description: Address of the server, as it was given.
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
  description: Edition, null when the server names none.
  returned: success
  type: str
  sample: Community
version:
  description: Version, null where the server hides it.
  returned: success
  type: str
  sample: 34.0.1
capabilities:
  description: What the server tells of itself and of its apps, as it sends it.
  returned: success
  type: dict
  sample: {"core": {"pollinterval": 60}}
supports:
  description: What this collection can use. Null where only the version tells it and the server hides that.
  returned: success
  type: dict
  contains:
    accounts_by_address:
      description: Whether an email address in place of a user ID reaches the account (Nextcloud 32). This collection never uses it.
      type: bool
      sample: true
    app_store_api:
      description: Installing, updating and limiting apps (Nextcloud 34).
      type: bool
      sample: true
    group_details:
      description: Groups with their figures in one list (Nextcloud).
      type: bool
      sample: true
    group_display_names:
      description: Groups with a display name (Nextcloud).
      type: bool
      sample: true
    multi_field_edit:
      description: Several fields of an account in one edit (Nextcloud 34).
      type: bool
      sample: true
    password_policy:
      description: A password check before a password is set (Nextcloud with its policy app).
      type: bool
      sample: true
    two_factor_state:
      description: Reading and switching off second factors (Nextcloud 31 and later).
      type: bool
      sample: true
    user_details:
      description: Accounts with all their fields in one list (Nextcloud).
      type: bool
      sample: true
rate_limit:
  description:
    - Rate limits of the product as it is delivered, for each acting account. The server's own settings are not read.
    - Null on ownCloud, which has none.
  returned: success
  type: dict
  contains:
    single_field_edits:
      description: Edits of one field of an account. C(limit) is the number, C(seconds) the time.
      type: dict
      sample: {"limit": 50, "seconds": 600}
    multi_field_edits:
      description: Edits of several fields (Nextcloud 34).
      type: dict
      sample: {"limit": 50, "seconds": 600}
    additional_mail_changes:
      description: Changes through the call for additional mail addresses.
      type: dict
      sample: {"limit": 5, "seconds": 60}
can_write:
  description: Whether the acting account may make changes, null if that is unknown because the question met a fault.
  returned: with O(probe_write=true), not in check mode
  type: bool
  sample: true
reason:
  description: Why it may not, or why that is unknown. Null if it may.
  returned: with O(probe_write=true), not in check mode
  type: str
  sample:
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
