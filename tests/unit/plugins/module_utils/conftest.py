# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at the form of every message."""

from __future__ import annotations

import re

import pytest

# A full stop before a semicolon or another one; a sentence twice, but in lists, which have semicolons.
ODD = re.compile(r"\.;|[\w)]\.\.(?=\s|;|$)")
TWICE = re.compile(r"(?:^|[.:] )(?P<said>[^.:;]{9,} [^.:;]{9,})\.(?=[^;]*[.:] (?P=said)\.)")


@pytest.fixture(autouse=True)
def fixture_messages(monkeypatch):
    """Every message that a test makes, whatever it is about, is well formed."""
    from ansible_collections.ocs.provisioning.plugins.module_utils import errors  # not yet when this file is read
    from ansible_collections.ocs.provisioning.plugins.module_utils.common import messages  # not yet when this file is read
    from ansible_collections.ocs.provisioning.plugins.module_utils.engine import door  # not yet when this file is read

    odd = []

    def message(text):
        odd.extend([text] if ODD.search(text) or TWICE.search(text) else [])
        return messages.message(text)

    monkeypatch.setattr(errors, "message", message)
    monkeypatch.setattr(door, "message", message)
    yield
    assert not odd, odd[0]
