# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What departments give to their people, of whom one may be in several. Pure."""

from __future__ import annotations

import re

from ansible_collections.ocs.provisioning.plugins.module_utils.bulk import document, guards
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk.fields import Field
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import normal_forms
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import values as seafile_values
from ansible_collections.ocs.provisioning.plugins.plugin_utils.plain import texts

NAME = Field("name", ids=True)
KEYS = ("groups", "quota", "language", "manager", "lead_of", "fields")
UNCLEAR = re.compile(r"[1-9]\d{0,4}|[1-9]\d{0,2}(?:\.\d{3})+ *[A-Za-z]*", re.ASCII)
TRUE, FALSE = ("true", "yes", "y", "1", "on", "x", "ja", "oui"), ("false", "no", "n", "0", "off", "", "nein", "non")


def described(departments):
    """The departments with texts as names and lists of groups, and what is wrong with them."""
    if not isinstance(departments, dict):
        return {}, ["departments: must be a mapping of names."]
    found, problems = {}, []
    for name, department in departments.items():
        try:
            found[document.as_text(NAME, name)] = _described(department or {})
        except ValueError as error:
            problems.append("department %s: %s" % (name, error))
    return found, problems


def _described(department):
    """One department; a text of groups is split as in a row, and a number is a name."""
    if not isinstance(department, dict):
        raise ValueError("must be a mapping with %s." % ", ".join(KEYS))
    unknown = sorted(map(str, set(department) - set(KEYS)))
    if unknown:
        raise ValueError("%s is unknown; it takes %s." % (", ".join(unknown), ", ".join(KEYS)))
    if not isinstance(department.get("fields") or {}, dict):
        raise ValueError("fields: must be a mapping.")
    check_quota(department.get("quota") or "default")
    found = dict(department)
    for key in ("groups", "lead_of"):
        try:
            found[key] = document.as_list(NAME, department.get(key) or [])
        except ValueError as error:
            raise ValueError("%s: %s" % (key, error)) from None
    return found


def groups(departments):
    """The groups that departments name."""
    return {group for part in departments.values() for key in ("groups", "lead_of") for group in part[key]}


def named(value, known):
    """The departments that a cell names: its text as it stands, else its parts; :raises ValueError: for one that is unknown."""
    value = [value] if isinstance(value, str) and value in known else _parts(value)
    unknown = [name for name in value if name not in known]
    if unknown:
        raise ValueError("the department %s is unknown; known are: %s." % (", ".join(map(repr, unknown)), ", ".join(sorted(known)) or "none"))
    return value


def given(names, departments):
    """The fields that these departments give, each from the first that has it; without groups and posts."""
    found = {}
    for department in [departments[name] for name in names]:
        fields = dict(department.get("fields") or {}, **{key: department[key] for key in ("quota", "language", "manager") if department.get(key)})
        found.update((key, value) for key, value in fields.items() if key not in found)
    return found


def joined(names, departments):
    """The groups of all these departments."""
    return {group for name in names for group in departments[name]["groups"]}


def led(lead, names, departments):
    """The groups that a person administers who leads all, some or none of these departments; :raises ValueError: for what cannot be meant."""
    text = str("" if lead is None else lead).strip().lower()
    if text in FALSE:
        return set()
    leads = names if text in TRUE else [lead] if lead in names else _parts(lead)
    if not names or not leads:
        raise ValueError("lead: the person is in no department; name one under department, or groups under subadmin_of.")
    if any(name not in names for name in leads):
        raise ValueError("lead: %r is neither yes nor no, nor one of the person's departments: %s." % (lead, ", ".join(names)))
    found = {name: set(departments[name]["lead_of"] or departments[name]["groups"]) for name in leads}
    without = [name for name in leads if not found[name]]
    if without:
        raise ValueError("lead: the department %r has neither lead_of nor groups; describe what its leads administer." % without[0])
    return set().union(*found.values())


def _parts(value):
    """Parts of a text at semicolons or, where it has none, at commas; a list as it is; a number is a text."""
    if not isinstance(value, (list, tuple)):
        value = re.split(";" if ";" in str(value) else ",", str(value))
    return [str(part).strip() for part in value if str(part).strip()]


def check_quota(text):
    """Here, and not by the modules alone, because only here the line of the file is known. Seafile takes some texts more.

    In a sheet, ``5`` is no five bytes, and ``5.000 MB`` may be five thousand.
    """
    if UNCLEAR.fullmatch(str(text).strip()):
        raise ValueError("quota: %r is not clear; write it with a unit and without separators of thousands, such as '5 GB' or '5000 MB'." % text)
    try:
        normal_forms.normal_quota(str(text))
    except Invalid as error:
        try:
            seafile_values.normal_quota(str(text))
        except Invalid:
            raise ValueError(str(error)) from None


def literal(name):
    """A pattern that fits this name and no other."""
    return re.sub(r"([\[*?])", r"[\1]", name)


def undescribed(people, described, patterns, accounts=(), listed=()):
    """Group to the number of these people who are in it, of the groups that are neither described nor fit a pattern.

    :param accounts: records of accounts, whose groups count; :param listed: records of groups, whose members count.
    """
    ids, counts = {str(name).lower() for name in people}, {}
    for account in accounts:
        for name in (account.get("groups") or ()) if str(account["name"]).lower() in ids else ():
            counts[name] = counts.get(name, 0) + 1
    for group in listed:
        counts[group["name"]] = counts.get(group["name"], 0) + sum(str(member).lower() in ids for member in group.get("members") or ())
    managed = texts(patterns)
    return {name: count for name, count in sorted(counts.items()) if count and name not in described and not guards.matches(name, managed)}
