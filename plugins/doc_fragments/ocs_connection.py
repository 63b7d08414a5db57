# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that every OCS module has: how to reach the server, and as whom."""

from __future__ import annotations


class ModuleDocFragment:
    """Documentation of ``ocs.client.ARGUMENTS``."""

    DOCUMENTATION = r"""
options:
  url:
    description:
      - Base address of the server, with its sub-path if it has one, for example V(https://example.com/cloud).
      - Without C(/ocs) and everything after it, query, fragment and account.
      - V(http://) is refused unless the host is a loopback address or O(allow_http=true).
      - Redirects are never followed, so that credentials reach no other host. Give the address that the server redirects to.
      - Environment variable E(OCS_URL).
    type: str
    required: true
    aliases: [server_url]
  auth_username:
    description:
      - The acting account. Required with O(auth_password), unless O(auth_token) is given.
      - Environment variable E(OCS_USERNAME).
    type: str
    aliases: [url_username, login_user]
  auth_password:
    description:
      - Password of the acting account. See the notes for where an app password will do.
      - Environment variable E(OCS_PASSWORD).
    type: str
    aliases: [url_password, login_password]
  auth_token:
    description:
      - App password that is sent as a Bearer token. O(auth_password) wins when both are given.
      - Nextcloud 28 and 34 accept it for reading only, 32 for changes too. ownCloud does not accept it.
      - Environment variable E(OCS_TOKEN).
    type: str
  product:
    description:
      - The product that the server runs.
      - V(auto) asks the server's status page, and its capabilities where that does not tell. This costs a request in each task.
      - A brand does not matter. V(nextcloud) and V(owncloud) are believed unless an answer of the server proves the other one.
      - Environment variable E(OCS_PRODUCT).
    type: str
    choices: [auto, nextcloud, owncloud]
    default: auto
  validate_certs:
    description:
      - Whether to check the server's TLS certificate.
      - Environment variable E(OCS_VALIDATE_CERTS).
    type: bool
    default: true
  ca_path:
    description:
      - File with the certificates of the authorities to trust (PEM), used in place of the default ones.
      - Without it, E(REQUESTS_CA_BUNDLE) or E(CURL_CA_BUNDLE), else the bundle of the Python library C(requests),
        which may not be the system's.
      - Environment variable E(OCS_CA_PATH).
    type: path
  client_cert:
    description:
      - File with a client certificate (PEM). It may hold the key as well.
    type: path
  client_key:
    description:
      - File with the unencrypted key of O(client_cert).
    type: path
  allow_http:
    description:
      - Whether V(http://) is accepted for hosts other than loopback. The password is then sent unencrypted.
      - Environment variable E(OCS_ALLOW_HTTP).
    type: bool
    default: false
  use_proxy:
    description:
      - Whether to follow the proxy variables of the environment, such as E(HTTPS_PROXY) and E(NO_PROXY).
      - Plain HTTP to this machine (C(localhost), C(127.0.0.1)) never goes through a proxy.
    type: bool
    default: true
  http_agent:
    description:
      - The C(User-Agent) header.
    type: str
    default: ansible-ocs-provisioning/0.1.0
  timeout:
    description:
      - Timeout in seconds for connecting and for each read of a response, from 1 to 86400.
      - A request with its repetitions is given up after ten times O(timeout), but no sooner than after 300 seconds, even if the server
        keeps sending. Waiting for a rate limit does not count.
      - A response is read up to 64 MiB (unpacked). A larger one is an error.
      - Environment variable E(OCS_TIMEOUT).
    type: int
    default: 30
  retries:
    description:
      - Number of times that a request is repeated after a connection error or HTTP status 502, 503 or 504, with pauses that grow from half a second.
      - Reads are also repeated after HTTP status 500, because an error inside the server, such as a locked database, often passes.
      - Requests that must not take effect twice, such as creations and deletions, are not repeated blindly. The object is read first.
      - Refused credentials (HTTP status 401) are never sent again, because servers block an address after failed logins.
      - From 0 to 100.
    type: int
    default: 3
  rate_limit_wait:
    description:
      - Total time in seconds that a task waits when the server reports that its rate limit is reached.
        V(0) fails at once; the maximum is 604800 (a week).
      - Nextcloud 34 has two ways to edit an account, with a rate limit each. When one limit is reached, the other one is used before the task waits.
      - While a rate limit is reached and cannot be waited for, no further request that it counts is sent. Bulk modules report those steps as V(skipped)
        and carry out the others.
      - Blocking after failed logins (brute-force protection) is not waited for.
      - Environment variable E(OCS_RATE_LIMIT_WAIT).
    type: int
    default: 660
  session:
    description:
      - Whether tasks with the same O(url), account and password share the server's session for the rest of the run. In a session, Nextcloud
        does not check the password again with every request, which takes most of a request's time.
      - The first task of a run signs in as if alone, the second one begins the session, all others use it. It is ended at the end of the run.
      - Only tasks that run in Ansible's own process share it, see O(run_on), and never those with O(auth_token) or on ownCloud.
      - The session is kept in a file with mode 0600 in the run's own temporary folder, which Ansible removes at the end.
    type: bool
    default: true
  run_on:
    description:
      - Where the task runs.
      - V(auto) runs it in Ansible's own process on the controller where that makes no difference but time, and otherwise as a module on the
        target. That is the case if the connection is not C(local), if C(become), C(async) or C(environment) is set, if
        C(ansible_python_interpreter) names another Python than Ansible's own, or if that one has no C(requests).
      - V(controller) fails with the reason where V(auto) would run the module.
      - V(target) always runs the module on the target, which for C(local) is the controller as well.
    type: str
    choices: [auto, controller, target]
    default: auto
requirements:
  - requests >= 2.28
notes:
  - Environment variables are read on the machine that runs the task. An empty one counts as not set.
  - The acting account must be an administrator. A group admin can manage the members of the groups that it administers.
  - Nextcloud 34 refuses changes that are made with an app password, and the password of an account with enforced two-factor authentication.
    Use a local administrator without two-factor authentication that serves nothing else, keep its real password in a vault,
    and restrict from where it may log in.
  - Nextcloud 28, 31 and 32 and ownCloud accept an app password as O(auth_password). Prefer it there.
  - Nextcloud limits changes per acting account to 50 single-field edits in 10 minutes and 5 changes of additional mail addresses
    through their own call in 1 minute. Version 34 also limits multi-field edits to 50 in 10 minutes. Refused edits count too.
    Creating with all fields, enabling, disabling, deleting, groups and group admins are not limited.
"""
