# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said to do about TLS, by what the library told. Seen with nginx 1.22 and Apache 2.4 on OpenSSL 3.0."""

from __future__ import annotations

import ssl

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.http import tls


class Told(ssl.SSLError):
    """An error with the codes that the ssl library gives it."""

    def __init__(self, text, reason=None, verify_code=None):
        super().__init__(1, text)
        self.reason = reason
        if verify_code is not None:
            self.verify_code = verify_code


@pytest.mark.parametrize(
    "error, expected, never",
    [
        (Told("certificate verify failed: unable to get local issuer certificate", "CERTIFICATE_VERIFY_FAILED", 20), "intermediate", "Renew"),
        (Told("certificate verify failed: self-signed certificate", "CERTIFICATE_VERIFY_FAILED", 18), "ca_path", "Renew"),
        (Told("certificate verify failed: certificate has expired", "CERTIFICATE_VERIFY_FAILED", 10), "Renew", "ca_path"),
        (Told("certificate verify failed: certificate is not yet valid", "CERTIFICATE_VERIFY_FAILED", 9), "clock", "ca_path"),
        # an authority that was made with a bare `openssl req -x509`, on Python 3.13
        (Told("CA cert does not include key usage extension", "CERTIFICATE_VERIFY_FAILED", 92), "Python 3.13", "intermediate"),
        (Told("Basic Constraints of CA cert not marked critical", "CERTIFICATE_VERIFY_FAILED", 89), "Python 3.13", "intermediate"),
        (Told("Missing Authority Key Identifier", "CERTIFICATE_VERIFY_FAILED", 85), "Python 3.13", "intermediate"),
        (Told("certificate verify failed: Hostname mismatch", "CERTIFICATE_VERIFY_FAILED", 62), "host name in url", "ca_path"),
        (Told("certificate verify failed: IP address mismatch", "CERTIFICATE_VERIFY_FAILED", 64), "host name in url", "ca_path"),
        (Told("tlsv13 alert certificate required", "TLSV13_ALERT_CERTIFICATE_REQUIRED"), "client_cert", "uses TLS"),
        (Told("tlsv1 alert unknown ca", "TLSV1_ALERT_UNKNOWN_CA"), "client_cert", "uses TLS"),
        (Told("tlsv1 alert protocol version", "TLSV1_ALERT_PROTOCOL_VERSION"), "versions of TLS", "client_cert"),
        (Told("[SSL] PEM lib (_ssl.c:3937)"), "client_key", "uses TLS"),
        (ValueError("Client private key is encrypted, password is required"), "unencrypted", "uses TLS"),
        (Told("no certificate or crl found", "NO_CERTIFICATE_OR_CRL_FOUND"), "ca_path", "client_cert"),
        (Told("wrong version number", "WRONG_VERSION_NUMBER"), "uses TLS", "Renew"),
    ],
)
def test_the_hint_names_what_is_wrong(error, expected, never):
    """And nothing that is right."""
    assert expected in tls.hint(error) and never not in tls.hint(error)
