# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a method and a path to a route and the ids in the path."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from urllib.parse import unquote_plus, unquote_to_bytes

from .routes import ROUTES

PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")
KINDS = {None: "[^/]+", "path": ".+", "form": ".+", "word": "[a-zA-Z0-9_]*"}


class NoRoute(Exception):
    """No route has this path."""


class WrongMethod(Exception):
    """The path is known, but not with this method."""


def decoded(path):
    """A path as the server reads it: percent-decoded once as a whole, so that `%2F` separates like `/`.

    Slashes in a row count as one before that (34.0.1's and 28.0.2's source, seen on both): `groups/a//b/subadmins` is about the group `a/b`.
    """
    path = re.sub("/{2,}", "/", path)
    try:
        raw = path.encode("latin-1")
    except UnicodeEncodeError:
        raw = path.encode()
    return unquote_to_bytes(raw).decode("utf-8", "replace")


@lru_cache(maxsize=None)
def _table(features):
    """The routes that a dialect has: (route, pattern, names of places decoded twice)."""
    rows = []
    for route in ROUTES:
        if route.feature is None or route.feature in features:
            pattern = PLACE.sub(lambda place: "(?P<%s>%s)" % (place[1], KINDS[place[2]]), route.template)
            rows.append((route, re.compile(pattern, re.DOTALL), [name for name, kind in PLACE.findall(route.template) if kind == "form"]))
    return rows


def match(method, path, features, has_app):
    """The route of a decoded path and its ids; raises `NoRoute` or `WrongMethod`.

    :param features: the dialect's; :param has_app: function that tells whether an app is enabled.
    """
    other_method = False
    for route, pattern, twice in _table(features):
        found = pattern.fullmatch(path)
        if not found or (route.app and not has_app(route.app)):
            continue
        if route.method == ("GET" if method == "HEAD" else method):
            ids = found.groupdict()
            ids.update({name: unquote_plus(ids[name]) for name in twice})
            return route, ids
        other_method = True
    raise WrongMethod() if other_method else NoRoute()


@lru_cache(maxsize=None)
def rule(name):
    """The function named "module.function" of this package."""
    module, _sep, function = name.partition(".")
    return getattr(import_module("." + module, __package__), function)
