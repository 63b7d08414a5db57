# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the report of a run: a plain structure that can be kept as JSON, compared with a later one, and rendered. Pure, without Ansible."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from itertools import chain

from ansible_collections.ocs.provisioning.plugins.module_utils.common.messages import visible
from ansible_collections.ocs.provisioning.plugins.plugin_utils import report_access, report_counts, report_findings, report_history, report_seafile
from ansible_collections.ocs.provisioning.plugins.plugin_utils.plain import plain, unpacked
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_findings import ACCESS, DRIFT, ERROR, PROBLEM, UNLISTED

SCHEMA, VERSION = "ocs.provisioning/drift_report", 2
BRIEF = 100  # findings of a category
SECRETS = ("password",)
NEEDED = ("name", "email", "display_name", "enabled", "admin", "groups", "subadmin_of", "last_login", "created", "quota", "quota_usage", "two_factor", "unread")
NEEDED_OF_QUOTA = ("definition", "bytes", "used")


def printable(value):
    """A copy whose texts can be shown anywhere: what acts on a terminal or on the reading direction is written as an escape."""
    if isinstance(value, dict):
        return {printable(key): printable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [printable(item) for item in value]
    return visible(value, "\n\t") if isinstance(value, str) else value


def is_report(value):
    """Whether it is a report already, of this or another version of the schema."""
    return isinstance(value, Mapping) and value.get("schema") == SCHEMA


def build(result, facts):
    """The report of a run.

    :param result: what ocs_directory returned, in check mode or not; None or empty for an access review alone.
    :param facts: what is known of the run; the keys are described with the filter's option of that name.
    """
    result, facts = _given(result or {}, facts or {})
    accounts, groups = _list(facts, "accounts", "users"), (facts.get("groups") or {}).get("groups")
    if (facts.get("server") or {}).get("product") == "seafile":
        accounts, groups = list(map(report_seafile.account, accounts)), groups and list(map(report_seafile.group, groups))
    accounts = report_access.with_relations(accounts, groups)
    document = facts.get("document") or {}
    found = []
    for step in ("server", "accounts", "groups", "two_factor"):
        found.extend(report_findings.error_of(step, facts.get(step) or {}))
    found.extend(report_findings.error_of("document", result))
    found.extend(report_findings.from_result(result, _groups_of(accounts, document)))
    # older ansible-cores make texts of numbers in variables
    limits = dict(report_access.LIMITS, **{key: int(value) for key, value in (facts.get("limits") or {}).items() if value is not None})
    factors = _second_factors(facts, accounts)
    if accounts:
        found.extend(report_access.review(accounts, facts["accounts"]["fetched_at"], factors, limits))
    _add_names(found, accounts, document)
    report = {
        "schema": SCHEMA, "schema_version": VERSION, "verdict": "", "statement": "", "instance": _instance(facts, result), "run": _run(facts, result),
        "document": _about_document(facts, document, result), "summary": {}, "comparison": None,
        "findings": sorted(found, key=report_findings.position),
        "review": _about_review(facts, accounts, factors, limits),
        "unsupported": result.get("unsupported") or {}, "plan": result.get("plan"), "files": facts.get("files") or {},
    }  # fmt: skip
    report["comparison"] = _compare(report, _earlier(facts.get("previous")))
    report["summary"] = report_counts.summary(report, result, accounts, document)
    report["verdict"], report["statement"] = report_counts.verdict(report), report_counts.statement(report)
    report["history"] = report_history.with_this(facts.get("history"), report)
    return report


def _given(result, facts):
    """Both as plain values; of accounts only what a report needs, because Ansible renders each value when it is touched, and it has 40 for an account."""
    result, facts, found = unpacked(result), dict(facts), {}
    for step in ("accounts", "groups", "two_factor"):
        read = facts.pop(step, None) or {}
        found[step] = unpacked(dict({key: read[key] for key in read if key != "users"}, users=list(map(_needed, read["users"]))) if read.get("users") else read)
    accounts = result.pop("accounts", None)
    if accounts:  # the task that compared has read them all
        found["accounts"] = {"users": accounts, "fetched_at": result["fetched_at"]}
    return result, dict(plain(facts), **found)


def _needed(account):
    found = {key: account[key] for key in NEEDED if key in account}
    if isinstance(found.get("quota"), Mapping):
        found["quota"] = {key: found["quota"][key] for key in NEEDED_OF_QUOTA if key in found["quota"]}
    return found


def _about_review(facts, accounts, factors, limits):
    """What the access review looked at, and of how many accounts something is not known; None without one."""
    if not accounts:
        return None
    unknown = report_access.unknown(accounts)
    unknown["no_two_factor"] = sum(account.get("two_factor") is None for account in _list(facts, "two_factor", "users"))
    unknown = {key: count for key, count in unknown.items() if count}
    return dict(limits, accounts=len(accounts), two_factor_read=len(factors), unknown=unknown)


def _list(facts, step, key):
    return (facts.get(step) or {}).get(key) or []


def _groups_of(accounts, document):
    """User id in lower case to the groups that the account is in or should be in; accounts whose groups nobody knows are left out."""
    held = {account["name"].lower(): set(account["groups"]) for account in accounts if account["groups"] is not None}
    for row in document.get("users") or []:
        wanted = row.get("groups")
        for name in _ids(row) if isinstance(wanted, list) else ():
            held.setdefault(name, set()).update(map(str, wanted))
    return {name: sorted(groups) for name, groups in held.items()}


def _ids(row):
    """What the row's account may be called, in lower case: by its id, on Seafile by its address."""
    return [str(row[key]).lower() for key in ("name", "email") if row.get(key)]


def _second_factors(facts, accounts):
    """User id to whether a second factor is on; an ownCloud account tells it, Nextcloud is asked for each account."""
    told = accounts + _list(facts, "two_factor", "users")
    return {account["name"]: account["two_factor"] for account in told if account.get("two_factor") is not None}


def _add_names(found, accounts, document):
    """Put people's names beside their ids: as the server has them, else as the document gives them."""
    names = {name: row.get("display_name") or "" for row in document.get("users") or [] for name in _ids(row)}
    names.update((account["name"].lower(), account.get("display_name") or "") for account in accounts)
    for each in found:
        if each["kind"] != "group":
            each["display_name"] = str(names.get(each["name"].lower(), ""))


def _instance(facts, result):
    server, api = facts.get("server") or {}, result.get("api") or {}
    return {
        "name": facts.get("instance") or "",
        "url": server.get("url") or "",
        "product": server.get("product") or api.get("product") or "",
        "edition": server.get("edition") or "",
        "version": server.get("version") or api.get("version") or "",
    }


def _run(facts, result):
    """Who, when, and what it cost."""
    costs = [(part or {}).get("api") or {} for part in (result, *(facts.get(step) for step in ("server", "accounts", "groups", "two_factor")))]
    run = {"account": (facts.get("server") or {}).get("account") or ""}
    run.update((key, facts.get(key) or "") for key in ("operator", "job", "started", "finished"))
    run["requests"] = sum(cost.get("requests") or 0 for cost in costs)
    run["seconds"] = round(sum(cost.get("elapsed_seconds") or 0 for cost in costs), 3)
    return run


def _about_document(facts, document, result):
    """Where the document came from and which one it was; None for an access review alone."""
    if not result:
        return None
    return {
        "source": facts.get("source") or "",
        "revision": facts.get("revision") or "",
        "digest": facts.get("digest") or (_digest(document) if document else ""),
        "users": len(document.get("users") or []) if document else None,
        "groups": len(document.get("groups") or []) if document else None,
    }


def _digest(document):
    """SHA-256 of the document without its passwords, so that two reports can tell whether they used the same one."""

    def public(value):
        if isinstance(value, dict):
            return {key: public(item) for key, item in value.items() if key not in SECRETS}
        return [public(item) for item in value] if isinstance(value, list) else value

    text = json.dumps(public(document), sort_keys=True, ensure_ascii=False, default=str)
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _earlier(previous):
    """The earlier report, also from its text; None when it cannot be read as one."""
    try:
        return json.loads(previous) if isinstance(previous, str) else previous
    except ValueError:
        return None


def _compare(report, previous):
    """What is new since an earlier report and what is settled; None without one, or when it is not of this schema.

    Only what was looked at this time can be settled: after an error, or without an access review, its findings are left out.
    """
    if not is_report(previous) or previous.get("schema_version") != VERSION:
        return None
    looked_at = {ACCESS} if report["review"] else set()
    if report["document"] is not None and not any(each["category"] == ERROR for each in report["findings"]):
        looked_at |= {DRIFT, PROBLEM, UNLISTED, ERROR}
    earlier, present = {each["id"] for each in previous["findings"]}, {each["id"] for each in report["findings"]}
    return {
        "previous": previous["run"].get("finished") or "",
        "new": [each["id"] for each in report["findings"] if each["id"] not in earlier],
        "settled": [each for each in previous["findings"] if each["id"] not in present and each["category"] in looked_at],
    }


def brief(report):
    """The report with no more than the first findings of each category, and of what is new or settled: as much as a variable should hold."""
    kept = [[each for each in report["findings"] if each["category"] == category][:BRIEF] for category in report_findings.CATEGORIES]
    compared = report["comparison"] and {key: value[:BRIEF] for key, value in report["comparison"].items()}
    return dict(report, findings=list(chain(*kept)), comparison=compared)
