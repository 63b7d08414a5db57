# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who asks: tokens in the header, and the sign-in that hands them out.

Sources: recorded exchanges, auth.jsonl and generate_token.jsonl.
"""

from __future__ import annotations

from .answers import Refused, detail, refuse
from .parameters import text

REQUIRED, BLANK, NULL = "This field is required.", "This field may not be blank.", "This field may not be null."


def caller_of(state, request):
    """The user whose token the request carries, None without such a header. :raises Refused: 401 for a token that is none."""
    words = request.headers.get("authorization", "").split()
    schemes = ("token", "bearer") if state.dialect.bearer else ("token",)
    if not words or words[0].lower() not in schemes:
        return None
    if len(words) == 1:
        raise Refused(401, detail("Invalid token header. No credentials provided."))
    if len(words) > 2:
        raise Refused(401, detail("Invalid token header. Token string should not contain spaces."))
    user = state.tokens.get(words[1])
    if user is None:
        raise Refused(401, detail("Invalid token"))
    return user


def sign_in(call):
    """POST auth-token/: name and password for a token, always the same one; with three device fields for one of its own."""
    texts, wrong = {}, {}
    for name, needed in (("username", True), ("password", True), ("platform", False), ("device_id", False), ("device_name", False)):
        if name not in call.data:
            if needed:
                wrong[name] = [REQUIRED]
        elif call.data[name] is None:
            wrong[name] = [NULL]
        else:
            texts[name] = str(call.data[name]).strip()
            if not texts[name]:
                wrong[name] = [BLANK]
    if wrong:
        raise Refused(400, wrong)
    device = [texts.get(name) for name in ("platform", "device_id", "device_name")]
    if None in device and any(device):
        raise Refused(400, {"non_field_errors": ["invalid params"]})
    user = _known(call.state, texts["username"], texts["password"])
    return {"token": call.state.token_of(user, tuple(device[:2]) if all(device) else None)}


def _known(state, name, password):
    """The user with this login id, contact e-mail or id, and this password."""
    uid = state.profiles.owner("login_id", name) or state.profiles.owner("contact_email", name) or name
    user = state.find(uid)
    if user is None or user.password != password:
        raise Refused(400, {"non_field_errors": ["Unable to login with provided credentials."]})
    if not user.is_active:
        raise Refused(400, {"non_field_errors": ["User account is disabled."]})
    return user


def token_for(call):
    """POST admin/generate-user-auth-token/: the token of a user named by id or contact e-mail."""
    address = text(call.data.get("email") or refuse("email invalid."))
    user = call.state.find_address(address) or refuse("User %s not found." % address, 404)
    if not user.is_active:
        refuse("User %s is not active." % address)
    return {"token": call.state.token_of(user)}
