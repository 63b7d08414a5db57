# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of a server, and how its paths are built."""

from __future__ import annotations

import json
import os
from urllib.parse import unquote

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.common.calls import Call
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Request, from_capabilities, from_status, parse_version
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import calls as ocs_calls, ids
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.recordings import RECORDINGS, SERVERS, envelope, exchanges

NC34, OC10 = SERVERS["nextcloud-34"], SERVERS["owncloud-10"]


@pytest.mark.parametrize("folder", SERVERS)
def test_recorded_status_and_capabilities_tell_the_server(folder):
    """Both tell product and version; a status page that hides them tells nothing, and then the capabilities do."""
    expected, seen = SERVERS[folder], {"status": 0, "capabilities": 0}
    for exchange in exchanges(folder, "capabilities"):
        path, body = exchange["request"]["path"], (exchange.get("response") or {}).get("body")
        if path.endswith("/status.php") and isinstance(body, dict):
            found = from_status(body, "u")
            if not body["versionstring"] and not body["productname"]:
                assert (found.product, found.version) == (expected.product, None)
                continue
            assert (found.product, found.version, found.url) == (expected.product, expected.version, "u")
            seen["status"] += 1
        elif path.endswith("/cloud/capabilities") and envelope(exchange) and "version" in envelope(exchange)["data"]:
            found = from_capabilities(envelope(exchange)["data"], "u")
            assert (found.product, found.version) == (expected.product, expected.version)
            seen["capabilities"] += 1
    assert all(seen.values()), seen


@pytest.mark.parametrize("status", [{}, [], None, "text", 5, {"productname": "Nextcloud", "versionstring": ""}, {"productname": "ownCloud"}])
def test_a_status_page_that_tells_nothing(status):
    """Then the capabilities have to be asked; a name proves nothing. What the task says holds where there is a page at all."""
    assert from_status(status, "") is None
    for told in ("nextcloud", "owncloud"):
        found = from_status(status, "", told)
        assert (found and found.product) == (told if isinstance(status, dict) else None)


BRANDED = [  # what the page says, and which server it is, whatever the task says
    ({"productname": "ACME", "extendedSupport": False, "versionstring": "34.0.1"}, "Nextcloud 34.0.1"),
    ({"productname": "ownCloud", "extendedSupport": False, "versionstring": "34.0.1"}, "Nextcloud 34.0.1"),
    ({"productname": "ACME", "extendedSupport": True, "versionstring": "", "version": ""}, "Nextcloud"),
    ({"productname": "ACME", "product": "ACME", "versionstring": "10.15.2"}, "ownCloud 10.15.2"),
    ({"productname": "Nextcloud", "product": "Nextcloud", "versionstring": "10.15.2"}, "ownCloud 10.15.2"),
    ({"productname": "", "product": "", "versionstring": "", "version": ""}, "ownCloud"),
    ({"productname": "ACME", "versionstring": "10.8.0"}, "ownCloud 10.8.0"),
    ({"productname": "ACME", "versionstring": "", "version": "10.8.0.4"}, "ownCloud 10.8.0"),
    ({"productname": "ACME", "versionstring": "34.0.1"}, "Nextcloud 34.0.1"),
]  # fmt: skip


@pytest.mark.parametrize("told", [None, "nextcloud", "owncloud"])
@pytest.mark.parametrize("status, title", BRANDED)
def test_a_brand_hides_nothing(status, title, told):
    """Which keys there are and the range of the version tell the product; names do not, and what is proved wins over what the task says."""
    assert from_status(status, "", told).title == title


SECTIONS = [  # the capabilities' version and sections, what the task says, and the title; None: not to be told
    ({"major": 34, "minor": 0, "micro": 1, "extendedSupport": False}, {}, "owncloud", "Nextcloud 34.0.1"),
    ({"major": 10, "minor": 15, "micro": 2, "product": "ACME"}, {}, "nextcloud", "ownCloud 10.15.2"),
    ({"major": 10, "minor": 8, "micro": 0, "edition": "Community"}, {}, None, "ownCloud 10.8.0"),
    ({"major": "", "extendedSupport": False}, {}, None, "Nextcloud (version hidden)"),
    ({"major": "", "product": ""}, {}, None, "ownCloud (version hidden)"),
    ({}, {"provisioning_api": {}}, "owncloud", "Nextcloud (version hidden)"),
    ({}, {"core": {}}, "owncloud", "ownCloud (version hidden)"),
    ({}, {"core": {}}, "nextcloud", "Nextcloud (version hidden)"),
    ({}, {}, None, None), ([], [], None, None), (None, None, None, None),
]  # fmt: skip


@pytest.mark.parametrize("version, sections, told, title", SECTIONS)
def test_branded_and_hiding_capabilities(version, sections, told, title):
    """The same signs, and the section that only Nextcloud has; without any of them what the task says is believed."""
    found = from_capabilities({"version": version, "capabilities": sections}, "", told)
    assert (found and found.title) == title
    assert from_capabilities(None, "", told) is None or told


VERSIONS = [("34.0.1", (34, 0, 1)), ("10.15.2.0", (10, 15, 2)), ("34.0.0 beta 1", (34, 0)), ("", None), (None, None), ("x", None)]


@pytest.mark.parametrize("text, version", VERSIONS)
def test_version(text, version):
    """Numbers only; a hidden version is none."""
    assert parse_version(text) == version


def test_facts_add_up():
    """Facts are added to what was known, and the old value stays what it was."""
    knowing = NC34.with_facts(caller="admin").with_facts(groups={"a": True})
    assert (knowing.facts.caller, knowing.facts.groups, NC34.facts.caller) == ("admin", {"a": True}, None)
    more = knowing.with_facts(groups={"b": False}, logins={"anna": None})
    assert (more.facts.groups, more.facts.logins, knowing.facts.groups) == ({"a": True, "b": False}, {"anna": None}, {"a": True})
    assert "s3cret" not in repr(NC34.with_facts(password_refusal="contains s3cret"))


USER_PATHS = [
    ("alice", "cloud/users/alice"), ("al ice", "cloud/users/al%20ice"), ("a@b.c", "cloud/users/a%40b.c"), ("o'neil", "cloud/users/o%27neil"),
    ("u+t", "cloud/users/u%2Bt"), ("100%", "cloud/users/100%25"), ("é", "cloud/users/%C3%A9"), ("...", "cloud/users/..."),
]  # fmt: skip


def where(server, call, **given):
    """The path of a request for these ids."""
    return ids.path(Request(call, given), server.dialect)


@pytest.mark.parametrize("user, path", USER_PATHS)
def test_user_path(user, path):
    """Percent-encoded once, on every product."""
    assert where(NC34, ocs_calls.USER, user=user) == where(OC10, ocs_calls.USER, user=user) == path
    assert where(NC34, ocs_calls.USER_GROUPS, user=user) == path + "/groups"


@pytest.mark.parametrize("user", ["details", "Disabled", "recent", "", "  ", ".", "..", "a/b"])
def test_ids_that_cannot_be_addressed(user):
    """Nextcloud reads some ids as lists; HTTP clients swallow dots; no id holds a slash, which would address something else."""
    with pytest.raises(Invalid) as refusal:
        where(NC34, ocs_calls.USER, user=user)
    assert refusal.value.field == "name"


def test_owncloud_has_no_such_lists():
    """There they are plain ids (recorded: owncloud-10/users)."""
    assert where(OC10, ocs_calls.USER, user="details") == "cloud/users/details"


# Column of the recorded table, without the method: what comes after the group's id in our call.
COLUMNS = {
    "(group)": (ocs_calls.GROUP_MEMBERS, ()), "/users": (Call("GET", "cloud/groups/{group}/users"), ("users",)),
    "/users/details": (ocs_calls.GROUP_ACCOUNTS, ("users", "details")), "/subadmins": (ocs_calls.GROUP_ADMINS, ("subadmins",)),
    "displayname": (ocs_calls.EDIT_GROUP, ()),
}  # fmt: skip
# The list of its group admins is read where Nextcloud looks for the sub-resource of the group 'a'.
UNREADABLE = {("a/subadmins", "/subadmins")}


def encoding_rows():
    """The recorded table of encodings: server, group id, path and results of each row about a group."""
    with open(os.path.join(RECORDINGS, "nextcloud-34", "encoding.jsonl"), encoding="utf-8") as handle:
        rows = [json.loads(line) for line in handle][1:]
    for row in rows:
        if "group" in row:
            letter, times, number = row["group"].rpartition("*")
            yield row.get("server", row["table"]), letter[0] * int(number) if times else row["group"], row["path"], row["results"]


def once(path):
    """A path after the first decoding; web servers treat an encoded slash in their own way, so it stays apart."""
    return unquote(path.replace("%2F", "\0"))


def test_a_group_called_details():
    """Its plain path is the list of groups (seen on 34.0.1 and 28.0.2); what is decoded twice can say it otherwise."""
    assert where(NC34, ocs_calls.GROUP_MEMBERS, group="details") == "cloud/groups/%2564etails"
    assert where(OC10, ocs_calls.GROUP_MEMBERS, group="details") == "cloud/groups/details"
    assert where(NC34, ocs_calls.GROUP_ADMINS, group="details") == "cloud/groups/details/subadmins"


def test_group_paths_are_those_that_worked_on_every_recorded_server():
    """Each group of the table is found by our path at every endpoint, on PHP's own server and on Apache in three settings."""
    outcome = {}
    for server, group, path, results in encoding_rows():
        for column, result in results.items():
            column = column.rpartition(" ")[2]
            if column == "DELETE":  # "group gone after DELETE"
                continue
            call, rest = COLUMNS[column]
            # 'groups/details' answered with a list, which the table counts as found; see test_a_group_called_details
            if group in (".", "..", "details"):
                continue
            ours = where(NC34, call, group=group)
            outcome.setdefault((group, column, server), None)
            if once(ours) == once("/".join([path.strip("/"), *rest])):
                outcome[group, column, server] = result == [200, 200]
    assert len(outcome) > 280
    failing = {key for key, worked in outcome.items() if not worked}
    assert {key[:2] for key in failing} <= UNREADABLE, failing


@pytest.mark.parametrize("server", [NC34, OC10])
@pytest.mark.parametrize("group", [".", ".."])
def test_dots_are_folders_to_http(server, group):
    """Clients and proxies take them away, whatever the server would do."""
    with pytest.raises(Invalid, match="cannot be addressed"):
        where(server, ocs_calls.GROUP_MEMBERS, group=group)


OWNCLOUD_GROUPS = [("devs", "cloud/groups/devs"), ("a b+c", "cloud/groups/a%20b%2Bc"), ("50%", "cloud/groups/50%25"), ("q?#", "cloud/groups/q%3F%23")]


@pytest.mark.parametrize("group, path", OWNCLOUD_GROUPS)
def test_owncloud_decodes_once(group, path):
    """There is no second step there (recorded: owncloud-10/groups)."""
    assert where(OC10, ocs_calls.GROUP_MEMBERS, group=group) == path and where(OC10, ocs_calls.GROUP_ADMINS, group=group) == path + "/subadmins"


def test_owncloud_cannot_address_a_slash():
    """Refused before a request that would hit something else."""
    with pytest.raises(Invalid, match="cannot address"):
        where(OC10, ocs_calls.GROUP_MEMBERS, group="a/b")


def test_group_admins_of_a_group_beside_a_folder():
    """Its slashes stay as they are there, so that the address would mean another group."""
    with pytest.raises(Invalid):
        where(NC34, ocs_calls.GROUP_ADMINS, group="a/../b")
