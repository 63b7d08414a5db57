# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A headless Chromium that shows a report."""

from __future__ import annotations

import pytest

EVIL = '<script>window.pwned = 1</script><img src=x onerror="window.pwned = 2">'


def account(name, **more):
    """An account as ocs_user_info returns it."""
    usual = {"display_name": name.title(), "enabled": True, "groups": ["office"], "subadmin_of": [], "last_login": "2026-11-20T00:00:00Z", "quota": {}}
    return dict(usual, name=name, **more)


def report():
    """A report with something in each of its parts."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils.report import build  # importable once tests/conftest.py was read
    from browser.large_report import step

    steps = [step("update", "user", "user%d" % number, {"quota": "%d GB" % number}, {"quota": "5 GB"}) for number in (1, 2, 10, 20)]
    steps += [
        step("update", "user", "eve", {"display_name": EVIL}, {"display_name": "Eve"}),
        step("create", "user", "new", {}, {"name": "new", "email": "new@example.com", "groups": ["lab"], "quota": "5 GB"}),
        step("join", "member", "lab", {"eve": False}, {"eve": True}),
        step("leave", "member", "a & b", {"user1": True}, {"user1": False}),
        step("create", "group", "lab", {}, {"name": "lab"}),
    ]
    accounts = [account("user%d" % number) for number in (1, 2, 10, 20)]
    accounts += [account("eve", groups=[]), account("root", groups=["admin"], last_login=None), account("gone", enabled=False)]
    accounts[4]["display_name"] = EVIL
    facts = {
        "instance": "cloud.example.com", "finished": "2026-11-22T06:00:09Z", "revision": "9f2c41e", "document": {"users": [], "groups": []},
        "server": {"url": "https://cloud.example.com", "account": "provisioning", "product": "nextcloud", "version": "34.0.1"},
        "accounts": {"users": accounts, "fetched_at": "2026-11-22T06:00:00Z"},
    }  # fmt: skip
    problem = {"row": "users[7]", "name": "ldap", "field": "display_name", "message": "is kept by the account's backend."}
    result = {"actions": steps, "problems": [problem], "unlisted": {"users": ["root"], "groups": []}, "summary": {"users": {"unchanged": 40}}}
    earlier = build(dict(result, actions=steps[1:] + [step("delete", "group", "tmp", {}, {})]), facts)
    return build(dict(result, msg="accounts: not all could be read"), dict(facts, previous=earlier))


@pytest.fixture(scope="module")
def browser():
    """The browser."""
    from browser.chromium import chromium, missing

    if missing():
        pytest.skip("the report was not looked at in a browser: no chromium and chromedriver here (apt-get install chromium chromium-driver)")
    with chromium() as driver:
        yield driver


@pytest.fixture
def page(browser, tmp_path):
    """The browser with a fresh report open."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_html import as_html

    path = tmp_path / "report.html"
    path.write_text(as_html(report()), encoding="utf-8")
    browser.get(path.as_uri())
    yield browser
    assert [line for line in browser.get_log("browser") if line["level"] != "INFO"] == []
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0
