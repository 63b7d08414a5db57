#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: ocs_app_info
short_description: Read apps of a Nextcloud or ownCloud server
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Returns the apps of a server and whether they are enabled, with details of the apps in O(name).
  - Names of apps that the server does not have are ignored.
extends_documentation_fragment:
  - ocs.provisioning.ocs_connection
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.ocs
  - ocs.provisioning.attributes.info
options:
  name:
    description:
      - IDs of apps whose version, title, types and limit are read. Each takes one request, two on Nextcloud. If omitted, all apps are listed.
    type: list
    elements: str
    aliases: [app, app_id]
  filter:
    description:
      - Whether to return all apps, or only those that are V(enabled) or V(disabled).
    type: str
    choices: [all, enabled, disabled]
    default: all
notes:
  - Only administrators can read apps.
  - A list takes two requests. If an app is limited to groups that do not include the acting account, Nextcloud before 34 lists it as disabled, so the module
    reads each app that is listed as disabled. ownCloud also lists it as disabled, and this cannot be corrected.
seealso:
  - module: ocs.provisioning.ocs_app
  - ref: What each product can do <ansible_collections.ocs.provisioning.docsite.products>
    description: The options that each product and version supports.
"""

EXAMPLES = r"""
# The other tasks get the connection from module_defaults of group/ocs.provisioning.ocs,
# or from the environment (OCS_URL, OCS_USERNAME, OCS_PASSWORD).
- name: List all apps
  ocs.provisioning.ocs_app_info:
    url: https://cloud.example.com
    auth_username: admin
    auth_password: "{{ vault_ocs_password }}"
  register: apps

- name: Read one app, and for which groups it is enabled
  ocs.provisioning.ocs_app_info:
    name: survey_client
  register: survey

- name: List disabled apps
  ocs.provisioning.ocs_app_info:
    filter: disabled

- name: Read an app of an ownCloud server
  ocs.provisioning.ocs_app_info:
    product: owncloud
    name: [comments]
"""

RETURN = r"""
apps:
  description: The apps, sorted by ID.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: ID.
      type: str
      sample: survey_client
    enabled:
      description: Whether it is enabled, for all users or for some groups.
      type: bool
      sample: true
    version:
      description: Version on the server, with O(name).
      type: str
      sample: 6.0.0
    title:
      description: Display name, with O(name).
      type: str
      sample: Usage survey
    types:
      description: Types of the app, with O(name). Apps of some types cannot be limited to groups.
      type: list
      elements: str
      sample: [filesystem]
    groups:
      description: IDs of the groups to which it is limited, empty if it is not limited, with O(name) (Nextcloud). See M(ocs.provisioning.ocs_app).
      type: list
      elements: str
      sample: []
count:
  description: Number of apps returned.
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
  sample: GET cloud/apps
hint:
  description: What to do next.
  returned: when a request failed
  type: str
  sample: Correct the value; see the documentation of the parameter.
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.app import info as app_info
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(app_info.INFORMATION)


if __name__ == "__main__":
    main()
