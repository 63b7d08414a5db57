# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of calls, and the call that a request on the wire is: only tests have to ask."""

from __future__ import annotations

import re
from dataclasses import replace

from ansible_collections.ocs.provisioning.plugins.module_utils.common.calls import Call
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.dialect import DIALECTS
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Request
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import calls as ocs_calls, ids
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls


def table(module):
    """Name to call."""
    found = {name: value for name, value in vars(module).items() if isinstance(value, Call)}
    return dict(found, **{"AVATARS %s %s" % key: call for key, call in getattr(module, "AVATARS", {}).items()})


OCS, SEAFILE = table(ocs_calls), table(seafile_calls)
# Calls to one address, told apart by what is sent.
VARIANTS = {
    ocs_calls.SET_PASSWORD: lambda sent: sent.get("key") == "password",
    ocs_calls.ADD_MAIL: lambda sent: sent.get("key") == "additional_mail",
    ocs_calls.MAY_WRITE: lambda sent: sent.get("groupid") == "",
    seafile_calls.EDIT_USER_ONCE: lambda sent: bool(set(sent) & {"login_id", "reference_id", "is_active"}),
}
PATTERNS = {call: re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(call.path)) + "$") for call in [*OCS.values(), *SEAFILE.values()]}
LEADERS = re.compile("cloud/groups/.+/subadmins$")  # where slashes stay as they are


def call_of(method, path, sent=()):
    """The call of a request, None where no table has it. :param path: below the base of the API; :param sent: its parameters."""
    if path in ("cloud/users/disabled", "cloud/users/recent"):  # lists that nobody asks for
        return None
    found = [call for call, pattern in PATTERNS.items() if call.method == method and (LEADERS if call is ocs_calls.GROUP_ADMINS else pattern).match(path)]
    # 'users/details' is a list and no user
    found = [call for call in found if call.path == path] or found
    special = [call for call in found if call in VARIANTS and VARIANTS[call](dict(sent))]
    return next(iter(special + [call for call in found if call not in VARIANTS]), None)


def at(path, method="GET", sent=(), otherwise=()):
    """The call of any address, which stands in it as it is. :param otherwise: the steps of one that no table has."""
    found = call_of(method, path, sent) or Call(method, path, otherwise, repeatable=not otherwise)
    return replace(found, path=path.replace("{", "{{").replace("}", "}}"))


def request(method, path, data=None, **more):
    """A write to any address."""
    return Request(at(path, method, data or {}, ("change",)), {}, data or {}, **more)


def sent(step, product="nextcloud"):
    """Method, path and parameters of a step."""
    return step.request.call.method, ids.path(step.request, DIALECTS[product]), step.request.data
