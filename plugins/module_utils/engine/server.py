# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of a server: product, version, what it supports. A plain value that planners may ask; it knows no HTTP."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Optional

from .dialect import ALL, DIALECTS, FEATURES, NEXTCLOUD, OWNCLOUD, Dialect, refusal

NEXTCLOUD_FROM = 12  # no ownCloud that speaks this API has so high a version
NUMBER = re.compile("[0-9]{1,9}")  # of a version; other digits are none for a comparison


@dataclass(frozen=True)
class Facts:
    """What was looked up for one plan: only what its writes depend on, None or absent where nobody asked.

    :param groups: group id to whether it exists; :param users: user id to its stored spelling, None for a missing one.
    :param holders: email address in lower case, named in the place of an id, to the id of the account that answers to it.
    :param caller: id of the acting account; :param fields: keys of its own record, which tell what profile fields exist.
    :param default_quota: the server's default quota as a text, ``none`` when it has none.
    :param relations: user in lower case to all of its groups and posts, of those whose lists a plan changes and were read in part.
    :param logins: login id in lower case to (id, address) of the account that has it, None for a free one; None where nobody looked.
    :param app: what only matters when an app is switched: ``always_on``, ``removable``, ``update``, ``missing``, ``installed``.
    :param password_refusal: why the server's policy refuses the wanted password, "" when it does not.
    """

    groups: dict = field(default_factory=dict)
    users: dict = field(default_factory=dict)
    holders: dict = field(default_factory=dict)
    caller: Optional[str] = None
    fields: Optional[frozenset] = None
    default_quota: Optional[str] = None
    logins: Optional[dict] = None
    relations: dict = field(default_factory=dict)
    app: dict = field(default_factory=dict)
    password_refusal: str = field(default="", repr=False)


@dataclass(frozen=True)
class Server:
    """One server. ``version`` is None until a write depends on it, and () where the server hides it; ``product`` is always known."""

    product: str
    url: str = ""
    version: Optional[tuple] = None
    edition: str = ""
    facts: Facts = field(default_factory=Facts)
    dialect: Dialect = field(init=False, repr=False, compare=False)  # how the product behaves

    @property
    def number(self):
        """The version as a text, for example ``34.0.1``; "" where it is not known."""
        return ".".join(map(str, self.version or ()))

    @property
    def title(self):
        """Product and version for messages, for example ``Nextcloud 34.0.1``."""
        number = "(version hidden)" if self.version == () else self.number
        return ("%s %s" % (self.dialect.title, number)).strip()

    def __post_init__(self):
        object.__setattr__(self, "dialect", DIALECTS[self.product])

    def has(self, name):
        """Whether it has a feature of ``dialect.FEATURES``; None where its version or edition would tell and is not known."""
        feature = FEATURES[name]
        since = getattr(feature, self.product)
        if since is None:
            return False
        if feature.edition and feature.edition != self.edition:
            return False if self.edition else None
        if feature.by_record or (since == ALL and feature.before is None):
            return True
        if not self.version:
            return None
        return since <= self.version[0] and (feature.before is None or self.version[0] < feature.before)

    def can(self, name):
        """Whether it is known to have a feature."""
        return self.has(name) is True

    def lacks(self, name):
        """Whether it is known not to have it."""
        return self.has(name) is False

    def lacking(self, module, options):
        """Those of a module's options that it is known not to have."""
        return [name for name in options if module + "." + name in FEATURES and self.lacks(module + "." + name)]

    def demand(self, name, instead="", field=""):
        """:raises Invalid: when it is known not to have a feature, in the words of ``dialect.refusal``."""
        if self.lacks(name):
            raise refusal(name, self, instead, field)

    def with_facts(self, **facts):
        """The same server, knowing more; what is known by name adds up."""
        added = {key: {**getattr(self.facts, key), **value} if getattr(self.facts, key) and isinstance(value, dict) else value for key, value in facts.items()}
        return replace(self, facts=replace(self.facts, **added))


def parse_version(text):
    """``"34.0.1"`` as (34, 0, 1); None for an empty or hidden one."""
    numbers = [part for part in str(text or "").split(".") if NUMBER.fullmatch(part)]
    return tuple(int(part) for part in numbers[:3]) or None


def from_status(status, url, told=None):
    """A server by its public status page; None where neither the page nor the task tells the product.

    :param told: the product that the task names; believed where the page proves nothing.
    """
    if not isinstance(status, dict):
        return None
    version = parse_version(status.get("versionstring") or status.get("version"))
    product = _product(status, version) or told
    return Server(product, url=url, version=version, edition=str(status.get("edition") or "")) if product else None


def from_capabilities(data, url, told=None):
    """A server by its capabilities (they need credentials on ownCloud); None as :func:`from_status`. A version that they hide is ()."""
    data = data if isinstance(data, dict) else {}
    version, sections = (data[key] if isinstance(data.get(key), dict) else {} for key in ("version", "capabilities"))
    major_hidden = not NUMBER.fullmatch(str(version.get("major", "")))
    numbers = () if major_hidden else tuple(int(version[key]) for key in ("major", "minor", "micro") if NUMBER.fullmatch(str(version.get(key, ""))))
    product = _product(version, numbers) or (NEXTCLOUD if "provisioning_api" in sections else told)
    return Server(product, url=url, version=numbers, edition=str(version.get("edition") or "")) if product else None


def _product(described, version):
    """The product by what a brand leaves alone; None where nothing tells it. Names tell nothing: a theme may change every one of them.

    The key ``extendedSupport`` is Nextcloud's alone, ``product`` ownCloud's, with a theme's name or none in it (recorded; source of Nextcloud
    28 to 34 and of ownCloud 10.15; ownCloud before 10.9 has it not). There never was a Nextcloud 10 or 11 with this API that is in use.
    """
    if "extendedSupport" in described or "product" in described:
        return NEXTCLOUD if "extendedSupport" in described else OWNCLOUD
    if not version:
        return None
    return OWNCLOUD if version[0] < NEXTCLOUD_FROM else NEXTCLOUD
