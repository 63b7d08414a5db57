# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The recorded values once more, sent by the client to the embedded server: set, then asked for again, at creation too."""

from __future__ import annotations

from collections import Counter

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import recorded_values
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.ocs.user.test_normalisation import ONLY_THE_SERVER_KNOWS, given
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import PASSWORD, Site

APART = ("name", "password", "groups", "subadmin_of")  # ids are tried below; groups and passwords have tests of their own


def recorded(folder):
    """Each recorded field and value once, as a task gives it."""
    found = {}
    for sample in recorded_values.samples(folder):
        for field, value in sample.fields.items():
            if field not in APART and given(field, value) is not None:
                found[field, str(value)] = given(field, value)
    return [(field, value) for (field, _text), value in found.items()]


def twice(site, **asked):
    """What became of a wish: refused before any write, refused by the server, or kept, and then not written again."""
    try:
        report = site.run(user, **asked)
    except Invalid as refusal:
        return "refused by us, " + refusal.field
    if report.error:
        return "not kept" if "did not keep" in report.error else "refused by the server"
    again = site.run(user, **asked)
    return "WRONG" if again.changed or again.writes or again.error else "converges"


def known(field, verdict):
    """Whether a refusal by the server is one that cannot be foreseen."""
    fields = {name for name, _code in ONLY_THE_SERVER_KNOWS}
    return verdict in ("converges", "refused by us, " + field) or (verdict == "refused by the server" and field in fields)


@pytest.mark.parametrize("new", [False, True])
@pytest.mark.parametrize("folder", ["nextcloud-34", "nextcloud-28", "owncloud-10"])
def test_every_recorded_value(folder, new, record_property):
    """On an account that is there, and on one that is made with the value."""
    counts, wrong = Counter(), []
    with Site(folder) as site:
        site.users("boss")
        for number, (field, value) in enumerate(recorded(folder)):
            name = "new%d" % number if new else "alice"
            if not number and not new:
                site.users(name)
            verdict = twice(site, name=name, password=PASSWORD, **{field: value})
            counts[verdict.partition(",")[0]] += 1
            if not known(field, verdict) and (field, verdict) != ("two_factor", "not kept"):
                wrong.append((field, value, verdict))
    record_property(
        "counted",
        "%s, values %s on the embedded server: %s"
        % (folder, "at creation" if new else "set", ", ".join("%d %s" % (n, what) for what, n in counts.most_common())),
    )
    assert not wrong, "\n".join(map(str, wrong))
    assert counts["converges"] > 40


@pytest.mark.parametrize("folder", ["nextcloud-34", "nextcloud-28", "owncloud-10"])
def test_every_recorded_id(folder, record_property):
    """Each id of a new account that was recorded: refused by us, or made, and found again."""
    names = sorted({sample.user for sample in recorded_values.samples(folder) if sample.new})
    counts = Counter()
    with Site(folder) as site:
        for name in names:
            counts[twice(site, name=name, password=PASSWORD)] += 1
    record_property("counted", "%s, ids on the embedded server: %s" % (folder, dict(counts)))
    assert set(counts) == {"converges", "refused by us, name"} and counts["converges"] > 15


@pytest.mark.parametrize(
    "settings, default",
    [
        ({"allow_unlimited_quota": "0"}, "1 GB"),
        ({"allow_unlimited_quota": "0", "quota_preset": "default, none, 3 GB"}, "3 GB"),
        ({"allow_unlimited_quota": "0", "default_quota": "7 GB"}, "7 GB"),
        ({"allow_unlimited_quota": "1"}, "none"),
    ],
)
def test_the_default_where_unlimited_is_forbidden(settings, default):
    """Is a preset, unless a default is set; an account that has it is left alone (measured on Nextcloud 34)."""
    with Site("nextcloud-34") as site:
        site.run(user, name="alice", password=PASSWORD, quota="2 GB")
        for key, value in settings.items():
            site.operate(set_app_config={"app": "files", "key": key, "value": value})
        assert [twice(site, name="alice", quota=quota) for quota in ("default", "2 GB", "default")] == ["converges"] * 3
        assert site.run(user, name="alice", quota="default").outcome.record["quota"] == default
