# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The static lists of a server, read once from `data/*.json`: languages, locales, time zones, country codes, apps, common passwords."""

from __future__ import annotations

import json
import os
from functools import lru_cache

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")


@lru_cache(maxsize=None)
def load(name):
    """The content of `data/<name>.json`; shared, so never changed."""
    with open(os.path.join(FOLDER, name + ".json"), encoding="utf-8") as stream:
        return json.load(stream)


@lru_cache(maxsize=None)
def codes(name):
    """The codes listed in `data/<name>.json` as a set."""
    return frozenset(load(name)["codes"])


def language_exists(code):
    """Whether the server is translated into this language; case counts, and `_` parts the region."""
    return code in codes("languages")


def locale_exists(code):
    """Whether the server knows this locale."""
    return code in codes("locales")


def timezone_exists(name):
    """Whether this is the canonical name of a time zone: no alias, no `Etc/...`, case counts."""
    return name in codes("timezones")
