# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The normalisation tables: every recorded value either converges on the second run or is refused beforehand, with its field named.

What the server took, we take and find unchanged in what it stored, or refuse. What the server refused, we refuse before any
request, or send in a form that it was seen to take; ``ONLY_THE_SERVER_KNOWS`` lists what is left.
"""

from __future__ import annotations

from collections import Counter

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import recorded_values, wishes
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.recordings import SERVERS

# Answers that are about the account, the caller, the server's settings or the form of the request, not about a value.
OTHER_REASONS = {
    ("create", 102), ("create", 105), ("create", 106), ("create", 110), ("create", 403), ("create", 500), ("edit", 403), ("edit", 404), ("edit", 998),
}  # fmt: skip


def about_other(sample):
    """Tell whether the refusal is not about a value."""
    return ("create" if sample.new else "edit", sample.code) in OTHER_REASONS


# (field, code) to why it cannot be known without writing; a code of None stands for any.
ONLY_THE_SERVER_KNOWS = {
    ("language", None): "the list of languages is the server's",
    ("locale", None): "the list of locales is the server's",
    ("timezone", None): "the list of zones is the server's",
    ("fediverse", None): "the server looks the instance up over the network",
    ("password", 107): "the policy is the server's; its own check is asked before the write",
    ("password", 103): "the policy is the server's; its own check is asked before the write",
    ("notify_email", None): "an unverified address is verified first, by one request more",
}
# What the server takes without a word and does not keep: the task reads it back and fails (test_apply).
NOT_KEPT = {("owncloud-10", "two_factor", "true"): "there is no second-factor provider"}


def given(field, value):
    """A recorded value as a task gives it; None when no task can."""
    if field in ("groups", "subadmin_of"):
        return {"set": value} if isinstance(value, list) else None
    if not isinstance(value, str):
        return None
    if field == "additional_mails":
        return {"add": [value]}
    if field in ("profile_enabled", "two_factor"):
        return {"1": True, "true": True, "yes": True, "0": False, "false": False}.get(value)
    return value


class Table:
    """The samples of one server, judged."""

    def __init__(self, folder):
        self.folder = folder
        self.samples = list(recorded_values.samples(folder))
        records = [sample.record for sample in self.samples if sample.record]
        exist = recorded_values.groups(folder)
        named = {name for sample in self.samples for key in ("groups", "subadmin_of") for name in sample.fields.get(key) or []}
        self.server = SERVERS[folder].with_facts(fields=frozenset(records[0]), groups={name: name in exist for name in named}, default_quota="none")
        self.good = {str(item).lower() for record in records for held in record.values() for item in (held if isinstance(held, list) else [held])}
        self.taken = {(key, str(value)) for sample in self.samples if sample.accepted for key, value in sample.fields.items()}
        self.verdicts = {}

    def judge(self):
        """Judge every sample; returns self."""
        for sample in self.samples:
            fields = {key: value for key, value in sample.fields.items() if key != "name" and given(key, value) is not None}
            if sample.accepted:
                for key, value in fields.items():
                    self._note(sample, {key: value}, self._accepted(sample, key, value))
                if sample.new:
                    self._note(sample, {"name": sample.user}, self._new_id(sample))
            elif sample.caller == "admin" and not sample.unknown and (sample.new or fields) and not about_other(sample):
                self._note(sample, dict(fields, name=sample.user) if sample.new else fields, self._refused(sample, fields))
        return self

    def _note(self, sample, values, verdict):
        key = (sample.accepted, str(sorted(values.items())))
        if self.verdicts.get(key, ("not read back",))[0] == "not read back" or verdict == "WRONG":
            self.verdicts[key] = (verdict, sample.name, sample.code)

    def _plan(self, sample, fields, record):
        """The steps, or the field that is refused."""
        wanted = {"password": "Fixture-Pass-77!"} if sample.accepted else {"update_password": "always"}
        wanted.update((key, given(key, value)) for key, value in fields.items())
        try:
            return wishes.plan(record, wishes.wish(sample.user, **wanted), self.server)
        except Invalid as refusal:
            assert str(refusal).startswith(refusal.field + ": ") and refusal.problem
            return refusal.field

    def _accepted(self, sample, field, value):
        """A value that the server took."""
        if field == "password":  # unreadable, so it is never compared: a second run leaves it
            return "converges"
        record = sample.record if sample.record and field in sample.record else None
        found = self._plan(sample, {field: value}, record or (None if sample.new else self._before(sample, [field])))
        if found == field:
            return "refused by us"
        if record is None:
            return "not read back"
        if (self.folder, field, str(value)) in NOT_KEPT:
            return "told after the write"
        return "converges" if found == [] or self._sent_otherwise(found, field, value) else "WRONG"

    def _new_id(self, sample):
        """An id that the server took for a new account."""
        found = self._plan(sample, {}, None)
        if found == "name":
            return "refused by us"
        again = self._plan(sample, {}, sample.record or {"name": sample.user})
        return "converges" if not isinstance(found, str) and again == [] else "WRONG"

    def _refused(self, sample, fields):
        """A request that the server refused because of one of its values."""
        found = self._plan(sample, fields, None if sample.new else self._before(sample, fields))
        if isinstance(found, str):
            return "refused by us"
        if self.folder == "owncloud-10" and sample.code == 997:
            return "not about the value"
        if not found:
            return "there already"
        otherwise = {key for key, value in fields.items() if self._sent_otherwise(found, key, value)}
        if otherwise and all((key, str(fields[key])) in self.taken for key in set(fields) - otherwise):
            return "sent in another form"
        known = any((field, code) in ONLY_THE_SERVER_KNOWS for field in fields for code in (sample.code, None))
        # a quota that the same server took at another time: then one of its settings forbade it
        return "only the server knows" if known or ("quota", str(fields.get("quota"))) in self.taken else "WRONG"

    def _before(self, sample, fields):
        """A record of the account in which these fields hold something else; mail addresses stay, their refusals depend on them."""
        if set(fields) & {"additional_mails", "notify_email"}:
            return sample.record
        record = wishes.fresh(self.server, sample.user)
        return dict(record, **{key: "-" for key in fields if key in record})

    def _sent_otherwise(self, steps, field, value):
        """Whether other texts are sent than the recorded one, each of which the server was seen to take or to hold."""
        keys = {"value", "quota", "email", "displayName"}
        texts = [text for step in steps for key, text in step.request.data.items() if key in keys]
        return bool(texts) and value not in texts and all(text.lower() in self.good or (field, text) in self.taken for text in texts)


@pytest.mark.parametrize("folder", SERVERS)
def test_every_recorded_value_converges_or_is_refused(folder, record_property):
    """No value is left that we would send and the server would mangle, refuse or be sent again in the next run."""
    verdicts = Table(folder).judge().verdicts
    taken, refused = (Counter(verdict for (accepted, _values), (verdict, *_where) in verdicts.items() if accepted is side) for side in (True, False))
    record_property(
        "counted", "%s: %d values the server took (%s); %d it refused (%s)" % (folder, sum(taken.values()), told(taken), sum(refused.values()), told(refused))
    )
    assert not [(key, value) for key, value in verdicts.items() if value[0] == "WRONG"]
    assert taken["converges"] > 70 and refused["refused by us"] > 40 and taken["not read back"] < 10


def told(counts):
    """The counts of verdicts in words."""
    return ", ".join("%d %s" % (number, verdict) for verdict, number in counts.most_common())
