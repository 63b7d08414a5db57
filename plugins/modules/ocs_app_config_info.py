#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: ocs_app_config_info
short_description: Read settings of an app on a Nextcloud server
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Reads the given settings, or all settings, of one app or of V(core). Nextcloud only; ownCloud's API does not return settings.
extends_documentation_fragment:
  - ocs.provisioning.ocs_connection
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.ocs
  - ocs.provisioning.attributes.info
options:
  app:
    description:
      - ID of the app, or V(core).
    type: str
    required: true
  key:
    description:
      - Names of settings. If omitted, all settings are read, except those with a slash in their name, which the server cannot return.
    type: list
    elements: str
notes:
  - Takes one request for each setting, and one more for the list.
  - Only administrators can read settings.
  - The server returns secrets in plain text, even those that it stores as sensitive. Set C(no_log) on tasks that can read secrets.
seealso:
  - module: ocs.provisioning.ocs_app_config
  - ref: What each product can do <ansible_collections.ocs.provisioning.docsite.products>
    description: The options that each product and version supports.
"""

EXAMPLES = r"""
# The other tasks get the connection from module_defaults of group/ocs.provisioning.ocs,
# or from the environment (OCS_URL, OCS_USERNAME, OCS_PASSWORD).
- name: Read the server's default quota
  ocs.provisioning.ocs_app_config_info:
    url: https://cloud.example.com
    auth_username: admin
    auth_password: "{{ vault_ocs_password }}"
    app: files
    key: default_quota
  register: files

- name: Show it
  ansible.builtin.debug:
    msg: "{{ files.settings.default_quota | default('none', true) }}"

- name: Read all settings of an app
  ocs.provisioning.ocs_app_config_info:
    app: password_policy
  no_log: true
"""

RETURN = r"""
settings:
  description: The settings by name, as strings. A setting that is not set is null.
  returned: success
  type: dict
  sample: {"default_quota": "10 GB"}
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
  sample: GET apps/provisioning_api/api/v1/config/apps/files/default_quota
hint:
  description: What to do next.
  returned: when a request failed
  type: str
  sample: Correct the value; see the documentation of the parameter.
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.app import settings_info as app_config_info
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(app_config_info.INFORMATION)


if __name__ == "__main__":
    main()
