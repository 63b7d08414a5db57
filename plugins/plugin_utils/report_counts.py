# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report counts, of how many, and what it therefore says: the verdict and one statement. Pure."""

from __future__ import annotations

import re
from collections import Counter

from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_findings import CATEGORIES, DRIFT, ERROR, PROBLEM, UNLISTED

DONE = "done"  # status of a step that a real run carried out
NO_GROUP = "(no group)"
# Type of finding to what of an account it needs.
UNSEEN = {"group_admin": "the group admin rights", "never_logged_in": "the last login", "quota_outlier": "the quota", "disabled": "the state"}


def summary(report, result, accounts, document):
    """Counts: findings per category, type and group, and the accounts that were looked at."""
    findings, comparison = report["findings"], report["comparison"]
    categories = Counter(each["category"] for each in findings)
    found = {category: categories[category] for category in CATEGORIES}
    found["types"] = dict(Counter(each["type"] for each in findings))
    differing = [each for each in findings if each["category"] in (DRIFT, UNLISTED)]
    by_group = Counter(group for each in differing if each["groups"] is not None for group in each["groups"] or [NO_GROUP])
    found["groups"] = dict(sorted(by_group.items(), key=lambda item: (-item[1], item[0])))
    found["groups_unknown"] = sum(each["groups"] is None for each in differing)
    found["done"] = sum(each["status"] == DONE for each in findings)
    found["accounts"] = report["review"]["accounts"] if report["review"] else None
    found.update(_accounts(findings, result, accounts, document))
    found["administrators_unknown"] = report["review"]["unknown"].get("administrator", 0) if report["review"] else 0
    found["new"] = len(comparison["new"]) if comparison else None
    found["settled"] = len(comparison["settled"]) if comparison else None
    return found


def _accounts(findings, result, accounts, document):
    """The accounts that were compared, those that the document does not name, and all of them; with ``administrators_undescribed``."""
    unchanged = (result.get("summary") or {}).get("users", {}).get("unchanged")
    differing = {each["name"].lower() for each in findings if each["category"] == DRIFT and each["kind"] != "group"}
    wrong = {each["name"].lower() for each in findings if each["category"] == PROBLEM and each["kind"] == "user"} - differing
    missing = {each["name"].lower() for each in findings if each["type"] == "account_missing"}
    undescribed = {each["name"].lower() for each in findings if each["category"] == UNLISTED and each["kind"] == "user"}
    if document:
        undescribed |= {account["name"].lower() for account in accounts} - _described(document)
    undescribed -= differing | wrong
    # of a document that is a file nobody knows here whom it names, but how many
    others = len(accounts) - (unchanged or 0) - len(differing - missing) - len(wrong) if accounts and result and not document else 0
    number = max(len(undescribed), others)
    administrators = {each["name"].lower() for each in findings if each["type"] == "administrator"}
    return {
        "accounts_unchanged": unchanged,
        "accounts_differing": len(differing),
        "accounts_problem": len(wrong),
        "accounts_undescribed": number,
        "accounts_all": (unchanged or 0) + len(differing) + len(wrong) + number,
        "administrators_undescribed": len(administrators & undescribed),
    }


def _described(document):
    """Whom the document names, in lower case: by ids, on Seafile by addresses, and as group admins."""
    named = {str(row[key]).lower() for row in document.get("users") or [] for key in ("name", "email") if row.get(key)}
    for row in document.get("groups") or []:
        admins = row.get("subadmins") or []
        named.update(str(name).strip().lower() for name in (re.split("[;,]", admins) if isinstance(admins, str) else admins))
    return named


def verdict(report):
    """``error``: not everything could be read or done; ``drift``: the server differs, or rows are wrong; ``partial``: it does not, as far as
    the document goes; else ``agreement``.
    """
    counts = report["summary"]
    if counts[ERROR]:
        return "error"
    if counts[PROBLEM] or any(each["category"] == DRIFT and each["status"] != DONE for each in report["findings"]):
        return "drift"
    return "partial" if report["document"] is not None and _beyond(counts) else "agreement"


def _beyond(counts):
    """Whether there is more on the server than the document names, or it is not known."""
    return counts[UNLISTED] or counts["accounts_undescribed"] or counts["administrators_unknown"]


def statement(report):
    """What the report says, in a sentence or some: what is new, what differs, of how many accounts, and what nobody looked at."""
    counts, told = report["summary"], []
    if report["comparison"]:
        told.append(
            "%s new and %s settled since %s." % ("{:,}".format(counts["new"]), "{:,}".format(counts["settled"]), _moment(report["comparison"]["previous"]))
        )
    if report["document"] is not None and not (counts[ERROR] and not counts[DRIFT] and not counts[PROBLEM]):
        told += _about_document(counts)
    if counts["done"]:
        told.append("%d corrected by this run." % counts["done"])
    if counts[ERROR]:
        told.append(number(counts[ERROR], "error") + ", so the report is incomplete.")
    if report["document"] is None and report["review"]:
        told.append("Access review of %s." % number(report["review"]["accounts"], "account"))
    if report["review"] and counts["administrators_unknown"]:
        told.append("For %s it is unknown whether they administer the server." % number(counts["administrators_unknown"], "account"))
    unseen = list(not_looked_at(report))
    if unseen:
        told.append("Not checked: %s." % "; ".join(unseen))
    return " ".join(told)


def _moment(finished):
    """A time to the minute."""
    return finished[:16].replace("T", " ") + " UTC" if finished else "the last report"


def not_looked_at(report):
    """What a reader might take for looked at and found to be well."""
    if report["document"] is None:
        yield "differences from a document"
    if report["unsupported"]:
        yield "fields that the server does not have (%s)" % ", ".join(sorted(report["unsupported"]))
    review = report["review"]
    if not review:
        yield "who has access"
        return
    for key, what in UNSEEN.items():
        if review["unknown"].get(key):
            yield "%s of %s" % (what, number(review["unknown"][key], "account"))
    if review["two_factor_read"] < review["accounts"]:
        yield "the second factor of " + number(review["accounts"] - review["two_factor_read"], "account")


def _about_document(counts):
    """What the comparison found, how many accounts it looked at, and what lies beyond the document."""
    if counts[DRIFT]:
        yield number(counts[DRIFT], "difference") + "."
    if counts[PROBLEM]:
        yield number(counts["types"]["row_problem"], "problem") + " in rows of the document."
    if not counts[DRIFT] and not counts[PROBLEM]:
        yield "The server agrees with the document as far as it goes." if _beyond(counts) else "The server agrees with the document."
    agreeing, total, beyond = counts["accounts_unchanged"] or 0, counts["accounts_all"], counts["accounts_undescribed"]
    if total and not counts[ERROR]:
        yield "{:,} of {} {}{}.".format(
            agreeing,
            number(total, "account"),
            "agrees" if agreeing == 1 else "agree",
            ", {:,} {} not in the document".format(beyond, "is" if beyond == 1 else "are") if beyond else "",
        )
    elif beyond:
        yield number(beyond, "account") + " not in the document."
    groups = counts["types"].get("unlisted_group", 0)
    if groups:
        yield number(groups, "group") + " not in the document."
    if counts["administrators_undescribed"]:
        yield number(counts["administrators_undescribed"], "administrator") + " not in the document."


def share(report):
    """Part of all accounts that agree, in per cent, rounded down so that 100 means all; None when that is not known."""
    counts = report["summary"]
    if report["document"] is None or counts[ERROR] or counts["done"] or not counts["accounts_all"]:
        return None
    return (counts["accounts_unchanged"] or 0) * 100 // counts["accounts_all"]


def number(count, word):
    """A number and what it counts."""
    return "{:,} {}{}".format(count, word, "" if count == 1 else "s")
