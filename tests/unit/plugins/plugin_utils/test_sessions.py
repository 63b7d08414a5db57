# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tasks of a run share, through the controller's door against the embedded server: one session at most, and none that is left."""

from __future__ import annotations

import multiprocessing
import os
import shutil

import pytest
from ansible import constants as C
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.group import resource as seafile_group
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import resource as seafile_user
from ansible_collections.ocs.provisioning.plugins.plugin_utils import sessions
from ansible_collections.ocs.provisioning.tests.unit.plugins.plugin_utils.doors import by_controller
from sandbox.server import Sandbox

PASSWORD, OTHER = "Long-2026-password", "Other-2026-password"


class Run:
    """A run of tasks against one server."""

    def __init__(self, server, folder):
        self.server, self.folder = server, folder

    @property
    def authenticator(self):
        """Who knows the server's sessions."""
        return self.server.product.authenticator

    def task(self, resource=user, secret=PASSWORD, **given):
        """The result of one task; of one that changes nothing, unless more is given."""
        login = {"url": self.server.url, "auth_username": self.server.admin[0], "auth_password": secret}
        return by_controller(resource, dict(login, **(given if "name" in given or "email" in given else dict(given, name="admin"))))

    def end(self):
        """The end of the run."""
        sessions.end(str(self.folder), os.getpid())


@pytest.fixture(name="run", params=["nextcloud-34"])
def fixture_run(request, tmp_path, monkeypatch):
    """A run with a folder of its own."""
    monkeypatch.setattr(C, "DEFAULT_LOCAL_TMP", str(tmp_path))
    account = "admin@example.com" if request.param.startswith("seafile") else "admin"
    with Sandbox(request.param, admin=(account, PASSWORD)) as server:
        yield Run(server, tmp_path)


def test_one_session_for_all_tasks(run):
    """None for a single short one; the second begins it, the others use it, and the end of the run ends it."""
    run.task()
    assert not run.authenticator.signed_in()
    run.task()
    sessions_then = len(run.authenticator.sessions)
    for _task in range(3):
        assert run.task()["api"]["requests"] == 2  # the status page is one of them
    assert run.authenticator.signed_in() == 1 and len(run.authenticator.sessions) == sessions_then
    run.end()
    assert not run.authenticator.signed_in() and run.server.counts["GET /index.php/logout"] == 1


def test_a_long_task_shares_what_it_began(run):
    """Also the first one: its session is not ended with it."""
    assert run.task(group, name="staff", display_name="Staff")["changed"]
    assert run.authenticator.signed_in() == 1
    run.task()
    assert run.authenticator.signed_in() == 1 and "GET /index.php/logout" not in run.server.counts
    run.end()
    assert not run.authenticator.signed_in()


@pytest.mark.parametrize("run", ["nextcloud-28"], indirect=True)
def test_an_old_version(run):
    """28 wants more than a header before it ends a session."""
    for _task in range(3):
        run.task()
    assert run.authenticator.signed_in() == 1
    run.end()
    assert not run.authenticator.signed_in()


@pytest.mark.parametrize("run", ["owncloud-10"], indirect=True)
def test_never_on_owncloud(run):
    """There a session would make every password right."""
    for _task in range(4):
        run.task()
    assert not os.listdir(run.folder) and run.task(secret="wrong")["failed"]


def test_switched_off(run):
    """Then every task is on its own, and so is one with a token."""
    for _task in range(3):
        run.task(session=False)
        run.server.product.state.app_passwords["app-token"] = "admin"
        assert not by_controller(user, {"url": run.server.url, "auth_token": "app-token", "name": "admin"}).get("failed")
    assert not os.listdir(run.folder) and not run.authenticator.signed_in()


def test_a_session_that_the_server_forgot(run):
    """The same request begins the next one."""
    for _task in range(3):
        run.task()
    run.authenticator.sessions.clear()
    told = run.task()
    assert not told.get("failed") and told["api"]["requests"] == 2 and run.authenticator.signed_in() == 1
    run.task()
    assert run.authenticator.signed_in() == 1
    run.end()
    assert not run.authenticator.signed_in()


def test_a_session_too_old_for_writes(run):
    """One request more, and one session still."""
    for _task in range(3):
        run.task()
    run.server.product.state.clock_offset = 3600
    told = run.task(group, name="staff")
    assert told["changed"] and not told.get("failed") and run.authenticator.signed_in() == 1
    run.end()
    assert not run.authenticator.signed_in()


def test_another_password(run):
    """A wrong one gets no session, and neither does the old one after a task has changed it: the session is of the task that did."""
    for _task in range(3):
        run.task()
    assert run.task(secret="wrong")["failed"]
    assert run.task(password=OTHER, update_password="always")["changed"]
    assert run.task()["http_status"] == 401 and not run.task(secret=OTHER).get("failed")
    run.task(secret=OTHER)
    assert run.authenticator.signed_in() == 1
    run.end()
    assert not run.authenticator.signed_in()


def test_files(run):
    """For their owner alone; no password, and nothing to try passwords on."""
    run.task()
    run.task()
    names = sorted(os.listdir(run.folder))
    assert names and {os.stat(os.path.join(run.folder, name)).st_mode & 0o777 for name in names} == {0o600}
    text = "".join(names) + "".join((run.folder / name).read_text() for name in names)
    assert PASSWORD not in text and str(sessions.SALT) not in text


def several(run, number, work=lambda _run: None):
    """So many processes at once, as Ansible forks them: each does one task."""
    context = multiprocessing.get_context("fork")
    together = context.Barrier(number)

    def task():
        together.wait(30)
        work(run)
        os._exit(bool(run.task().get("failed")))

    workers = [context.Process(target=task) for _number in range(number)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(60)
    return [each.exitcode for each in workers]


def test_forks_at_once(run):
    """Whatever they find: nothing, word of a task, a session, or one that the server forgot. There is one session, and none fails."""
    for _round in range(4):
        assert several(run, 6) == [0] * 6
        assert run.authenticator.signed_in() <= 1
    assert run.authenticator.signed_in() == 1
    run.authenticator.sessions.clear()
    assert several(run, 6) == [0] * 6 and run.authenticator.signed_in() == 1
    run.end()
    assert not run.authenticator.signed_in()


def dies_in_claim(_run):
    """Let this process end as soon as it is the one to begin."""
    claim = sessions.Kept.claim
    sessions.Kept.claim = lambda self: claim(self) and os.kill(os.getpid(), 9)


def test_a_worker_that_dies(run):
    """Whoever was about to begin holds nobody up."""
    run.task()
    assert several(run, 1, dies_in_claim) == [-9]
    run.task()
    assert run.authenticator.signed_in() == 1


@pytest.mark.parametrize("content", [b"", b"\xff"])
def test_a_file_that_cannot_be_read(run, content):
    """The task does its work all the same."""
    run.task()
    (name,) = [name for name in os.listdir(run.folder) if "." not in name[len(sessions.PREFIX) :]]
    (run.folder / name).write_bytes(content)
    for _task in range(3):
        assert not run.task().get("failed")
    run.end()
    shutil.rmtree(run.folder)
    assert not run.task().get("failed")
    run.end()


@pytest.mark.parametrize("run", ["seafile-13"], indirect=True)
def test_a_token_of_seafile(run):
    """One sign-in for all tasks; one more when the token has ended, and none that would share it under an old password."""
    sign_in = "POST /api2/auth-token/"
    for number in range(70):  # more than the server allows in a minute
        assert not run.task(seafile_group, name="staff %d" % (number % 2), state="absent").get("failed")
    assert run.server.counts[sign_in] == 1
    state = run.server.product.state
    state.end_tokens(next(iter(state.tokens.values())))
    assert not run.task(seafile_group, name="staff", state="absent").get("failed") and run.server.counts[sign_in] == 2
    assert run.task(seafile_user, email=run.server.admin[0], password=OTHER, update_password="always")["changed"]
    assert run.task(seafile_group, name="staff", state="absent")["failed"]
    assert not run.task(seafile_group, secret=OTHER, name="staff", state="absent").get("failed")
    run.end()
