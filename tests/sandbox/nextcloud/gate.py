# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a call must pass before its rule is asked, in the server's order.

Login, permission, the OCS-APIRequest header, password confirmation, rate limit, sub-admin post.
"""

from __future__ import annotations

from ..wire import json_response
from . import routes, site
from .auth import INSTANCE, SAME_SITE
from .call import Bare, Failure

CONFIRMED_FOR = 30 * 60 + 15  # seconds


def check(route, call, login):
    """Let the call pass or raise `Failure` or `Bare`."""
    if route.callers != routes.PUBLIC:
        check_permission(route, call)
    check_header(call)
    if route.confirm:
        check_confirmation(route, call, login.session)
    if route.limit and call.caller is not None and call.protection.exceeded(route.rule, call.caller.uid, route.limit):
        raise Bare(429)
    if route.callers == routes.SUBADMIN and not call.is_admin and not call.state.is_subadmin(call.caller.uid):
        raise Failure(403, "Logged in %s must be at least a sub admin" % call.dialect.account)


def by_browser(call):
    """Whether the client asks for pages, and so gets some refusals as pages."""
    return "html" in call.request.headers.get("accept", "").lower()


def check_permission(route, call):
    """Who may call at all; a browser is sent to the login page instead of being refused."""
    if call.caller is None:
        if by_browser(call):
            raise Bare(303, headers=[("Location", "/index.php/login")])
        raise Failure(997, "Current user is not logged in")
    if call.is_admin or route.callers in (routes.USER, routes.SUBADMIN):
        return
    text = "Logged in %s must be an admin" % call.dialect.account
    if route.callers == routes.DELEGATED or (route.callers == routes.SINCE_DELEGATED and "delegation" in call.dialect.features):
        text += ", a sub admin or gotten special right to access this setting"
    raise Failure(403, "" if by_browser(call) else text)


def check_header(call):
    """OCS-APIRequest, or a Bearer token, proves that no foreign page made a browser send the request."""
    value = call.request.headers.get("ocs-apirequest", "")
    if not value and INSTANCE in call.request.cookies and not all(call.request.cookies.get(name) == "true" for name in SAME_SITE):
        raise Bare(303, headers=[("Location", "/")])
    if call.request.bearer is None and (value == "" if call.dialect.any_api_header else value != "true"):
        page = site.page(412, ("Access forbidden", "CSRF check failed")) if by_browser(call) else json_response({"message": "CSRF check failed"}, 412)
        raise Bare(412, page.body, page.content_type)


def check_confirmation(route, call, session):
    """The account password must have been given lately, or, for a strict route, with this very request."""
    if route.confirm == routes.STRICT and call.dialect.strict_confirmation:
        if not call.request.headers.get("authorization", "").lower().startswith("basic "):
            raise Failure(403, "Required authorization header missing")
        if call.request.basic is None or call.request.basic[1] != call.caller.password:
            raise Failure(403, "Password confirmation is required")
        session.confirmed = call.state.now()
    elif session.confirmed < call.state.now() - CONFIRMED_FOR:
        raise Failure(403, "Password confirmation is required")
