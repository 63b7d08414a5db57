# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The judges of the fault matrix and of the search for secrets: each finds what it looks for, else their zeros would mean nothing."""

from __future__ import annotations

from unittest import mock

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine import door
from ansible_collections.ocs.provisioning.tests.trust.leaks import codings, found_in, GIVEN, OWN, sent_secrets, texts_of
from ansible_collections.ocs.provisioning.tests.trust.lives import Life, Stage
from ansible_collections.ocs.provisioning.tests.trust.matrix import complaints, leaks, left_to_do
from ansible_collections.ocs.provisioning.tests.trust.prints import DOORS
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.malformed_tasks import CASES
from sandbox.wire import Request, Response

CREATION = Request("POST", "/ocs/v2.php/cloud/users", body=b'{"userid": "a"}')
EDIT = Request("PUT", "/ocs/v2.php/cloud/users/a", body=b'{"key": "quota", "value": "1 GB"}')


def action(status, error=None):
    """A step as a result tells it."""
    return {"id": "create:user:a", "status": status, "error": error, "after": {"name": "a"}}


def life(*served, **told):
    """A run that told this, and these writes."""
    return Life(dict({"actions": [], "changed": False}, **told), [(request, Response()) for request in served], [(request, Response()) for request in served])


@pytest.mark.parametrize("found, part", [
    (life(failed=True, msg="x", exception="Traceback"), "a traceback"), (life(failed=True, msg="TypeError: this is a bug"), "a traceback"),
    (life(failed=True), "a message"), (life(failed=True, msg="a\x1b[2J"), "a message"), (life(failed=True, msg="a" * 7000), "a message"),
    (life(actions=[action("skipped")]), "success with"), (life(failed=True, msg="x", actions=[action("failed")]), "without a reason"),
    (life(changed=True, actions=[action("done")]), "1 steps done with 0 writes"), (life(CREATION), "1 writes, and the account is []"),
    (life(CREATION, actions=[action("done")]), "but not changed"),
    (life(CREATION, CREATION, changed=True, actions=[action("done")]), "2 times POST"),
])  # fmt: skip
def test_what_must_not_be_is_found(found, part):
    """One complaint, about that."""
    assert [part in text for text in complaints(found)] == [True]


def test_what_may_be_is_not():
    """A run that went well, one that failed with its account, and an edit that was sent twice."""
    assert not complaints(life(CREATION, EDIT, EDIT, changed=True, actions=[action("done"), action("done")]))
    assert not complaints(life(EDIT, failed=True, msg="It may have happened.", actions=[action("failed", "It may have happened.")]))
    assert left_to_do(life(actions=[action("done"), dict(action("done"), id="x", after={"password": "(changed)"})])) == ["create:user:a"]


@pytest.mark.parametrize("secret", [OWN, GIVEN])
def test_each_coding_is_found(secret):
    """Wherever it stands, in a key as well."""
    assert len(codings(secret)) > 12
    for coding in codings(secret):
        assert found_in(texts_of({"a": [{"b " + coding: 1}]}), {secret}) and found_in(texts_of({"a": [coding + "!"]}), {secret})
        assert leaks([life(msg="The server says: " + coding)])[1] and leaks([], coding)[1]
    assert not found_in(texts_of({"a": secret[:-1]}), {secret})


def test_what_was_sent_is_looked_for():
    """The headers of both directions; a token in a result is what was asked for."""
    request = Request("GET", "/", headers={"authorization": "Token 0123456789", "cookie": "id=abcdefghij; a=true"})
    exchanges = [(request, Response(headers=[("Set-Cookie", "other=klmnopqrst; path=/")])), (request, None)]
    assert sent_secrets(exchanges) == {"0123456789", "Token 0123456789", "abcdefghij", "true", "klmnopqrst"}
    told = Life({"msg": "abcdefghij", "token": "0123456789", "warnings": ["true"]}, exchanges, [])
    assert [coding for coding, _where in leaks([told])[1]] == ["abcdefghij"]


@pytest.mark.parametrize("by, part", list(zip(DOORS, ["runs in the controller's process", "Invoked with url="])))
def test_what_is_printed_is_searched(by, part):
    """At -vvvv a task shows its arguments and its diff; a secret that stands there alone is found."""
    stage = Stage(CASES["nextcloud-34-user-0"])
    stage.begin()
    good = stage.life(by)
    for expected in (part, '"invocation": {', "+++ after: Nextcloud", '"action": "create"'):
        assert expected in good.printed
    assert leaks([good]) == (leaks([Life(good.told, good.exchanges, good.served)])[0] + 1, [])
    stage.begin()
    with mock.patch.object(door, "by_field", lambda _spec, params, *_more: params):
        bad = stage.life(by)
    assert {secret for secret in (OWN, GIVEN) for coding, _where in leaks([Life({}, [], [], bad.printed)])[1] if coding in codings(secret)} == {OWN, GIVEN}
