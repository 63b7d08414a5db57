# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""First passwords on paper."""

from __future__ import annotations

import re

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.ocs.provisioning.plugins.filter.password_sheet import password_sheet

PASSWORDS = {"zoe": "pw-1", "ada": "pw-2", "Ben@example.org": "pw-3", "gone": "pw-4"}
PEOPLE = [
    {"name": "zoe", "display_name": "Zo\u00eb"},
    {"name": "ada", "display_name": "Ada <b>"},
    {"name": "ben", "display_name": "Ben", "email": "ben@example.org"},
]
CLASSES = {"zoe": "5a", "ada": "6b", "ben": "5a"}


def texts(page):
    """User names and passwords, in their order."""
    return re.findall("<code>(.*?)</code>", page)


def test_slips():
    """One for everybody, by class and name; those who are in no row any more come first."""
    page = password_sheet(PASSWORDS, PEOPLE, CLASSES, "https://cloud.example.com")
    assert texts(page) == ["gone", "pw-4", "Ben@example.org", "pw-3", "zoe", "pw-1", "ada", "pw-2"]
    assert re.findall("<h1>(.*?)</h1>", page) == ["5a", "6b"] and page.count("https://cloud.example.com") == 4
    assert "Ada &lt;b&gt;" in page and "<script" not in page and "default-src 'none'" in page


def test_another_template():
    """It has the same values, escaped; what it lacks is an error that shows no password."""
    page = password_sheet(PASSWORDS, PEOPLE, CLASSES, template="{% for sheet in sheets %}{% for slip in sheet.slips %}{{ slip.name }};{% endfor %}{% endfor %}")
    assert page == "gone;Ben;Zo\u00eb;Ada &lt;b&gt;;"
    with pytest.raises(AnsibleFilterError) as failed:
        password_sheet(PASSWORDS, template="{{ nothing }}")
    assert "nothing" in str(failed.value) and "pw-" not in str(failed.value)


def test_template_reaches_nothing_else():
    """It is a template of the user's, which is no reason to let it run what it likes."""
    with pytest.raises(AnsibleFilterError):
        password_sheet(PASSWORDS, template="{{ sheets.__class__.__mro__ }}")
