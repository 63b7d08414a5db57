# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People as rows, turned into a directory document: ids by a rule, departments into groups, quotas and posts. Pure."""
from __future__ import annotations

import re
import unicodedata

from ansible_collections.ocs.provisioning.plugins.module_utils import document, quota, seafile_values
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.plugin_utils.csv_rows import listed

# letters that have no parts to take a mark away from, and those that have a customary spelling
LETTERS = {
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "å": "aa", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "œ": "oe",
    "ħ": "h", "ı": "i", "ŋ": "n", "ĸ": "k", "ŧ": "t",
}
PERSON_FIELDS = (
    "name", "display_name", "email", "quota", "language", "locale", "timezone", "manager", "phone", "address", "website", "organisation",
    "role", "headline", "biography", "pronouns", "fediverse", "twitter", "bluesky", "profile_enabled", "enabled", "additional_mails",
    "notify_email", "password", "login_id", "admin", "account_role",
)
STEERING = ("department", "lead", "groups", "given_name", "family_name")
TEXTS = tuple(set(PERSON_FIELDS) - set(document.LISTS + document.FLAGS)) + ("given_name", "family_name")
DEPARTMENT_KEYS = ("groups", "quota", "language", "manager", "lead_of", "fields")
TRUE, FALSE = ("true", "yes", "y", "1", "on", "x", "ja", "oui"), ("false", "no", "n", "0", "off", "", "nein", "non")


def people_to_users(people, columns=None, departments=None, id_rule=None):
    """``{"document": {"groups": [...], "users": [...]}, "problems": [...]}``; with problems the document is not complete.

    :param people: rows. :param columns: our field to the column's name, for rows that name them otherwise.
    :param departments: name to ``groups``, ``quota``, ``language``, ``manager``, ``lead_of`` and further ``fields``.
    :param id_rule: ``case`` (lower, keep), ``transliterate`` (bool), ``template`` such as ``{given_name}.{family_name}``.
    """
    departments, rule = departments or {}, dict({"case": "lower", "transliterate": True, "template": ""}, **(id_rule or {}))
    problems = _bad_departments(departments) + ["people: there are none."] * (not people)
    groups = {group for department in departments.values() for key in ("groups", "lead_of") for group in (department or {}).get(key) or []}
    users, seen = [], {}
    for index, row in enumerate(people):
        where = "line %s" % row["_line"] if isinstance(row, dict) and "_line" in row else "person %d" % (index + 1)
        try:
            user = _user(_renamed(row, columns or {}), departments, rule)
        except ValueError as error:
            problems.append("%s: %s" % (where, _discreet(str(error), row, columns or {})))
            continue
        before = seen.setdefault(user["name"].lower(), where)
        if before != where:
            problems.append("%s: the id %r is that of %s already; give one of them another name." % (where, user["name"], before))
        groups.update(user["groups"])
        users.append(user)
    return {"document": {"groups": [{"name": name} for name in sorted(groups)], "users": users}, "problems": problems}


def _bad_departments(departments):
    found = []
    for name, department in departments.items():
        unknown = sorted(set(department or {}) - set(DEPARTMENT_KEYS))
        found += ["department %s: %s is unknown; it takes %s." % (name, key, ", ".join(DEPARTMENT_KEYS)) for key in unknown]
        try:
            _check_quota((department or {}).get("quota") or "default")
        except ValueError as error:
            found.append("department %s: %s" % (name, error))
    return found


def _renamed(row, columns):
    """The row in our words; columns that nobody maps and nobody knows are left out only when a map is given."""
    if not isinstance(row, dict):
        raise ValueError("is no row of fields.")
    if columns:
        return {field: row.get(column) for field, column in columns.items()}
    unknown = sorted(set(row) - set(PERSON_FIELDS) - set(STEERING) - {"_line"})
    if unknown:
        raise ValueError("%s is unknown; map columns with onboarding_columns." % listed(unknown))
    return {field: value for field, value in row.items() if field != "_line"}


def _user(row, departments, rule):
    """One row of the document: what the row says itself wins over its department."""
    given = {field: _text(field, value) for field, value in row.items() if value not in (None, "")}
    bad = sorted(set(given) - set(PERSON_FIELDS) - set(STEERING))
    if bad:
        raise ValueError("the field %s is unknown." % ", ".join(map(repr, bad)))
    department = {}
    if "department" in given:
        if given["department"] not in departments:
            raise ValueError("the department %r is unknown; known are: %s." % (given["department"], ", ".join(sorted(departments)) or "none"))
        department = departments[given["department"]] or {}
    user = dict(department.get("fields") or {}, **{key: department[key] for key in ("quota", "language", "manager") if department.get(key)})
    user.update((field, value) for field, value in given.items() if field in PERSON_FIELDS)
    if "quota" in given:
        _check_quota(given["quota"])
    user["name"] = user_id(given, rule)
    if user.get("manager", "").lower() == user["name"].lower():
        del user["manager"]  # who leads a department is not his own manager
    user["groups"] = sorted(set(department.get("groups") or []) | set(_list(given.get("groups"))))
    if departments or "lead" in given:
        led = department.get("lead_of") or department.get("groups") or []
        user["subadmin_of"] = sorted(led) if _flag("lead", given.get("lead", "")) else []
    return user


def _discreet(problem, row, columns):
    """The problem; of a row with passwords no cell is shown, because cells that moved by one place bring the password anywhere."""
    if isinstance(row, dict) and ("password" in row or "password" in columns):
        for cell in row.values():
            problem = problem.replace(repr(cell), "(not shown)") if isinstance(cell, str) and cell else problem
    return problem


def _text(field, value):
    """The value; a text that YAML made something else of is refused, and a whole number in an id is its text."""
    if field not in TEXTS:
        return value
    try:
        return document.as_text(field, value)
    except ValueError as error:
        raise ValueError("%s: %s" % (field, error)) from None


def _check_quota(text):
    """Here, and not by the modules alone, because only here the line of the file is known. Seafile takes some texts more."""
    try:
        quota.normal_quota(str(text))
    except Invalid as error:
        try:
            seafile_values.normal_quota(str(text))
        except Invalid:
            raise ValueError(str(error)) from None


def user_id(given, rule):
    """The id of a person: the name as given, else by the template, else the part of the address before the @.

    :raises ValueError: when nothing of it is left.
    """
    source = given.get("name")
    if not source and rule["template"]:
        try:
            source = rule["template"].format(**given)
        except KeyError as error:
            raise ValueError("%s is missing, which the rule for ids needs." % error) from None
    source = str(source or given.get("email", "").partition("@")[0])
    text = re.sub(r"[^A-Za-z0-9_.@'+]+", "-", transliterated(source)).strip("-") if rule["transliterate"] else source.strip()
    text = text.lower() if rule["case"] == "lower" else text
    if not text:
        raise ValueError("has no name, and none can be made of %r." % source)
    return text


def transliterated(text):
    """The text in letters of ASCII: customary spellings first, then without marks; what is left over is dropped."""
    spelled = "".join(
        (LETTERS[char.lower()].capitalize() if char.isupper() else LETTERS[char]) if char.lower() in LETTERS else char
        for char in unicodedata.normalize("NFC", text))
    return unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()


def _list(value):
    if isinstance(value, str):
        value = re.split(";" if ";" in value else ",", value)
    return [str(item).strip() for item in value or [] if str(item).strip()]


def _flag(field, value):
    text = str(value).strip().lower()
    if text not in TRUE + FALSE:
        raise ValueError("%s: %r is neither yes nor no." % (field, value))
    return text in TRUE
