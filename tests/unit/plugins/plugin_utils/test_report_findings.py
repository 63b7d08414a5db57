# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a dry run found becomes findings, the same whatever number of requests would put it right."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory.resource import ORDER
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_findings import CATEGORIES, STEPS, TYPES, error_of, finding, from_result, position


def step(action, kind, name, before, after, status="planned", error=None):
    """A step as ocs_directory returns it."""
    return {"id": "", "action": action, "kind": kind, "name": name, "before": before, "after": after, "status": status, "error": error}


def ids(*steps, **result):
    """The ids of the findings of these steps."""
    return [each["id"] for each in from_result(dict(result, actions=list(steps)), {})]


def test_every_step_of_a_directory_has_a_type():
    """No difference is called by a name for everything else."""
    assert {pair for phase in ORDER for pair in phase} <= set(STEPS)
    assert set(STEPS.values()) < set(TYPES)


@pytest.mark.parametrize(
    "found, wanted",
    [
        (step("create", "user", "ada", {}, {"name": "ada"}), "drift:account_missing:user:ada"),
        (step("delete", "user", "ada", {"name": "ada"}, {}), "drift:account_surplus:user:ada"),
        (step("enable", "user", "ada", {"enabled": False}, {"enabled": True}), "drift:account_disabled:user:ada"),
        (step("disable", "user", "ada", {"enabled": True}, {"enabled": False}), "drift:account_enabled:user:ada"),
        (step("update", "user", "ada", {"quota": "1 GB"}, {"quota": "5 GB"}), "drift:account_field:user:ada:quota"),
        (step("join", "member", "lab", {"ada": False}, {"ada": True}), "drift:membership_missing:lab:ada"),
        (step("leave", "member", "lab", {"ada": True}, {"ada": False}), "drift:membership_surplus:lab:ada"),
        (step("promote", "subadmin", "lab", {"ada": False}, {"ada": True}), "drift:group_admin_missing:lab:ada"),
        (step("demote", "subadmin", "lab", {"ada": True}, {"ada": False}), "drift:group_admin_surplus:lab:ada"),
        (step("create", "group", "lab", {}, {"name": "lab"}), "drift:group_missing:group:lab"),
        (step("update", "group", "lab", {"display_name": "a"}, {"display_name": "b"}), "drift:group_field:group:lab:display_name"),
        (step("delete", "group", "lab", {"name": "lab"}, {}), "drift:group_surplus:group:lab"),
        (step("wipe", "user", "ada", {}, {"wipe_devices": True}), "drift:to_do:user:ada"),
        (step("join", "member", "lab", {"ada": False}, {"ada": True}, "failed", "no"), "error:step_failed:lab:ada"),
        (step("update", "user", "ada", {"quota": "1 GB"}, {"quota": "5 GB"}, "failed", "no"), "error:step_failed:user:ada:quota"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_id(found, wanted):
    """The id names the object and the field, and tells errors from differences."""
    assert ids(found) == [wanted]


def test_one_edit_of_two_fields_is_two_findings():
    """Nextcloud 34 sends both in one request, older versions do not; the findings are the same."""
    both = step("update", "user", "ada", {"quota": "1 GB", "email": ""}, {"quota": "5 GB", "email": "a@example.com"})
    each = [step("update", "user", "ada", {key: both["before"][key]}, {key: both["after"][key]}) for key in ("email", "quota")]
    assert from_result({"actions": [both]}, {}) == from_result({"actions": each}, {})


def test_steps_that_complete_a_new_account_are_one_finding():
    """ownCloud needs a request for each field of a new account, Nextcloud one for all."""
    apart = [
        step("create", "user", "Ada", {}, {"name": "Ada", "groups": ["a"]}),
        step("update", "user", "Ada", {"quota": "default"}, {"quota": "5 GB"}),
        step("join", "member", "b", {"ada": False}, {"ada": True}),
        step("promote", "subadmin", "b", {"Ada": False}, {"Ada": True}),
    ]
    (found,) = from_result({"actions": apart}, {})
    assert found["id"] == "drift:account_missing:user:Ada"
    assert found["after"] == {"groups": ["a", "b"], "quota": "5 GB", "subadmin_of": ["b"]}
    assert found["groups"] == ["a", "b"]


def test_a_failed_step_of_a_new_account_stays_an_error():
    """What failed is not hidden in the creation."""
    made = step("create", "user", "ada", {}, {"name": "ada"}, "done")
    assert ids(made, step("join", "member", "b", {"ada": False}, {"ada": True}, "failed", "no")) == [
        "drift:account_missing:user:ada", "error:step_failed:b:ada"]  # fmt: skip


def test_the_steps_are_left_as_they_are():
    """The result that was given is not changed."""
    made = step("create", "user", "ada", {}, {"name": "ada"})
    from_result({"actions": [made, step("update", "user", "ada", {}, {"quota": "1 GB"})]}, {})
    assert made["after"] == {"name": "ada"}


def test_groups_whose_ids_differ_in_case_alone():
    """They are two groups, as on the server: what is found of one hides nothing of the other. Ids of users are the same in any case."""
    steps = [step("create", "group", "Lab", {}, {"name": "Lab"}), step("update", "group", "lab", {"display_name": "lab"}, {"display_name": "Laboratory"})]
    found = ids(*steps, unlisted={"users": [], "groups": ["LAB"]})
    assert found == ["drift:group_missing:group:Lab", "drift:group_field:group:lab:display_name", "unlisted:unlisted_group:group:LAB"]


def test_unlisted():
    """What would be done to an unlisted account is a difference; otherwise it is listed as such, once."""
    planned = step("disable", "user", "Old", {"enabled": True}, {"enabled": False})
    found = ids(planned, unlisted={"users": ["old", "test"], "groups": ["tmp"]})
    assert found == ["drift:account_enabled:user:Old", "unlisted:unlisted_user:user:test", "unlisted:unlisted_group:group:tmp"]


def test_groups_of_a_finding():
    """A finding about a user belongs to his groups, one about a membership to its group."""
    found = from_result(
        {"actions": [step("update", "user", "Ada", {"quota": "1 GB"}, {"quota": "2 GB"}), step("join", "member", "lab", {"Ada": False}, {"Ada": True})]},
        {"ada": ["office"]},
    )
    assert [each["groups"] for each in found] == [["office"], ["lab"]]


def test_rows_that_cannot_be_applied():
    """One finding for each field of each row, with all that is wrong there; a row without a name is known by its place."""

    def problem(row, name, field, message="is wrong."):
        return {"row": row, "name": name, "field": field, "message": message}

    found = from_result({"problems": [
        problem("users[3]", "Ada", "email"), problem("users[3]", "Ada", "email", "is worse."), problem("users[3]", "Ada", "quota"),
        problem("users[4]", "", "name", "is missing or empty."), problem("groups[0]", "lab", "subadmins")]}, {"ada": ["office"]})  # fmt: skip
    assert [(each["id"], each["groups"]) for each in found] == [
        ("problem:row_problem:user:Ada:email", ["office"]),
        ("problem:row_problem:user:Ada:quota", ["office"]),
        ("problem:row_problem:user:users[4]:name", None),
        ("problem:row_problem:group:lab:subadmins", ["lab"]),
    ]
    assert found[0]["detail"] == "users[3].email: is wrong.\nusers[3].email: is worse."
    assert {each["title"] for each in found} == {"Row cannot be applied"}


@pytest.mark.parametrize("result", [{}, {"changed": False}, {"msg": "skipped", "skipped": True}, None])
def test_no_error(result):
    """A result without a message, or of a skipped task, is no error."""
    assert not error_of("document", result)


def test_error():
    """An error tells everything the task told; the same error has the same id."""
    result = {"msg": "refused", "hint": "try again", "http_status": 403, "endpoint": "GET cloud/users"}
    (found,) = error_of("accounts", result)
    assert found["detail"] == "refused\nendpoint: GET cloud/users\nhttp_status: 403\nhint: try again"
    message = "GET cloud/users (HTTP 403): refused. try again"
    assert error_of("export", dict(result, msg=message))[0]["detail"] == message  # which says all of it
    assert found["id"] == error_of("accounts", dict(result, hint="later"))[0]["id"] != error_of("accounts", {"msg": "else"})[0]["id"]


def test_order():
    """Errors come first, then administrators, group admins and deletions, then differences by their type and by name in any case."""
    made = [finding(category, kind, "user", name) for category, kind, name in (
        ("access", "administrator", "a"), ("drift", "account_field", "b"), ("drift", "account_field", "A"),
        ("drift", "account_missing", "z"), ("error", "not_read", "document"), ("unlisted", "unlisted_user", "a"), ("drift", "account_surplus", "d"),
        ("drift", "group_admin_missing", "g"))]  # fmt: skip
    made.append(finding("drift", "membership_surplus", "member", "m", groups=["admin"]))
    held = sorted(made, key=position)
    assert [each["name"] for each in held] == ["document", "m", "a", "g", "d", "z", "A", "b", "a"]
    assert [CATEGORIES.index(each["category"]) for each in held] == [0, 1, 4, 1, 1, 1, 1, 1, 3]
