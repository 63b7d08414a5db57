# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client over HTTP: what is on the wire for each product, sessions and cookies, and what is found out about the server."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.common.calls import HINT
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Request
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import calls as ocs_calls
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.scripted import Scripted, client, ocs

OK = ocs({"id": "alice"})
OFFER, IN_SESSION = "cookie_test=test", "oc_sessionPassphrase=abc; cookie_test=test"
COOKIE = ocs({"id": "alice"}, Set_Cookie="oc_sessionPassphrase=abc; path=/; HttpOnly")
GONE = (303, {}, "")
FORBIDDEN = ocs(code=403, status=403, message="Die Passwortbestätigung ist erforderlich")
CREATE = called.request("POST", "cloud/users", {"userid": "al ice", "password": "p&=ü+", "groups": ["a", "b c"], "subadmin": []})


def talk(answers, action, product="nextcloud", **settings):
    """Do something with a client; the requests that the server saw before it was closed, and what came of it."""
    with Scripted(*answers) as server:
        caller = client(server, product, **settings)
        try:
            found = action(caller)
        except OCSError as error:
            found = error
        seen = list(server.seen)
        caller.close()
        return seen, found


def test_nextcloud_is_sent_json():
    """Where an empty list can be said; JSON is asked for, and the version of the API that keeps the codes."""
    seen, found = talk([OK], lambda caller: caller.send(CREATE), agent="ansible-ocs-provisioning/9")
    request = seen[0]
    assert found == {"id": "alice"}
    assert (request["method"], request["path"]) == ("POST", "/ocs/v2.php/cloud/users?format=json")
    assert json.loads(request["body"]) == CREATE.data and request["headers"]["Content-Type"] == "application/json"
    assert request["headers"]["OCS-APIRequest"] == "true" and request["headers"]["Accept"] == "application/json"
    assert request["headers"]["User-Agent"] == "ansible-ocs-provisioning/9" and "Cookie" not in request["headers"]


def test_owncloud_is_sent_forms():
    """It reads no JSON on create; lists are keys with brackets, and its second API version loses the codes."""
    seen, _found = talk([OK], lambda caller: caller.send(CREATE), "owncloud")
    assert seen[0]["path"] == "/ocs/v1.php/cloud/users?format=json"
    assert seen[0]["headers"]["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qsl(seen[0]["body"], strict_parsing=True) == [("userid", "al ice"), ("password", "p&=ü+"), ("groups[]", "a"), ("groups[]", "b c")]


@pytest.mark.parametrize("product", ["nextcloud", "owncloud"])
def test_an_id_is_encoded_once_on_its_way(product):
    """The library between leaves the path as it is."""

    def ask(caller):
        caller.get(ocs_calls.USER, user="a+b%41 é@'~")
        caller.get(ocs_calls.GROUP_MEMBERS, group="a+b%41 é", search="x y&z")
        caller.send(Request(ocs_calls.LEAVE, {"user": "x"}, {"groupid": "a/b"}))

    seen, _found = talk([ocs({"id": "alice", "users": []})], ask, product)
    twice = "a%252Bb%252541%2520%25C3%25A9" if product == "nextcloud" else "a%2Bb%2541%20%C3%A9"
    assert seen[0]["path"].endswith("/cloud/users/a%2Bb%2541%20%C3%A9%40%27~?format=json")
    assert seen[1]["path"].endswith("/cloud/groups/" + twice + "?search=x+y%26z&format=json")
    assert seen[2]["method"] == "DELETE" and "groupid" in seen[2]["body"] and "groupid" not in seen[2]["path"]


def test_a_sub_path_stays():
    """Of the base address; and a slash at its end is not doubled."""
    with Scripted(OK) as server:
        for url in (server.url + "/cloud", server.url + "/cloud/"):
            client(server, url=url).get(called.at("cloud/user"))
        assert {path for _method, path in server.calls} == {"/cloud/ocs/v2.php/cloud/user"}


MISSING = ocs(code=404, status=404, message="User does not exist")


def test_a_missing_object():
    """Is None on the codes that mean it, and an error on every other."""
    _seen, found = talk([MISSING], lambda caller: caller.find(ocs_calls.USER, user="x"))
    assert found is None
    _seen, found = talk([MISSING], lambda caller: caller.find(ocs_calls.USER, (998,), user="x"))
    assert found.code == 404
    _seen, found = talk([MISSING], lambda caller: caller.find(ocs_calls.PASSWORD_POLICY, password="pw"))
    assert found is None


def test_a_question_counts_as_read():
    """Though it is a POST, because it holds a secret."""
    seen, cost = talk([ocs({"passed": True})], lambda caller: caller.get(ocs_calls.PASSWORD_POLICY, password="pw") and caller.account())
    assert seen[0]["method"] == "POST" and "pw" not in seen[0]["path"]
    assert (cost["requests"], cost["reads"], cost["writes"]) == (1, 1, 0)


def cookies(seen):
    """The cookie header of each request."""
    return [request["headers"].get("Cookie") for request in seen]


def several(expected, product="nextcloud", **settings):
    """Four reads, after so many were announced; the cookies that were sent."""

    def ask(caller):
        caller.expect(expected)
        for _number in range(4):
            caller.get(called.at("cloud/user"))

    return talk([COOKIE], ask, product, **settings)[0]


@pytest.mark.parametrize("expected, product, kept", [(1, "nextcloud", False), (3, "nextcloud", False), (4, "nextcloud", True), (50, "owncloud", False)])
def test_when_cookies_are_kept(expected, product, kept):
    """From the fourth request on they pay; on ownCloud a session would make every password right."""
    seen = several(expected, product)
    assert cookies(seen) == ([OFFER] + [IN_SESSION] * 3 if kept else [None] * 4)
    assert all(request["headers"]["Authorization"].startswith("Basic ") for request in seen)


def test_sessions_are_not_shared():
    """Two clients have cookies of their own; the members of a team have the same."""
    with Scripted(COOKIE) as server:
        first, second = client(server), client(server)
        first.expect(9)
        team = first.team(3)
        for caller in team + [second] + team:
            caller.get(called.at("cloud/user"))
        assert cookies(server.seen) == [OFFER] + [IN_SESSION] * 2 + [None] + [IN_SESSION] * 3
        assert len({id(caller.transport) for caller in team}) == 3
        assert first.account()["requests"] == 6


def test_the_window_of_a_kept_session_has_passed():
    """A write in it is refused with 403, whatever the text says: end it, sign in again and repeat once."""
    seen, found = talk([COOKIE, FORBIDDEN, GONE, OK], lambda caller: (caller.expect(9), caller.get(called.at("cloud/user")), caller.send(CREATE))[2])
    assert found == {"id": "alice"}
    assert cookies(seen) == [OFFER, IN_SESSION, IN_SESSION, OFFER]
    assert seen[2]["path"] == "/index.php/logout" and "Authorization" not in seen[2]["headers"]


def test_a_second_refusal_is_final():
    """Then the account may not, and there are two requests, no more."""
    seen, found = talk([COOKIE, FORBIDDEN, GONE, FORBIDDEN], lambda caller: (caller.expect(9), caller.get(called.at("cloud/user")), caller.send(CREATE)))
    assert isinstance(found, OCSError) and found.code == 403 and len(seen) == 4
    assert "real password" in found.hint


@pytest.mark.parametrize("action", [
    lambda caller: caller.send(CREATE), lambda caller: (caller.expect(9), caller.send(CREATE)),
    lambda caller: (caller.expect(9), caller.get(called.at("cloud/users")))])  # fmt: skip
def test_other_refusals_are_not_repeated(action):
    """Without a session, by the request that begins it, or for a read."""
    seen, found = talk([FORBIDDEN], action)
    assert found.code == 403 and len(seen) == 1


STATUS = {
    "nextcloud": {"productname": "ACME", "extendedSupport": False, "versionstring": "34.0.1", "version": "34.0.1.2", "maintenance": False},
    "owncloud": {"productname": "ownCloud", "product": "ownCloud", "versionstring": "10.15.2", "edition": "Community"},
}
CAPABILITIES = {"version": {"major": 28, "minor": 0, "micro": 2, "string": "28.0.2"}, "capabilities": {}}
HIDDEN = (200, {}, json.dumps({"productname": "", "versionstring": ""}))


@pytest.mark.parametrize("product, version", [("nextcloud", (34, 0, 1)), ("owncloud", (10, 15, 2))])
def test_the_status_page_tells_the_server(product, version):
    """By one request without credentials, for the whole task."""
    seen, found = talk([(200, {}, json.dumps(STATUS[product]))], lambda caller: (caller.server, caller.identify())[1], "auto")
    assert (found.product, found.version) == (product, version)
    assert [request["path"] for request in seen] == ["/status.php"] and "Authorization" not in seen[0]["headers"]


@pytest.mark.parametrize("status", [HIDDEN, (404, {}, "no"), (200, {}, "<html>login"), (200, {}, "[]"), (503, {}, "{}")])
def test_the_capabilities_tell_it_where_the_status_page_does_not(status):
    """One request more, with credentials."""
    seen, found = talk([status] + [status] * 3 * (status[0] == 503) + [ocs(CAPABILITIES)], lambda caller: caller.server, "auto")
    assert (found.product, found.version) == ("nextcloud", (28, 0, 2))
    assert seen[-1]["path"] == "/ocs/v2.php/cloud/capabilities?format=json" and "Authorization" in seen[-1]["headers"]


@pytest.mark.parametrize("data", [[], {}, {"version": []}, {"version": {"major": "x"}}, None, "text"])
def test_something_that_is_no_server_of_ours(data):
    """An answer in the right envelope that tells no version is an error of ours."""
    _seen, found = talk([HIDDEN, ocs(data)], lambda caller: caller.server, "auto")
    assert isinstance(found, OCSError) and str(found).startswith("GET cloud/capabilities")
    assert ("does not report" in str(found) and "product" in found.hint) or ("where a map belongs" in str(found) and found.hint == HINT)


def test_the_version_is_looked_up_when_it_is_needed():
    """Not before, and once."""

    def ask(caller):
        caller.get(called.at("cloud/user"))
        before = caller.server.version
        caller.identify()
        return before, caller.identify()

    seen, (before, found) = talk([OK, (200, {}, json.dumps(STATUS["nextcloud"]))], ask)
    assert before is None and found.version == (34, 0, 1) and len(seen) == 2


def test_another_product_than_the_task_says():
    """Is told before anything is written."""
    _seen, found = talk([(200, {}, json.dumps(STATUS["owncloud"]))], lambda caller: caller.identify())
    assert "the server is ownCloud 10.15.2, not nextcloud" in str(found)


def test_owncloud_takes_no_token():
    """Also when that it is ownCloud is found out."""
    with Scripted((200, {}, json.dumps(STATUS["owncloud"]))) as server:
        with pytest.raises(Invalid, match="auth_token"):
            client(server, "auto", username="", password="", token="t").get(called.at("cloud/user"))
        assert len(server.seen) == 1


def test_what_a_task_cost():
    """Counts, and what was found out about the server."""

    def work(caller):
        caller.get(called.at("x"))
        caller.send(CREATE)
        return caller.account()

    _seen, cost = talk([(200, {}, json.dumps(STATUS["nextcloud"])), OK, OK], work, "auto")
    assert cost.pop("elapsed_seconds") >= 0
    assert cost == {"product": "nextcloud", "version": "34.0.1", "requests": 3, "reads": 2, "writes": 1, "retries": 0, "waited_seconds": 0.0}


def test_a_file():
    """Content and type; a page instead is an error."""
    _seen, found = talk([(200, {"Content-Type": "image/png"}, "PNG")], lambda caller: caller.download(ocs_calls.AVATARS[False, False], name="a", size=64))
    assert found == (b"PNG", "image/png")
    _seen, found = talk([(404, {"Content-Type": "text/html"}, "<html>no")], lambda caller: caller.download(ocs_calls.AVATARS[False, False], name="a", size=64))
    assert "web page" in str(found)


@pytest.mark.parametrize("status, kind, fine", [
    (200, "image/png", True), (201, "image/png", True), (201, "image/jpeg; x=y", True), (200, "text/html", False), (201, "application/json", False),
    (204, "image/png", False), (404, "image/png", False), (200, None, False),
])  # fmt: skip
def test_what_is_a_picture(status, kind, fine):
    """Guests' pictures come with 201; a login page with 200 is none."""
    headers = {} if kind is None else {"Content-Type": kind}
    _seen, found = talk([(status, headers, "PNG")], lambda caller: caller.download(ocs_calls.AVATARS[True, False], name="a", size=64))
    assert found == (b"PNG", kind) if fine else isinstance(found, OCSError)


@pytest.mark.parametrize("version, seconds", [("29.0.5", 600), ("30.0.1", 60), ("33.0.3", 600)])
def test_a_limit_that_is_reached_holds_as_long_as_the_version_says(version, seconds):
    """Nextcloud 30 counts edits by the minute."""
    status = (200, {"Content-Type": "application/json"}, json.dumps({"versionstring": version, "extendedSupport": False}))
    edit = Request(ocs_calls.EDIT_USER, {"user": "alice"}, {"key": "quota", "value": "5 GB"})
    with Scripted(status, (429, {}, "")) as server:
        caller = client(server, "auto", rate_limit_wait=0)
        with pytest.raises(OCSError, match="rate limit"):
            caller.send(edit)
        assert seconds - 30 < caller.transport.limits.left(edit.call.bucket) <= seconds
        caller.close()
