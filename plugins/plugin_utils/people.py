# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People as rows, turned into a directory document: ids by a rule, departments into groups, quotas and posts. Pure. No column is accepted and ignored."""

from __future__ import annotations

import re
import unicodedata

from ansible_collections.ocs.provisioning.plugins.module_utils.bulk import document
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk.fields import TEXT, Columns, Field, by_word
from ansible_collections.ocs.provisioning.plugins.module_utils.common.record import names_in
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.ids import user_id
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import normal_forms as values
from ansible_collections.ocs.provisioning.plugins.plugin_utils import columns as renaming, departments as parts
from ansible_collections.ocs.provisioning.plugins.plugin_utils.csv_rows import listed
from ansible_collections.ocs.provisioning.plugins.plugin_utils.plain import texts

# letters that have no parts to take a mark away from, and those that have a customary spelling
LETTERS = {
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "å": "aa", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "œ": "oe",
    "ħ": "h", "ı": "i", "ŋ": "n", "ĸ": "k", "ŧ": "t",
}  # fmt: skip
COLUMNS = Columns("name", user_id)
WORDS = by_word(COLUMNS.users)
FIELDS = tuple(column.name for column in COLUMNS.users if column.name != "department")
STEERING = ("department", "lead", "given_name", "family_name")
KNOWN = FIELDS + STEERING + tuple(word for word in WORDS if word not in FIELDS + STEERING)
TEXTS = {name: WORDS.get(name, Field(name)) for name in FIELDS + ("given_name", "family_name") if name not in WORDS or WORDS[name].kind == TEXT}
RULE = {"case": "lower", "transliterate": True, "template": ""}


def people_to_users(people, columns=None, departments=None, id_rule=None, managed_groups=()):
    """``document`` with ``groups`` and ``users``, ``departments`` by id, ``managed_groups``, ``problems`` and ``warnings``.

    With problems the document is not complete.

    :param people: rows. :param columns: our field to the column's name, for rows that name them otherwise.
    :param departments: name to ``groups``, ``quota``, ``language``, ``manager``, ``lead_of`` and further ``fields``.
    :param id_rule: ``case`` (lower, keep), ``transliterate`` (bool), ``template`` such as ``{given_name}.{family_name}``.
    :param managed_groups: patterns of groups that people may be taken out of; those that are described come to them.
    """
    columns, patterns = columns or {}, texts(managed_groups)
    rule, unfit = _rule(id_rule or {})
    departments, wrong = parts.described(departments or {})
    problems = unfit + renaming.problems(people, columns, KNOWN) + wrong + ["people: the list is empty."] * (not people)
    groups, users, seen, told = set() if problems else parts.groups(departments), [], {}, {}
    for index, row in enumerate(people if not problems else ()):  # each row would only say the same again
        where = renaming.where(row, index, "person")
        try:
            given = _renamed(row, columns)
            user = _user(given, departments, rule)
        except ValueError as error:
            problems.append(renaming.told(_discreet(str(error), row, columns), where, people, columns))
            continue
        before = seen.setdefault(user["name"].lower(), where)
        if before != where:
            problems.append("%s: the ID %r is that of %s; remove one of them, or give one another ID." % (where, user["name"], before))
        groups.update(user["groups"], user.get("subadmin_of") or ())
        users.append(user)
        told[user["name"]] = str(given.get("department") or "")
    managed = patterns + sorted(map(parts.literal, groups)) if patterns else []
    return {
        "document": {"groups": [{"name": name} for name in sorted(groups)], "users": users},
        "managed_groups": managed,
        "problems": problems,
        "warnings": renaming.unused(people, columns),
        "departments": told,
    }


def _rule(given):
    """The whole rule, and what is wrong with it; its flag may be a text."""
    if not isinstance(given, dict):
        return RULE, ["id_rule: must be a mapping with %s." % ", ".join(RULE)]
    found = ["id_rule: %s is unknown; it takes %s." % (key, ", ".join(RULE)) for key in sorted(set(given) - set(RULE))]
    rule = dict(RULE, **{key: value for key, value in given.items() if key in RULE and value is not None})
    flag = str(rule["transliterate"]).strip().lower()
    found += ["id_rule: case must be lower or keep."] * (rule["case"] not in ("lower", "keep"))
    found += ["id_rule: transliterate: %r is neither yes nor no." % (rule["transliterate"],)] * (flag not in parts.TRUE + parts.FALSE)
    found += ["id_rule: template must be a string."] * (not isinstance(rule["template"], str))
    return dict(rule, transliterate=flag in parts.TRUE), found


def _renamed(row, columns):
    """The row in our words."""
    if not isinstance(row, dict):
        raise ValueError("is not a row of fields.")
    row = renaming.renamed(row, columns)
    unknown = sorted(str(key) for key in set(row) - set(KNOWN))
    if unknown:
        raise ValueError("%s is unknown; map columns with onboarding_columns." % listed(unknown))
    found, keys = {}, {}
    for key, value in row.items():
        field = WORDS[key].name if key in WORDS else key
        if value in (None, ""):
            continue
        first = keys.setdefault(field, key)
        if found.setdefault(field, value) != value:
            raise ValueError("%s: is an alias of %s, which the row sets to another value." % (first if key == field else key, field))
    return found


def _user(row, departments, rule):
    """One row of the document: what the row says itself wins over its departments."""
    given = {field: _text(field, value) for field, value in row.items()}
    names = parts.named(given.get("department") or [], departments)
    user = parts.given(names, departments)
    user.update((field, value) for field, value in given.items() if field in FIELDS)
    if "quota" in given:
        parts.check_quota(given["quota"])
    user["name"] = user_id(given, rule)
    name = " ".join(filter(None, (given.get(key, "").strip() for key in ("given_name", "family_name"))))
    if name:
        user.setdefault("display_name", name)
    if str(user.get("manager") or "").lower() == user["name"].lower():
        del user["manager"]  # nobody who leads a department is their own manager
    user["groups"] = sorted(parts.joined(names, departments).union(_list(given.get("groups"))))
    posts = parts.led(given.get("lead"), names, departments).union(_list(given.get("subadmin_of")))
    if departments or "lead" in given or "subadmin_of" in given:
        user["subadmin_of"] = sorted(posts)
    _check(user)
    return user


def _check(user):
    """What the modules would say of the row, while its line is known."""
    for problem in document.load({"users": [dict(user)]}, COLUMNS).problems:
        raise ValueError("%s: %s" % (problem.field, problem.message))
    try:
        values.email("email", user.get("email") or "")
    except Invalid as error:
        raise ValueError(str(error)) from None


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
        return document.as_text(TEXTS[field], value)
    except ValueError as error:
        raise ValueError("%s: %s" % (field, error)) from None


def user_id(given, rule):
    """The id of a person: the name as given, else by the template, else the part of the address before the @.

    :raises ValueError: when nothing of it is left.
    """
    source = given.get("name")
    if not source and rule["template"]:
        try:
            source = rule["template"].format(**given)
        except KeyError as error:
            raise ValueError("%s is missing, which the rule for IDs needs." % error) from None
        except (AttributeError, IndexError, TypeError):
            raise ValueError("id_rule: template can only name fields, such as {given_name}.{family_name}.") from None
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
        for char in unicodedata.normalize("NFC", text)
    )
    return unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()


def _list(value):
    """The groups of a row: a cell is split, a list is taken to the letter."""
    return names_in(value) if isinstance(value, str) else {str(item) for item in value or []}
