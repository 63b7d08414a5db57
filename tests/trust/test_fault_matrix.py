# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every module of every product, with every fault at every place: success or an error with the account of what was done.

No traceback, no request to another host, nothing done twice that must not be, no secret in what is told, and the next run converges.
A sample runs each time; ``OCS_TRUST=all`` runs every cell.
"""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest
from ansible_collections.ocs.provisioning.tests.trust.lives import Stage
from ansible_collections.ocs.provisioning.tests.trust.matrix import complaints, EVER, faults, leaks, left_to_do, ONCE, places
from ansible_collections.ocs.provisioning.tests.trust.prints import DOORS
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.malformed_tasks import CASES

WANTED, SEED = os.environ.get("OCS_TRUST", "160"), int(os.environ.get("OCS_TRUST_SEED", "4"))
SHOWN = 3
TOTAL = Counter()


def cells(stage, good):
    """``(name, rule)`` of every cell of a task."""
    for fault, rule in faults(stage.dialect.startswith("seafile")).items():
        for place, number in places(good).items():
            for often, times in (("once", ONCE), ("for ever", EVER)):
                yield "%s, %s, %s" % (fault, place, often), dict(rule, skip=number, times=times)


def run_cell(stage, rule, wanted, by):
    """The run with the fault, by one of the doors, and the two after it; ``(lives, complaints)``."""
    stage.begin(rule)
    lives = [stage.life(by)]
    found = complaints(lives[0])
    stage.sandbox.faults.clear()
    lives += [stage.life(), stage.life()]
    found += ["the next run: %s" % text for text in complaints(lives[1])]
    if lives[1].failed:
        found.append("the next run failed: %s" % lives[1].told["msg"])
    elif not stage.check and (left_to_do(lives[2]) or lives[2].failed):
        found.append("the run after that has something to do: %s %s" % (left_to_do(lives[2]), lives[2].told.get("msg")))
    elif stated(lives[2]) != wanted:
        found.append("it did not converge: %s, wanted %s" % (stated(lives[2]), wanted))
    return lives, found


VOLATILE = {
    "invocation", "api", "warnings", "diff", "actions", "token", "changed", "last_login", "first_login", "fetched_at", "created", "created_at",
    "account_id",
}  # fmt: skip


def stated(life):
    """What a run returns of its object, without what differs between any two runs."""

    def lasting(value):
        if isinstance(value, dict):
            return {key: lasting(item) for key, item in value.items() if key not in VOLATILE}
        return [lasting(item) for item in value] if isinstance(value, list) else value

    return lasting(life.told)


@pytest.mark.parametrize("name", CASES)
def test_every_fault_at_every_place(name, record_property, tmp_path):
    """Nothing but words comes of them."""
    journal = tmp_path / "journal"
    stage = Stage(CASES[name], journal=str(journal))
    stage.begin()
    good = stage.life()
    assert not good.failed and not complaints(good), (good.told, complaints(good))
    stage.life()
    wanted = stated(stage.life())
    every = list(cells(stage, good))
    chosen = every if WANTED == "all" else random.Random(SEED).sample(every, min(len(every), -(-int(WANTED) // len(CASES))))
    counts, found = Counter(cells=len(chosen)), []
    door = random.Random(SEED)
    for cell, rule in chosen:
        lives, here = run_cell(stage, rule, wanted, door.choice(DOORS))
        texts, hits = leaks(lives, journal.read_text("utf-8") if journal.exists() else "")
        counts["error" if lives[0].failed else "success"] += 1
        counts["texts"] += texts
        counts["printed"] += bool(lives[0].printed)
        counts["hits"] += len(hits)
        found += ["%s: %s" % (cell, text) for text in here + ["a secret: %s in %r" % hit for hit in hits]]
    counts["failures"] = len(found)
    TOTAL.update(counts, tasks=1, every=len(every))
    record_property("counted", told(name, counts))
    assert not found, "%d\n%s" % (len(found), "\n".join(found[:SHOWN]))


def told(what, counts):
    """The figures as a line."""
    return "faults, %s: %d cells, %d ended well, %d with an error, %d failures; %d texts, %d of them at -vvvv, searched for secrets, %d hits" % (
        what,
        *(counts[key] for key in ("cells", "success", "error", "failures", "texts", "printed", "hits")),
    )


def test_the_sum(record_property):
    """Of all tasks that ran before; the long run has at least four thousand cells."""
    record_property("counted", told("in all %d tasks" % TOTAL["tasks"], TOTAL))
    assert WANTED != "all" or TOTAL["tasks"] < len(CASES) or TOTAL["cells"] == TOTAL["every"] >= 4000
