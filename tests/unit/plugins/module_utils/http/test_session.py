# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server's session: begun once, shared by tasks, taken anew when the server has forgotten it, and never left behind."""

from __future__ import annotations

import threading

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.http.connection import Session
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import ADMIN, PASSWORD, Site

OLD, NEW = {"session": "old"}, {"session": "new"}


class Kept:
    """What the tasks of a run share, in memory."""

    def __init__(self, value=None, free=True):
        self.value, self.free = value, free

    def read(self):
        """What is shared."""
        return self.value

    def replace(self, old, new):
        """As the docstring of ``Session.share`` says."""
        taken = self.value in (None, {}, old)
        self.value = new if taken else self.value
        return taken

    def claim(self):
        """Whether the caller is to begin."""
        self.free, claimed = False, self.free
        return claimed

    def release(self):
        """It did, or will not."""
        self.free = True


@pytest.mark.parametrize("kept, cookie", [
    (Kept(), ""),  # the run's first task goes without
    (Kept({}), "cookie_test=test"),
    (Kept({}, free=False), ""),  # another task is about to begin
    (Kept(OLD), "session=old; cookie_test=test"),
])  # fmt: skip
def test_what_the_first_request_of_a_task_brings(kept, cookie):
    """By what the tasks before it have left."""
    session = Session()
    session.share(kept)
    assert session.header() == cookie


def test_the_first_task_leaves_word_for_the_second():
    """If it was one that counts: of an account on a server that has sessions."""
    for counts, left in ((False, None), (True, {})):
        kept, session = Kept(), Session()
        session.share(kept)
        session.note(NEW)  # the answer to a request without a session sets cookies that nobody asked for
        session.close(counts)
        assert kept.value == left and not session.left


def test_the_second_task_begins():
    """It shares what it has begun, and has nothing to end."""
    kept, session = Kept({}), Session()
    session.share(kept)
    session.note(NEW)
    assert kept.value == NEW and not session.left and not kept.free
    session.close(True)
    assert kept.value == NEW and kept.free


def test_a_task_of_many_requests_begins_at_once():
    """Whether it is the first one, or another is about to begin; who is late ends its own."""
    for before, left in ((None, False), (OLD, True)):
        kept, session = Kept(), Session()
        session.share(kept)
        kept.value = before
        session.keep()
        session.note(NEW)
        assert kept.value == (OLD if left else NEW) and session.left is left


def test_the_server_has_forgotten_it():
    """The same request begins another, which the next tasks get; a cookie that only is new changes nothing."""
    kept, session = Kept(OLD), Session()
    session.share(kept)
    session.note({"more": "1"})
    assert kept.value == OLD
    session.note(NEW)
    assert kept.value == NEW and not session.left


def test_who_drops_it():
    """One worker alone, who then has to end it; what another task has begun meanwhile is taken."""
    kept, session = Kept(OLD), Session()
    session.share(kept)
    used = session.cookies
    assert session.drop(used) and not session.drop(used) and kept.value == {} and session.header() == "cookie_test=test"
    kept = Kept(OLD)
    session = Session()
    session.share(kept)
    kept.value = NEW
    assert session.drop(session.cookies) and kept.value == NEW and "session=new" in session.header() and not session.left


def test_another_password():
    """The session goes on in this task, which ends it; nobody else gets it by the old password."""
    kept, session = Kept(OLD), Session()
    session.share(kept)
    session.part()
    assert kept.value == {} and session.left and "session=old" in session.header()


def test_others_wait_while_it_begins():
    """Then none of them begins a second one."""
    session, inside, told = Session(), threading.Event(), []
    session.keep()

    def second():
        inside.wait(10)
        with session.turn():
            told.append(session.header())

    other = threading.Thread(target=second)
    other.start()
    with session.turn():
        inside.set()
        session.note(NEW)
    other.join(10)
    assert told == ["session=new; cookie_test=test"]


@pytest.mark.served
@pytest.mark.parametrize("dialect", ["nextcloud-34", "nextcloud-32", "nextcloud-28"])
def test_nothing_is_left_behind(dialect):
    """A task that begins one ends it: with the header, or on 28 with the token of a page."""
    with Site(dialect) as site:
        authenticator, ended = site.sandbox.product.authenticator, "GET /index.php/logout"
        site.run(user, name="anna", password=PASSWORD, display_name="Anna", groups={"set": ["staff"]}, missing_groups="create")
        assert site.sandbox.counts[ended] == 1 + (dialect == "nextcloud-28") and not authenticator.signed_in()
        client = site.client()
        client.expect(9)
        client.get(called.at("cloud/user"))
        site.fault(path="/index.php/", kind="drop_before")
        client.close()
        assert authenticator.signed_in() == 1  # a server that is not there any more is no error


@pytest.mark.served
def test_a_window_that_has_passed_leaves_one():
    """The old session is ended before the next one begins, so that there is never more than one."""
    with Site("nextcloud-34") as site:
        client = site.client()
        client.expect(9)
        client.get(called.at("cloud/user"))
        site.sandbox.product.state.clock_offset += 3600
        client.send(called.request("POST", "cloud/groups", {"groupid": "staff"}))
        assert site.sandbox.product.authenticator.signed_in() == 1 and client.account()["requests"] == 3
        client.close()
        assert not site.sandbox.product.authenticator.signed_in()


@pytest.mark.served
def test_a_token_needs_none():
    """It costs no hashing, and what ends a session must never meet the token."""
    with Site("nextcloud-34") as site:
        site.sandbox.product.state.app_passwords["app-token"] = ADMIN[0]
        client = site.client()
        client.transport.login.token = "app-token"
        client.expect(9)
        client.get(called.at("cloud/user"))
        assert not client.transport.session.wanted
        with pytest.raises(OCSError):
            client.send(called.request("POST", "cloud/groups", {"groupid": "staff"}))
