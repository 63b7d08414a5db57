# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The access review: who may do what, and whose account lies idle. Pure; the clock is the moment when the accounts were read."""

from __future__ import annotations

from datetime import datetime, timedelta
from statistics import median

from ansible_collections.ocs.provisioning.plugins.module_utils.common.record import MOMENT
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.ids import ADMIN_GROUP
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user.normal_forms import size_text
from ansible_collections.ocs.provisioning.plugins.plugin_utils.plain import unpacked
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_findings import ACCESS, finding

LIMITS = {"inactive_days": 90, "quota_used_percent": 90, "quota_factor": 10}


def privileged(result, every=False):
    """Ids of the accounts that administer the server or a group, sorted. :param every: of all accounts."""
    found = unpacked(result)
    accounts = found.get("users") or found.get("accounts") or ()
    return sorted(account["name"] for account in accounts if every or account.get("subadmin_of") or ADMIN_GROUP in (account.get("groups") or ()))


def with_relations(accounts, groups):
    """The accounts with ``groups`` and ``subadmin_of``; those that the server does not tell with an account come from the groups' lists.

    What was not read is None. :param groups: the server's groups, None where they were not read; their lists may be None as well.
    """
    joined, led = _by_account(groups, "members"), _by_account(groups, "subadmins")
    told = groups is not None and all(group.get("members") is not None for group in groups if group["name"] == ADMIN_GROUP)
    posts_told = groups is not None and all(group.get("subadmins") is not None for group in groups)
    return [
        dict(account, groups=_relation(account, "groups", joined, told), subadmin_of=_relation(account, "subadmin_of", led, posts_told)) for account in accounts
    ]


def _by_account(groups, key):
    """Account to the groups that name it."""
    found = {}
    for group in groups or ():
        for name in group.get(key) or ():
            found.setdefault(name, []).append(group["name"])
    return found


def _relation(account, key, lists, told):
    if account.get(key) is not None:
        return account[key]
    return lists.get(account["name"], [] if told else None)


def unknown(accounts):
    """Type of finding to the number of accounts of which nobody can tell; they must have ``groups`` and ``subadmin_of``."""
    untold = {
        "administrator": [_administers(account) is None for account in accounts],
        "group_admin": [account["subadmin_of"] is None for account in accounts],
        "disabled": [account.get("enabled") is None for account in accounts],
        "never_logged_in": ["last_login" in account.get("unread", ()) for account in accounts],
        "quota_outlier": ["quota" in account.get("unread", ()) for account in accounts],
    }
    return dict({key: sum(values) for key, values in untold.items()}, inactive=sum(untold["never_logged_in"]))


def review(accounts, now, second_factors, limits):
    """Findings about accounts, which must have ``groups`` and ``subadmin_of``.

    :param now: time at which the accounts were read, ISO 8601 in UTC.
    :param second_factors: user id to whether a second factor is on, of the accounts for which that could be read.
    :param limits: ``inactive_days``, ``quota_used_percent``, ``quota_factor``; see the filter's documentation.
    """
    oldest = (datetime.strptime(now, MOMENT) - timedelta(days=limits["inactive_days"])).strftime(MOMENT)
    usual = _usual_quota(accounts)
    found = []
    for account in accounts:
        for type_of, detail in _about(account, oldest, usual, second_factors, limits):
            found.append(
                finding(ACCESS, type_of, "user", account["name"], detail=detail, display_name=account.get("display_name") or "", groups=account["groups"])
            )
    return found


def _about(account, oldest, usual, second_factors, limits):
    """(type, detail) of everything worth knowing of one account. Disabled ones are not called idle as well; what is not known is not told."""
    enabled, last = account.get("enabled") is not False, account.get("last_login")
    if _administers(account):
        yield "administrator", "" if enabled else "disabled"
    if account["subadmin_of"]:
        yield "group_admin", "of " + ", ".join(account["subadmin_of"])
    if not enabled:
        yield "disabled", "last login %s" % (last or ("not known" if "last_login" in account.get("unread", ()) else "never"))
    elif "last_login" in account.get("unread", ()):
        pass
    elif last is None:
        yield "never_logged_in", "created %s" % account["created"] if account.get("created") else ""
    elif last < oldest:
        yield "inactive", "last login %s" % last
    unusual = _unusual_quota(account.get("quota") or {}, usual, limits)
    if unusual:
        yield "quota_outlier", unusual
    if enabled and second_factors.get(account["name"]) is False:
        yield "no_two_factor", "administrator" if _administers(account) else ""


def _administers(account):
    """Whether the account administers the server: Seafile tells it, OCS servers have a group for it; None where nobody knows."""
    if account.get("admin") is not None or account["groups"] is None:
        return account.get("admin")
    return ADMIN_GROUP in account["groups"]


def _usual_quota(accounts):
    """The median of the limited quotas in bytes when more than half of the accounts are limited, else None."""
    sizes = [quota["bytes"] for quota in (account.get("quota") or {} for account in accounts) if quota.get("bytes")]
    return median(sizes) if len(sizes) > len(accounts) / 2 else None


def _unusual_quota(quota, usual, limits):
    """Why a quota stands out, "" when it does not."""
    size, used, told = quota.get("bytes"), quota.get("used"), []
    if size and used is not None and used * 100 >= size * limits["quota_used_percent"]:
        told.append("%d %% of %s used" % (used * 100 // size, size_text(round(size))))
    if usual and quota.get("definition") == "none":
        told.append("unlimited, while most accounts are limited")
    if usual and size and size > usual * limits["quota_factor"]:
        told.append("%s, more than %d times the usual %s" % (size_text(round(size)), limits["quota_factor"], size_text(round(usual))))
    return "; ".join(told)
