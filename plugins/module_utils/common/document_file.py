# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file of a directory document, YAML or JSON. A plain scalar of YAML is the text that stands there; a field's type decides what it means.

YAML 1.1 takes ``0123`` for 83, ``no`` for false and ``2026-01-02`` for a date, so none of its types is used here. No message shows a value.
"""

from __future__ import annotations

import json
import re
import traceback

from ..errors import Invalid
from . import files

try:
    import yaml

    YAML_ERROR = None
except ImportError:
    yaml = None
    YAML_ERROR = traceback.format_exc()

KEYS = {"groups": list, "users": list, "defaults": dict}
VAULTED = ("!vault", "!vault-encrypted")
DEEPEST = 20  # levels; a document has four
TAG = "tag:yaml.org,2002:"
TEXT, NOTHING, MERGE, UNCLEAR = TAG + "str", TAG + "null", TAG + "merge", TAG + "null?"
PLAIN = {"": NOTHING, "~": NOTHING, "null": NOTHING, "Null": UNCLEAR, "NULL": UNCLEAR, "<<": MERGE}
# what may be the name of a field, and no secret that lost the blank before it
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_ -]{0,39}")
MARKS = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:]')


def read(path):
    """The content of a YAML or JSON file with the keys of a document; :raises Invalid: without a word of what stands in it."""
    try:
        content, decrypt = files.read(path), getattr(path, "decrypt", _undecryptable)
        text = (decrypt(content) if content.startswith(files.VAULT) else content).decode("utf-8-sig")
        content = _json(text) if text.lstrip()[:1] == "{" else _yaml(text, decrypt)
    except (OSError, ValueError) as error:
        raise Invalid("src", "%s cannot be read: %s" % (path, getattr(error, "strerror", None) or error)) from None
    except RecursionError:
        raise Invalid("src", "%s cannot be read: it is nested too deeply." % path) from None
    unknown = ["no mapping"] if not isinstance(content, dict) else [named(key, value) for key, value in content.items() if key not in KEYS]
    if unknown:
        raise Invalid("src", "%s must hold %s only; found %s." % (path, ", ".join(KEYS), ", ".join(sorted(unknown)[:5])))
    for key, kind in KEYS.items():
        if not isinstance(content.get(key) or kind(), kind):
            raise Invalid("src", "%s: %s must be a %s." % (path, key, "list" if kind is list else "mapping"))
    return content


def named(key, value):
    """The key for a message; one that may be part of a secret is not shown, as in ``{name: anna, password:Otter-77}``."""
    return key if isinstance(key, str) and value is not None and WORD.fullmatch(key) else "a key that is not shown, because it may hold a secret"


def _json(text):
    try:
        return json.loads(text, object_pairs_hook=_unique)
    except _Twice:
        raise ValueError("the key %r in line %d is repeated in line %d." % _first_twice(text)) from None


class _Twice(Exception):
    """A key stands twice in one object."""


def _unique(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice()
    return found


def _first_twice(text):
    """The first key that stands twice in one object, and its lines; for a text that JSON's parser took."""
    open_objects, before = [], None
    for mark in MARKS.finditer(text):
        if mark.group() in "{[":
            open_objects.append({})
        elif mark.group() in "}]":
            open_objects.pop()
        elif mark.group() == ":":
            key, line = json.loads(before.group()), text.count("\n", 0, before.start()) + 1
            if key in open_objects[-1]:
                return key, open_objects[-1][key], line
            open_objects[-1][key] = line
        before = mark
    raise ValueError("a key is repeated.")


def _undecryptable(_content):
    raise ValueError("it is encrypted with Ansible Vault, which only the controller decrypts; run the task there (run_on: controller reports the reason).")


def _yaml(text, decrypt):
    if yaml is None:
        raise Invalid("src", "reading YAML requires PyYAML on the machine that runs the module; install it or use JSON.")
    try:
        loader = type("Loader", (_Plain, getattr(yaml, "CSafeLoader", yaml.SafeLoader)), {})
        node = yaml.compose(text, loader)
    except yaml.YAMLError as error:
        # what is quoted may be part of a password that begins with ! or *
        problem = re.sub(r" *(['\"]).*\1", "", getattr(error, "problem", None) or "it is not YAML")
        raise ValueError("%s%s." % (problem, _place(getattr(error, "problem_mark", None)))) from None
    if any(tag in text for tag in VAULTED):
        _reveal(node, decrypt, set())
    return (_content(node, {}) or {}) if node is not None else {}


def _reveal(node, decrypt, seen):
    """Put the plain text in the place of every encrypted value in the node."""
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if not isinstance(node, yaml.ScalarNode):
        for item in node.value:
            for part in item if isinstance(item, tuple) else (item,):
                _reveal(part, decrypt, seen)
    elif node.tag in VAULTED:
        try:
            node.value, node.tag = decrypt(node.value.encode()).decode(), TEXT
        except ValueError as error:
            raise _problem(node, str(error).rstrip(".")) from None


class _Plain:
    """Mixed into a loader of PyYAML: plain scalars are texts, and nothing is nested without end."""

    depth = 0

    def resolve(self, kind, value, implicit):
        """The tag of a node that has none in the file."""
        if kind is yaml.ScalarNode:
            return PLAIN.get(value, TEXT) if implicit[0] else TEXT
        return TAG + ("seq" if kind is yaml.SequenceNode else "map")

    def descend_resolver(self, _node, _index):
        """PyYAML goes one level down."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise RecursionError()

    def ascend_resolver(self):
        """And one up."""
        self.depth -= 1


def _place(mark):
    return " in line %d, column %d" % (mark.line + 1, mark.column + 1) if mark else ""


def _problem(node, problem):
    return ValueError("%s%s." % (problem, _place(node.start_mark)))


def _content(node, made):
    """What the node holds. What an alias names is made once, however often it is named. :param made: node to content, None while it is made."""
    if id(node) in made:
        if made[id(node)] is None:
            raise _problem(node, "an alias is inside the value that it names")
        return made[id(node)][0]
    made[id(node)] = None
    if isinstance(node, yaml.MappingNode):
        content = _mapping(node, made)
    elif isinstance(node, yaml.SequenceNode):
        content = [_content(item, made) for item in node.value]
    else:
        content = _scalar(node)
    if not isinstance(node, yaml.ScalarNode) and node.tag not in (TAG + "seq", TAG + "map"):
        raise _problem(node, "found a tag, which documents do not support")
    made[id(node)] = (content,)
    return content


def _scalar(node):
    if node.tag == NOTHING and not node.value.strip("~nul"):
        return None
    if node.tag == UNCLEAR:
        raise _problem(node, "Null is ambiguous; omit the value, or put it in quotes")
    if node.tag not in (TEXT, MERGE):
        raise _problem(node, "found a tag, which documents do not support; put a text that begins with ! in quotes")
    return node.value


def _mapping(node, made):
    """The mapping with what ``<<`` merges into it; a key of its own wins, and none stands twice."""
    own, lines, merged = {}, {}, {}
    for key_node, value_node in node.value:
        key = _scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else None
        line = key_node.start_mark.line + 1
        if key is None:
            raise _problem(key_node, "found a key that is not a string")
        if key in lines:
            raise ValueError("the key %s in line %d is repeated in line %d." % (repr(key) if WORD.fullmatch(key) else "of a row", lines[key], line))
        lines[key] = line
        value = _content(value_node, made)
        if key_node.tag == MERGE:
            merged = _merged(value_node, value)
        else:
            own[key] = value
    return dict(merged, **own)


def _merged(node, value):
    """One mapping of those that ``<<`` names; the earlier one wins."""
    found = {}
    for part in value if isinstance(value, list) else [value]:
        if not isinstance(part, dict):
            raise _problem(node, "<< requires a mapping, or a list of mappings")
        found.update((key, content) for key, content in part.items() if key not in found)
    return found
