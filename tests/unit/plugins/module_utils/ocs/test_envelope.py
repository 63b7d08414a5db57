# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that are not an OCS envelope, and what a code means at its endpoint."""

from __future__ import annotations

import json

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.http.answer import Answer
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import calls as ocs_calls, envelope
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.envelope import ANYWHERE, explain
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from requests.structures import CaseInsensitiveDict

PAGE = "<!DOCTYPE html>\n<html><head><title>\n Log in – ACME </title></head><body>s3cret</body></html>"
CUT = '{"ocs":{"meta":{"status":"ok","statuscode":200,"message":"OK"},"data":{"id":"s3cret'
OK = {"ocs": {"meta": {"status": "ok", "statuscode": 200, "message": "OK"}, "data": {"id": "alice"}}}

# status, headers, body, what the message says, what it advises, whether a write may have happened all the same
ODD = [
    (400, {}, "", "refused the parameters without a message", "wrong type", False),
    (200, {"Content-Type": "text/html"}, "", "answer is empty", "log", True),
    (500, {}, "", "answer is empty", "log", True),
    (404, {"Content-Type": "text/html"}, "", "knows no such address", "sub-path", False),  # Nextcloud 34, below a path where it is not
    (412, {}, '{"message":"CSRF check failed"}', "CSRF", "OCS-APIRequest", False),
    (200, {}, '{"message": "CSRF check failed"}', "CSRF", "OCS-APIRequest", False),
    (400, {"Content-Type": "text/html"}, PAGE, "web page, not an API answer ('Log in – ACME')", "trusted domains", False),
    (200, {"Content-Type": "text/html"}, PAGE, "web page", "login page or proxy", True),
    (200, {"Content-Type": "text/html"}, "<html><body>no title", "web page, not an API answer.", "sub-path", True),
    (403, {"Content-Type": "text/html"}, PAGE, "web page", "proxy", False),
    (407, {"Content-Type": "text/html"}, PAGE, "web page", "proxy", False),
    (500, {"Content-Type": "text/html"}, PAGE, "web page", "", True),
    (200, {"Content-Type": "application/json"}, CUT, "cut off (%d bytes, application/json)" % len(CUT), "Check url and proxies", True),
    (200, {}, "OK s3cret", "not an OCS envelope", "Check url and proxies", True),
    (200, {}, '{"s3cret": 1}', "not an OCS envelope", "Check url and proxies", True),
    (200, {}, '{"ocs": {"meta": {"statuscode": "200"}}}', "not an OCS envelope", "", True),
    (302, {"Location": "https://u:s3cret@login.example/?next=1"}, "", "redirects to 'https://login.example/?next=1'", "Set url", False),
    (301, {"Location": "/cloud/"}, PAGE, "redirects to '/cloud/'", "Set url", False),
    (302, {}, "", "redirects to ''", "login page", False),
    (405, {}, "", "does not know the method", "table", False),
    (405, {"Content-Type": "text/html"}, PAGE, "in front of the server refuses the method ", "PATCH", False),
    (413, {"Content-Type": "text/html"}, PAGE, "in front of the server refuses the size of this ", "client_max_body_size", False),
    (429, {}, "", "rate limit", "again later", False),
    (502, {}, PAGE, "proxy in front of the server", "load", True),
    (504, {}, "", "proxy in front of the server", "timeouts", True),
    (503, {}, "", "maintenance mode or not available", "occ upgrade", True),
    (503, {"X-Nextcloud-Maintenance-Mode": "1"}, PAGE, "maintenance mode", "Run again", True),
    (401, {"Content-Type": "text/html"}, PAGE, "web page", "login page or proxy", False),
]  # fmt: skip


def answer(status, headers, body):
    """An answer as the transport hands it up."""
    return Answer(status, CaseInsensitiveDict(headers), body.encode())


@pytest.mark.parametrize("status, headers, body, problem, hint, ambiguous", ODD)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_envelope(method, status, headers, body, problem, hint, ambiguous):
    """Each says what came instead and what to look at; bodies and credentials are in none."""
    with pytest.raises(OCSError) as refusal:
        envelope.read(answer(status, headers, body), called.at("cloud/users", method), "%s cloud/users" % method, "nextcloud")
    error = refusal.value
    assert str(error).startswith("%s cloud/users (HTTP %d): " % (method, status))
    assert problem in error.problem and hint in error.hint and error.hint
    assert error.code is None and error.http_status == status
    assert error.ambiguous == (ambiguous and method != "GET")
    assert "s3cret" not in str(error)


def test_success():
    """The data, whatever the version of the API calls success."""
    for code in (100, 200, 201, 202, 204):
        OK["ocs"]["meta"]["statuscode"] = code
        assert envelope.read(answer(200, {}, json.dumps(OK)), called.at("cloud/users/alice", "GET"), "GET cloud/users/alice", "nextcloud") == {"id": "alice"}


def test_success_in_xml_is_an_error():
    """Its data could not be told apart: an empty list, null, false and "" look alike."""
    text = '<?xml version="1.0"?>\n<ocs>\n <meta>\n  <statuscode>200</statuscode>\n </meta>\n <data/>\n</ocs>'
    with pytest.raises(OCSError, match="not an OCS envelope"):
        envelope.read(answer(200, {}, text), called.at("cloud/users", "GET"), "GET cloud/users", "nextcloud")


def refusal_of(product, method, path, code, message="", data=(), status=400):
    """The error for a code."""
    body = json.dumps({"ocs": {"meta": {"status": "failure", "statuscode": code, "message": message}, "data": list(data) if data == () else data}})
    with pytest.raises(OCSError) as refusal:
        envelope.read(answer(status, {}, body), called.at(path, method), "%s %s" % (method, path), product)
    return refusal.value


AMBIGUOUS = [
    # method, code, message, whether the write may have happened
    ("POST", 996, "", True), ("PUT", 500, "", True), ("DELETE", 503, "", True), ("GET", 996, "", False), ("POST", 101, "Bad request", True),
    ("POST", 101, "Invalid", False), ("POST", 102, "", False), ("PUT", 113, "", False), ("PUT", 997, "", False),
]  # fmt: skip


@pytest.mark.parametrize("method, code, message, ambiguous", AMBIGUOUS)
def test_what_has_to_be_read_again(method, code, message, ambiguous):
    """Uncaught errors and the answers of races leave open whether a write happened."""
    assert refusal_of("nextcloud", method, "cloud/users/alice", code, message).ambiguous is ambiguous


def test_texts_per_field():
    """A refused multi-field edit says which field and why (recorded: nextcloud-34/user-edit)."""
    error = refusal_of("nextcloud", "PATCH", "cloud/users/ed", 422, "", {"errors": {"quota": "Invalid quota", "email": "Invalid email address"}}, 422)
    assert "The server says: email: Invalid email address; quota: Invalid quota." in error.problem


def test_the_text_of_a_refused_setting():
    """It stands in the data, while the message is empty (recorded: config)."""
    where = "apps/provisioning_api/api/v1/config/apps/comments/enabled"
    error = refusal_of("nextcloud", "POST", where, 403, "", {"data": {"message": "The given key can not be set"}}, 403)
    assert "The server says: The given key can not be set." in error.problem


def test_the_servers_text_ends():
    """A full stop stands between the server's words and ours."""
    text = str(refusal_of("owncloud", "POST", "cloud/users", 102, "User already exists"))
    assert text.endswith("The server says: User already exists. It was changed in the meantime; run again.")


def test_every_documented_code_has_a_meaning_and_a_next_step():
    """Sentences, all of them."""
    tables = [(name, table) for name, call in called.OCS.items() for table in (call.meanings, *map(call.meanings.get, ("nextcloud", "owncloud"))) if table]
    entries = [(name, code, told) for name, table in tables for code, told in table.items() if isinstance(code, int)]
    entries += [("anywhere", code, told) for code, told in ANYWHERE.items()]
    for where, code, (meaning, hint) in entries:
        assert meaning[-1] in ".)" and hint[-1] in ".)", (where, code)


SAME_CODE = [
    # product, method, path, code, a word of its meaning
    ("nextcloud", "PUT", "cloud/users/a", 101, "refused the value"), ("nextcloud", "PUT", "cloud/users/a/enable", 101, "acting account itself"),
    ("nextcloud", "POST", "cloud/users/a/groups", 103, "user does not exist"), ("nextcloud", "POST", "cloud/users/a/subadmins", 103, "no group admins"),
    ("owncloud", "PUT", "cloud/users/a", 103, "refused the quota"), ("nextcloud", "PUT", "cloud/users/a", 103, "policy"),
    ("nextcloud", "GET", "cloud/users", 997, "does not accept the credentials"), ("owncloud", "GET", "cloud/users", 997, "or the account may not do this"),
    ("nextcloud", "DELETE", "cloud/users/a", 403, "may not do this"), ("nextcloud", "GET", "cloud/groups", 429, "brute-force"),
    ("nextcloud", "PATCH", "cloud/users/a", 998, "may not change it"), ("nextcloud", "PUT", "cloud/users/a/disable", 998, "may not change it"),
    ("nextcloud", "GET", "anything", 777, "an unknown code"),
    ("nextcloud", "POST", "cloud/apps/user_ldap", 996, "could not be enabled"), ("nextcloud", "DELETE", "cloud/apps/files", 996, "always on"),
    ("nextcloud", "POST", "apps/appstore/api/v1/apps/uninstall", 500, "may be disabled now"),
    ("nextcloud", "POST", "apps/provisioning_api/api/v1/config/apps/core/vendor", 403, "this setting"),
]  # fmt: skip


@pytest.mark.parametrize("product, method, path, code, word", SAME_CODE)
def test_a_code_means_what_its_endpoint_means_by_it(product, method, path, code, word):
    """By product, method and endpoint."""
    assert word in explain(product, called.at(path, method), code, 400)[0]


def test_a_refused_write_tells_of_app_passwords():
    """Nextcloud 34 answers 403 to a write with an app password; the advice is the real password."""
    for call in (ocs_calls.CREATE_USER, ocs_calls.EDIT_USER):
        assert "app password" in explain("nextcloud", call, 403, 403)[1] and "real password" in explain("nextcloud", call, 403, 403)[1]


def test_a_title_loses_the_secret_before_it_is_cut():
    """Cut or quoted first, a part of it would stay, or another spelling."""
    secret = 'It\'s a "long" secret of mine'
    page = "<html><title>%s%s</title>" % ("x" * 70, secret)
    told = str(envelope.no_envelope(Answer(200, CaseInsensitiveDict(), page.encode(), lambda: (secret,)), "GET cloud/users"))
    assert "x" * 70 + "********')" in told and "long" not in told
