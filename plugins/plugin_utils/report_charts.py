# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of the page: tiles and bars, each with the address of the findings that it counts. Pure."""

from __future__ import annotations

from collections import Counter
from math import log10
from urllib.parse import urlencode

from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_findings import DRIFT, ORDER, PROBLEM, TYPES, UNLISTED

MOST_GROUPS = 12
STEEP = 20  # a longest bar of more than this many times the shortest makes the scale logarithmic
SHORTEST = 6  # width in per cent of a bar of 1 on a logarithmic scale
ACCESS_TYPES = ("administrator", "group_admin", "disabled", "never_logged_in", "inactive", "quota_outlier", "no_two_factor")
PLURALS = {"administrator": "Administrators", "group_admin": "Group admins", "quota_outlier": "Unusual quotas"}
# Colour to the types that have it, in the order in which they stand in a bar.
TONES = {
    "error": ("not_read", "step_failed"),
    "rights": ("administrator", "group_admin", "group_admin_missing", "group_admin_surplus"),
    "surplus": ("account_surplus", "account_enabled", "membership_surplus", "group_surplus"),
    "missing": ("account_missing", "account_disabled", "membership_missing", "group_missing"),
    "differs": ("account_field", "group_field", "to_do"),
    "problem": ("row_problem",),
    "unlisted": ("unlisted_user", "unlisted_group"),
    "access": ("disabled", "never_logged_in", "inactive", "quota_outlier", "no_two_factor"),
}
TONE_OF = {type_of: tone for tone, types in TONES.items() for type_of in types}
TONE_TITLES = {"rights": "Rights", "surplus": "Too much", "missing": "Missing", "differs": "Differs", "problem": "Problem", "unlisted": "Unlisted"}


def link(**wanted):
    """The address within the page that shows the findings of this category, kind, group."""
    return "#" + urlencode({key: value for key, value in wanted.items() if value})


def types(report):
    """(type, title) of the findings, in their order."""
    return [(each, TYPES[each]) for each in sorted(report["summary"]["types"], key=ORDER.get)]


def charts(report):
    """Two charts: differences by kind, in the order of the findings, and by group, the largest first."""
    category_of = {each["type"]: each["category"] for each in report["findings"]}
    kinds = [
        {"label": title, "link": link(kind=each), "count": report["summary"]["types"][each], "tones": {TONE_OF[each]: 1}}
        for each, title in types(report)
        if category_of[each] in (DRIFT, PROBLEM, UNLISTED)
    ]
    return [_chart("By kind", kinds, len(kinds)), _chart("By group", _groups(report), MOST_GROUPS)]


def _groups(report):
    """The bars of the groups: how much of each colour the differences of a group have."""
    within = " ".join(category for category in (DRIFT, UNLISTED) if report["summary"][category])
    tones = {}
    for each in report["findings"]:
        if each["category"] in (DRIFT, UNLISTED):
            for name in each["groups"] or ():
                tones.setdefault(name, Counter())[TONE_OF[each["type"]]] += 1
    none = Counter(TONE_OF[each["type"]] for each in report["findings"] if each["category"] in (DRIFT, UNLISTED) and each["groups"] == [])
    return [
        {"label": name, "link": link(group=name, category=within), "count": count, "tones": tones.get(name, none)}
        for name, count in report["summary"]["groups"].items()
    ]


def _chart(title, bars, most):
    """A chart: so many bars and the others, ``parts`` of their width in per cent, a legend, and lines at the powers of ten where the scale is logarithmic."""
    longest, shortest = (pick([each["count"] for each in bars], default=1) for pick in (max, min))
    steep = longest > STEEP * shortest
    place = _logarithmic(longest) if steep else lambda count: count * 100 / longest
    lines = [round(place(10**power), 2) for power in range(1, len(str(longest)))] if steep else []
    drawn = [dict(each, parts=list(_parts(each, place(each["count"])))) for each in bars]
    legend = [(tone, name) for tone, name in TONE_TITLES.items() if any(tone in each["tones"] for each in bars)]
    return {"title": title, "bars": drawn[:most], "others": drawn[most:], "lines": lines, "legend": legend}


def _logarithmic(longest):
    """What makes a width in per cent of a count, so that one that is a hundred times another does not hide it."""
    return lambda count: SHORTEST + (100 - SHORTEST) * log10(count) / log10(longest)


def _parts(each, width):
    """The coloured parts of a bar, side by side, each as large as its share."""
    total, left = sum(each["tones"].values()), 0
    for tone in TONES:
        if each["tones"].get(tone):
            part = width * each["tones"][tone] / total
            yield {"tone": tone, "left": round(left, 2), "width": round(part, 2)}
            left += part


def cards(report):
    """Figures of the access review."""
    if not report["review"]:
        return []
    counts, unknown = report["summary"]["types"], report["review"]["unknown"]
    names = [name for name in ACCESS_TYPES if name != "no_two_factor" or report["review"]["two_factor_read"]]
    return [
        {"label": PLURALS.get(name, TYPES[name]), "link": link(kind=name), "count": counts.get(name, 0), "unknown": unknown.get(name, 0), "tone": TONE_OF[name]}
        for name in names
    ]
