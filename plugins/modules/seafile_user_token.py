#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: seafile_user_token
short_description: Issue the auth token of a Seafile account
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Requests the token with which programs act as the account. The server returns the existing token if there is one
    and does not say whether it is new, so the task always reports a change.
  - The token is a secret. Set C(no_log) on the task.
extends_documentation_fragment:
  - ocs.provisioning.seafile_connection
  - ocs.provisioning.plan
  - ocs.provisioning.attributes
  - ocs.provisioning.attributes.seafile
attributes:
  check_mode:
    support: full
    details: Looks up the account, but does not issue a token.
  diff_mode:
    support: full
    details: Shows that a token is issued, never the token.
  idempotent:
    support: none
    details: The server does not say whether the token is new.
options:
  email:
    description:
      - Contact address of the account, or its internal ID if no account has this contact address. The account must be active.
    type: str
    required: true
    aliases: [contact_email]
"""

EXAMPLES = r"""
- name: Get the acting administrator's own token
  ocs.provisioning.seafile_user_token:
    url: https://seafile.example.com
    auth_token: "{{ vault_seafile_token }}"
    email: admin@example.com
  no_log: true
  register: issued
"""

RETURN = r"""
token:
  description: The token, null in check mode.
  returned: always
  type: str
  sample: d6b54ef7a17bdb46af571a91a81726ec87ace6a1
actions:
  description: The steps in order.
  returned: always
  type: list
  elements: dict
  contains:
    id: {description: "ID of the step, the same in every run.", type: str}
    action: {description: "V(update).", type: str}
    kind: {description: "V(user).", type: str}
    name: {description: "Address of the account.", type: str}
    before: {description: "The fields that the step changes, with their values before it.", type: dict}
    after: {description: "The same fields, with their values after it.", type: dict}
    status: {description: "V(planned) in check mode, otherwise V(done), V(failed) or V(skipped).", type: str}
    error: {description: "Why the step failed, null otherwise.", type: str}
  sample:
    - id: update:user:alice@example.com:auth_token
      action: update
      kind: user
      name: alice@example.com
      before: {}
      after: {auth_token: (changed)}
      status: done
      error: null
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
      sample: 82ba1599007fd4fbf17185a92ed2a422483689255ab51c1b65df1e4ac5e2df2f;update.user.auth_token=1
    steps:
      description: The C(id) of each step in RV(actions), with a hash of its values.
      returned: always
      type: dict
      sample: {"update:user:alice@example.com:auth_token": "b397fa9d"}
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
"""

from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import token as seafile_user_token
from ansible_collections.ocs.provisioning.plugins.module_utils.task import run


def main():
    run(seafile_user_token.RESOURCE)


if __name__ == "__main__":
    main()
