# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generated documents for Seafile: mostly such as a server takes."""

from __future__ import annotations

from ansible_collections.ocs.provisioning.tests.properties.documents import PASSWORD
from hypothesis import strategies as st

PEOPLE = ("Anna@example.org", "ben@example.org", "c+d@example.org", "d-e@f.example.org", "zoe_1@example.org")
GROUPS = ("staff", "Sales (2)", "Ü", "7", "two words", "o'clock")
LOGINS = ("anna", "ben.b", "1001", "x y", "ANNA")
NAMES = st.sampled_from(["", " Anna  Ä. ", 'Müller; "B"', "x, y", "=1+1", "日本", "a" * 64])
FIELDS = {
    "display_name": NAMES, "quota": st.sampled_from(["none", "default", "1 GB", "1500MB", "5 GiB", 1000000, "10.25 gb", ""]),
    "enabled": st.sampled_from([True, False, "yes", "0", "", None]), "admin": st.sampled_from([True, False, "n"]),
    "department": st.sampled_from(["", "Sales", "Ä & B"]), "language": st.just("de"), "phone": st.just("+49 711 252428-90"),
}  # fmt: skip


@st.composite
def rows(draw, people, groups):
    """A row for each of the addresses, in whatever spelling, with relations to these groups and login ids of which each has its own."""
    found, relations = [], st.lists(st.sampled_from(groups), unique=True, max_size=3)
    logins = draw(st.permutations([login for login in LOGINS if login != draw(st.sampled_from(["anna", "ANNA"]))]))
    for number, address in enumerate(people):
        spelled = draw(st.sampled_from([address, address, address.upper(), address.lower()]))
        if draw(st.integers(0, 9)) == 0:
            found.append({"email": spelled, "state": "absent"})
            continue
        row = {key: draw(FIELDS[key]) for key in draw(st.lists(st.sampled_from(sorted(FIELDS)), unique=True, max_size=5))}
        row.update({key: draw(relations) for key in ("groups", "subadmin_of") if draw(st.booleans())})
        row.update({"name": logins[number]} if number < len(logins) and draw(st.booleans()) else {})
        found.append(dict(row, email=spelled, password=PASSWORD))
    return found


@st.composite
def tasks(draw):
    """The arguments of a task."""
    people = draw(st.lists(st.sampled_from(PEOPLE), unique=True, max_size=5))
    groups = [{"name": name} for name in draw(st.lists(st.sampled_from(GROUPS), unique=True, min_size=2))]
    for group in groups:
        if people and draw(st.integers(0, 2)) == 0:
            group["owner"] = draw(st.sampled_from(people))
        if draw(st.integers(0, 5)) == 0:
            group["subadmins"] = draw(st.lists(st.sampled_from(people), unique=True, max_size=2)) if people else []
    return {
        "groups": groups, "users": draw(rows(people, [group["name"] for group in groups])),
        "defaults": {"quota": "2 GB"} if draw(st.booleans()) else {}, "membership": draw(st.sampled_from(["exact", "append"])),
        "managed_groups": draw(st.sampled_from([None, ["*"]])), "unlisted_users": draw(st.sampled_from(["ignore", "ignore", "disable", "delete"])),
        "unlisted_groups": draw(st.sampled_from(["ignore", "ignore", "delete"])), "allow_admin_changes": True,
        "max_disables": "100%", "max_deletes": "100%", "max_group_deletes": "100%",
        "workers": draw(st.sampled_from([1, 1, 3])),
    }  # fmt: skip
