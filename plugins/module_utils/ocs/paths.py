# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts ids into the paths of OCS calls, encoded as the product decodes them. Pure."""
from __future__ import annotations

from urllib.parse import quote

from ..engine.plan import Request
from ..errors import Invalid
from .calls import GROUP_ADMINS


def path(request, product, field="name"):
    """The path below ``/ocs/vN.php/``; :raises Invalid: where the server would read an id as something else.

    :param field: the parameter that named the object, for messages.
    """
    is_nextcloud = product == "nextcloud"

    def encoded(kind, value):
        if kind == "user":
            return _user(value, is_nextcloud, field)
        if kind == "group":
            return _group(value, is_nextcloud, request.call is GROUP_ADMINS, field)
        return quote(str(value), safe="")
    return request.path(encoded)


def planned(server, call, data=None, hidden=(), **ids):
    """A request of a plan; :raises Invalid: where its ids cannot be sent, so before anything is."""
    request = Request(call, ids, data or {}, hidden)
    path(request, server.product)
    return request


def check(server, call, field="name", **ids):
    """:raises Invalid: where the server cannot be asked for these ids by this call."""
    path(Request(call, ids), server.product, field)


def _user(user, is_nextcloud, field):
    if is_nextcloud and user.lower() in ("details", "disabled", "recent"):
        raise Invalid(field, "Nextcloud reads 'users/%s' as a list, so this account cannot be managed by its id." % user)
    if not user.strip() or user in (".", "..") or "/" in user:
        raise Invalid(field, "%r is no user id." % user)
    return quote(user, safe="")


def _group(group, is_nextcloud, admins, field):
    """Nextcloud decodes a group id twice, except below ``subadmins`` (recorded: nextcloud-34/encoding); ownCloud once, and cannot
    address an id with a slash at all (owncloud-10/groups).
    """
    raw = is_nextcloud and admins  # the one place where slashes stay as they are
    parts = set(group.split("/") if raw else [group])
    if {".", ".."} & parts:
        raise Invalid(field, "the group %r cannot be addressed: HTTP takes '.' and '..' for folders." % group)
    if raw and "" in parts:
        # Nextcloud's source, Request::getRawPathInfo: the answer would be about the group without them
        raise Invalid(field, "the group admins of %r cannot be addressed: Nextcloud drops a slash at an end and takes slashes in a row for one." % group)
    if not is_nextcloud and "/" in group:
        raise Invalid(field, "ownCloud cannot address the group %r: its id holds a slash." % group)
    if raw or not is_nextcloud:
        return quote(group, safe="/")
    # 'groups/details' is a list; with one letter encoded as well it is the group, since the id is decoded twice
    return quote("%64etails" if group == "details" else quote(group, safe=""), safe="")
