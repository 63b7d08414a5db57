# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan costs: requests, edits that are rate-limited, time, mails. Pure.

Source: recorded on Nextcloud 28.0.2 and 34.0.1 (auth-errors): per acting account 50 single-field edits in 600 s, the multi-field
edit 50 of its own, 5 changes of additional mails in 60 s. Creations, memberships, enabling, disabling and deletions are not limited.
"""
from __future__ import annotations

from dataclasses import replace

from ..common.calls import BUCKETS, MAILS, MULTI, SINGLE
from ..errors import Invalid

EDITS = (SINGLE, MULTI, MAILS)
SECONDS = {"create": 0.45}  # measured on a small server; whatever the client does, it hashes the password
OTHERWISE = 0.05


def bucket(step):
    """The bucket in which Nextcloud counts a step, None for unlimited ones."""
    return step.request.call.bucket or None


def is_limited(step, server):
    """Whether the server counts the step: such steps are better sent one by one."""
    return server.dialect.counts_edits and bucket(step) is not None


def balance(steps, spare):
    """The steps with some single-field edits sent by the multi-field edit, so that both buckets are used.

    :param spare: ``(step)``: the requests that do the same and are counted elsewhere, if there are any.
    """
    counted = [bucket(step) for step in steps]
    singles, multis = counted.count(SINGLE), counted.count(MULTI)
    balanced = []
    for step, name in zip(steps, counted):
        others = spare(step) if name == SINGLE and singles > max(multis + 1, BUCKETS[SINGLE][0]) else ()
        if others:
            singles, multis = singles - 1, multis + 1
        balanced.append(replace(step, request=others[0]) if others else step)
    return balanced


def estimate(steps, server, welcome):
    """``plan`` of a result: ``requests``, ``rate_limited_edits``, ``wait_seconds``, ``eta_seconds``, ``mails_expected``."""
    counted = [bucket(step) for step in steps]
    edits = {name: counted.count(name) for name in EDITS} if server.dialect.counts_edits else {}
    # the buckets refill side by side, so the longest wait is the wait of all
    waits = [max(0, -(-number // BUCKETS[name][0]) - 1) * BUCKETS[name][1] for name, number in edits.items()]
    work = sum(SECONDS.get(step.action, OTHERWISE) for step in steps)
    mails = [step for step in steps if step.action == "welcome" or (
        server.can("ocs_user.invitation") and welcome == "auto" and (step.kind, step.action) == ("user", "create") and step.after.get("email"))]
    return {
        "requests": len(steps), "rate_limited_edits": edits, "wait_seconds": max(waits, default=0),
        "eta_seconds": round(max(waits, default=0) + work, 1), "mails_expected": len(mails),
    }


def check_wait(figures, longest):
    """:raises Invalid: when the rate limits would make the task wait longer than it may, before anything is written."""
    if figures["wait_seconds"] > longest:
        raise Invalid("rate_limit_wait", (
            "the plan holds more rate-limited edits than the server takes at once (%s): it would wait %d s, and %d s are allowed. Raise "
            "rate_limit_wait; or give new accounts all fields at creation, which is not limited; or raise the limit on the server "
            "(ratelimit_overwrite in its configuration).") % (
                ", ".join("%s %d" % pair for pair in sorted(figures["rate_limited_edits"].items()) if pair[1]), figures["wait_seconds"], longest))
