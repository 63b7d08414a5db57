# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of many objects at once: the sum of their own plans, in one order, behind guards. Pure, and the same for every product.

It owns order, guards and costs, and knows nothing of a resource's fields or requests.
"""

from __future__ import annotations

from ..common.options import PACKED
from ..common.record import key_of
from ..engine.plan import RELATIONS, Plan
from ..errors import Invalid
from . import guards, rates
from .fields import Problems, Refused, first

MOST_WORKERS = 16

# the options that are not the document
ARGUMENTS = dict(
    membership=dict(type="str", choices=["exact", "append"], default="exact"),
    managed_groups=dict(type="list", elements="str"),
    unlisted_users=dict(type="str", choices=["ignore", "report", "disable", "delete"], default="ignore"),
    unlisted_groups=dict(type="str", choices=["ignore", "report", "delete"], default="ignore"),
    unlisted_scope=dict(type="dict", default={}, options=dict(
        backends=dict(type="list", elements="str"),
        groups=dict(type="list", elements="str"),
        names=dict(type="list", elements="str"),
        inactive_days=dict(type="int"),
    )),
    unsupported_fields=dict(type="str", choices=["fail", "report"], default="fail"),
    on_problem=dict(type="str", choices=["fail", "skip"], default="fail"),
    protected_users=dict(type="list", elements="str", default=[]),
    allow_admin_changes=dict(type="bool", default=False),
    protected_groups=dict(type="list", elements="str", default=[]),
    max_disables=dict(type="str", default="10%"),
    max_deletes=dict(type="str", default="0"),
    max_group_deletes=dict(type="str", default="10%"),
    update_password=dict(type="str", choices=["always", "on_create"], default="on_create", no_log=False),
    welcome_email=dict(type="str", choices=["auto", "skip"], default="auto"),
    on_error=dict(type="str", choices=["continue", "stop"], default="continue"),
    workers=dict(type="int", default=1),
    progress=dict(type="bool", default=True),
    journal=dict(type="path"),
    backup=dict(type="path"),
    packed=PACKED,
    return_results=dict(type="bool", default=False),
    actions_shown=dict(type="int", default=100),
    diff_shown=dict(type="int", default=50),
)  # fmt: skip


def prepare(params, document):
    """The task's parameters with the document.

    :raises Invalid: for limits that cannot be meant; :raises Refused: for rows that cannot be read, unless they are left out (``on_problem``).
    """
    guards.check_limits(params)
    rates.limits(params.get("rate_limits"))
    check_workers(params["workers"])
    for key in ("actions_shown", "diff_shown"):
        if params[key] < 0:
            raise Invalid(key, "must be 0 or more; 0 means all.")
    if document.problems and params["on_problem"] == "fail":
        raise Refused(document.problems, params["actions_shown"])
    guards.check_conditions(params["unlisted_scope"])
    declared = [name for name, row in document.groups.items() if row.get("state") != "absent"]
    patterns = params["managed_groups"]
    return dict(params, document=document, managed=guards.Names(declared) if patterns is None else guards.Names(patterns=patterns))


def check_workers(number):
    """:raises Invalid: for a number of workers that is not meant."""
    if not 1 <= number <= MOST_WORKERS:
        raise Invalid("workers", "must be from 1 to %d." % MOST_WORKERS)


def phases(order):
    """``(kind, action)`` to its phase."""
    return {step: phase for phase, steps in enumerate(order) for step in steps}


def owner(step):
    """The object that a step belongs to."""
    return owner_of(step.kind, step.name, step.after)


def owner_of(kind, name, after):
    """The same by what a step is told as; a membership belongs to its user."""
    return ("user", key_of("user", next(iter(after), ""))) if kind in RELATIONS else (kind, key_of(kind, name))


def by_object(steps):
    """Owner to its steps, in the order of the plan."""
    found = {}
    for step in steps:
        found.setdefault(owner(step), []).append(step)
    return found


def deleted_groups(steps):
    """The groups that these steps delete; with them go all relations to them."""
    return {step.name for step in steps if (step.kind, step.action) == ("group", "delete")}


class BulkPlan(Plan):
    """The sum of the plans of many objects, and what they were made of.

    ``objects``: the owner of steps to its resource, its row and what the row's lists become; ``server``: what these were planned for, with all that
    is known of it; ``records``: what the plans began with; ``observed``: what was read.
    ``strangers``: ids that rows name and of which nothing is known.
    ``problems``: of rows that are left out; ``unsupported``: field to the number of rows; ``unlisted``: as ``guards.unlisted`` tells.
    ``limits``: the rate limits, as ``rates.limits`` gives them; ``figures``: what it costs; ``backup``: what the result tells of its backup;
    ``refusal``: what the guards have against it, None when nothing.
    """

    def __init__(self, observed=None, unlisted=None):
        super().__init__()
        self.observed, self.records, self.unlisted = observed, observed, unlisted or {"users": [], "groups": []}
        self.objects, self.strangers, self.unsupported = {}, set(), {}
        self.problems, self.limits, self.figures, self.server, self.backup = Problems(), {}, None, None, {}

    @property
    def is_tentative(self):
        """Also where rows were left out: what is known later may change the reasons."""
        return bool(self or self.problems)

    def add(self, resource, row, goals, where):
        """Plan one object, or note why its row cannot be applied.

        :param row: the arguments of its resource that are not the defaults; :param goals: those that are not as in the document's row, which is
            no copy therefore.
        """
        name, kind = row[resource.name], resource.kind
        record = self.records[kind + "s"].get(key_of(kind, name))
        try:
            found = resource.plan(record, resource.wish(row, goals), self.server)
        except Invalid as error:
            self.problems.note(where, name, error.field, error.problem)
            return
        if found:
            self.extend(found)
            self.objects[owner(found[0])] = (resource, row, goals)
        self.warnings.extend("%s: %s" % (where, text) for text in found.warnings)

    def wish(self, key):
        """``(resource, arguments)`` of the owner of steps."""
        resource, row, goals = self.objects[key]
        return resource, resource.wish(row, goals)

    def changed_lists(self, read):
        """Keys of the accounts whose groups or posts the plan changes, and of which only what concerns these groups was read."""
        if all(name in read for name in self.records["groups"]):
            return []
        return sorted({user.lower() for step in self if step.kind in RELATIONS for user in step.after} & set(self.records["users"]))


def combine(observed, desired, server, wishes, phase):
    """The :class:`BulkPlan` of a document, sorted by ``phase``; what the guards refuse is noted, so that it can be shown.

    :param wishes: function of ``(observed, desired, server, made)``: the server with what is known of it, the records that
        the plans begin with, and pairs of a resource and its ``(row, goals, where it stands)``, see :meth:`BulkPlan.add`.
    :raises Refused: naming every row that is wrong, unless such rows are left out (``on_problem``).
    """
    guards.check_scope(desired, server)
    guards.check_told(desired)
    unlisted = guards.unlisted(observed, desired, server.facts.caller)
    unknown = unlisted.pop("unknown")
    whole, left_out = desired["document"], Problems(desired["document"].problems)
    while True:
        rows = left_out.rows
        desired = dict(desired, document=whole.without(rows), left_out=rows)
        made = _sum(observed, desired, server, wishes, unlisted)
        if made.problems and desired["on_problem"] == "fail":
            raise Refused(made.problems, desired["actions_shown"])
        if not made.problems:
            break
        left_out.extend(made.problems)  # rows that need what these would have made come next
    made.problems = left_out
    if unknown:
        made.warnings.insert(
            0,
            "unlisted_users: the server does not return enough about %d accounts to decide (%s); they are left unchanged."
            % (len(unknown), ", ".join(first(unknown, "accounts"))),
        )
    made.warnings[:] = first(made.warnings, "warnings")
    made.limits = rates.limits(desired.get("rate_limits"), server.limits)
    balanced = rates.balance(made, lambda step: made.objects[owner(step)][0].spare(step.request, server), made.limits)
    made[:] = sorted(balanced, key=lambda step: phase[(step.kind, step.action)])
    made.figures = rates.estimate(made, server, desired["welcome_email"], made.limits)
    made.refusal = _refusal(made, observed, desired, server)
    return made


def _sum(observed, desired, server, wishes, unlisted):
    """The steps of all objects, one object after the other."""
    made = BulkPlan(observed, unlisted)
    server, made.records, wanted = wishes(observed, desired, server, made)
    made.server = server
    for resource, entries in wanted:
        for row, goals, where in entries:
            made.add(resource, row, goals, where)
    return made


def _refusal(made, observed, desired, server):
    """What the guards have against the plan; None when nothing."""
    try:
        guards.check(made, observed, desired, server)
        rates.check_wait(made.figures, desired["rate_limit_wait"], server, made.limits)
    except Invalid as refusal:
        return refusal
    return None
