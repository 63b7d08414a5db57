# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that every Seafile module has: how to reach the server, and as whom."""

from __future__ import annotations


class ModuleDocFragment:
    """Documentation of ``seafile.client.ARGUMENTS``."""

    DOCUMENTATION = r"""
options:
  url:
    description:
      - Base address of the server, with its sub-path if it has one, for example V(https://example.com/cloud).
      - Omit query, fragment and account.
      - V(http://) is refused unless the host is a loopback address or O(allow_http=true).
      - Redirects are never followed, so that credentials are not sent to other hosts. Give the address that the server redirects to.
      - Environment variable E(SEAFILE_URL).
    type: str
    required: true
    aliases: [server_url]
  auth_username:
    description:
      - The acting account, by its contact address, login ID or internal ID. Required with O(auth_password), unless O(auth_token) is given.
      - Account and password are exchanged for a token, once for all tasks of a run (see O(session)), because the server allows 60 sign-ins per minute.
      - Environment variable E(SEAFILE_USERNAME).
    type: str
    aliases: [url_username, login_user]
  auth_password:
    description:
      - Password of the acting account.
      - Environment variable E(SEAFILE_PASSWORD).
    type: str
    aliases: [url_password, login_password]
  auth_token:
    description:
      - Token of the acting account. It takes precedence over O(auth_username) and O(auth_password).
      - Environment variable E(SEAFILE_TOKEN).
      - If the task sets O(auth_username) or O(auth_password), E(SEAFILE_TOKEN) is ignored.
      - If the task sets O(auth_token), E(SEAFILE_USERNAME) and E(SEAFILE_PASSWORD) are ignored.
    type: str
  validate_certs:
    description:
      - Whether to verify the server's TLS certificate.
      - Environment variable E(SEAFILE_VALIDATE_CERTS).
    type: bool
    default: true
  ca_path:
    description:
      - Path of a PEM file with the certificates of the authorities to trust, used instead of the default ones.
      - Defaults to E(REQUESTS_CA_BUNDLE) or E(CURL_CA_BUNDLE), or else to the bundle of the Python library C(requests),
        which can differ from the system's.
      - Environment variable E(SEAFILE_CA_PATH).
    type: path
  client_cert:
    description:
      - Path of a PEM file with a client certificate. It can contain the key as well.
    type: path
  client_key:
    description:
      - Path of a file with the unencrypted key of O(client_cert).
    type: path
  allow_http:
    description:
      - Whether to accept V(http://) for hosts other than loopback addresses. The password is then sent unencrypted.
      - Environment variable E(SEAFILE_ALLOW_HTTP).
    type: bool
    default: false
  use_proxy:
    description:
      - Whether to use the proxies in environment variables such as E(HTTPS_PROXY) and E(NO_PROXY).
      - Plain HTTP to the local machine (C(localhost), C(127.0.0.1)) never goes through a proxy.
    type: bool
    default: true
  http_agent:
    description:
      - The C(User-Agent) header.
    type: str
    default: ansible-ocs-provisioning/1.0.0
  timeout:
    description:
      - Timeout in seconds for connecting and for each read of a response, from 1 to 86400.
      - A request, including its repetitions, fails after ten times O(timeout), but not before 300 seconds, even if the server
        keeps sending. Time spent waiting for a rate limit does not count.
      - A response of more than 64 MiB (unpacked) is an error.
      - Environment variable E(SEAFILE_TIMEOUT).
    type: int
    default: 30
  retries:
    description:
      - Number of times that a request is repeated after a connection error or HTTP status 502, 503 or 504, with pauses that grow from half a second.
      - Reads are also repeated after HTTP status 500, because an error inside the server, such as a locked database, often passes.
      - Requests that must not take effect twice, such as creations and deletions, are repeated only after the object has been read.
      - Refused credentials (HTTP status 401) are never sent again, because servers block an address after failed logins.
      - From 0 to 100.
    type: int
    default: 3
  rate_limit_wait:
    description:
      - Total time in seconds that a task waits if the server's limit of requests is reached.
        With V(0) the task fails at once; the maximum is 604800 (a week).
      - Environment variable E(SEAFILE_RATE_LIMIT_WAIT).
    type: int
    default: 660
  session:
    description:
      - Whether tasks with the same O(url), account and password share the token that one of them signed in for, for the rest of the run.
      - Only tasks that run in Ansible's own process share it, see O(run_on).
      - The token is kept in a file with mode 0600 in the run's temporary directory, which Ansible removes at the end.
    type: bool
    default: true
  run_on:
    description:
      - Where the task runs.
      - V(auto) runs it in Ansible's own process on the controller, which is faster and gives the same result. It runs it as a module on the
        target if the connection is not C(local), if C(become), C(async) or C(environment) is set, if
        C(ansible_python_interpreter) is not Ansible's own Python, or if that Python has no C(requests).
      - V(controller) fails with the reason if V(auto) would run the module.
      - V(target) always runs the module on the target, which for C(local) is the controller as well.
    type: str
    choices: [auto, controller, target]
    default: auto
requirements:
  - requests >= 2.28
notes:
  - Environment variables are read on the machine that runs the task. Empty ones are ignored.
  - The acting account must be an administrator of the server.
  - Tested against the recorded behaviour of the community editions 10, 11 and 13. Features of the Professional edition are untested.
"""
