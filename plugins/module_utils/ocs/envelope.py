# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads an answer: the data of an OCS envelope, or the error it means. Pure; codes decide, never texts (they are translated).

What a code means anywhere stands here, what it means at one call alone is told by the call.
Source: recorded exchanges of Nextcloud 28.0.2 and 34.0.1 and ownCloud 10.15.2.
"""

from __future__ import annotations

import re
from html import unescape

from ..common.calls import Malformed, check, loads, unusable
from ..common.messages import sentences
from ..errors import OCSError

SUCCESS = frozenset([100, *range(200, 300)])  # v1 says 100, v2 passes every 2xx of a route on (Nextcloud's source, 28 to 34; ownCloud 10.15: 200 only)
# Codes that leave open whether a write happened: uncaught errors, and what races answer (recorded: parallel requests on SQLite).
OPEN_CODES = (996, 500, 503)
RIGHTS = "The acting account must be an administrator (a group admin can manage only the members of its groups)."
REAL_PASSWORD = (
    "Nextcloud 34 also responds like this to an app password, Nextcloud 28 to a token: give the account's real password "
    "(of a local administrator without a second factor)."
)
RUN_AGAIN = "It was changed in the meantime; run again."
VALUE = "Correct the value; see the documentation of the parameter."
NO_RIGHTS = ("the acting account may not do this.", RIGHTS)
LOG = "Check the server log."
BACK = "Run again when it is back. If this persists after an update of the server, run 'occ upgrade' there."

ANYWHERE = {
    400: ("the server refused the parameters.", VALUE),
    404: ("the server does not find it.", "It may have been deleted in the meantime, or this version lacks the call."),
    405: ("this version of the server does not know the method.", "See the table of what each product can do."),
    429: (
        "the server blocks this address after failed logins (brute-force protection).",
        "Check the credentials, wait 30 minutes, or reset it on the server: occ security:bruteforce:reset ADDRESS.",
    ),
    500: ("an error inside the server.", LOG),
    503: ("the server is in maintenance mode or not available.", BACK),
    996: ("an error inside the server.", LOG),
    998: ("the server does not know this address.", "This version or product may lack the call, or provisioning_api is disabled."),
    999: ("the server does not know this address.", "This version or product may lack the call, or provisioning_api is disabled."),
}
EMPTY = {  # what a status without a body means
    400: ("the server refused the parameters without a message.", "A parameter is missing or has the wrong type; please report this."),
    404: ("the server knows no such address.", "Check url (with its sub-path): URL/status.php in a browser shows product and version."),
}
METHODS = "It must pass GET, POST, PUT, PATCH and DELETE below /ocs."
IN_FRONT = {  # what a status with a web page means: the server itself has an envelope, or no body (sources of Nextcloud and ownCloud; seen with nginx 1.22)
    405: ("refuses the method %s.", METHODS),
    413: ("refuses the size of this %s.", "Raise its limit, for example client_max_body_size of nginx."),
}
FORBIDDEN_WRITE = ("the acting account may not do this.", RIGHTS + " " + REAL_PASSWORD)
UNAUTHORISED = {
    "nextcloud": (
        "the server does not accept the credentials.",
        "Check auth_username and auth_password; the account may be disabled or have a second factor, for which Nextcloud accepts only an app "
        "password; or a proxy drops the Authorization header. It is not tried again, "
        "because repeated failures block this address.",
    ),
    "owncloud": (
        "the credentials are wrong, or the account may not do this, or the object does not exist.",
        "ownCloud responds alike in all three cases; check the credentials first. " + RIGHTS,
    ),
}


def read(answer, call, endpoint, product):
    """The ``data`` of a successful envelope, in the shape that the call has.

    :param endpoint: method and path, for messages; :raises OCSError: for every other answer.
    """
    try:
        meta, data = _parsed(answer)
    except Malformed as odd:
        raise unusable(odd, endpoint, answer.status) from None
    if meta is None:
        raise no_envelope(answer, endpoint)
    code = meta["statuscode"]
    if code in SUCCESS:
        return check(data, call.answer if callable(call.answer) else call.answer[product], endpoint, answer.status)
    meaning, hint = explain(product, call, code, answer.status)
    told = answer.hide(server_text(meta.get("message"), data))
    ambiguous = call.method != "GET" and (code in OPEN_CODES or (code == 101 and "Bad request" in told))
    raise OCSError("%s%s" % (meaning, " The server says: %s" % _sentence(told) if told else ""), endpoint, code, answer.status, hint, ambiguous)


def explain(product, call, code, http_status):
    """``(meaning, next step)`` of an OCS code; never empty."""
    for table in (call.meanings.get(product, {}), call.meanings):
        if code in table:
            return table[code]
    if code == 997 or http_status == 401:
        return UNAUTHORISED[product]
    if code == 403:
        return FORBIDDEN_WRITE if call.method != "GET" else NO_RIGHTS
    return ANYWHERE.get(code, ("the server refused the request with an unknown code.", "See the server's text and log."))


def _parsed(answer):
    """``(meta, data)`` of an envelope, (None, None) of everything else."""
    try:
        body = loads(answer.content)
    except Malformed:
        raise
    except ValueError:
        return _xml_failure(answer.text), None
    found = body.get("ocs") if isinstance(body, dict) else None
    meta = found.get("meta") if isinstance(found, dict) else None
    code = meta.get("statuscode") if isinstance(meta, dict) else None
    if not isinstance(code, int) or isinstance(code, bool):
        return None, None
    return meta, found.get("data")


def _xml_failure(text):
    """Code and message of a refusal in XML: Nextcloud 28 refuses a log-in so, whatever was asked for (recorded: auth-errors)."""
    code = re.search(r"<statuscode>([0-9]{1,9})</statuscode>", text) if "<ocs>" in text[:100] else None
    if code is None or int(code.group(1)) in SUCCESS:
        return None
    message = re.search(r"<message>([^<]*)</message>", text)
    return {"statuscode": int(code.group(1)), "message": unescape(message.group(1)) if message else ""}


def server_text(message, data):
    """The server's own words: the message, the texts per field of a refused multi-field edit, and what a refused setting carries."""
    errors, inner = (data.get("errors"), data.get("data")) if isinstance(data, dict) else (None, None)
    texts = ["%s: %s" % pair for pair in sorted(errors.items())] if isinstance(errors, dict) else []
    texts += [str(message).strip()] if message and str(message).strip() not in ("", "OK") else []
    texts += [str(inner["message"])] if isinstance(inner, dict) and inner.get("message") else []
    return sentences(texts)


def _sentence(told):
    return told if told[-1] in ".!?" else told + "."


def no_envelope(answer, endpoint):
    """The error for an answer that is no OCS envelope: an empty body, a page, a CSRF refusal, half a JSON text."""
    status, text = answer.status, answer.text.strip()
    is_write = not endpoint.startswith("GET ")

    def error(problem, hint, ambiguous=False):
        return OCSError(problem, endpoint, None, status, hint, ambiguous and is_write)

    if 300 <= status < 400:
        place = answer.hide(re.sub(r"//[^/@]*@", "//", answer.headers.get("Location", "")))
        problem = "the server redirects to %r and redirects are not followed, so that credentials are not sent to other hosts." % place
        return error(problem, "Set url to the address that it redirects to; if that is a login page, exempt the addresses below /ocs from it.")
    if status == 412 or '"CSRF check failed"' in text:
        return error("the server refused the request as forged (CSRF check).", "A proxy may drop the OCS-APIRequest header; allow it.")
    if status == 503 or "x-nextcloud-maintenance-mode" in answer.headers:
        return error("the server is in maintenance mode or not available.", BACK, True)
    if status in (502, 504):
        return error("a proxy in front of the server got no answer from it.", "Check the server's load and the proxy's timeouts.", True)
    if "<html" in text[:2000].lower() or "<!doctype" in text[:200].lower():
        return error(*_page(answer, text, endpoint.partition(" ")[0]))
    if status == 405:
        return error("this version of the server does not know the method.", "See the table of what each product can do.")
    if status in EMPTY and not text:
        return error(*EMPTY[status])
    if status == 429:
        return error("the server's rate limit is reached.", "Run again later.")
    if not text:
        return error("the answer is empty, which means an error inside the server.", "Check the server log.", True)
    kind = answer.hide(answer.headers.get("Content-Type", "")) or "no type"
    return error("the answer is not an OCS envelope, or was cut off (%d bytes, %s)." % (len(answer.content), kind), "Check url and proxies.", True)


def _page(answer, text, method):
    """What a web page means in place of an envelope: (problem, next step, whether a write may have happened)."""
    if answer.status in IN_FRONT:
        problem, hint = IN_FRONT[answer.status]
        return "a proxy or web server in front of the server " + problem % method, hint, False
    hint = "Check url (with its sub-path), the server's trusted domains, and whether a login page or proxy is in between."
    if answer.status == 403 and method != "GET":
        hint = "A proxy or web server in front of the server refuses it. " + METHODS
    return "the answer is a web page, not an API answer%s." % _title(answer, text), hint, not 400 <= answer.status < 500


def _title(answer, page):
    found = re.search(r"<title[^>]*>\s*(.*?)\s*</title>", page[:10000], re.IGNORECASE | re.DOTALL)
    return " (%r)" % answer.hide(found.group(1))[:80] if found else ""  # hidden before it is cut or quoted, which would change a secret
