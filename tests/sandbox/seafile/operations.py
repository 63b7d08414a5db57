# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What recordings and tests change behind the API's back, one function each.

* `{"throttle": "6/minute"}`: requests per user; `{"default_quota": 2}`: in GB of 10^9 bytes, null for none; `{"advance_time": 60}`: seconds
* `{"frontend": false}`: the web pages were never built
* `{"library": {"owner": id or contact e-mail, "name"?, "size"?}}`: a library, size in bytes
* `{"last_login": {"user": id or contact e-mail, "time": seconds since the epoch or null}}`: a sign-in with a browser
* `{"org_group": name}`: the group belongs to an organisation; `{"quota_error": id or contact e-mail}`: the server cannot read the user's quota;
  `{"ignores_page": true}`: every page is the first one
"""

from __future__ import annotations

from .state import NO_QUOTA


def operate(state, operation):
    """Carry out an operation; raises ValueError for one that Seafile has not, and LookupError for a missing user."""
    for name, value in operation.items():
        if name not in OPERATIONS:
            raise ValueError("Seafile has no operation %s" % name)
        OPERATIONS[name](state, value)


def _user(state, address):
    user = state.find_address(address)
    if user is None:
        raise LookupError("no user %s" % address)
    return user


def _throttle(state, rate):
    state.user_throttle.set_rate(rate)
    state.sign_in_throttle.times.clear()


def _default_quota(state, gigabytes):
    state.default_quota = int(gigabytes * 10**9) if gigabytes else NO_QUOTA


def _advance_time(state, seconds):
    state.clock_offset += seconds


def _frontend(state, built):
    state.frontend = built


def _library(state, value):
    state.add_library(_user(state, value["owner"]).email, value.get("name", "library"), value.get("size", 0))


def _last_login(state, value):
    _user(state, value["user"]).last_login = value["time"]


def _org_group(state, name):
    state.org_groups.add(name)


def _quota_error(state, address):
    state.quota_errors.add(_user(state, address).email)


def _ignores_page(state, on):
    state.ignores_page = on


OPERATIONS = {
    "throttle": _throttle,
    "default_quota": _default_quota,
    "advance_time": _advance_time,
    "frontend": _frontend,
    "library": _library,
    "last_login": _last_login,
    "org_group": _org_group,
    "quota_error": _quota_error,
    "ignores_page": _ignores_page,
}
