# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that no server, clock or calendar takes: one clear error that names the option, and nothing is sent."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk import document
from ansible_collections.ocs.provisioning.plugins.module_utils.common import messages, options
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.app import settings_resource as app_config
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import info as user_info, resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user.normal_forms import normal_quota
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import resource as seafile_directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.group import resource as seafile_group
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import resource as seafile_user
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.values import quota_megabytes, rounding_note
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.run_module import result_of
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import Site, wish

LOGIN = {"url": "http://localhost:1", "auth_username": "admin", "auth_password": "pw", "retries": 0}
DIGITS, HALF = "9" * 5000, "x\ud800y"


@pytest.mark.parametrize("resource, given, field", [
    (user, {"name": "a", "display_name": HALF}, "display_name"),
    (user, {"name": HALF}, "name"),
    (user, {"name": "a", "password": HALF}, "password"),
    (user, {"name": "a", "groups": {"add": ["b", HALF]}}, "groups.add[1]"),
    (user_info, {"search": HALF}, "search"),
    (app_config, {"app": "core", "values": {HALF: 1}}, "values"),
    (app_config, {"app": "core", "key": "k", "value": {"a": [HALF]}}, "value.a[0]"),
    (directory, {"users": [{"name": "a"}, {"name": "b", "role": HALF}]}, "users[1].role"),
    (seafile_user, {"email": "a@example.com", "display_name": HALF}, "display_name"),
    (seafile_group, {"name": HALF}, "name"),
    (user, {"name": "a", "auth_username": HALF}, "auth_username"),
    (user, {"name": "a", "timeout": 10**400}, "timeout"),
    (user, {"name": "a", "rate_limit_wait": 10**400}, "rate_limit_wait"),
    (directory, {"unlisted_scope": {"inactive_days": 10**30}}, "unlisted_scope.inactive_days"),
    (directory, {"max_deletes": DIGITS}, "max_deletes"),
    (directory, {"protected_users": "root;boss"}, "protected_users"),
    (user, {"name": "a", "state": "absent", "protected_users": ["root; boss"]}, "protected_users"),
    (seafile_user, {"email": "a@example.com", "protected_users": "b@example.com\nc@example.com"}, "protected_users"),
    (seafile_directory, {"protected_users": "b@example.com; c@example.com"}, "protected_users"),
    (directory, {"max_disables": DIGITS + "%"}, "max_disables"),
])  # fmt: skip
def test_an_option_that_cannot_be_sent(resource, given, field, capsys):
    """Is named, in a message that has an end."""
    result = result_of(resource, capsys, **dict(LOGIN, **given))
    assert result["failed"] and not result["changed"] and result.get("api", {"requests": 0})["requests"] == 0
    assert "%s: " % field in result["msg"] and "bug" not in result["msg"] and len(result["msg"]) < 500


def test_a_task_that_is_not_logged(capsys):
    """Is refused as well."""
    result = result_of(user, capsys, _ansible_no_log=True, name="a", role=HALF, **LOGIN)
    assert result["failed"] and "role: contains an incomplete character" in result["msg"]


@pytest.mark.parametrize(
    "read", [normal_quota, quota_megabytes, rounding_note, lambda text: normal_quota("1." + text), lambda text: normal_quota(text + " GB")]
)
def test_a_quota_of_many_digits(read):
    """Is not understood, whatever this version of Python makes of it."""
    with pytest.raises(Invalid, match="quota: ") as caught:
        read(DIGITS)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("kind, value", [
    ("integer", DIGITS), ("integer", "\u00b2"), ("float", "9" * 400), ("float", "nan"), ("float", "inf"), ("array", "[" * 200000), ("array", DIGITS),
    ("boolean", DIGITS),
])  # fmt: skip
def test_a_setting_without_measure(kind, value):
    """Is no value of the type; on the server it is another value than the wanted one."""
    with Site("nextcloud-34") as site, pytest.raises(Invalid, match="value: the value of setting 'k' is no"):
        site.run(app_config, app="core", key="k", value=value, type=kind)
    assert not app_config.same(value, "1", kind)


def test_nested_values_of_a_setting():
    """As YAML can hold them."""
    value = []
    for _each in range(100000):
        value = [value]
    for kind in ("auto", "array"):
        with pytest.raises(app_config.ODD):
            app_config.encode(value, kind, None)


@pytest.mark.parametrize("days", [-1, 100001, 10**30])
def test_days_beyond_the_calendar(days):
    """Name the option."""
    with Site("nextcloud-34") as site, pytest.raises(Invalid, match="inactive_days: must be from 0 to 100000"):
        site.read(user_info, inactive_days=days)
    options.days("x", None)


def test_half_a_character_in_a_document():
    """Names row and field; so do rows of the task."""
    held = document.load(wish(directory, users=[{"name": "a", "role": HALF}]), directory.COLUMNS)
    assert [str(problem)[:47] for problem in held.problems] == ["users[0].role: contains an incomplete character"]


def test_words_without_end():
    """Are cut in messages; blanks and short words are not."""
    assert messages.message("a " * 600 + "b" * 501) == "a " * 600 + "b" * 100 + "..."
    assert messages.message("b" * 500) == "b" * 500 and messages.short("b" * 500) == "b" * 500
