# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of a university: thousands of findings about accounts in 60 groups, with one administrator among them."""

from __future__ import annotations

GROUPS = ["Faculty of %s" % name for name in ("Arts", "Law", "Medicine", "Sciences")] + ["institute-%02d" % number for number in range(56)]
NOW, LONG_AGO, LATELY = "2026-11-22T06:00:00Z", "2025-02-01T10:00:00Z", "2026-11-20T00:00:00Z"


def step(action, kind, name, before, after):
    """A planned step."""
    return {"action": action, "kind": kind, "name": name, "before": before, "after": after, "status": "planned", "error": None}


def about(number):
    """The account of a number and the steps for it: most have another quota, few another name, a group, a post, or have to go."""
    name, group = "stud%05d" % number, GROUPS[number * 7 // 4 % len(GROUPS)]
    account = {
        "name": name, "display_name": "Zo\u00eb Student %d" % number, "enabled": number % 40 != 0, "groups": [group], "subadmin_of": [],
        "last_login": None if number % 5 == 0 else LONG_AGO if number % 7 == 0 else LATELY, "quota": {"bytes": 5 * 1024 ** 3, "used": 1}}  # fmt: skip
    steps = []
    if number % 10 != 9:
        steps.append(step("update", "user", name, {"quota": "5 GB"}, {"quota": "7 GB"}))
    if number % 3 == 0:
        steps.append(step("join", "member", GROUPS[number // 9 % 7], {name: False}, {name: True}))
    if number % 50 == 1:
        steps.append(step("leave", "member", group, {name: True}, {name: False}))
    if number % 400 == 3:
        steps.append(step("demote", "subadmin", group, {name: True}, {name: False}))
    if number % 200 == 9:
        steps.append(step("delete", "user", name, {"name": name}, {}))
    return account, steps


def large_report(accounts=12750):
    """The report; with 12,750 accounts it has more than 20,000 findings."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils.report import build  # importable once tests/conftest.py was read

    people, steps = [], []
    for number in range(accounts):
        account, planned = about(number)
        people.append(account)
        steps += planned
    people.append(dict(people[0], name="root", display_name="Root", enabled=True, groups=["admin"], last_login=LATELY))
    facts = {
        "instance": "cloud.uni.example.edu", "finished": "2026-11-22T06:00:09Z", "revision": "9f2c41e",
        "server": {"url": "https://cloud.uni.example.edu", "account": "provisioning", "product": "nextcloud", "version": "34.0.1"},
        "accounts": {"users": people, "fetched_at": NOW}, "files": {"csv": "uni.csv", "json": "uni.json"},
    }  # fmt: skip
    result = {"actions": steps, "summary": {"users": {"unchanged": accounts // 20}}, "unlisted": {"users": ["root"], "groups": []}}
    return build(result, facts)
