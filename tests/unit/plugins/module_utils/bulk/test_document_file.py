# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document's file means what is written in it; a bad one is refused with the place, and without a word of what stands there."""

from __future__ import annotations

import json
import os

import pytest
import yaml
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk import document
from ansible_collections.ocs.provisioning.plugins.module_utils.common import document_file
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.bulk.test_document import ROW, load, refusal

ENCRYPTED = "cannot be read: it is encrypted with Ansible Vault, which only the controller decrypts; run the task there"
CONTENT = {"groups": [{"name": "staff"}], "users": [ROW], "defaults": {"quota": "5 GB"}}


@pytest.mark.parametrize("write", [json.dumps, yaml.safe_dump, lambda content: "\n  " + json.dumps(content, indent=1)], ids=["json", "yaml", "blanks"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "marked"])
def test_files(write, mark, tmp_path):
    """JSON and YAML, also with the mark that some programs put before it, hold what the task's lists hold."""
    path = tmp_path / "people"
    path.write_text(mark + write(CONTENT), encoding="utf-8")
    assert load(src=str(path)) == load(**CONTENT)


BROKEN = [
    ('{"users": [{"password": "Staple-41-horse!"}', "cannot be read: Expecting ',' delimiter"),
    ("users:\n- name: anna\n  password: 'Staple-41-horse!\n", "cannot be read: found unexpected end of stream in line 4"),
    ("users: [*nobody]", "cannot be read: found undefined alias in line 1, column 9"),
    ("users: [{name: anna, password: *horse}]", "cannot be read: found undefined alias in line 1, column 32"),
    ("users: [{name: anna, password: !horse x}]",
     "cannot be read: found a tag, which documents do not support; put a text that begins with ! in quotes in line 1"),
    ("users: [{name: !!int '83'}]", "cannot be read: found a tag, which documents do not support"),
    ("users: !!set {anna}", "cannot be read: found a tag, which documents do not support"),
    ("users:\n- name: anna\n  password: !vault |\n    $ANSIBLE_VAULT;1.1;AES256\n    3132horse\n",
     ENCRYPTED + " (run_on: controller reports the reason) in line 3, column 13."),
    ("$ANSIBLE_VAULT;1.1;AES256\n3132horse\n", ENCRYPTED),
    ("users: []\ngroups: []\nusers: []", "cannot be read: the key 'users' in line 1 is repeated in line 3."),
    ("users:\n- name: anna\n  groups: a\n  email: a@x.org\n  groups: b", "cannot be read: the key 'groups' in line 3 is repeated in line 5."),
    ("users: [{'Otter!horse': 1, 'Otter!horse': 2}]", "cannot be read: the key of a row in line 1 is repeated in line 1."),
    ('{"users": [],\n "groups": [{"name": "a"}, {"name": "b"}],\n"users": []}', "cannot be read: the key 'users' in line 1 is repeated in line 3."),
    ('{"users": [\n{"name": ":a{",\n "name": "b"}]}', "cannot be read: the key 'name' in line 2 is repeated in line 3."),
    ("users: [{[a]: b}]", "cannot be read: found a key that is not a string in line 1, column 10."),
    ("users: [{? : b}]", "cannot be read: found a key that is not a string in line 1"),
    ("users: [{name: Null}]", "cannot be read: Null is ambiguous; omit the value, or put it in quotes in line 1, column 16."),
    ("users: &a [*a]", "cannot be read: an alias is inside the value that it names in line 1"),
    ("users: [{name: anna, <<: horse}]", "cannot be read: << requires a mapping, or a list of mappings in line 1, column 26."),
    ("users: " + "[" * 21, "cannot be read: it is nested too deeply."),
    ('{"users": ' + "[" * 100000, "cannot be read: it is nested too deeply."),
    ('{"users": [{"name": 12345}]}', "users[0].name: must be a string but was read as a number"),
    ('{"users": [{"name": "a", "groups": [7]}]}', "users[0].groups: must be a string but was read as a number"),
    ('{"users": [{"name": "a", "display_name": true}]}', "users[0].display_name: must be a string but was read as true or false"),
    ('{"users": [{"name": "a", "quota": 1e9}]}', "users[0].quota: must be a string but was read as a number"),
    ("users:\n- password:horse-SECRET\n", "users[0]: is not a mapping of fields; it is not shown, because it may contain a secret."),
    ("users:\n- name: anna\n  password:horse-SECRET\n  quota: 1 GB", "cannot be read: could not find expected"),
    ("users:\n- {name: anna, password:horse-SECRET}", "users[0].a key that is not shown, because it may hold a secret: is unknown here"),
    ("users:\n- name: anna\n    password:horse-SECRET\n", "users[0].name: holds a text like 'password:', so it seems to contain another field"),
    ("password:horse-SECRET: 1", "must hold groups, users, defaults only; found a key that is not shown"),
    ('[{"name": "anna"}]', "must hold groups, users, defaults only; found no mapping."),
    ('{"people": []}', "must hold groups, users, defaults only; found people."),
    ('{"users": {"anna": {}}}', "users must be a list."),
    ("users: anna", "users must be a list."),
    ('{"defaults": []}', None),
    ('{"defaults": ["quota"]}', "defaults must be a mapping."),
    ("", None),
    ("users:\ngroups:\n", None),
]  # fmt: skip


@pytest.mark.parametrize("text, told", BROKEN)
@pytest.mark.parametrize("loader", ["C", "pure"])
def test_broken_files(text, told, loader, tmp_path, monkeypatch):
    """A file that is none is refused without a word of what stands in it, by either of PyYAML's parsers; an empty one is empty."""
    if loader == "pure":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    path = tmp_path / "people"
    path.write_text(text, encoding="utf-8")
    if told is None:
        assert load(src=str(path)) == document.Document()
        return
    message = refusal(src=str(path))
    assert (message.startswith("src: %s" % path) or told.startswith("users[")) and told in message and "horse" not in message


def test_a_file_of_another_encoding(tmp_path):
    """Only UTF-8 is read."""
    path = tmp_path / "people"
    path.write_bytes('{"users": [{"name": "Ägid"}]}'.encode("latin-1"))
    assert "cannot be read" in refusal(src=str(path))


def test_yaml_without_its_library(tmp_path, monkeypatch):
    """Then JSON is the way, and the message says so."""
    monkeypatch.setattr(document_file, "yaml", None)
    path = tmp_path / "people"
    path.write_text("users: []", encoding="utf-8")
    assert "install it or use JSON" in refusal(src=str(path))
    path.write_text(json.dumps(CONTENT), encoding="utf-8")
    assert load(src=str(path)).users


# What YAML 1.1 takes for a number, a flag, a date or nothing, and what a row shall hold: the text that stands in the file.
PLAIN = [
    "0123", "007", "0123456701234567", "12345", "1e3", "1.50", "1_000", "0x1F", "0o17", "0b1", "1:30", "190:20:30", "+49301234567", "-1", ".inf", "-.INF",
    ".nan", "2026-01-02", "2026-01-02 03:04:05", "yes", "no", "on", "Off", "y", "true", "False", "=", "nUll",
]  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize("loader", ["C", "pure"])
def test_plain_scalars_keep_their_text(text, loader, tmp_path, monkeypatch):
    """As ids, passwords, names and groups, plain and in quotes."""
    if loader == "pure":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    path = tmp_path / "people"
    path.write_text("users:\n- name: %s\n  password: %s\n  display_name: '%s'\n  groups: [%s, x]\n" % ((text,) * 4), encoding="utf-8")
    name = text.strip()
    if ":" in text:  # no user id; the group and the texts are what matters
        path.write_text(path.read_text(encoding="utf-8").replace("name: %s" % text, "name: a", 1), encoding="utf-8")
        name = "a"
    assert load(src=str(path)).users == {name: {"name": name, "password": text, "display_name": text, "groups": sorted([text, "x"])}}


def test_the_field_decides_what_a_plain_scalar_means(tmp_path):
    """Flags, lists, texts; nothing, ~ and null are not given; a quoted word is a text."""
    path = tmp_path / "people"
    path.write_text(
        "users:\n- name: a\n  enabled: no\n  groups: 01, 02\n  quota: 1000000\n  email:\n  phone: ~\n  role: null\n  display_name: 'null'\n  headline: ''\n",
        encoding="utf-8",
    )
    assert load(src=str(path)).users["a"] == {"name": "a", "enabled": False, "groups": ["01", "02"], "quota": "1000000", "display_name": "null", "headline": ""}
    path.write_text('{"users": [{"name": "a", "quota": 1000000, "enabled": 0}]}', encoding="utf-8")
    assert load(src=str(path)).users["a"] == {"name": "a", "quota": "1000000", "enabled": False}


def test_anchors_and_merges(tmp_path):
    """They stand for what they name; a field of the row wins, then the first of several."""
    path = tmp_path / "people"
    path.write_text(
        "defaults: &d {quota: 010 GB, language: de}\nusers:\n- {<<: *d, name: a, quota: 1 GB}\n- <<: [{quota: 2 GB}, *d]\n  name: b\n", encoding="utf-8"
    )
    users = load(src=str(path)).users
    assert users == {"a": {"name": "a", "quota": "1 GB", "language": "de"}, "b": {"name": "b", "quota": "2 GB", "language": "de"}}


@pytest.mark.parametrize("line", ["&{1} [*{0}, *{0}, *{0}, *{0}, *{0}, *{0}, *{0}, *{0}, *{0}]", "&{1} {{<<: [*{0}, *{0}, *{0}, *{0}, *{0}, *{0}, *{0}]}}"])
def test_aliases_of_aliases_cost_nothing(line, tmp_path):
    """A small file that would be a large one when every alias is written out is refused as quickly as any other."""
    first = "- &a0 [x]\n" if "<<" not in line else "- &a0 {x: y}\n"
    path = tmp_path / "people"
    path.write_text(
        "users:\n%s%s" % (first, "".join("- " + line.format("a%d" % number, "a%d" % (number + 1)) + "\n" for number in range(30))), encoding="utf-8"
    )
    assert len(refusal(src=str(path))) < 20000


def test_what_is_not_a_file_is_not_waited_for(tmp_path):
    """A FIFO would be read for ever."""
    os.mkfifo(tmp_path / "people")
    assert refusal(src=str(tmp_path / "people")) == "src: %s cannot be read: it is not a regular file" % (tmp_path / "people")
