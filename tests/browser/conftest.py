# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A headless Chromium that shows a report. Debian: apt-get install chromium chromium-driver."""

from __future__ import annotations

import shutil

import pytest
from selenium import webdriver

EVIL = '<script>window.pwned = 1</script><img src=x onerror="window.pwned = 2">'


def step(action, kind, name, before, after):
    """A planned step."""
    return {"action": action, "kind": kind, "name": name, "before": before, "after": after, "status": "planned", "error": None}


def account(name, **more):
    """An account as ocs_user_info returns it."""
    usual = {"display_name": name.title(), "enabled": True, "groups": ["office"], "subadmin_of": [], "last_login": "2026-11-20T00:00:00Z", "quota": {}}
    return dict(usual, name=name, **more)


def report():
    """A report with something in each of its parts."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils.report import build  # importable once tests/conftest.py was read

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
def browser(tmp_path_factory):
    """The browser, in a profile of its own that is thrown away."""
    programs = {name: shutil.which(name) for name in ("chromium", "chromedriver")}
    if not all(programs.values()):
        pytest.skip("the report was not looked at in a browser: no chromium and chromedriver here (apt-get install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = programs["chromium"]
    profile = tmp_path_factory.mktemp("profile")
    for option in ("headless=new", "no-sandbox", "disable-gpu", "disable-background-networking", "window-size=1280,1600", "user-data-dir=%s" % profile):
        options.add_argument("--" + option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=programs["chromedriver"]))
    try:
        yield driver
    finally:
        driver.quit()


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
