# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tasks of a run share of a server: the session of an account, or its token. In the run's own folder, which Ansible removes at the end."""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import hashlib
import hmac
import json
import multiprocessing
import os
import secrets
import time
from dataclasses import replace

from ansible import constants as C
from ansible_collections.ocs.provisioning.plugins.module_utils.common import files
from ansible_collections.ocs.provisioning.plugins.module_utils.http.connection import Settings
from ansible_collections.ocs.provisioning.plugins.module_utils.http.transport import Transport
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.client import sign_off

PREFIX = "ocs.provisioning-"
CONNECTION = ("url", "verify", "ca_path", "client_cert", "client_key", "use_proxy", "agent")  # of Settings
PATIENCE = 15  # seconds that a run's end may take for all servers together
# The controller's workers inherit it, and it is written nowhere: so nobody can try passwords on the names of files.
SALT = secrets.token_bytes(32)
# Where only a worker has imported this, nobody would end a session when the run ends.
CONTROLLER = os.getpid() if multiprocessing.parent_process() is None else None


def sharing(resource):
    """The resource, whose tasks share what their server knows of the account, unless they wish not to, or bring a token of their own."""

    def connect(params):
        client = resource.service.connect(params)
        if params["session"] and CONTROLLER and not params["auth_token"]:
            resource.service.share(client, Kept(client.transport, resource.service.sessions))
        return client

    return replace(resource, service=replace(resource.service, connect=connect))


class Kept:
    """What is shared for one account of one server, in a file; see ``http.connection.Session.share``.

    A file that cannot be read or written is no reason to fail: then every task is on its own.
    :param ends: whether it has to be ended when the run ends.
    """

    def __init__(self, transport, ends):
        settings, login = {key: getattr(transport.settings, key) for key in CONNECTION}, transport.login
        # who connects in another way, for example without a look at the certificate, may have got a session of somebody else
        known = json.dumps([settings, login.username, login.password]).encode()
        self.path = os.path.join(C.DEFAULT_LOCAL_TMP, PREFIX + hmac.new(SALT, known, hashlib.sha256).hexdigest())
        self.settings = settings if ends else None
        self._claim = contextlib.ExitStack()

    def read(self):
        """What is shared: {} before there is anything, None before there was a task."""
        with contextlib.suppress(OSError, ValueError):
            return json.loads(files.read(self.path, own=True))["kept"]
        return None

    def replace(self, old, new):
        """Share ``new``, if ``old`` or nothing was; whether it is shared now."""
        with contextlib.suppress(OSError), _locked(self.path + ".lock"):
            if self.read() in (None, {}, old):
                files.write(self.path, json.dumps({"kept": new, "settings": self.settings}).encode())
                return True
        return False

    def claim(self):
        """Whether the caller is to begin, and nobody else; until ``release``, or the end of its process."""
        with contextlib.suppress(OSError):
            self._claim.enter_context(_locked(self.path + ".claim", fcntl.LOCK_NB))
            return True
        return False

    def release(self):
        """It did, or will not."""
        self._claim.close()


@contextlib.contextmanager
def _locked(path, flags=0):
    """Hold a file alone; :raises OSError: also when it is held, if the flags say not to wait."""
    with open(path, "w", encoding="ascii", opener=lambda name, mode: os.open(name, mode, 0o600)) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX | flags)
        yield


def end(folder, controller):
    """End the sessions that a run has left, so that the server need not keep them for a day."""
    if os.getpid() != controller:
        return
    until = time.monotonic() + PATIENCE
    with contextlib.suppress(OSError):
        for name in sorted(os.listdir(folder)):
            if name.startswith(PREFIX) and "." not in name[len(PREFIX) :] and time.monotonic() < until:
                _end(os.path.join(folder, name))


def _end(path):
    with contextlib.suppress(OSError, ValueError, KeyError):
        shared = json.loads(files.read(path, own=True))
        if shared["kept"] and shared["settings"]:
            sign_off(Transport(Settings(**shared["settings"])), shared["kept"])


if CONTROLLER:
    atexit.register(end, C.DEFAULT_LOCAL_TMP, CONTROLLER)  # before the folder is removed: what is registered last comes first
