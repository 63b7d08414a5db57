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
  - Settings are sent as strings. Values with the same meaning are not written again, see O(type).
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
      - It cannot predict missing permissions of the acting account, and values that the server refuses for reasons of its own.
  diff_mode:
    support: full
    details: Shows the settings that change. Those of O(sensitive=true) show only that they change.
  idempotent:
    support: full
options:
  app:
    description:
      - ID of the app, or V(core).
      - The server stores settings of any app. If it does not have the app, a warning is issued.
    type: str
    required: true
  key:
    description:
      - Name of one setting, at most 64 characters, without a slash. Not together with O(values).
      - C(enabled), C(installed_version) and C(types) of every app, and of V(core) the names that begin with C(public_) or C(remote_), are protected
        by the server. So is C(encryption_enabled) of V(core), which only takes the text V(yes).
    type: str
  value:
    description:
      - Value of the setting named by O(key). Lists and dictionaries are sent as JSON. An empty text is a value.
      - Needed with O(state=present), ignored with O(state=absent).
    type: raw
  values:
    description:
      - Several settings of the app with their values. With O(state=absent) the values are ignored.
    type: dict
  state:
    description:
      - V(present) makes sure that the settings have these values.
      - V(absent) makes sure that they are unset, so that the app's default is in force. Unset is not the same as empty.
    type: str
    choices: [present, absent]
    default: present
  type:
    description:
      - How values are compared and written. It is the same for all O(values).
      - V(auto) takes V(1), V(yes), V(true) and V(on) for each other, likewise V(0), V(no), V(false) and V(off), compares JSON by its content,
        and everything else as text.
        A boolean is written in the form that the setting has, else as V(1) or V(0). A text is written as it is.
      - V(string) compares and writes the exact text.
      - V(boolean), V(integer), V(float) and V(array) compare by content, and refuse values that are none. V(array) takes lists, dictionaries and their JSON.
    type: str
    choices: [auto, string, boolean, integer, float, array]
    default: auto
  sensitive:
    description:
      - Whether the values are secrets. They are then masked in the result, the diff and the logs, and so are the values that the server has.
    type: bool
    default: false
notes:
  - A converged task costs one request for each setting when O(product) is given, one more with V(auto).
  - Nextcloud 34 takes changes only with the account's real password.
seealso:
  - module: ocs.provisioning.ocs_app_config_info
  - module: ocs.provisioning.ocs_app
  - ref: What each product can do <ansible_collections.ocs.provisioning.docsite.products>
    description: The options that each product and version supports.
"""

EXAMPLES = r"""
# The other tasks take the connection from module_defaults of group/ocs.provisioning.ocs,
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

- name: Let the app's own default be in force again
  ocs.provisioning.ocs_app_config:
    app: password_policy
    key: enforceUpperLowerCase
    state: absent

- name: Write a text as it is
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

- name: See whether somebody has changed a setting
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
    - The settings after the task, in check mode as they would be. Null for one that is unset.
    - With O(sensitive=true), V((hidden\)) for one that is as wanted, V((hidden, another value\)) for one that is not.
    - When a step failed, as they were found before. Null when the task failed before the first step.
  returned: always
  type: dict
  sample: {"default_quota": "10 GB"}
previous:
  description: The same before the task.
  returned: always
  type: dict
  sample: {"default_quota": null}
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
      description: Id of the app.
      type: str
      sample: files
    before:
      description: The fields that the step changes, as they are.
      type: dict
      sample: {"default_quota": null}
    after:
      description: The same fields, as they will be.
      type: dict
      sample: {"default_quota": "10 GB"}
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
      sample: b096d98457657427a0892e128b0c5307fa6411e10ebdae321436081ce91d4226;update.app_config=1
    steps:
      description: The C(id) of each step in RV(actions), with a mark that is another one for other values.
      returned: always
      type: dict
      sample: {"update:app_config:files:default_quota": "82b74f5e"}
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
