# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server says loses the secrets that it was sent, in every coding in which it may repeat them."""

from __future__ import annotations

import json
import time

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.common.messages import MASK, hide
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Request
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.http.connection import basic
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import calls as seafile_calls
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.client import SeafileClient
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.scripted import Scripted, client, ocs, transport

# every kind of character that some coding writes in another way
SECRET = "Ott\u00e9r \"4&7/1'1+<1>=\\%!"
OWN = 'own: p/\u00e4ss+w\u00f6rd & "more"'
PIECES = [text for secret in (SECRET, OWN) for text in (secret[:4], secret[-4:])]


def echo(request):
    """Everything that the request held, as it was sent, in the words of the server."""
    return "%s %s %s" % (request["body"], request["path"], request["headers"])


def refusals(request):
    """The ways in which an OCS server shows a text: message, errors of fields, a page, a redirect, XML."""
    told = echo(request)
    yield ocs(None, 400, 400, told)
    yield ocs({"errors": {"password": told}}, 107, 422, "no")
    yield 500, {"Content-Type": "text/html"}, "<html><title>%s</title></html>" % told.replace("<", "&lt;")[:78]
    yield 302, {"Location": "https://x.test/?" + request["body"].encode("unicode_escape").decode()}, ""


@pytest.mark.parametrize("product", ["nextcloud", "owncloud"])
@pytest.mark.parametrize("data", [{"password": SECRET}, {"key": "password", "value": SECRET}, {"userid": "a", "password": SECRET, "quota": "1 GB"}])
@pytest.mark.parametrize("number", range(4))
def test_an_echo_of_an_ocs_server(product, data, number):
    """JSON or a form, Basic: what comes back in the message holds neither the new password nor the own one."""
    with Scripted(lambda request: list(refusals(request))[number]) as server, pytest.raises(OCSError) as refusal:
        client(server, product, username="olga", password=OWN).send(called.request("POST", "cloud/users", data))
    told = str(refusal.value)
    assert "cloud/users" in told and not [piece for piece in PIECES if piece in told], told
    assert basic("olga", OWN) not in told


@pytest.mark.parametrize("body", ['{{"error_msg": {0}}}', '{{"password": [{0}]}}', '{{"detail": {{"password": {0}}}}}'])
def test_an_echo_of_a_seafile_server(body):
    """A form and a token, and the password that was exchanged for it."""
    answers = [(200, {}, '{"token": "f00ba4-token"}'), lambda request: (400, {}, body.format(json.dumps(echo(request))))]
    with Scripted(*answers) as server, pytest.raises(OCSError) as refusal:
        caller = SeafileClient(transport(server, username="", password="", scheme="Token"), "olga", OWN)
        caller.send(Request(seafile_calls.CREATE_USER, {}, {"password": SECRET}))
    told = str(refusal.value)
    assert MASK in told and "f00ba4" not in told and not [piece for piece in PIECES if piece in told], told
    with Scripted(lambda request: (400, {}, body.format(json.dumps(echo(request))))) as server, pytest.raises(OCSError) as refusal:
        SeafileClient(transport(server, username="", password="", scheme="Token"), "olga", OWN).send(Request(seafile_calls.CREATE_USER))
    assert MASK in str(refusal.value) and not [piece for piece in PIECES if piece in str(refusal.value)]


def test_a_sensitive_setting_is_not_repeated():
    """Others are: what was refused has to be seen."""
    with Scripted(lambda request: ocs(None, 400, 400, echo(request))) as server:
        for hidden, seen in ((("value",), False), ((), True)):
            with pytest.raises(OCSError) as refusal:
                client(server).send(called.request("POST", "apps/x", {"value": "a-setting"}, hidden=hidden))
            assert ("a-setting" in str(refusal.value)) is seen


@pytest.mark.parametrize("secrets", [(), ("",), (None,)])
def test_nothing_to_hide(secrets):
    """An account without a password."""
    assert hide("as it is", secrets) == "as it is"


def test_many_secrets():
    """A run that has created 100,000 accounts may have as many, and a server may refuse many requests."""
    secrets, began = ["Staple-%d-horse!" % number for number in range(10000)], time.process_time()
    told = [hide("no: Staple-%d-horse!, U3RhcGxlLTctaG9yc2Uh" % number, secrets) for number in range(20)]
    assert set(told) == {"no: ********, ********"} and time.process_time() - began < 6  # without a quick look first it takes 40 s
