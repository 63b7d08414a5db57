# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every recorded answer, read as the client reads it: the data, or an error that says what happened and what to do."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import envelope
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called, recordings

BASES = {"nextcloud": "/ocs/v2.php/", "owncloud": "/ocs/v1.php/"}
GENERIC = "an unknown code"
# Collections that cannot be edited; no module sends these requests.
NEVER_SENT = ("cloud/users/ed/phones", "cloud/users/ed/additional_mailScope")


def answers(folder):
    """``(exchange, method, path below the base, answer)`` of every answer through the API version that the client uses."""
    base = BASES[folder.partition("-")[0]]
    for area in recordings.areas(folder):
        for exchange in recordings.exchanges(folder, area):
            request, response = exchange["request"], exchange.get("response")
            if request["path"].startswith(base) and response and "body" in response and not request["path"].endswith(NEVER_SENT):
                yield exchange, request["method"], request["path"][len(base) :], recordings.answer(exchange)


def secrets(exchange):
    """What must never be in a message: the credentials, and passwords about to be set."""
    request, sent = exchange["request"], recordings.sent(exchange)
    found = [(request.get("auth") or {}).get("password"), sent.get("password"), sent.get("value") if sent.get("key") == "password" else None]
    return [text for text in found if isinstance(text, str) and len(text) > 4 and not text.isalpha()]  # "wrong" is a word of ours, too


@pytest.mark.parametrize("folder", recordings.SERVERS)
def test_every_recorded_answer(folder, record_property):
    """Success gives the data; everything else an error that names method, path, HTTP status and code, with a meaning and a next step."""
    counts, wrong = Counter(), []
    for exchange, method, path, answer in answers(folder):
        recorded = recordings.envelope(exchange)
        try:
            data = envelope.read(answer, called.at(path, method), "%s %s" % (method, path), folder.partition("-")[0])
        except OCSError as error:
            counts["failures" if recorded else "no envelopes"] += 1
            complaint = judged(error, recorded, answer.status, "%s %s" % (method, path), exchange)
            if complaint:
                wrong.append((complaint, exchange["name"], str(error)[:200]))
            continue
        counts["data"] += 1
        if recorded is None or recorded["meta"]["statuscode"] not in (100, 200) or data != recorded["data"]:
            wrong.append(("is no success", exchange["name"], str(data)[:100]))
    record_property("counted", "%s: answers read: %s" % (folder, ", ".join("%d %s" % (n, what) for what, n in counts.most_common())))
    assert not wrong, "%d\n%s" % (len(wrong), "\n".join(map(str, wrong)))
    assert counts["data"] > 200 and counts["failures"] > 100


def judged(error, recorded, status, endpoint, exchange):
    """What is wrong with an error, None when nothing is."""
    text = str(error)
    if not text.startswith(endpoint + " (HTTP %d" % status):
        return "names another request"
    if recorded is not None and ("OCS %s)" % recorded["meta"]["statuscode"] not in text or error.code != recorded["meta"]["statuscode"]):
        return "does not name the code"
    message = str((recorded or {}).get("meta", {}).get("message") or "").strip()
    if message not in text:
        return "does not repeat the server's text"
    if GENERIC in text or not error.hint or not error.problem:
        return "has no meaning of its own"
    if [secret for secret in secrets(exchange) if secret in text]:
        return "tells a secret"
    return None


def test_meanings_do_not_depend_on_the_text():
    """The same answer in another language means the same."""
    body = {"ocs": {"meta": {"status": "failure", "statuscode": 102, "message": "Benutzer existiert bereits"}, "data": []}}
    errors = []
    for message in ("User already exists", "Benutzer existiert bereits", ""):
        body["ocs"]["meta"]["message"] = message
        with pytest.raises(OCSError) as refusal:
            answer = recordings.answer({"response": {"http_status": 400, "body": json.loads(json.dumps(body))}})
            envelope.read(answer, called.at("cloud/users", "POST"), "POST cloud/users", "nextcloud")
        errors.append((refusal.value.problem.partition(" The server says")[0], refusal.value.hint, refusal.value.code, refusal.value.ambiguous))
    assert len(set(errors)) == 1 and errors[0][2:] == (102, False)


def test_nextcloud_28_refuses_a_login_in_xml():
    """Whatever was asked for; the error is the same as for JSON (recorded: nextcloud-28/auth-errors)."""
    found = []
    for _exchange, method, path, answer in answers("nextcloud-28"):
        if answer.status == 401 and answer.text.startswith("<?xml"):
            with pytest.raises(OCSError) as refusal:
                envelope.read(answer, called.at(path, method), "%s %s" % (method, path), "nextcloud")
            found.append(refusal.value)
    assert len(found) > 15 and {error.code for error in found} == {997}
    assert all("does not accept the credentials" in str(error) for error in found)
