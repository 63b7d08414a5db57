# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users read is written as Ansible's own documentation is, as far as a few patterns can tell."""

from __future__ import annotations

import ast
import functools
import os
import re

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PLACES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs", "extensions", "playbooks", "plugins", "roles", os.path.join("changelogs", "fragments"))
# pattern to what is written in its place
WORDS = {
    r"\b(?i:he|him|his|himself|she|hers|herself)\b": "it or they: accounts are no persons, and persons are not all men",
    r"\b(?i:shall)\b": "present tense, or 'must'",
    r"\b(?i:cannot stand together|stands? twice|stand together)\b": "is mutually exclusive with, is repeated",
    r"\b(?:is|are) no (?!longer|more|such)[a-z]": "is not a",
    r"\bof one's own\b": "your own",
}
IN_MESSAGES = r"\b(?:is|are) no (?!longer|more|such)[a-z]"
NOT_WORDS = re.compile(r"nothing is no [a-z]+|there (?:is|are) no [a-z]+", re.IGNORECASE)


def files():
    """Everything that users read, and what they may read in the code."""
    found = [place for place in PLACES if os.path.isfile(os.path.join(ROOT, place))]
    for place in PLACES:
        for folder, _folders, names in os.walk(os.path.join(ROOT, place)):
            found += [os.path.relpath(os.path.join(folder, name), ROOT) for name in names if name.endswith((".md", ".rst", ".yml", ".py", ".j2"))]
    return sorted(found)


@functools.lru_cache(maxsize=None)
def texts(path):
    """What stands in a file; of code the texts alone, docstrings left out."""
    with open(os.path.join(ROOT, path), encoding="utf-8") as handle:
        content = handle.read()
    if not path.endswith(".py"):
        return content
    tree = ast.parse(content)
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return "\n".join(node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation)


def hits(pattern, text):
    """The lines of a text that the pattern finds."""
    return [line.strip() for line in text.splitlines() if re.search(pattern, NOT_WORDS.sub("", line))]


@pytest.mark.parametrize("pattern", WORDS)
def test_words(pattern):
    """None of them is used where users read."""
    found = [f"{path}: {line}" for path in files() for line in hits(pattern, texts(path))]
    assert not found, f"write {WORDS[pattern]}"


def test_every_kind_of_text_is_looked_at():
    """Messages, module documentation, guides and roles; docstrings are not."""
    assert {"README.md", "docs/docsite/rst/user_guide.rst", "roles/audit/README.md", "plugins/module_utils/ocs/envelope.py"} <= set(files())
    assert "The acting account must be an administrator" in texts("plugins/module_utils/ocs/envelope.py")
    assert "short_description" in texts("plugins/modules/ocs_user.py")


def test_hits():
    """The check itself notices what it looks for."""
    assert hits(IN_MESSAGES, "'x' is no user id.") and not hits(IN_MESSAGES, "There is no file. It is no longer there.")
    assert all(hits(pattern, line) for pattern, line in zip(WORDS, ["He leaves.", "It shall be.", "a key stands twice", "is no list", "one of one's own"]))
