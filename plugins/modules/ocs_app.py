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
  - Servers answer several wrong requests with success, or disable the app on the way. Such requests are refused before anything is written, and the state
    is read again after every change.
extends_documentation_fragment:
  - ocs.provisioning.ocs_connection
  - ocs.provisioning.plan
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.ocs
attributes:
  check_mode:
    support: full
    details:
      - Reads as the real run does, and sends nothing else.
      - It cannot predict missing permissions of the acting account, and before Nextcloud 34 and on ownCloud the libraries and commands that an app needs.
        A warning tells of these.
  diff_mode:
    support: full
    details: Shows the fields that change.
  idempotent:
    support: full
options:
  name:
    description:
      - ID of the app. Case matters.
      - The app must be on the server. This module does not download apps.
    type: str
    required: true
    aliases: [app, app_id]
  state:
    description:
      - V(enabled) and V(disabled) work on every product. Some apps are always enabled. C(provisioning_api) is never disabled, because this module
        speaks to.
      - V(latest) enables the app, and first updates it when the server's app store has a newer version. Nextcloud 34.
      - V(absent) removes the app from the server. Apps that come with the server cannot be removed. Nextcloud 34.
      - Elsewhere V(latest) and V(absent) are refused, with the command that does it on the server.
    type: str
    choices: [enabled, disabled, absent, latest]
    default: enabled
  groups:
    description:
      - Limit the app to exactly these groups (Nextcloud 34). They must exist.
      - An empty list lifts the limit (Nextcloud).
      - Without this option an app that is limited stays so.
      - Apps of the types V(filesystem), V(prelogin), V(authentication), V(logging) and V(prevent_group_restriction), and those that are always on,
        cannot be limited.
      - ownCloud neither shows nor sets limits through its API, so this option is refused there.
    type: list
    elements: str
  force:
    description:
      - Enable the app although its own description excludes this version of the server.
      - It does not help with other requirements, such as libraries, and never overrides a limit to groups.
    type: bool
    default: false
notes:
  - A converged task costs two requests when O(product) is given, three with V(auto), and one more for an app that is disabled on Nextcloud.
    V(latest) also reads the version and the app store's list.
  - Nextcloud 34 takes every change of an app only with the account's real password.
  - V(latest) and V(absent) follow the source of Nextcloud 34.0.1 and were tested against the embedded server only, because no app store was reachable
    of a recorded server. The server is in maintenance mode while it updates an app.
  - Nextcloud 28 and 31 enable an app whose requirements are not met, and then fail every request until it is disabled on the command line.
  - ownCloud lists an app that is limited to groups without the acting account as disabled. Enabling it lifts the limit. A warning tells of this.
seealso:
  - module: ocs.provisioning.ocs_app_info
  - module: ocs.provisioning.ocs_app_config
  - ref: What each product can do <ansible_collections.ocs.provisioning.docsite.products>
    description: The options that each product and version supports.
"""

EXAMPLES = r"""
# The other tasks take the connection from module_defaults of group/ocs.provisioning.ocs,
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

- name: Have a group
  ocs.provisioning.ocs_group:
    name: testers

- name: Limit an app to a group (Nextcloud 34)
  ocs.provisioning.ocs_app:
    name: survey_client
    groups: [testers]

- name: Make sure that it is enabled, and leave the limit alone
  ocs.provisioning.ocs_app:
    name: survey_client

- name: Let everybody use it
  ocs.provisioning.ocs_app:
    name: survey_client
    groups: []

- name: Enable an app, updated when there is a newer version (Nextcloud 34)
  ocs.provisioning.ocs_app:
    name: survey_client
    state: latest

- name: See whether an app would be removed
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
    - The app after the task, in check mode as it would be. Null when the server does not have it.
    - When a step failed, the app as it was found before. Null also when the task failed before the first step.
  returned: always
  type: dict
  contains:
    name:
      description: Id.
      type: str
      sample: survey_client
    version:
      description: Version on the server.
      type: str
      sample: 6.0.0
    enabled:
      description: Whether it is enabled, for everybody or for some groups.
      type: bool
      sample: true
    groups:
      description:
        - Ids of the groups that it is limited to, sorted, empty when it is not limited (Nextcloud).
        - V((nobody\)) stands for a limit of which no group is left.
      type: list
      elements: str
      sample: [testers]
actions:
  description:
    - The steps of the plan in order. In check mode the same steps, not sent.
  returned: always
  type: list
  elements: dict
  contains:
    id:
      description: Name of the finding, the same in every run.
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
      description: Id of the app.
      type: str
      sample: survey_client
    before:
      description: The fields that the step changes, as they are.
      type: dict
      sample: {"groups": []}
    after:
      description: The same fields, as they will be.
      type: dict
      sample: {"groups": ["testers"]}
    status:
      description: V(planned) in check mode, else V(done), V(failed) or V(skipped).
      type: str
      sample: done
    error:
      description: Why the step failed, else null.
      type: str
      sample:
plan:
  description: What identifies the plan.
  returned: when a plan was made
  type: dict
  contains:
    digest:
      description: The SHA-256 of the steps, whatever their order, followed by counts of what they do, for O(expected_plan). Secrets are in it as their
        placeholder.
      returned: always
      type: str
      sample: 8a742826775b398ed172d9a4de6e205eeaeea85ef76ee876c65194a4d626eefc;limit.app=1
    steps:
      description: The C(id) of each step in RV(actions), with a mark that is another one for other values.
      returned: always
      type: dict
      sample: {"limit:app:survey_client": "0b2ea697"}
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
