# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies outside of OCS: status page, avatars, and the HTML pages that a client must survive."""

from __future__ import annotations

import json
import re
from html import escape
from urllib.parse import unquote

from ..wire import Response, json_response
from . import apps, fields
from .auth import INSTANCE, SAME_SITE, SET_SAME_SITE
from .avatar import picture
from .call import Call, Uncaught

TRUSTED = ("localhost", "127.0.0.1", "[::1]", "cloud.example.test")
GUARDED = re.compile(r"/index\.php/(?:avatar/guest/.*|csrftoken|logout)")  # against foreign pages
AVATAR = re.compile(r"(?:/index\.php)?/avatar/(guest/)?([^/]+)/(\d+)(/dark)?")
FRAME = (
    "<!DOCTYPE html>\n<html><head><title>Nextcloud</title></head><body>"
    "<noscript>This application requires JavaScript for correct operation. Please enable JavaScript and reload the page.</noscript>"
    "<h1>Nextcloud</h1><main><h2>%s</h2><p>%s</p></main></body></html>"
)
MISSING = ("Page not found", "The page could not be found on the server or you may not be allowed to view it.")
UNTRUSTED = ("Access through untrusted domain", "Please contact your administrator. If you are an administrator, edit the trusted_domains setting.")
MAINTENANCE = ("Maintenance mode", "This Nextcloud instance is currently in maintenance mode, which may take a while.")
ENDPOINTS = {
    "PRIVATE_DATA": {name: "/ocs/v2.php/privatedata/%sattribute" % verb for name, verb in (("store", "set"), ("read", "get"), ("delete", "delete"))},
    "SHARING": {"share": "/ocs/v2.php/apps/files_sharing/api/v1/shares"},
    "FEDERATED_SHARING": {
        "share": "/ocs/v2.php/cloud/shares",
        "webdav": "/public.php/webdav/",
        "shared-secret": "/ocs/v2.php/cloud/shared-secret",
        "system-address-book": "/remote.php/dav/addressbooks/system/system/system",
        "carddav-user": "system",
    },
    "ACTIVITY": {"list": "/ocs/v2.php/cloud/activity"},
    "PROVISIONING": {"user": "/ocs/v2.php/cloud/users", "groups": "/ocs/v2.php/cloud/groups", "apps": "/ocs/v2.php/cloud/apps"},
}
NO_SCRIPT = (
    "<!doctype html><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1>"
    "<p>The requested resource <code>%s</code> was not found on this server.</p></body></html>"
)


def page(status, text, headers=()):
    """An HTML page: heading and sentence in the server's frame."""
    return Response(status, (FRAME % text).encode(), headers=list(headers))


def trusted(request):
    """Whether the Host header names this server; its port does not matter."""
    return re.sub(r":\d+$", "", request.headers.get("host", "localhost")) in TRUSTED


def answer(server, request):
    """The answer to a request that is not for OCS, or comes under a foreign name."""
    path = request.path
    if not trusted(request):
        return page(400, UNTRUSTED)
    if path == "/status.php":
        return _plain_json(_status(server), [("Access-Control-Allow-Origin", "*")])
    if server.maintenance:
        return page(503, MAINTENANCE, [("X-Nextcloud-Maintenance-Mode", "1"), ("Retry-After", "120")])
    if GUARDED.fullmatch(path) and _may_be_foreign(request):
        return Response(302, b"", headers=[("Location", path), *(("Set-Cookie", each) for each in SET_SAME_SITE)])
    avatar = AVATAR.fullmatch(path)
    if avatar:
        return _avatar(server, *avatar.groups())
    if path == "/ocs-provider/":
        services = {name: {"version": 1, "endpoints": endpoints} for name, endpoints in ENDPOINTS.items()}
        return _plain_json({"version": 2, "services": services})
    if path == "/index.php/settings/apps/enable" and "settings_by_header" in server.dialect.features and request.headers.get("ocs-apirequest"):
        return _enable_apps(server, request)
    if path.startswith("/index.php/settings/"):
        return json_response({"message": "CSRF check failed"}, 412)
    if path == "/index.php/csrftoken":
        return _plain_json({"token": server.authenticator.logout_token(request)})
    if path == "/index.php/logout":
        return _logout(server, request)
    if path == "/index.php/login":
        return page(200, ("Log in", "Account name or email"))
    if ".php" in path and not path.startswith("/index.php"):
        return Response(404, (NO_SCRIPT % escape(path)).encode())
    return page(404, MISSING)


def _may_be_foreign(request):
    """Whether the request of a session may come from the page of another site: then it is sent to the same address again, with a cookie that browsers
    keep from such pages. The header of the API proves as much (source, SameSiteCookieMiddleware; measured on 28.0.2 and 34.0.1).
    """
    return INSTANCE in request.cookies and not request.headers.get("ocs-apirequest") and request.cookies.get(SAME_SITE[0]) != "true"


def _enable_apps(server, request):
    """The settings page's call, which 32.0.1 alone takes from a client with Basic and the header (measured; its AppSettingsController)."""
    user = server.authenticator.login(request).user
    if user is None or not server.state.is_admin(user.uid):
        return json_response({"message": "Logged in account must be an admin"}, 403)
    call, sent = Call(server.state, server.dialect, user, {}, {}, request, server.protection), request.json
    try:
        for app in sent.get("appIds", []):
            apps.install_and_limit(call, apps.known(server.dialect, server.state).get(app), sent.get("groups", []))
    except Uncaught:
        return json_response({"data": {"message": "could not enable apps"}}, 500)
    return json_response({"data": {"update_required": False}})


def _logout(server, request):
    """End a session; a token of the page has to prove that the client wants it, or from 32 on the header (source; measured on 28.0.2 and 34.0.1)."""
    by_header = server.dialect.any_api_header and request.headers.get("ocs-apirequest")
    if not by_header and request.query.get("requesttoken") != server.authenticator.logout_token(request):
        return json_response({"message": "CSRF check failed"}, 412)
    server.authenticator.logout(request)
    return Response(303, b"", headers=[("Location", "/index.php/login?clear=1")])


def _plain_json(data, headers=()):
    return Response(200, json.dumps(data).encode(), "application/json", list(headers))


def _status(server):
    version = () if "status" in server.state.hidden_versions else server.dialect.version
    return {
        "installed": True,
        "maintenance": server.maintenance,
        "needsDbUpgrade": False,
        "version": ".".join(str(part) for part in version),
        "versionstring": ".".join(str(part) for part in version[:3]),
        "edition": "",
        "productname": server.state.app_config.get(("theming", "productName"), "Nextcloud"),
        "extendedSupport": False,
    }


def _avatar(server, guest, name, size, dark):
    """The picture of an account, or of a guest, who may have any name.

    An account's is 200; a guest's is 201, because nobody can have uploaded it (recorded on 34.0.1, measured on 32.0.1; source of 28.0.2 to 34.0.1,
    AvatarController and GuestAvatarController).
    """
    name = unquote(name)
    user = fields.find(server, name)
    if user is None and not guest:
        return json_response([], 404)
    data = picture("guest " + name if guest else user.uid, 64 if int(size) <= 64 else 512, bool(dark))
    return Response(201 if guest else 200, data, "image/png", [("X-NC-IsCustomAvatar", "0")])
