# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A directory document: groups and users as a task or a file gives them, turned into what the single planners take.

Rows may come from a CSV file or an HR system: texts for booleans, lists split at semicolons or commas. Every message names the row.
"""
from __future__ import annotations

import json
import re
import traceback
from dataclasses import dataclass, field

from ansible_collections.ocs.provisioning.plugins.module_utils import group, user
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid

try:
    import yaml
    YAML_ERROR = None
except ImportError:
    yaml = None
    YAML_ERROR = traceback.format_exc()

LISTS = ("groups", "subadmin_of", "additional_mails")
NOT_IN_ROWS = ("update_password", "missing_groups", "welcome_email", "wipe_devices", "protected_users")
USER_FIELDS = tuple(key for key in user.ARGUMENTS if key not in NOT_IN_ROWS)
GROUP_FIELDS = ("name", "display_name", "subadmins", "state")
FLAGS = tuple(key for key in USER_FIELDS if user.ARGUMENTS[key]["type"] == "bool")
# an empty cell means "not given" where the server cannot clear the field
NOT_CLEARED = ("language", "locale", "timezone", "quota", "password", "state") + FLAGS
ALIASES = {alias: name for name, spec in user.ARGUMENTS.items() for alias in spec.get("aliases", [])}
TRUE, FALSE = ("true", "yes", "y", "1", "on", "t"), ("false", "no", "n", "0", "off", "f")
KEYS = ("groups", "users", "defaults")


@dataclass
class Document:
    """Groups and users by id, each row as a dictionary of given fields; ``positions`` tells where a row stood."""

    groups: dict = field(default_factory=dict)
    users: dict = field(default_factory=dict)
    positions: dict = field(default_factory=dict)

    def position(self, kind, name):
        """Where the object stood, for messages."""
        return self.positions.get((kind, name.lower() if kind == "user" else name), kind + " " + name)


def load(desired):
    """The document of a task, from ``src`` or from its lists; :raises Invalid: naming row and field."""
    source = {key: desired.get(key) for key in KEYS}
    if desired.get("src"):
        if any(source.values()):
            raise Invalid("src", "cannot stand together with groups, users or defaults.")
        source = read_file(desired["src"])
    defaults = _row("defaults", source.get("defaults") or {}, USER_FIELDS, ALIASES)
    document = Document()
    for index, row in enumerate(source.get("groups") or []):
        _take(document.groups, document, "group", _row("groups[%d]" % index, row, GROUP_FIELDS, {"displayname": "display_name"}), "groups[%d]" % index)
    for index, row in enumerate(source.get("users") or []):
        given = _row("users[%d]" % index, row, USER_FIELDS, ALIASES)
        _take(document.users, document, "user", dict(defaults, **given), "users[%d]" % index)
    return document


def read_file(path):
    """The content of a YAML or JSON file with the keys of a document."""
    try:
        with open(path, encoding="utf-8-sig") as handle:
            text = handle.read()
        content = json.loads(text) if text.lstrip()[:1] == "{" else _yaml(text)
    except (OSError, ValueError) as error:
        raise Invalid("src", "%s cannot be read: %s" % (path, error)) from None
    unknown = sorted(set(content) - set(KEYS)) if isinstance(content, dict) else ["no mapping"]
    if unknown:
        raise Invalid("src", "%s must hold %s only; found %s." % (path, ", ".join(KEYS), ", ".join(map(str, unknown))))
    return content


def _yaml(text):
    if yaml is None:
        raise Invalid("src", "reading YAML needs PyYAML on the machine that runs the module; install it or use JSON.")
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from None


def _take(held, document, kind, row, where):
    name = row.get("name")
    if not name:
        raise Invalid("%s.name" % where, "is missing or empty.")
    key = (kind, name.lower() if kind == "user" else name)
    if key in document.positions:
        raise Invalid("%s.name" % where, "%r stands at %s already." % (name, document.positions[key]))
    document.positions[key] = where
    held[name] = row


def _row(where, row, fields, aliases):
    """The given fields of one row in their proper types; None and, where nothing can be cleared, empty cells are left out."""
    if not isinstance(row, dict):
        raise Invalid(where, "is no row of fields.")
    given = {}
    for key, value in row.items():
        name = aliases.get(key, key)
        if name not in fields:
            raise Invalid("%s.%s" % (where, key), "is unknown; the fields are %s." % ", ".join(fields))
        if value is not None and not (value == "" and name in NOT_CLEARED):
            given[name] = _value("%s.%s" % (where, name), name, value)
    return given


def _value(where, name, value):
    if name in LISTS or name == "subadmins":
        return _list(where, value)
    if name in FLAGS:
        return _flag(where, value)
    if isinstance(value, (dict, list, bool)):
        raise Invalid(where, "must be a text, not %r." % (value,))
    text = str(value).strip() if name in ("name", "state") else str(value)
    if name == "state" and text not in ("present", "absent"):
        raise Invalid(where, "%r is neither 'present' nor 'absent'." % text)
    return text


def _list(where, value):
    if isinstance(value, str):
        value = re.split("[;,]" if ";" not in value else ";", value)
    if not isinstance(value, (list, tuple)) or any(isinstance(item, (dict, list)) for item in value):
        raise Invalid(where, "must be a list of texts.")
    parts = [part for item in value for part in (str(item).split(";") if len(value) == 1 else [str(item)])]
    return sorted({part.strip() for part in parts if part.strip()})


def _flag(where, value):
    text = str(value).strip().lower()
    if text not in TRUE + FALSE:
        raise Invalid(where, "%r is neither true nor false." % (value,))
    return text in TRUE


def user_desired(row, change, task):
    """A row as the arguments of ocs_user; ``change`` holds its membership changes."""
    desired = {key: spec.get("default") for key, spec in user.ARGUMENTS.items()}
    desired.update((key, value) for key, value in row.items() if key not in LISTS)
    if "additional_mails" in row:
        desired["additional_mails"] = {"set": row["additional_mails"]}
    desired.update(change, update_password=task["update_password"], welcome_email=task["welcome_email"])
    return desired


def group_desired(row, subadmins=None):
    """A row as the arguments of ocs_group; ``subadmins`` is an add/remove change or None."""
    desired = {key: spec.get("default") for key, spec in group.ARGUMENTS.items()}
    desired.update((key, value) for key, value in row.items() if key != "subadmins")
    return dict(desired, subadmins=subadmins, allow_empty=True)
