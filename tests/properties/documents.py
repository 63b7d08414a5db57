# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generated directory documents: mostly such as a server takes, with ids, values and spellings that a client may garble."""

from __future__ import annotations

from hypothesis import strategies as st

PASSWORD = "Staple-41-horse!"
PEOPLE = ("Anna", "ben", "1001", "o'neil x", "d-e@f.org", "zoe_1")
GROUPS = ("staff", "Sales & Co", "50%41", "Ü", "7", "a;b", "[x]*")
WORDS = st.sampled_from(["", " Anna  Ä. ", 'Müller; "B"', "x, y", "=1+1", "日本", "a" * 64])
MAILS = st.sampled_from(["", "Anna@Example.org", " ben@example.org", "c+d@example.org"])
MORE = ("x@example.org", "Y@example.org", "z@example.org")
FIELDS = {
    "display_name": WORDS, "email": MAILS, "quota": st.sampled_from(["none", "default", "1 GB", "1500MB", "5 GiB", "0", 1000000, "10.25 gb", ""]),
    "enabled": st.sampled_from([True, False, "yes", "0", "", None]),
    "language": st.sampled_from(["de", "en", "fr", ""]), "locale": st.sampled_from(["de_DE", ""]),
    "timezone": st.just("Europe/Berlin"), "phone": st.sampled_from(["", "+49 711 252428-90"]), "website": st.sampled_from(["", "https://a.example/ä?b=c"]),
    "twitter": st.sampled_from(["", "@anna", "anna"]), "organisation": WORDS, "role": WORDS, "biography": WORDS, "address": WORDS, "headline": WORDS,
    "pronouns": WORDS, "bluesky": st.sampled_from(["", "a.example.org"]), "profile_enabled": st.sampled_from([True, False, "n"]),
    "manager": st.sampled_from(["", "ADMIN", "admin", "admin", "ben"]),
    "additional_mails": st.lists(st.sampled_from(MORE), unique=True) | st.just("x@example.org; z@example.org"),
    "two_factor": st.just(False), "groups": st.lists(st.sampled_from(GROUPS), unique=True, max_size=2),
}  # fmt: skip


@st.composite
def rows(draw, names, groups):
    """A row for each of the names, in whatever spelling, with relations to these groups."""
    found, relations = [], st.lists(st.sampled_from(groups), unique=True, max_size=3)
    for name in names:
        spelled = draw(st.sampled_from([name, name, name.upper(), name.lower()]))
        if draw(st.integers(0, 9)) == 0:
            found.append({"name": spelled, "state": "absent"})
            continue
        keys = draw(st.lists(st.sampled_from(sorted(FIELDS)), unique=True, max_size=6)) + draw(st.lists(st.sampled_from(["groups", "subadmin_of"]), max_size=2))
        row = {key: draw(relations if key in ("groups", "subadmin_of") else FIELDS[key]) for key in keys}
        found.append(dict(row, name=spelled, password=PASSWORD))
    return found


@st.composite
def tasks(draw):
    """The arguments of a task."""
    people = draw(st.lists(st.sampled_from(PEOPLE), unique=True, max_size=5))
    groups = [{"name": name} for name in draw(st.lists(st.sampled_from(GROUPS), unique=True, min_size=3))]
    for group in groups:
        if draw(st.integers(0, 5)) == 0:
            group["subadmins"] = draw(st.lists(st.sampled_from(people), unique=True, max_size=2)) if people else []
        if draw(st.integers(0, 3)) == 0:
            group["display_name"] = draw(WORDS)
    # default groups may be unmanaged, and then the task is refused
    defaults = {key: draw(FIELDS[key]) for key in draw(st.lists(st.sampled_from(["quota", "language", "locale", "groups", "email"]), unique=True, max_size=2))}
    unlisted = draw(st.sampled_from(["ignore", "ignore", "report", "disable", "delete"]))
    return {
        "groups": groups, "users": draw(rows(people, [group["name"] for group in groups])), "defaults": defaults,
        "membership": draw(st.sampled_from(["exact", "append"])), "managed_groups": draw(st.sampled_from([None, ["*"]])),
        "unlisted_users": unlisted, "unlisted_groups": draw(st.sampled_from(["ignore", "report", "delete"])),
        "unsupported_fields": "report", "max_disables": "100%", "max_deletes": "100%", "max_group_deletes": "100%",
        "workers": draw(st.sampled_from([1, 1, 3])),
        "welcome_email": draw(st.sampled_from(["auto", "skip"])),
    }  # fmt: skip
