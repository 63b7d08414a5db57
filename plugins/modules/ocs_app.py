#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: ocs_app
short_description: Manage an app of a Nextcloud or ownCloud server
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Enables and disables one app through the OCS API. On Nextcloud 34 it also limits the app to groups, updates it and removes it.
  - Servers report success for several invalid requests, or disable the app in the process. These requests are refused before the first write, and the state
    is read again after each change.
extends_documentation_fragment:
  - ocs.provisioning.ocs_connection
  - ocs.provisioning.plan
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.ocs
attributes:
  check_mode:
    support: full
    details:
      - Reads like the real run, and sends nothing else.
      - It cannot predict missing permissions of the acting account. Before Nextcloud 34 and on ownCloud, it cannot predict missing libraries and commands
        that an app needs; a warning names them.
  diff_mode:
    support: full
    details: Shows the fields that change.
  idempotent:
    support: full
options:
  name:
    description:
      - ID of the app. Case matters.
      - The app must be present on the server. This module does not download apps.
    type: str
    required: true
    aliases: [app, app_id]
  state:
    description:
      - V(enabled) and V(disabled) work on all products. Some apps are always enabled. C(provisioning_api) is never disabled, because this module
        needs it.
      - V(latest) enables the app, and first updates it if the server's app store has a newer version. Nextcloud 34 only.
      - V(absent) removes the app from the server. Apps that are shipped with the server cannot be removed. Nextcloud 34 only.
      - On other servers, V(latest) and V(absent) are refused, and the message names the command to run on the server.
    type: str
    choices: [enabled, disabled, absent, latest]
    default: enabled
  groups:
    description:
      - The groups to which the app is limited (Nextcloud 34). They must exist.
      - An empty list removes the limit (Nextcloud).
      - If omitted, an existing limit is left unchanged.
      - Apps of the types V(filesystem), V(prelogin), V(authentication), V(logging) and V(prevent_group_restriction), and apps that are always enabled,
        cannot be limited.
      - ownCloud's API neither returns nor sets limits, so this option is refused there.
    type: list
    elements: str
  force:
    description:
      - Whether to enable the app even if it does not declare support for this version of the server.
      - This does not override other requirements, such as libraries, or a limit to groups.
    type: bool
    default: false
notes:
  - If nothing changes, the task takes two requests if O(product) is given, three with V(auto), and one more for a disabled app on Nextcloud.
    V(latest) also reads the version and the app store's list.
  - Nextcloud 34 accepts changes of apps only with the account's real password.
  - V(latest) and V(absent) follow the source of Nextcloud 34.0.1 and were tested against the embedded server only, because the real servers had no access
    to an app store. The server is in maintenance mode while it updates an app.
  - Nextcloud 28 to 31 enable an app even if its requirements are not met, and then fail all requests until it is disabled on the command line.
  - If an app is limited to groups that do not include the acting account, ownCloud lists it as disabled. Enabling it removes the limit, with a warning.
seealso:
  - module: ocs.provisioning.ocs_app_info
  - module: ocs.provisioning.ocs_app_config
  - ref: What each product can do <ansible_collections.ocs.provisioning.docsite.products>
    description: The options that each product and version supports.
"""

EXAMPLES = r"""
# The other tasks get the connection from module_defaults of group/ocs.provisioning.ocs,
# or from the environment (OCS_URL, OCS_USERNAME, OCS_PASSWORD).
- name: Disable an app
  ocs.provisioning.ocs_app:
    url: https://cloud.example.com
    auth_username: admin
    auth_password: "{{ vault_ocs_password }}"
    name: weather_status
    state: disabled

- name: Enable it again
  ocs.provisioning.ocs_app:
    name: weather_status

- name: Create a group
  ocs.provisioning.ocs_group:
    name: testers

- name: Limit an app to a group (Nextcloud 34)
  ocs.provisioning.ocs_app:
    name: survey_client
    groups: [testers]

- name: Enable it, and leave the limit unchanged
  ocs.provisioning.ocs_app:
    name: survey_client

- name: Remove the limit
  ocs.provisioning.ocs_app:
    name: survey_client
    groups: []

- name: Enable an app, and update it if there is a newer version (Nextcloud 34)
  ocs.provisioning.ocs_app:
    name: survey_client
    state: latest

- name: Check whether an app would be removed
  ocs.provisioning.ocs_app:
    name: app_of_the_past
    state: absent
  check_mode: true

- name: Disable an app on ownCloud
  ocs.provisioning.ocs_app:
    product: owncloud
    name: comments
    state: disabled
"""

RETURN = r"""
app:
  description:
    - The app after the task, or in check mode as it would be. Null if the server does not have it.
    - If a step failed, the app before the task. Also null if the task failed before the first step.
  returned: always
  type: dict
  contains:
    name:
      description: ID.
      type: str
      sample: survey_client
    version:
      description: Version on the server.
      type: str
      sample: 6.0.0
    enabled:
      description: Whether it is enabled, for all users or for some groups.
      type: bool
      sample: true
    groups:
      description:
        - IDs of the groups to which it is limited, sorted. Empty if it is not limited (Nextcloud).
        - V((nobody\)) means a limit whose groups no longer exist.
      type: list
      elements: str
      sample: [testers]
actions:
  description:
    - The steps of the plan in order. In check mode, the same steps without being sent.
  returned: always
  type: list
  elements: dict
  contains:
    id:
      description: ID of the step, the same in every run.
      type: str
      sample: limit:app:survey_client
    action:
      description: One of V(enable), V(disable), V(limit), V(update) and V(delete).
      type: str
      sample: limit
    kind:
      description: V(app).
      type: str
      sample: app
    name:
      description: ID of the app.
      type: str
      sample: survey_client
    before:
      description: The fields that the step changes, with their values before it.
      type: dict
      sample: {"groups": []}
    after:
      description: The same fields, with their values after it.
      type: dict
      sample: {"groups": ["testers"]}
    status:
      description: V(planned) in check mode, otherwise V(done), V(failed) or V(skipped).
      type: str
      sample: done
    error:
      description: Why the step failed, null otherwise.
      type: str
      sample:
plan:
  description: The data that identify the plan.
  returned: when a plan was made
  type: dict
  contains:
    digest:
      description: The SHA-256 hash of the steps, regardless of their order, followed by counts of each kind of step, for O(expected_plan). Secrets are
        represented by a placeholder.
      returned: always
      type: str
      sample: 8a742826775b398ed172d9a4de6e205eeaeea85ef76ee876c65194a4d626eefc;limit.app=1
    steps:
      description: The C(id) of each step in RV(actions), with a hash of its values.
      returned: always
      type: dict
      sample: {"limit:app:survey_client": "0b2ea697"}
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
  sample: POST apps/appstore/api/v1/apps/enable
hint:
  description: What to do next.
  returned: when a request failed
  type: str
  sample: Correct the value; see the documentation of the parameter.
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.app import resource as app
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(app.RESOURCE)


if __name__ == "__main__":
    main()
