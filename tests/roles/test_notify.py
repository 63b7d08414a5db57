# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notifications of the roles, and the examples of extensions/notify against a server that takes everything."""

from __future__ import annotations

import datetime
import json
import os
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from roles.two_hosts import TwoHosts, claim, role

pytestmark = pytest.mark.long
TASKS = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "extensions", "notify", "tasks")
NOTE = """
- ansible.builtin.copy:
    content: "{{ notification | to_json }} "
    dest: "{{ folder }}/{{ notification.role }}-{{ notification.instance }}-{{ notification.verdict }}.json"
    mode: "0600"
"""


class Taker(BaseHTTPRequestHandler):
    """Notes every request; knows no ticket yet."""

    def do_GET(self):
        """No ticket is open."""
        self.answer(200, [])

    def do_POST(self):
        """Take it."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.taken.append((self.path, dict(self.headers), body))
        self.answer(200 if self.path == "/hook" else 201, {})

    def answer(self, status, content):
        """Send an answer."""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *_args):  # pylint: disable=arguments-differ
        """Print nothing."""


@contextmanager
def taker():
    """The server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    server.taken = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def test_examples(tmp_path, monkeypatch):
    """Each sends title and text; and keeps still when all is well."""
    sendmail = tmp_path / "bin" / "sendmail"
    sendmail.parent.mkdir()
    sendmail.write_text("#!/bin/sh\ncat >> %s/mail\n" % tmp_path, encoding="utf-8")
    sendmail.chmod(0o755)
    monkeypatch.setenv("PATH", str(sendmail.parent), prepend=os.pathsep)
    title = "Audit of cloud: differences found"
    said = {"role": "audit", "instance": "cloud", "verdict": "drift", "title": title, "text": "3 differences.", "paths": ["/r.html", "/r.csv"]}
    with TwoHosts(tmp_path) as hosts, taker() as server:
        address = "http://127.0.0.1:%d" % server.server_port
        given = {
            "notify_mail_to": "a@example.com", "notify_chat_url": address + "/hook", "notify_talk_url": address, "notify_talk_conversation": "abc",
            "notify_talk_user": "bot", "notify_talk_password": "{{ 'Talk-2026-secret' }}", "notify_ticket_url": address, "notify_ticket_project": "it/cloud",
            "notify_ticket_token": "{{ 'Tick-2026-secret' }}"}  # fmt: skip
        tasks = [
            {"ansible.builtin.include_tasks": os.path.join(TASKS, name + ".yml"), "vars": {"notification": dict(said, verdict=verdict)}}
            for verdict in ("agreement", "done", "drift")
            for name in ("mail", "chat", "talk", "ticket")
        ]
        run = hosts.play(*tasks, **given)
        assert run.status == 0 and "2026-secret" not in run.output, run.output
    bodies = {path: body for path, _headers, body in server.taken}
    both = said["title"] + "\n" + said["text"]
    assert len(server.taken) == 6 and bodies == {
        "/hook": {"text": both}, "/ocs/v2.php/apps/spreed/api/v1/chat/abc": {"message": both},
        "/api/v4/projects/it%2Fcloud/issues": {"title": said["title"], "description": said["text"] + "\n\n/r.html\n/r.csv"},
    }  # fmt: skip
    mail = (tmp_path / "mail").read_text(encoding="utf-8")
    assert mail.count("To: a@example.com\n") == 2 and "Subject: Audit of cloud: differences found\n" in mail and "\n\n3 differences.\n/r.html\n/r.csv\n" in mail


def notes(folder):
    """Role, host and verdict of the notifications that were sent, and the notifications."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*-host*.json")}


def test_roles(tmp_path):
    """Each role tells how it ended, also when it fails, and what failed is still the end of the play."""
    (tmp_path / "note.yml").write_text(NOTE, encoding="utf-8")
    given = {"folder": str(tmp_path), **{name + "_notify_tasks": "note.yml" for name in ("audit", "onboarding", "offboarding")}}
    people = {"onboarding_people": [{"name": "ada", "email": "ada@example.com"}], "onboarding_first_login": "password_file"}
    document = {"audit_document": {"users": [{"name": "ada", "quota": "5 GB"}]}}

    def fails(task, message):
        rescue = [claim("ansible_failed_result.msg is search('%s')" % message)]
        return [{"block": [task, {"ansible.builtin.fail": {"msg": "it did not fail"}}], "rescue": rescue}]

    with TwoHosts(tmp_path) as hosts:
        run = hosts.play(
            role("onboarding", **people),
            *fails(role("onboarding", onboarding_people=[{"name": "x", "quota": "much"}]), "much"),
            *fails(role("audit", **document), "The server differs"),
            role("offboarding", offboarding_leavers=[{"name": "ada", "last_day": datetime.date(2020, 1, 1)}]),  # as YAML reads it
            *fails(role("offboarding", offboarding_leavers=[{"name": "admin", "last_day": "2020-01-01"}], offboarding_protected_users=["admin"]), "protected"),
            **given,
        )
        assert run.status == 0, run.output
    found = notes(tmp_path)
    assert sorted(name.replace("host0", "").replace("host1", "") for name in found) == sorted(
        2 * ["onboarding--done", "onboarding--failed", "audit--drift", "offboarding--done", "offboarding--failed"]
    )
    done, drift = found["onboarding-host0-done"], found["audit-host1-drift"]
    assert (done["counts"]["created"], [os.path.basename(path) for path in done["paths"]]) == (1, ["onboarding-passwords-host0.csv"])
    assert "much" in found["onboarding-host0-failed"]["text"]
    assert drift["title"] == "Audit of host1: differences found" and drift["counts"]["drift"] == 1 and drift["paths"][0].endswith("host1.json")
    assert found["offboarding-host0-done"]["counts"] == {"steps": 1, "failures": 0, "waiting": 0}
    assert os.path.exists(found["offboarding-host0-done"]["paths"][0])
