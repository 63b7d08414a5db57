# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan costs: requests, edits that are rate-limited, time, mails; and how far it is.

Source: recorded on Nextcloud 28.0.2 and 34.0.1 (auth-errors): per acting account 50 single-field edits in 600 s, the multi-field
edit 50 of its own, 5 changes of additional mails in 60 s. Creations, memberships, enabling, disabling and deletions are not limited.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import replace

from ..common.calls import BUCKETS, MAILS, MULTI, SINGLE
from ..errors import Invalid
from ..http.workers import span

EDITS = (SINGLE, MULTI, MAILS)
ROUTES = {SINGLE: "edituser", MULTI: "editusermultifield", MAILS: "editusermultivalue"}  # as the server's configuration calls them
SECONDS = {"create": 0.45}  # measured on a small server; whatever the client does, it hashes the password
OTHERWISE = 0.05
TRUST = 2  # seconds of work for which the estimate counts as much as what was measured
NAMED = {"join": "join", "leave": "leave", "promote": "promotion", "demote": "demotion", "transfer": "transfer"}


def bucket(step):
    """The bucket in which Nextcloud counts a step, None for unlimited ones."""
    return step.request.call.bucket or None


def limits(told, installed=BUCKETS):
    """Bucket to (number, seconds), None where there is no limit.

    :param told: what the server's configuration overrides (``rate_limits``); :param installed: what it overrides (``Server.limits``).
    :raises Invalid: for what is neither a number and seconds nor ``none``.
    """
    found = dict(installed)
    for name, value in (told or {}).items():
        if value is not None:
            found[name] = None if str(value).strip().lower() == "none" else _limit("rate_limits." + name, value)
    return found


def _limit(field, value):
    parts = [str(value[key]) for key in ("number", "seconds")] if isinstance(value, dict) and set(value) == {"number", "seconds"} else []
    if not parts or not all(re.fullmatch("[1-9][0-9]{0,8}", part) for part in parts):
        raise Invalid(field, "must be none, or a dictionary with number and seconds, both integers of at least 1.")
    return tuple(map(int, parts))


def is_limited(step, server, known=BUCKETS):
    """Whether the server counts the step: such steps are better sent one by one. :param known: its limits, as :func:`limits` gives them."""
    return server.dialect.counts_edits and known.get(bucket(step)) is not None


def _wait(name, number, known):
    """Seconds until the last of so many edits can be sent."""
    if known[name] is None:
        return 0
    most, seconds = known[name]
    return max(0, -(-number // most) - 1) * seconds


def _load(name, number, known):
    """How long so many edits take a limit up, for comparisons."""
    return number * known[name][1] / known[name][0] if known[name] else 0


def balance(steps, spare, known=BUCKETS):
    """The steps with some single-field edits sent by the multi-field edit, so that both buckets are used.

    :param spare: ``(step)``: the requests that do the same and are counted elsewhere, if there are any.
    """
    counted = [bucket(step) for step in steps]
    singles, multis = counted.count(SINGLE), counted.count(MULTI)
    balanced = []
    for step, name in zip(steps, counted):
        others = spare(step) if name == SINGLE and _wait(SINGLE, singles, known) and _load(SINGLE, singles, known) > _load(MULTI, multis + 1, known) else ()
        if others:
            singles, multis = singles - 1, multis + 1
        balanced.append(replace(step, request=others[0]) if others else step)
    return balanced


def work(step):
    """Seconds that a step takes, without waits."""
    return SECONDS.get(step.action, OTHERWISE)


def estimate(steps, server, welcome, known=BUCKETS):
    """``plan`` of a result: ``requests``, ``rate_limited_edits``, ``wait_seconds``, ``eta_seconds``, ``mails_expected``."""
    counted = [bucket(step) for step in steps]
    edits = {name: counted.count(name) for name in EDITS} if server.dialect.counts_edits else {}
    # the buckets refill side by side, so the longest wait is the wait of all
    waits = [_wait(name, number, known) for name, number in edits.items()]
    invites = welcome == "auto" and server.can("ocs_user.invitation")
    invited = [step for step in steps if invites and (step.kind, step.action) == ("user", "create") and step.after.get("email")]
    return {
        "requests": len(steps),
        "rate_limited_edits": edits,
        "wait_seconds": max(waits, default=0),
        "eta_seconds": round(max(waits, default=0) + sum(map(work, steps)), 1),
        "mails_expected": len(invited) + sum(step.action == "welcome" for step in steps),
    }


def check_wait(figures, longest, server, known=BUCKETS):
    """:raises Invalid: when the rate limits would make the task wait longer than it may, before anything is written."""
    if figures["wait_seconds"] > longest:
        over = {name: number for name, number in figures["rate_limited_edits"].items() if _wait(name, number, known) > longest}
        raise Invalid(
            "rate_limit_wait",
            (
                "the plan has more rate-limited edits than the server allows at once (%s), so it would wait %d s; rate_limit_wait allows %d s. Raise "
                "rate_limit_wait; or give new accounts all fields at creation, which is not limited; or lift the limit on the server for this run and "
                "name it in rate_limits (user guide, 'Large loads'): %s."
            )
            % (", ".join("%s %d" % pair for pair in sorted(over.items())), figures["wait_seconds"], longest, _cure(over, server)),
        )


def _cure(over, server):
    """The commands that lift these limits on the server (read in the source of 28.0.2, 32.0.1 and 34.0.1)."""
    if server.lacks("rate_limit_overrides"):
        return "occ config:system:set ratelimit.protection.enabled --type=boolean --value=false"
    command = 'occ config:system:set ratelimit_overwrite provisioning_api.users.%s user --type=json --value=\'{"limit": %d, "period": 600}\''
    return "; ".join(command % (ROUTES[name], number) for name, number in sorted(over.items()))


class Course:
    """How far a plan is carried out. :param wait: seconds that the rate limits will take; :param meter: counts those that they took."""

    def __init__(self, steps, wait, meter, clock=time.monotonic):
        self.done, self.total, self._meter, self._clock = 0, 0, meter, clock
        self._began, self._waited, self._wait, self._spent, self._ahead = clock(), meter.waited, wait, 0.0, 0.0
        self.extend(steps)

    def extend(self, steps):
        """There are more steps to do."""
        self.total += len(steps)
        self._ahead += sum(map(work, steps))

    def advance(self, step):
        """A step has ended."""
        self.done += 1
        self._spent += work(step)
        self._ahead -= work(step)

    def figures(self):
        """``step`` of ``steps``, and ``seconds_left``."""
        return {"step": self.done, "steps": self.total, "seconds_left": round(self.seconds_left(), 1)}

    def seconds_left(self):
        """Seconds that the rest will take, at the pace of what is done, with the waits that are still to come."""
        pace = (self._working() + TRUST) / (self._spent + TRUST)
        return max(0.0, self._ahead) * pace + max(0.0, self._wait - self._meter.waited + self._waited)

    def told(self):
        """The pace and the time left, to follow the number of steps."""
        pace = self.done / max(self._working(), 0.001)
        return ", %s, about %s left" % ("%d a second" % pace if pace >= 1 else "%d a minute" % (60 * pace), span(self.seconds_left()))

    def _working(self):
        return self._clock() - self._began - self._meter.waited + self._waited


def in_one_line(steps, figures):
    """What a plan will do, by kind, and how long that takes; an object with several edits is one that changes."""
    counted, fields = {}, {}  # counted: the objects of an update, each once, and otherwise the steps
    for place, step in enumerate(steps):
        updates = step.action == "update"
        counted.setdefault((step.action, step.kind), set()).add(step.name if updates else place)
        if updates:
            fields.setdefault(step.kind, Counter()).update(list(step.after))
    parts = []
    for (action, kind), number in ((key, len(found)) for key, found in counted.items()):
        if action in NAMED:
            parts.append(_plural(number, NAMED[action]))
        else:
            what = ", ".join("%s %d" % pair for pair in sorted(fields[kind].items())) if action == "update" else ""
            parts.append("%s %s%s" % ("change" if action == "update" else action, _plural(number, kind), " (%s)" % what if what else ""))
    waits = ", %s of it waiting for the rate limit" % span(figures["wait_seconds"]) if figures["wait_seconds"] else ""
    spared = [] if any(action == "delete" for action, _kind in counted) else ["no deletion"]
    return "%s; about %s%s" % (", ".join(parts + spared), span(figures["eta_seconds"]), waits)


def _plural(number, word):
    return "{:,} {}{}".format(number, word, "" if number == 1 else "s")
