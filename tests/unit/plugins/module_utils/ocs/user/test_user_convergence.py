# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Convergence over the product of small sets of states: after the plan there is nothing left to do."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import invariants
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.recordings import SERVERS
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.wishes import fresh, wish

FACTS = dict(groups={"a": True, "b": True, "new": False}, users={"boss": "boss"}, caller="root", default_quota="2 GB")
MEMBERSHIPS = [{"add": ["a", "new"]}, {"remove": ["a"]}, {"set": []}, {"set": ["b"]}, {"add": ["b"], "remove": ["a"]}]
# field: (what the account may have, what may be asked for)
COMMON = {
    "display_name": (["alice", "Alice"], ["", " Alice "]),
    "email": (["", "x@y.example"], ["", "X@Y.example", "z@y.example"]),
    "quota": (["none", "1 GB"], ["none", "1024 MB", "1.7 GB", "default"]),
    "enabled": ([True, False], [True, False]),
    "groups": ([[], ["a"], ["a", "b"]], MEMBERSHIPS),
    "subadmin_of": ([[], ["a"]], MEMBERSHIPS),
    "password": ([None], ["Tr0ub4dor&3-x!"]),
}  # fmt: skip
NEXTCLOUD = {
    "language": (["en"], ["en", "de"]),
    "manager": (["", "boss"], ["", "boss"]),
    "phone": (["", "+4971125242890"], ["", "+49 711 252428-90"]),
    "profile_enabled": ([True, False], [True, False]),
    "additional_mails": ([[], ["x@y.example"], ["N@y.example"]], [
        {"add": ["n@y.example"]}, {"set": []}, {"set": ["m@y.example"]}, {"remove": ["n@y.example"]}]),
    "notify_email": (["", "n@y.example"], ["", "n@y.example"]),
}  # fmt: skip
OWNCLOUD = {"two_factor": ([True, False], [True, False])}
MODES = [
    {}, {"update_password": "always"}, {"missing_groups": "warn"}, {"missing_groups": "create"}, {"welcome_email": "skip"}, {"welcome_email": "resend"},
    {"wipe_devices": True}, {"state": "absent"},
]  # fmt: skip


def cases(fields, base):
    """Observed and desired for each pair of fields: all their states, all their wishes, and the account that is not there."""
    for one, other in combinations(sorted(fields), 2):
        for wanted in product(fields[one][1], fields[other][1]):
            asked = dict(zip((one, other), wanted))
            yield None, dict({"password": "Tr0ub4dor&3-x!"}, **asked)
            for held in product(fields[one][0], fields[other][0]):
                yield dict(base, **{key: value for key, value in zip((one, other), held) if key in base}), asked


@pytest.mark.long
@pytest.mark.parametrize("folder", SERVERS)
def test_nothing_is_left_to_do(folder, record_property):
    """Every pair of fields in every state, with every wish and every mode."""
    server = SERVERS[folder].with_facts(**FACTS)
    fields = dict(COMMON, **NEXTCLOUD) if server.product == "nextcloud" else dict(COMMON, **OWNCLOUD)
    base = fresh(server, groups=[], subadmin_of=[], language="en", quota="none")
    planned, refused, wrong = 0, 0, []
    for observed, asked in cases(fields, base):
        for mode in MODES:
            try:
                found = invariants.violations(observed, wish(**dict(asked, **mode)), server)
            except Invalid:
                refused += 1
                continue
            planned += 1
            if found:
                wrong.append((observed and {key: observed[key] for key in asked if key in observed}, asked, mode, found))
    record_property("counted", "%s: %d combinations of states and wishes planned twice, %d refused beforehand" % (folder, planned, refused))
    assert not wrong, "%d, the first:\n%s" % (len(wrong), "\n".join(map(str, wrong[:10])))
    assert planned > 5000
