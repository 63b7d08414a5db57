# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a directory reads the embedded server: few requests, the cheaper way, and never more than the document needs."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import info as user_info
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import DIALECTS, PASSWORD, Site, wish
from bench import crowd

NEXTCLOUDS = tuple(name for name in DIALECTS if name.startswith("nextcloud"))


def calls(report):
    """What was read: number of single accounts, of pages of accounts, of lists of ids, of everything else, by path."""
    told = {"single": 0, "pages": 0, "ids": 0, "groups": 0, "other": []}
    for call, count in report.counts.items():
        path = call.partition("/cloud/")[2]
        single = "single" if path.startswith("users/") and path.count("/") == 1 else ""
        kind = {"users/details": "pages", "users": "ids", "groups/details": "groups"}.get(path, single)
        if kind:
            told[kind] += count
        else:
            told["other"].append(path)
    return told


@pytest.mark.parametrize("dialect", NEXTCLOUDS)
def test_a_thousand_accounts_as_wished(dialect, record_property):
    """At most ten requests, no write, and the product has to be found out too."""
    with Site(dialect, product="auto") as site:
        crowd.fill(site.sandbox, 1000)
        done = site.run(directory, **crowd.document(1000))
        assert not done.changed and not done.error
        assert done.writes == 0 and done.requests <= 10
        assert calls(done) == {"single": 0, "pages": 4, "ids": 2, "groups": 2, "other": [""]}
    record_property("counted", f"{dialect}: 1000 accounts as wished: {done.requests} requests")


@pytest.mark.parametrize("rows", [3, 1000])
def test_accounts_are_returned_from_the_same_reading(rows):
    """They are those of ocs_user_info, also where the document names a few of them, and cost no request more than reading all."""
    with Site("nextcloud-34") as site:
        crowd.fill(site.sandbox, 1000)
        done = site.run(directory, return_accounts=True, check=True, **crowd.document(rows))
        assert (calls(done)["single"], calls(done)["pages"], done.writes) == (0, 4, 0)
        told = site.read(user_info)
        assert done.result["accounts"] == told["users"] and len(told["users"]) == 1001 and done.result["fetched_at"] <= told["fetched_at"]
        assert "accounts" not in site.run(directory, **crowd.document(3)).result


def test_accounts_of_a_refused_plan():
    """They were read all the same; on ownCloud the option is refused."""
    with Site("nextcloud-34") as site:
        crowd.fill(site.sandbox, 3)
        refused = site.run(directory, return_accounts=True, unlisted_users="delete", users=[{"name": "user000001"}])
        assert "max_deletes" in refused.error and len(refused.result["accounts"]) == 4
    with Site("owncloud-10") as site, pytest.raises(Invalid, match="^return_accounts: ownCloud lists only the IDs of accounts; use ocs_user_info"):
        site.run(directory, return_accounts=True, users=[])


def test_few_rows_of_a_large_server():
    """They are read one by one; so are some dozens, where pages would cost more."""
    with Site("nextcloud-34") as site:
        crowd.fill(site.sandbox, 1000)
        three = site.run(directory, **dict(crowd.document(3), users=[crowd.row(5), crowd.row(6), {"name": "new", "state": "absent"}]))
        assert not three.changed
        assert (calls(three)["single"], calls(three)["pages"], calls(three)["ids"]) == (2, 0, 2), "an absent one makes percentages matter"
        assert calls(site.run(directory, **dict(crowd.document(3))))["ids"] == 0
        sixty = site.run(directory, **crowd.document(60))
        assert not sixty.changed and (calls(sixty)["single"], calls(sixty)["pages"], calls(sixty)["ids"]) == (60, 0, 2)
        hundred = site.run(directory, **crowd.document(100))
        assert not hundred.changed and (calls(hundred)["single"], calls(hundred)["pages"]) == (0, 4)


def test_percentages_are_of_all_accounts_however_few_are_read():
    """Two of three rows are disabled, which are not ten percent of the rows, but of the server."""
    with Site("nextcloud-34") as site:
        crowd.fill(site.sandbox, 30)
        rows = [dict(crowd.row(number), enabled=number == 0) for number in range(3)]
        assert not site.run(directory, **dict(crowd.document(0), users=rows)).error


@pytest.mark.parametrize("asked", [{"unlisted_users": "report"}, {"unlisted_users": "disable", "unlisted_scope": {"names": ["x*"]}}])
def test_unlisted_accounts_need_pages(asked):
    """Everybody has to be looked at."""
    with Site("nextcloud-34") as site:
        crowd.fill(site.sandbox, 30)
        done = site.run(directory, **dict(crowd.document(2), **asked))
        assert (calls(done)["pages"], calls(done)["single"], calls(done)["ids"]) == (2, 0, 0)
        assert len(done.result["unlisted"]["users"]) == (29 if asked["unlisted_users"] == "report" else 0)


def test_all_digit_ids():
    """Servers turn them into numbers, and maps of them into lists."""
    rows = [{"name": str(number), "password": PASSWORD, "groups": ["7"]} for number in range(3)]
    for dialect, names in ((NEXTCLOUDS[0], rows), ("owncloud-10", [dict(row, name="10" + row["name"]) for row in rows])):
        with Site(dialect) as site:
            given = {"groups": [{"name": "7"}], "users": names, "unlisted_users": "report", "unlisted_scope": {"groups": ["7"]}}
            assert not site.run(directory, **given).error
            again = site.run(directory, **given)
            assert not again.changed and again.result["summary"]["users"]["unchanged"] == 3


def test_what_only_some_rows_need():
    """The default quota and second factors are asked for where a row speaks of them."""
    with Site("nextcloud-34") as site:
        crowd.fill(site.sandbox, 3)
        done = site.run(directory, users=[dict(crowd.row(0), quota="default", groups=None), {"name": "user000001", "two_factor": False}])
        assert [step[:2] for step in done.steps] == [("update", "user000000")] and not done.error
        assert any("default_quota" in call for call in done.counts) and sum("twofactor/state" in call for call in done.counts) == 1
        plain = site.run(directory, users=[{"name": "user000001", "quota": "5 GB"}])
        assert not plain.changed and plain.requests == 3


def test_second_factors_where_the_version_cannot_tell():
    """Nextcloud 28 refuses the wish or leaves it out, as the task says; it is not asked."""
    with Site("nextcloud-28") as site:
        site.users("anna")
        done = site.run(directory, users=[{"name": "anna", "two_factor": False}], unsupported_fields="report")
        assert done.result["unsupported"] == {"two_factor": 1} and not done.changed
        with pytest.raises(Exception, match=r"users\[0\].two_factor: Nextcloud 28.0.2 does not return"):
            site.run(directory, users=[{"name": "anna", "two_factor": False}])


def test_owncloud_reads_what_rows_ask_for():
    """One list of ids and one of groups; members of the groups that matter; accounts whose rows name more than relations."""
    with Site("owncloud-10") as site:
        crowd.fill(site.sandbox, 200)
        names = [row["name"] for row in crowd.document(200)["users"]]
        lists = site.run(directory, groups=[{"name": "g1"}, {"name": "g2"}], users=[{"name": names[1], "groups": ["g1"]}, {"name": names[9]}])
        assert not lists.changed and sorted(calls(lists)["other"]) == ["groups", "groups/g1", "groups/g2"] and calls(lists)["single"] == 0
        rows = [{"name": names[0], "quota": "5 GB"}, {"name": names[1], "state": "absent"}, {"name": names[2], "password": PASSWORD}]
        fields = site.run(directory, check=True, users=rows, max_deletes="1")
        assert (calls(fields)["single"], calls(fields)["ids"]) == (1, 1)
        assert [step[:2] for step in fields.steps] == [("delete", names[1])]


@pytest.mark.parametrize("action, scope, single", [
    ("report", {}, 0), ("delete", {"names": ["*"]}, 0), ("disable", {"names": ["*"]}, 31), ("disable", {"names": ["user00000*"]}, 10),
    ("report", {"inactive_days": 1}, 31), ("report", {"groups": ["g1", "g[23]"]}, 0),
])  # fmt: skip
def test_owncloud_reads_the_unlisted_where_it_matters(action, scope, single):
    """One request each only where their state or last login decides, and only within the scope."""
    with Site("owncloud-10") as site:
        crowd.fill(site.sandbox, 30)
        done = site.run(directory, check=True, unlisted_users=action, unlisted_scope=scope, protected_users=["admin"], max_deletes="100%", max_disables="100%")
        assert calls(done)["single"] == single
        if scope.get("groups"):
            assert done.result["unlisted"]["users"] == [crowd.name_of(number) for number in (1, 2, 3, 21, 22, 23)]


def test_owncloud_groups_with_a_slash():
    """They are left out of what is read, and do not end the task."""
    with Site("owncloud-10") as site:
        site.users("anna")
        site.groups("a/b", "c")
        done = site.run(directory, users=[{"name": "anna", "groups": ["c"]}], managed_groups=["*"])
        assert not done.error and [step[:2] for step in done.steps] == [("join", "c")]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_rows_with_relations_only(dialect):
    """An account that is created with id, password and groups and nothing else is found as it was made."""
    with Site(dialect) as site:
        given = {"groups": [{"name": "a"}], "users": [{"name": "anna", "password": PASSWORD, "groups": ["a"]}, {"name": "ben", "password": PASSWORD}]}
        done = site.run(directory, **given)
        assert not done.error and len(done.steps) == 3
        assert not site.run(directory, **given).changed


@pytest.mark.parametrize("workers", [1, 4])
def test_several_readers_see_the_same(workers):
    """Pages, single accounts and member lists by several workers are the same plan."""
    for dialect in (NEXTCLOUDS[0], "owncloud-10"):
        with Site(dialect) as site:
            crowd.fill(site.sandbox, 1200 if dialect != "owncloud-10" else 60)
            given = crowd.document(1200 if dialect != "owncloud-10" else 60)
            given["users"][7]["quota"] = "6 GB"
            done = site.run(directory, check=True, workers=workers, **given)
            assert [step[:2] for step in done.steps] == [("update", "user000007")]


def test_after_a_run_only_what_changed_is_read():
    """A change of one account among a thousand does not read everybody again."""
    with Site("nextcloud-34") as site:
        crowd.fill(site.sandbox, 1000)
        given = crowd.document(1000)
        given["users"][7]["quota"] = "6 GB"
        done = site.run(directory, **given)
        assert not done.error and calls(done)["pages"] == 4
        assert sorted(call.split()[0] for call in done.counts if call.endswith("user000007")) == ["GET", "PUT"] and calls(done)["single"] == 2


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize("listed", ["report", "ignore"])
def test_accounts_that_the_server_leaves_out_of_a_page_do_not_hide_the_rest(workers, listed):
    """What LDAP lists and cannot name takes a place in a page; nobody after it is taken for new."""
    with Site("nextcloud-34") as site:
        crowd.fill(site.sandbox, 1278)
        site.operate(filtered={"users": [crowd.name_of(number) for number in range(300, 322)]})
        given = dict(crowd.document(1278), unlisted_users=listed, workers=workers)
        given["users"] = given["users"][:300] + given["users"][322:]
        done = site.run(directory, check=True, **given)
        assert not done.steps and done.result["summary"]["users"]["unchanged"] == 1256


def test_a_server_that_ignores_the_offset_is_read_once_and_told():
    """The reading ends, and a warning says that there may be more."""
    with Site("nextcloud-34") as site:
        crowd.fill(site.sandbox, 600)
        site.operate(ignores_offset=True)
        client = site.client()
        try:
            found = user_info.read(client, wish(user_info))
        finally:
            client.close()
        assert found["count"] == 500 and len(client.transport.warnings) == 1 and "may be incomplete" in client.transport.warnings[0]
