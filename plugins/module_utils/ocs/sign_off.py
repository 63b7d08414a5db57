# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ends a session, which the server would keep for a day: each one makes every sign-in of its account dearer."""

from __future__ import annotations

from ..common import shape
from ..errors import OCSError
from ..http.login import Login
from ..http.session import Session
from . import calls as ocs_calls

PATIENCE = 5  # seconds; nobody waits for more than this to be tidy


def sign_off(transport, cookies):
    """End the session of these cookies, without credentials; what goes wrong is not told, because the server forgets it in time."""
    other = transport.again(retries=0, timeout=min(transport.settings.timeout, PATIENCE), deadline=PATIENCE)
    other.login, other.session = Login(), Session(cookies)
    try:
        if _get(other, ocs_calls.SIGN_OFF, headers={"OCS-APIRequest": "true"}).status == 412:  # Nextcloud 28 wants a token with it (its source; measured)
            call = ocs_calls.SIGN_OFF_TOKEN
            told = shape.check(shape.loads(_get(other, call).text), call.answer, call.path, 200)
            _get(other, ocs_calls.SIGN_OFF, params={"requesttoken": told["token"]})
    except (OCSError, ValueError):
        pass
    finally:
        other.close()


def _get(transport, call, **options):
    return transport.send(call.method, call.path, False, patient=False, **options)
