# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans for generated accounts and wishes: they converge, tell the truth about each step, and keep the order of the writes."""

from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import invariants, wishes
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.recordings import SERVERS
from hypothesis import event, given, settings
from hypothesis import strategies as st

NAMES = st.sampled_from(["a", "b", "c", "admin", "new", "A", "100%", "x/y", ""])
MAILS = st.sampled_from(["x@y.example", "X@y.example", "z@y.example", " n@y.example", "m@y.example"])
WORDS = st.text(alphabet="aB3 @.:/+-_é\n", max_size=12)


def memberships(items):
    """An add/remove/set dictionary, contradictions included."""
    lists = st.none() | st.lists(items, max_size=3)
    return st.fixed_dictionaries({"add": lists, "remove": lists, "set": lists})


ASKED = {
    "display_name": WORDS, "email": MAILS | st.just(""), "quota": st.sampled_from(["none", "default", "5 GiB", "1000000", "0", "1.7 TB", "-1", "5,5 GB"]),
    "language": st.sampled_from(["de", "en", "", "pt_BR"]), "manager": st.sampled_from(["", "boss", "nobody"]),
    "phone": st.sampled_from(["", "+49 711 252428-90", "0711"]),
    "website": st.sampled_from(["", "https://a.example", "a.example"]), "twitter": st.sampled_from(["", "@name", "name"]), "role": WORDS, "biography": WORDS,
    "profile_enabled": st.booleans(), "enabled": st.booleans(), "two_factor": st.booleans(), "password": st.sampled_from(["", "Tr0ub4dor&3-x!"]),
    "update_password": st.sampled_from(["always", "on_create"]), "missing_groups": st.sampled_from(["fail", "create", "warn"]),
    "welcome_email": st.sampled_from(["auto", "skip", "resend"]), "wipe_devices": st.booleans(), "state": st.sampled_from(["present"] * 9 + ["absent"]),
    "protected_users": st.lists(st.sampled_from(["alice", "ALICE", "bob"]), max_size=1), "groups": memberships(NAMES), "subadmin_of": memberships(NAMES),
    "additional_mails": memberships(MAILS), "notify_email": MAILS | st.just(""),
}  # fmt: skip
NAMED = st.sampled_from([name for name in ASKED if name not in ("two_factor", "wipe_devices", "state")])
HELD = {
    "display_name": st.sampled_from(["alice", "Alice A."]), "email": st.sampled_from(["", "x@y.example"]), "quota": st.sampled_from(["none", "5 GB", "977 KB"]),
    "enabled": st.booleans(), "groups": st.lists(st.sampled_from(["a", "b", "admin"]), unique=True).map(sorted), "language": st.sampled_from(["de", "en"]),
    "subadmin_of": st.lists(st.sampled_from(["a", "c"]), unique=True).map(sorted), "manager": st.sampled_from(["", "boss"]),
    "phone": st.sampled_from(["", "+4971125242890"]),
    "additional_mails": st.lists(st.sampled_from(["n@y.example", "N@y.example", "z@y.example"]), unique=True).map(sorted),
    "notify_email": st.sampled_from(["", "n@y.example", "z@y.example"]), "profile_enabled": st.booleans(), "twitter": st.sampled_from(["", "name"]),
}  # fmt: skip
FACTS = st.fixed_dictionaries({
    "groups": st.just({"a": True, "b": True, "c": True, "A": False, "new": False, "100%": False, "x/y": False, "": False, "admin": True}),
    "users": st.just({"boss": "boss", "nobody": None}), "caller": st.sampled_from(["root", "alice", "Alice"]),
    "default_quota": st.sampled_from(["none", "5 GB"]),
})  # fmt: skip


@st.composite
def cases(draw):
    """(observed, desired, server)"""
    folder = draw(st.sampled_from(sorted(SERVERS)))
    server = SERVERS[folder].with_facts(**draw(FACTS))
    names = draw(st.lists(NAMED, unique=True, max_size=5)) + draw(st.lists(st.sampled_from(["two_factor", "wipe_devices", "state"]), unique=True, max_size=1))
    asked = {name: draw(ASKED[name]) for name in names}
    base = wishes.fresh(server, draw(st.sampled_from(["alice", "Alice"])), groups=[], subadmin_of=[])
    observed = {key: draw(HELD[key]) if key in HELD else value for key, value in base.items()} if draw(st.booleans()) else None
    if observed is None:
        asked.setdefault("password", "Tr0ub4dor&3-x!")
    return observed, wishes.wish("alice", **asked), server


@settings(max_examples=1000, deadline=None)
@given(cases())
def test_plans_converge(case):
    """Whatever is there and whatever is asked for."""
    try:
        found = invariants.violations(*case)
    except Invalid as refusal:
        event("refused: " + refusal.field)
        assert refusal.field in wishes.DEFAULTS and refusal.problem
        return
    assert found == []
