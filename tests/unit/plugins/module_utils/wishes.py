# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task asks of an account, complete as Ansible hands it over, and what a server has: the two sides of a plan."""

from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called

DEFAULTS = {name: spec.get("default") for name, spec in user.ARGUMENTS.items()}


def wish(name="alice", **given):
    """The parameters of ``ocs_user`` with their defaults; lists of a membership that are not given are None."""
    unknown = set(given) - set(DEFAULTS)
    if unknown:
        raise KeyError(unknown)
    for key, value in given.items():
        if isinstance(value, dict):
            given[key] = dict({"add": None, "remove": None, "set": None}, **value)
    return dict(DEFAULTS, name=name, **given)


def plan(observed, desired, server):
    """The plan of one account."""
    return user.plan(observed, desired, server)


def requests(steps):
    """The requests of a plan in words that fit a table: method, path below ``cloud``, parameters."""
    found = map(called.sent, steps)
    return [(method, path.replace("cloud/", "", 1), data) for method, path, data in found]


def fresh(server, name="alice", **fields):
    """The record of an account with nothing but its id, changed by ``fields``."""
    return dict(user.fresh(wish(name), server), **fields)
