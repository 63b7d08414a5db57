# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges a replay against the list of what is left out, and puts the outcome into words."""

from __future__ import annotations

import json
import os

from .encoding_table import replay_table
from .replay import replay
from .seafile_replay import replay_seafile

LEFT_OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "left_out.json")


def left_out(dialect, file):
    """The exchanges of this file that are left out: name to reason, from left_out.json."""
    with open(LEFT_OUT, encoding="utf-8") as stream:
        return json.load(stream).get("%s/%s" % (dialect, file), {})


def run(sandbox, dialect, file):
    """Replay one file, whatever its shape; return its results."""
    if dialect.startswith("seafile"):
        return replay_seafile(sandbox, dialect, file)
    return (replay_table if file == "encoding" else replay)(sandbox, dialect, file)


def judge(results, reasons):
    """Texts of all that is wrong: differences not left out, and entries of the list that match or are not in the file."""
    wrong = [
        "line %d, %s\n    %s" % (result.line, result.name, text.replace("\n", "\n    "))
        for result in results
        if result.name not in reasons
        for text in result.differences
    ]
    for name in reasons:
        named = [result for result in results if result.name == name]
        if not any(result.differences for result in named):
            wrong.append("%s is left out but %s" % (name, "matches" if named else "is not in the file"))
    return wrong


def score(results):
    """(matched, total)."""
    return sum(not result.differences for result in results), len(results)
