# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Credentials reach the server that is named, over a connection that is checked, and nobody else."""

from __future__ import annotations

import base64
import subprocess
import warnings

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import OCSError
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.scripted import DROP, Scripted, client, ocs, transport

OK = ocs({"id": "alice"})
VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NETRC", "SSL_CERT_FILE")


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path):
    """No proxy, bundle or .netrc of the machine that runs the tests."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return monkeypatch


def make_certificate(path, name):
    """A self-signed certificate for ``name`` with its key, by the openssl program; as one PEM file, and the certificate alone."""
    key, certificate = path / (name + ".key"), path / (name + ".crt")
    subprocess.run([
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=" + name, "-addext", "subjectAltName=DNS:" + name,
        "-addext", "basicConstraints=critical,CA:TRUE", "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)  # fmt: skip
    both = path / (name + ".pem")
    both.write_text(key.read_text() + certificate.read_text())
    return str(both), str(certificate)


@pytest.fixture(scope="module", name="certificates")
def fixture_certificates(tmp_path_factory):
    """(key and certificate, certificate) for localhost and for another host."""
    path = tmp_path_factory.mktemp("certificates")
    return {name: make_certificate(path, name) for name in ("localhost", "other.example")}


def refused(url, **settings):
    """The error of a read that fails before an answer."""
    with pytest.raises(OCSError) as refusal:
        transport(url, **settings).send("GET", "x", True)
    return refusal.value


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_redirects_are_not_followed(status, method):
    """The other host sees nothing, least of all the password; the message tells where to."""
    with Scripted(OK) as other, Scripted((status, {"Location": other.url + "/elsewhere"}, "")) as server:
        with pytest.raises(OCSError) as refusal:
            client(server).send(called.request(method, "cloud/users", {"password": "pw"} if method == "POST" else {}))
        assert other.seen == [] and len(server.seen) == 1
    assert other.url in str(refusal.value) and refusal.value.http_status == status and not refusal.value.ambiguous


def test_a_certificate_that_nobody_vouches_for(certificates):
    """Fails, says what to do, is not tried again, and is not ambiguous."""
    with Scripted(OK, certificate=certificates["localhost"][0]) as server:
        error = refused(server)
        assert server.seen == []
        assert "the TLS connection failed" in str(error) and "ca_path" in error.hint and not error.ambiguous
        for settings in (dict(verify=False), dict(ca_path=certificates["localhost"][1])):
            assert transport(server, **settings).send("GET", "x", True).status == 200


def test_an_unchecked_certificate_leaves_nothing_on_stderr(certificates):
    """The task said so; a library's warning about it would be Ansible's warning about a process of its own."""
    with Scripted(OK, certificate=certificates["localhost"][0]) as server, warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert transport(server, verify=False).send("GET", "x", True).status == 200
    assert [str(each.message) for each in told] == []


def test_a_server_without_tls():
    """The certificate is not what is wrong."""
    with Scripted(OK) as server:
        with pytest.raises(OCSError) as refusal:
            transport(server.url.replace("http:", "https:")).send("GET", "x", True)
        assert server.seen == [] and "the TLS connection failed" in str(refusal.value) and "port of url" in refusal.value.hint


def test_a_certificate_for_another_host(certificates):
    """A known authority is not enough."""
    with Scripted(OK, certificate=certificates["other.example"][0]) as server:
        error = refused(server, ca_path=certificates["other.example"][1])
        assert "TLS" in str(error) and server.seen == [] and "host name in url" in error.hint and "ca_path" not in error.hint


def test_the_parameters_win_over_the_environment(certificates, environment):
    """A bundle in the environment counts only where the task says nothing."""
    ours, other = certificates["localhost"], certificates["other.example"]
    with Scripted(OK, certificate=ours[0]) as server:
        environment.setenv("REQUESTS_CA_BUNDLE", other[1])
        assert transport(server, verify=False).send("GET", "x", True).status == 200
        assert transport(server, ca_path=ours[1]).send("GET", "x", True).status == 200
        assert "TLS" in str(refused(server))
        environment.setenv("REQUESTS_CA_BUNDLE", ours[1])
        assert transport(server).send("GET", "x", True).status == 200
        assert transport(server, use_proxy=False).send("GET", "x", True).status == 200
        assert "TLS" in str(refused(server, ca_path=other[1]))


def test_a_connection_lost_after_a_write_is_open_on_tls_too(certificates):
    """A lost answer is no failed handshake."""
    with Scripted(DROP, certificate=certificates["localhost"][0]) as server:
        with pytest.raises(OCSError) as refusal:
            transport(server, verify=False).send("POST", "x", False)
        assert len(server.seen) == 1
    assert refusal.value.ambiguous and "interrupted" in str(refusal.value)


@pytest.mark.parametrize(
    "settings", [dict(ca_path="/nowhere/ca.pem"), dict(client_cert="/nowhere/cert.pem"), dict(client_cert=__file__, client_key="/nowhere/key")]
)
def test_files_that_are_not_there(settings, certificates):
    """Are named in an error of ours."""
    with Scripted(OK, certificate=certificates["localhost"][0]) as server:
        error = refused(server, **settings)
        assert server.seen == [] and "/nowhere/" in str(error) and not error.ambiguous


def test_files_that_hold_something_else(certificates, tmp_path):
    """The hint names the option, not the server: the certificate without its key, a key of another, no certificate to trust."""
    ours, other = certificates["localhost"], certificates["other.example"]
    empty = tmp_path / "empty.pem"
    empty.write_text("\n")
    with Scripted(OK, certificate=ours[0]) as server:
        for wrong in (dict(client_cert=ours[1]), dict(client_cert=ours[1], client_key=other[0]), dict(client_cert=str(empty))):
            assert "client_key" in refused(server, **wrong).hint
        assert "ca_path" in refused(server, ca_path=str(empty)).hint and server.seen == []


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "all_proxy"])
def test_a_proxy_of_the_environment(environment, variable):
    """Is used, unless use_proxy is false; but never between this machine and itself, where the password travels in clear."""
    with Scripted((200, {}, "by proxy")) as proxy, Scripted((200, {}, "direct")) as server:
        environment.setenv(variable, proxy.url)
        assert transport("http://cloud.invalid").send("GET", "x", True).text == "by proxy"
        assert "the connection failed" in str(refused("http://cloud.invalid", use_proxy=False, retries=0))
        for url in (server.url, server.url.replace("localhost", "127.0.0.1"), server.url.replace("localhost", "LOCALHOST") + "/sub"):
            assert transport(url).send("GET", "x", True).text == "direct"
        assert [call[1] for call in proxy.calls] == ["http://cloud.invalid/x"] and len(server.calls) == 3


def test_a_proxy_with_an_account(environment):
    """Its password is in no message."""
    environment.setenv("http_proxy", "http://olga:Proxy-77-secret@:port")
    assert "Proxy-77-secret" not in str(refused("http://cloud.invalid", retries=0))


def test_a_proxy_that_refuses(environment, certificates):
    """Is named as such, and not tried again; the credentials stay inside the tunnel that was not built."""
    with Scripted((407, {}, "")) as proxy, Scripted(OK, certificate=certificates["localhost"][0]) as server:
        environment.setenv("https_proxy", proxy.url)
        error = refused(server)
        assert "the proxy refused" in str(error) and "use_proxy" in error.hint and not error.ambiguous
        assert len(proxy.seen) == 1 and proxy.seen[0]["method"] == "CONNECT" and "Authorization" not in proxy.seen[0]["headers"]


@pytest.mark.parametrize(
    "settings, expected",
    [
        ({}, "Basic " + base64.b64encode(b"admin:s3cret-pw").decode()),
        ({"username": "ädmin", "password": "pä:ss wörd €"}, "Basic " + base64.b64encode("ädmin:pä:ss wörd €".encode()).decode()),
        ({"username": "", "password": "", "token": "t0ken"}, "Bearer t0ken"),
    ],
)
def test_netrc_is_never_used(settings, expected, environment, tmp_path):
    """The task's credentials are sent, in UTF-8; and none to the public status page."""
    netrc = tmp_path / ".netrc"
    netrc.write_text("default login intruder password from-netrc\n")
    environment.setenv("NETRC", str(netrc))
    with Scripted((200, {}, "{}")) as server:
        sender = transport(server, **settings)
        sender.send("GET", "x", True)
        sender.send_anonymous("GET", "status.php")
        assert [request["headers"].get("Authorization") for request in server.seen] == [expected, None]


@pytest.mark.parametrize("settings", [{"username": "", "password": "", "token": "s3cret\nX-More: 1"}, {"agent": "a\nX-More: 1"}])
def test_a_line_break_in_a_header(settings):
    """Is an error of ours that does not repeat the value; nothing is sent."""
    with Scripted(OK) as server:
        error = refused(server, **settings)
        assert server.seen == [] and "s3cret" not in str(error) and "X-More" not in str(error)


def test_no_credentials_in_what_is_shown():
    """Settings may end up in a traceback."""
    sender = transport("http://localhost:1", token="t0ken")
    assert "s3cret-pw" not in repr(sender.settings) and "t0ken" not in repr(sender.settings)


def test_secrets_are_gathered_only_for_a_message(monkeypatch):
    """A run that creates 100,000 accounts has sent as many passwords, and would gather them with each request."""
    with Scripted((200, {}, "fine")) as server:
        sender = transport(server)
        monkeypatch.setattr(sender, "secrets", lambda: pytest.fail("nobody asked for them"))
        assert sender.send("POST", "x", False, ("Given-secret",)).text == "fine"
        sender.close()


def test_an_answer_that_repeats_what_was_sent_before():
    """The secret of an earlier request, the cookies of both, also by another connection; short cookies are in every text."""
    with Scripted((200, {"Set-Cookie": "session=0123456789abcdef"}, ""), (200, {"Set-Cookie": "session=fedcba9876543210"}, ""), (200, {}, "")) as server:
        sender = transport(server)
        sender.session.keep()
        first = sender.send("POST", "x", False, ("Given-secret",))
        assert first.hide("Given-secret 0123456789abcdef s3cret-pw, and true") == "******** ******** ********, and true"
        sender.send("GET", "x", True)
        other = sender.again()
        last = other.send("GET", "x", True)
        assert last.hide("Given-secret 0123456789abcdef") == "******** ********"
        other.close()
        sender.close()
