#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: ocs_app_config
short_description: Manage settings of an app on a Nextcloud server
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Sets and unsets settings of one app, or of V(core), through the provisioning API. Nextcloud only.
  - Settings are sent as strings. Values that mean the same as the stored ones are not written again, see O(type).
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
      - It cannot predict missing permissions of the acting account, and values that only the server refuses.
  diff_mode:
    support: full
    details: Shows the settings that change. With O(sensitive=true), shows only that they change.
  idempotent:
    support: full
options:
  app:
    description:
      - ID of the app, or V(core).
      - The server stores settings of any app. If the app is not present, a warning is issued.
    type: str
    required: true
  key:
    description:
      - Name of one setting, at most 64 characters, without a slash. Mutually exclusive with O(values).
      - The server protects C(enabled), C(installed_version) and C(types) of all apps, and the settings of V(core) whose names begin with C(public_) or
        C(remote_). C(encryption_enabled) of V(core) only accepts V(yes).
    type: str
  value:
    description:
      - Value of the setting O(key). Lists and dictionaries are sent as JSON. An empty string is a value.
      - Required with O(state=present), ignored with O(state=absent).
    type: raw
  values:
    description:
      - Several settings of the app with their values. With O(state=absent) the values are ignored.
    type: dict
  state:
    description:
      - V(present) ensures that the settings have these values.
      - V(absent) ensures that they are not set, so that the app's defaults apply. This differs from setting an empty value.
    type: str
    choices: [present, absent]
    default: present
  type:
    description:
      - How values are compared and written. Applies to all O(values).
      - V(auto) treats V(1), V(yes), V(true) and V(on) as equal, likewise V(0), V(no), V(false) and V(off). It compares JSON by its content
        and everything else as text. A boolean is written in the form of the stored value, or as V(1) or V(0) if the setting is not set. Text is written
        unchanged.
      - V(string) compares and writes the exact text.
      - V(boolean), V(integer), V(float) and V(array) compare by content, and refuse values of another type. V(array) accepts lists, dictionaries and their
        JSON.
    type: str
    choices: [auto, string, boolean, integer, float, array]
    default: auto
  sensitive:
    description:
      - Whether the values are secrets. The given values and the server's values are then masked in the result, the diff and the logs.
    type: bool
    default: false
notes:
  - If nothing changes, the task takes one request for each setting if O(product) is given, and one more with V(auto).
  - Nextcloud 34 accepts changes only with the account's real password.
seealso:
  - module: ocs.provisioning.ocs_app_config_info
  - module: ocs.provisioning.ocs_app
  - ref: What each product can do <ansible_collections.ocs.provisioning.docsite.products>
    description: The options that each product and version supports.
"""

EXAMPLES = r"""
# The other tasks get the connection from module_defaults of group/ocs.provisioning.ocs,
# or from the environment (OCS_URL, OCS_USERNAME, OCS_PASSWORD).
- name: Set the server's default quota
  ocs.provisioning.ocs_app_config:
    url: https://cloud.example.com
    auth_username: admin
    auth_password: "{{ vault_ocs_password }}"
    app: files
    key: default_quota
    value: 10 GB

- name: Set several settings of one app
  ocs.provisioning.ocs_app_config:
    app: password_policy
    values:
      minLength: 12
      enforceNumericCharacters: true
      enforceUpperLowerCase: true

- name: Restore the app's default
  ocs.provisioning.ocs_app_config:
    app: password_policy
    key: enforceUpperLowerCase
    state: absent

- name: Write the exact text
  ocs.provisioning.ocs_app_config:
    app: core
    key: shareapi_default_expire_date
    value: "yes"
    type: string

- name: Set a secret
  ocs.provisioning.ocs_app_config:
    app: sharebymail
    key: example_token
    value: "{{ vault_token }}"
    sensitive: true

- name: Check whether a setting has been changed
  ocs.provisioning.ocs_app_config:
    app: files
    key: default_quota
    value: 10 GB
  check_mode: true
  diff: true
  register: quota
"""

RETURN = r"""
settings:
  description:
    - The settings after the task, or in check mode as they would be. A setting that is not set is null.
    - With O(sensitive=true), V((hidden\)) for a setting that has the given value, V((hidden, another value\)) for one that does not.
    - If a step failed, the settings before the task. Null if the task failed before the first step.
  returned: always
  type: dict
  sample: {"default_quota": "10 GB"}
previous:
  description: The settings before the task.
  returned: always
  type: dict
  sample: {"default_quota": null}
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
      sample: update:app_config:files:default_quota
    action:
      description: V(update).
      type: str
      sample: update
    kind:
      description: V(app_config).
      type: str
      sample: app_config
    name:
      description: ID of the app.
      type: str
      sample: files
    before:
      description: The fields that the step changes, with their values before it.
      type: dict
      sample: {"default_quota": null}
    after:
      description: The same fields, with their values after it.
      type: dict
      sample: {"default_quota": "10 GB"}
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
      sample: b096d98457657427a0892e128b0c5307fa6411e10ebdae321436081ce91d4226;update.app_config=1
    steps:
      description: The C(id) of each step in RV(actions), with a hash of its values.
      returned: always
      type: dict
      sample: {"update:app_config:files:default_quota": "82b74f5e"}
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
  sample: POST apps/provisioning_api/api/v1/config/apps/files/default_quota
hint:
  description: What to do next.
  returned: when a request failed
  type: str
  sample: Correct the value; see the documentation of the parameter.
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.app import settings_resource as app_config
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(app_config.RESOURCE)


if __name__ == "__main__":
    main()
