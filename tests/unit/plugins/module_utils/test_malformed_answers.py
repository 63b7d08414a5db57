# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every module of every product, told the wrong thing once: one field of one answer has another type or an odd value.

It ends well or with one of the two errors that have words, accounts for every write, and sends no request that it would not send anyway.
A sample runs each time; ``OCS_MALFORMED=6000`` tries so many, ``OCS_MALFORMED=all`` every one.
"""

from __future__ import annotations

import os
import random

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils import task
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.malformed import Conversation
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.malformed_tasks import CASES

WANTED = os.environ.get("OCS_MALFORMED", "400")
SEED = int(os.environ.get("OCS_MALFORMED_SEED", "4"))
SHOWN = 3
MODULES = os.path.join(os.path.dirname(task.__file__), "..", "modules")


def test_every_module():
    """That asks a server is among the tasks."""
    modules = {name[:-3].replace("ocs_", "", 1) for name in os.listdir(MODULES) if name.startswith(("ocs_", "seafile_"))}
    assert modules == {case[1] for case in CASES.values()}


@pytest.mark.parametrize("name", CASES)
def test_malformed_answers(name, record_property):
    """Nothing but words comes of them."""
    conversation = Conversation(CASES[name])
    good = conversation.good
    assert not good.error and not good.complaints, (good.error, good.complaints)
    assert good.outcome.plan or not hasattr(conversation.resource, "plan")
    cells = list(conversation.cells())
    chosen = cells if WANTED == "all" else random.Random(SEED).sample(cells, min(len(cells), -(-int(WANTED) // len(CASES))))
    complaints, ends = [], {"well": 0, "error": 0}
    for number, place, value in chosen:
        life = conversation.run(kind="reshape", skip=number, times=1, place=place, value=value)
        ends["error" if life.error else "well"] += 1
        request = conversation.told[number][0]
        complaints += ["%s %s %s = %.80r: %s" % (request.method, request.path, place, value, text) for text in life.complaints]
    record_property(
        "counted",
        "malformed answers, %s: %d of %d tried, %d ended well, %d with an error, %d complaints"
        % (name, len(chosen), len(cells), ends["well"], ends["error"], len(complaints)),
    )
    assert not complaints, "%d\n%s" % (len(complaints), "\n".join(complaints[:SHOWN]))
