# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of strangers where it leaves: visible, with an end, and the same value to a machine."""

from __future__ import annotations

import json

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.bulk.perform import Journal
from ansible_collections.ocs.provisioning.plugins.module_utils.common.messages import ACTIVE, visible
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called, scripted
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite

NASTY = "a\x00\x1b[31mb\x7fc\x9be\u202ef\u2066g\u2028h\ud800i\r\n"


@pytest.mark.parametrize("text, shown", [
    ("plain \u00e4\u00df \u4e2d \U0001f600 \u200d", "plain \u00e4\u00df \u4e2d \U0001f600 \u200d"), ("\x1b[2J", "\\u001b[2J"), ("a\nb", "a\\u000ab"),
    ("\u061c\u200f", "\\u061c\\u200f"), ("", ""),
])  # fmt: skip
def test_what_is_visible(text, shown):
    """Stays, and everything else becomes an escape."""
    assert visible(text) == shown and visible("a\nb", "\n") == "a\nb"


def test_a_journal_on_a_terminal(tmp_path):
    """Its lines hold nothing that acts, and for a machine the very same texts."""
    journal = Journal(str(tmp_path / "journal"))
    journal.write({"name": NASTY, "error": NASTY})
    journal.close()
    text = (tmp_path / "journal").read_text(encoding="ascii")
    assert not ACTIVE.search(text[:-1]) and text.endswith("\n") and json.loads(text)["name"] == NASTY


@pytest.mark.parametrize("error", [Invalid(NASTY, NASTY), OCSError(NASTY, NASTY, hint=NASTY)])
def test_errors_on_a_terminal(error):
    """Hold nothing that acts."""
    assert not ACTIVE.search(str(error))


@pytest.mark.parametrize("answer", [
    scripted.ocs(code=102, status=400, message=NASTY.replace("\ud800", "") + "x" * 5000), (302, {"Location": "http://x/" + "y" * 5000}, ""),
    (200, {}, "<html><title>\x1b]0;%s</title>" % ("z" * 5000)), (500, {"Content-Type": "x" * 5000}, "odd"),
])  # fmt: skip
def test_what_a_server_says(answer):
    """Is cut, and visible."""
    with scripted.Scripted(answer) as server, pytest.raises(OCSError) as caught:
        scripted.client(server, retries=0).get(called.at("cloud/users/alice"))
    assert not ACTIVE.search(str(caught.value)) and len(str(caught.value)) < 1200


@pytest.mark.parametrize("status", [200, 400, 500])
def test_what_seafile_says(status):
    """Is cut, and visible, too."""
    told = NASTY.replace("\ud800", "") + "x" * 5000
    with SeafileSite() as site:
        site.fault(kind="status", status=status, body=json.dumps({"error_msg": told, "failed": [{"error_msg": told}]}), method="DELETE")
        with pytest.raises(OCSError) as caught:
            site.send(seafile_calls.DELETE_USER, {"user": "x@example.com"})
    assert not ACTIVE.search(str(caught.value)) and 100 < len(str(caught.value)) < 1200
