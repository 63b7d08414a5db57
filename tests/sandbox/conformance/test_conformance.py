# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One test per recorded file: the sandbox answers as the real server did, but for what left_out.json names."""

from __future__ import annotations

import json
import os

import pytest
from sandbox.conformance.replay import RECORDINGS, files
from sandbox.conformance.report import LEFT_OUT, judge, left_out, run, score
from sandbox.products import DIALECTS
from sandbox.server import Sandbox

CASES = [(dialect, file) for dialect in DIALECTS if os.path.isdir(os.path.join(RECORDINGS, dialect)) for file in files(dialect)]


@pytest.mark.parametrize("dialect,file", CASES, ids=["/".join(case) for case in CASES])
def test_answers_as_recorded(dialect, file, record_property):
    """Every difference is listed in full; the score goes to the summary."""
    with Sandbox(dialect) as sandbox:
        results = run(sandbox, dialect, file)
    reasons = left_out(dialect, file)
    record_property("conformance", (dialect, file, *score(results), len(reasons)))
    wrong = judge(results, reasons)
    assert not wrong, "%d/%d matched\n%s" % (*score(results), "\n".join(wrong))


def test_list_of_left_out_names_known_files():
    """A renamed file must not leave a dead entry behind."""
    with open(LEFT_OUT, encoding="utf-8") as stream:
        assert set(json.load(stream)) <= {"/".join(case) for case in CASES}
