# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an answer of Seafile's Web API means. Statuses decide, never texts: some are translated. Source: recorded Seafile 10, 11, 13."""

from __future__ import annotations

from ..common.shape import loads
from ..common.characters import sentences
from ..errors import OCSError
from .calls import SIGN_IN

MEANINGS = {
    400: ("the server refused the values.", "Correct the value; see the documentation of the parameter."),
    401: (
        "the token is not valid (any more).",
        "Give a new token, or auth_username and auth_password; a new password, and deactivation, end the tokens of an account.",
    ),
    403: ("the acting account may not do this.", "It must be an administrator of the server."),
    404: ("the server does not find it.", "Check url; the object may have been deleted meanwhile."),
    429: ("the server's limit of requests is reached.", "Wait, or raise rate_limit_wait."),
    500: ("an error inside the server.", "Look into the server's log."),
}


def refusal(answer, call, endpoint):
    """The error for an answer that is no success, with the server's own words."""
    status = answer.status
    if 300 <= status < 400:
        return OCSError("the server redirects, and redirects are not followed.", endpoint, None, status, "Set url to the address that it redirects to.")
    if status < 300:
        return OCSError("the answer is not JSON: a login page or proxy may be in between.", endpoint, None, status, "Check url.", call.method != "GET")
    meaning, hint = MEANINGS.get(status, ("the server refused.", "See the server's text and log."))
    if call is SIGN_IN and status == 400:
        meaning, hint = "the server does not accept the credentials.", "Check auth_username and auth_password; the account may be inactive."
    told = answer.hide(_words(answer))
    ambiguous = call.method != "GET" and status >= 500
    return OCSError("%s%s" % (meaning, " The server says: %s" % told if told else ""), endpoint, None, status, hint, ambiguous)


def _words(answer):
    """The server's text out of any of its four shapes; "" for pages."""
    try:
        body = loads(answer.text)
    except ValueError:
        return ""
    if not isinstance(body, dict):
        return ""
    texts = []
    for key, value in sorted(body.items()):
        if isinstance(value, dict):
            value = sentences("%s: %s" % (name, _flat(text)) for name, text in sorted(value.items()))
        texts.append(_flat(value) if key in ("error_msg", "detail", "non_field_errors") else "%s: %s" % (key, _flat(value)))
    return sentences(texts)


def _flat(value):
    return sentences(map(str, value)) if isinstance(value, list) else str(value)
