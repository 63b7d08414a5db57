# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do about a TLS connection that failed, by the codes of the library that refused it. Pure."""

from __future__ import annotations

CLIENT_KEY = (
    "Check client_cert and client_key: PEM files with a certificate and its unencrypted key. Without client_key, the key must be in the file of client_cert."
)
CLIENT_CERT = "The server requires a client certificate from an authority that it knows; check client_cert and client_key."
UNTRUSTED = (
    "Name the authority of the server's certificate with ca_path. If it is known there, the server does not send the intermediate certificates: "
    "correct that on the server, or add them to the file."
)
INCOMPLETE = (
    "Python 3.13 and newer require more of certificates than older versions. Issue the certificate, usually that of the authority, again with what is "
    "missing, or run the modules with an older Python."
)
NO_TLS = "Check whether the server uses TLS at the port of url, and whether it requires client_cert."
# of OpenSSL's verification of the server's certificate (openssl/x509_vfy.h)
BY_VERIFICATION = {
    9: "The certificate is not valid yet; check the clock of this machine and the certificate.",
    10: "Renew the certificate of the server.",
    62: "Use the host name in url for which the certificate was issued.",
    64: "Use the host name in url for which the certificate was issued.",
}
BY_VERIFICATION.update(dict.fromkeys(range(80, 94), INCOMPLETE))  # of X509_V_FLAG_X509_STRICT
BY_REASON = {  # of OpenSSL's error stack; PEM lib: the file is no PEM file, or has no key
    "KEY_VALUES_MISMATCH": CLIENT_KEY,
    "NO_CERTIFICATE_OR_CRL_FOUND": "The file in ca_path (or in REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE) contains no certificate.",
    "TLSV13_ALERT_CERTIFICATE_REQUIRED": CLIENT_CERT,
    "TLSV1_ALERT_UNKNOWN_CA": CLIENT_CERT,
    "SSLV3_ALERT_BAD_CERTIFICATE": CLIENT_CERT,
    "SSLV3_ALERT_CERTIFICATE_EXPIRED": "Renew the certificate in client_cert.",
    "SSLV3_ALERT_CERTIFICATE_UNKNOWN": CLIENT_CERT,
    "TLSV1_ALERT_PROTOCOL_VERSION": "The server supports only versions of TLS that this machine does not accept; update the server.",
    "UNSUPPORTED_PROTOCOL": "The server supports only versions of TLS that this machine does not accept; update the server.",
}


def hint(error):
    """The next step after the innermost error of a connection that failed."""
    if getattr(error, "verify_code", None) is not None:
        return BY_VERIFICATION.get(error.verify_code, UNTRUSTED)
    reason, told = getattr(error, "reason", None), str(error)
    if reason in BY_REASON:
        return BY_REASON[reason]
    # neither has a reason of its own: Python's load_cert_chain, and urllib3's look into the key
    return CLIENT_KEY if "PEM lib" in told or "private key" in told else NO_TLS
