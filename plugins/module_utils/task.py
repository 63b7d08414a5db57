# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a module: arguments in, result out. The only file that knows Ansible, check mode and how a module fails."""
from __future__ import annotations

import os

from ansible.module_utils.basic import AnsibleFallbackNotFound, AnsibleModule, missing_required_lib
from ansible.module_utils.common.text.converters import to_native
from ansible_collections.ocs.provisioning.plugins.module_utils import apply, transport
from ansible_collections.ocs.provisioning.plugins.module_utils.apply import Outcome, make_plan
from ansible_collections.ocs.provisioning.plugins.module_utils.client import Client
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.url import checked_url

VERSION = "0.1.0"


def env_unless_empty(name):
    """Fallback to an environment variable; an empty one counts as not set, because AWX injects empty ones."""
    if os.environ.get(name):
        return os.environ[name]
    raise AnsibleFallbackNotFound()


def _env(name, **spec):
    return dict(spec, fallback=(env_unless_empty, [name]))


CONNECTION = dict(
    url=_env("OCS_URL", type="str", required=True, aliases=["server_url"]),
    auth_username=_env("OCS_USERNAME", type="str", aliases=["url_username", "login_user"]),
    auth_password=_env("OCS_PASSWORD", type="str", no_log=True, aliases=["url_password", "login_password"]),
    auth_token=_env("OCS_TOKEN", type="str", no_log=True),
    product=_env("OCS_PRODUCT", type="str", choices=["auto", "nextcloud", "owncloud"], default="auto"),
    validate_certs=_env("OCS_VALIDATE_CERTS", type="bool", default=True),
    ca_path=_env("OCS_CA_PATH", type="path"),
    client_cert=dict(type="path"),
    client_key=dict(type="path"),
    allow_http=_env("OCS_ALLOW_HTTP", type="bool", default=False),
    use_proxy=dict(type="bool", default=True),
    http_agent=dict(type="str", default="ansible-ocs-provisioning/" + VERSION),
    timeout=_env("OCS_TIMEOUT", type="int", default=30),
    retries=dict(type="int", default=3),
    rate_limit_wait=_env("OCS_RATE_LIMIT_WAIT", type="int", default=660),
)


def connect(params):
    """A client for the connection parameters; sends nothing yet. :raises Invalid: for an address or account that cannot work."""
    url = checked_url(params["url"], params["allow_http"])
    if not params["auth_token"] and not (params["auth_username"] and params["auth_password"]):
        raise Invalid("auth_username", "is needed together with auth_password, or give auth_token; OCS_USERNAME and OCS_PASSWORD do as well.")
    settings = transport.Settings(
        url=url, username=params["auth_username"] or "", password=params["auth_password"] or "",
        token="" if params["auth_username"] and params["auth_password"] else params["auth_token"] or "", verify=params["validate_certs"],
        ca_path=params["ca_path"] or "", client_cert=params["client_cert"] or "", client_key=params["client_key"] or "",
        use_proxy=params["use_proxy"], agent=params["http_agent"], timeout=params["timeout"], retries=params["retries"],
        rate_limit_wait=params["rate_limit_wait"])
    return Client(transport.Transport(settings), params["product"])


def _module(resource):
    module = AnsibleModule(argument_spec=dict(CONNECTION, **resource.ARGUMENTS), supports_check_mode=True, **getattr(resource, "RULES", {}))
    if transport.requests is None:
        module.fail_json(msg=missing_required_lib("requests"), exception=transport.REQUESTS_ERROR)
    # what only may be a secret is kept out of the system's log by no_log; here the task tells that it is none
    connection = {module.params[name] for name, spec in CONNECTION.items() if spec.get("no_log")}
    module.no_log_values.difference_update(_texts(getattr(resource, "revealed", lambda _desired: ())(module.params)) - connection)
    return module


def _texts(value):
    """Every text in a structure, as Ansible masks it."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return {text for item in value for text in _texts(item)}
    return set() if value is None or isinstance(value, bool) else {to_native(value, nonstring="simplerepr")}


def run(resource):
    """The life of a changing module: observe, plan, then apply or, in check mode, report the plan."""
    module = _module(resource)
    outcome, client, error, desired = Outcome(), None, None, module.params
    engine = getattr(resource, "ENGINE", apply)
    try:
        client = connect(module.params)
        desired = getattr(resource, "prepare", dict)(module.params)
        outcome = make_plan(resource, client, desired)
        if module.check_mode:
            engine.rehearse(outcome, resource)
        else:
            engine.perform(outcome, resource, client, desired)
        error = outcome.error
    except (Invalid, OCSError) as refusal:
        error = refusal
    result = {
        "changed": bool(outcome.sent(module.check_mode)),
        "actions": outcome.actions,
        "diff": _diff(outcome, engine.changes(outcome, resource, module.check_mode), resource, client, module),
    }
    result.update(resource.results(outcome, module.check_mode, desired))
    _finish(module, client, result, outcome.plan.warnings, error, module.params[resource.NAME])


def run_info(resource):
    """The life of an info module: it reads, and never changes anything."""
    module = _module(resource)
    result, client, error = {}, None, None
    try:
        client = connect(module.params)
        # what would change something, or leave a file, is left out of a dry run
        result = resource.read(client, dict(module.params, **dict.fromkeys(resource.EFFECTS, None) if module.check_mode else {}))
    except (Invalid, OCSError) as refusal:
        error = refusal
    _finish(module, client, dict(result, changed=False), (), error)


def _diff(outcome, changes, resource, client, module):
    before, after = changes
    server = client.server.title if client and outcome.plan else ""
    header = " ".join(filter(None, [server, module.params["url"], resource.KIND, module.params[resource.NAME] or ""]))
    return {"before": before, "after": after, "before_header": header, "after_header": header}


def _finish(module, client, result, warnings, error, name=""):
    for text in list(warnings) + (client.transport.warnings if client else []):
        module.warn(text)
    if client:
        result["api"] = client.account()
        client.close()
    if error is None:
        module.exit_json(**result)
    if isinstance(error, OCSError):
        result.update(error.report())
    module.fail_json(msg=to_native("%s%s" % ("%s: " % name if name else "", error)), **result)
