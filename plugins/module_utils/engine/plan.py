# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What planning is about: what is known of a server, requests, and plans, which are operations in order, each with the one request it will send.

Plain values and pure functions: no I/O, no clock, no Ansible.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any, Dict, FrozenSet, Iterable, List, Optional, Sequence, Set, Tuple, Union

from ..common.calls import BUCKETS, SINGLE, Call
from ..errors import Invalid
from .dialect import ALL, DIALECTS, FEATURES, NEXTCLOUD, OWNCLOUD, Dialect, refusal

NEXTCLOUD_FROM = 12  # no ownCloud that speaks this API has so high a version
NUMBER = re.compile("[0-9]{1,9}")  # of a version; other digits are none for a comparison

Record = Dict[str, Any]  # an object as a flat dictionary
Fate = Tuple[str, Optional[str]]  # of a step: its status and its error

# Values that can be sent but never read back; they appear in actions and diffs, not in records.
UNREADABLE = frozenset(("password", "welcome_email", "wipe_devices", "verified_mails", "auth_token"))

# What became of a step, beside those that failed with an error: its status, as a task reports it, and the error
DONE: Fate = ("done", None)
PLANNED: Fate = ("planned", None)
SKIPPED: Fate = ("skipped", None)

NOTHING: Record = {}  # of a step or request that has none; never changed, because those of 100,000 creations are one and not 12 MiB

# What stands for a secret in actions and diffs; never compared and never part of a record.
SECRET = "(changed)"

# What the server computes of a field: unknown from the moment the field changes until it is read again.
FIGURES = {"quota": ("quota_free", "quota_total", "quota_relative")}

# kind of a relation: (list of group ids in a user's record, list of user ids in a group's record)
RELATIONS = {"member": ("groups", "members"), "subadmin": ("subadmin_of", "subadmins")}


@dataclass(frozen=True)
class Facts:
    """What was looked up for one plan: only what its writes depend on, None or absent where nobody asked.

    :param closed: group id to what its backend does not let the server do with its members: ``join``, ``leave``.
    :param groups: group id to whether it exists; :param users: user id to its stored spelling, None for a missing one.
    :param holders: email address in lower case, named in the place of an id, to the id of the account that answers to it.
    :param caller: id of the acting account; :param fields: keys of its own record, which tell what profile fields exist.
    :param default_quota: the server's default quota as a text, ``none`` when it has none.
    :param relations: user in lower case to all of its groups and posts, of those whose lists a plan changes and were read in part.
    :param logins: login id in lower case to (id, address) of the account that has it, None for a free one; None where nobody looked.
    :param app: what only matters when an app is switched: ``always_on``, ``removable``, ``update``, ``missing``, ``installed``.
    :param password_refusal: why the server's policy refuses the wanted password, "" when it does not.
    """

    closed: Dict[str, Any] = field(default_factory=dict)
    groups: Dict[str, bool] = field(default_factory=dict)
    users: Dict[str, Optional[str]] = field(default_factory=dict)
    holders: Dict[str, str] = field(default_factory=dict)
    caller: Optional[str] = None
    fields: Optional[FrozenSet[str]] = None
    default_quota: Optional[str] = None
    logins: Optional[Dict[str, Any]] = None
    relations: Dict[str, Any] = field(default_factory=dict)
    app: Record = field(default_factory=dict)
    password_refusal: str = field(default="", repr=False)


@dataclass(frozen=True)
class Server:
    """One server. ``version`` is None until a write depends on it, and () where the server hides it; ``product`` is always known."""

    product: str
    url: str = ""
    version: Optional[Tuple[int, ...]] = None
    edition: str = ""
    facts: Facts = field(default_factory=Facts)
    dialect: Dialect = field(init=False, repr=False, compare=False)  # how the product behaves

    @property
    def number(self) -> str:
        """The version as a text, for example ``34.0.1``; "" where it is not known."""
        return ".".join(map(str, self.version or ()))

    @property
    def title(self) -> str:
        """Product and version for messages, for example ``Nextcloud 34.0.1``."""
        number = "(version hidden)" if self.version == () else self.number
        return ("%s %s" % (self.dialect.title, number)).strip()

    def __post_init__(self) -> None:
        object.__setattr__(self, "dialect", DIALECTS[self.product])

    def has(self, name: str) -> Optional[bool]:
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

    def can(self, name: str) -> bool:
        """Whether it is known to have a feature."""
        return self.has(name) is True

    def lacks(self, name: str) -> bool:
        """Whether it is known not to have it."""
        return self.has(name) is False

    def lacking(self, module: str, options: Iterable[str]) -> List[str]:
        """Those of a module's options that it is known not to have."""
        return [name for name in options if module + "." + name in FEATURES and self.lacks(module + "." + name)]

    def demand(self, name: str, instead: str = "", field: str = "") -> None:
        """:raises Invalid: when it is known not to have a feature, in the words of ``dialect.refusal``."""
        if self.lacks(name):
            raise refusal(name, self, instead, field)

    @property
    def limits(self) -> Dict[str, Tuple[int, int]]:
        """Its rate limits as installed: bucket to (number, seconds)."""
        return dict(BUCKETS, **{SINGLE: (50, 60)}) if self.can("edits_by_the_minute") else BUCKETS

    def with_facts(self, **facts: Any) -> Server:
        """The same server, knowing more; what is known by name adds up."""
        added: Record = {
            key: {**getattr(self.facts, key), **value} if getattr(self.facts, key) and isinstance(value, dict) else value for key, value in facts.items()
        }
        return replace(self, facts=replace(self.facts, **added))


def parse_version(text: object) -> Optional[Tuple[int, ...]]:
    """``"34.0.1"`` as (34, 0, 1); None for an empty or hidden one."""
    numbers = [part for part in str(text or "").split(".") if NUMBER.fullmatch(part)]
    return tuple(int(part) for part in numbers[:3]) or None


def from_status(status: Any, url: str, told: Optional[str] = None) -> Optional[Server]:
    """A server by its public status page; None where neither the page nor the task tells the product.

    :param told: the product that the task names; believed where the page proves nothing.
    """
    if not isinstance(status, dict):
        return None
    version = parse_version(status.get("versionstring") or status.get("version"))
    product = _product(status, version) or told
    return Server(product, url=url, version=version, edition=str(status.get("edition") or "")) if product else None


def from_capabilities(data: Any, url: str, told: Optional[str] = None) -> Optional[Server]:
    """A server by its capabilities (they need credentials on ownCloud); None as :func:`from_status`. A version that they hide is ()."""
    data = data if isinstance(data, dict) else {}
    version, sections = (data[key] if isinstance(data.get(key), dict) else {} for key in ("version", "capabilities"))
    major_hidden = not NUMBER.fullmatch(str(version.get("major", "")))
    numbers = () if major_hidden else tuple(int(version[key]) for key in ("major", "minor", "micro") if NUMBER.fullmatch(str(version.get(key, ""))))
    product = _product(version, numbers) or (NEXTCLOUD if "provisioning_api" in sections else told)
    return Server(product, url=url, version=numbers, edition=str(version.get("edition") or "")) if product else None


def _product(described: Record, version: Optional[Tuple[int, ...]]) -> Optional[str]:
    """The product by what a brand leaves alone; None where nothing tells it. Names tell nothing: a theme may change every one of them.

    The key ``extendedSupport`` is Nextcloud's alone, ``product`` ownCloud's, with a theme's name or none in it (recorded; source of Nextcloud
    28 to 34 and of ownCloud 10.15; ownCloud before 10.9 has it not). There never was a Nextcloud 10 or 11 with this API that is in use.
    """
    if "extendedSupport" in described or "product" in described:
        return NEXTCLOUD if "extendedSupport" in described else OWNCLOUD
    if not version:
        return None
    return OWNCLOUD if version[0] < NEXTCLOUD_FROM else NEXTCLOUD


@dataclass(frozen=True)
class Id:
    """The server's own id of an object that a plan knows by its name. The client alone puts it in, and no text is ever taken for one.

    :param kind: user or group.
    """

    kind: str
    name: str


@dataclass(frozen=True)
class Request:
    """One request to the server.

    :param call: what is asked for, and how it is sent (``calls.Call``).
    :param ids: what fills the call's path: texts or :class:`Id`; the client encodes them.
    :param data: parameters: texts, lists of texts, or an :class:`Id`; the only place where secrets travel.
    :param hidden: names of parameters that hold a secret, beside passwords.
    """

    call: Call
    ids: Dict[str, Union[str, Id]] = field(default_factory=lambda: NOTHING)
    data: Record = field(default_factory=dict, repr=False)
    hidden: Tuple[str, ...] = ()

    @property
    def secrets(self) -> Tuple[Any, ...]:
        """Texts of the request that no message may repeat."""
        keys = ("password",) + self.hidden + (("value",) if self.data.get("key") == "password" else ())
        return tuple(self.data[key] for key in keys if key in self.data)


def asking(call: Call, given: Record) -> Request:
    """The request of a question: what the call's path has a place for goes there, everything else is a parameter."""
    ids = {key: value for key, value in given.items() if "{%s}" % key in call.path}
    return Request(call, ids, {key: value for key, value in given.items() if key not in ids})


@dataclass(frozen=True)
class Operation:
    """One step: what happens to which object, from what to what, by which request.

    :param action: create, update, delete, enable, disable, join, leave, promote, demote, wipe, welcome ...
    :param kind: user, group, member, subadmin, app, app_config; for relations ``name`` is the group and the key is the user.
    :param before: the fields that the request changes, as they are; :param after: as they will be.
    :param ends: kinds of relations between the same two that the server ends with this one.
    """

    action: str
    kind: str
    name: str
    before: Record
    after: Record
    request: Request = field(repr=False)
    ends: Tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The same for the same finding in every run."""
        keys = sorted(set(self.before) | set(self.after)) if self.action in ("update", "join", "leave", "promote", "demote") else []
        return ":".join([self.action, self.kind, self.name] + ([",".join(keys)] if keys else []))

    def as_action(self, status: str, error: Optional[str] = None) -> Record:
        """This step as a task reports it (``actions[]``)."""
        return {
            "id": self.id, "action": self.action, "kind": self.kind, "name": self.name,
            "before": self.before, "after": self.after, "status": status, "error": error,
        }  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What reading found.

    :param record: the object as a flat dictionary, None when there is none; :param facts: what its plan depends on (:class:`Facts`).
    """

    record: Optional[Record]
    facts: Record = field(default_factory=dict)


class Plan(List[Operation]):
    """An ordered list of operations; ``warnings`` are for the reader of the task, ``refusal`` is what speaks against carrying it out, if anything."""

    refusal: Optional[Invalid] = None

    def __init__(self, operations: Iterable[Operation] = (), warnings: Iterable[str] = ()) -> None:
        super().__init__(operations)
        self.warnings = list(warnings)

    @property
    def is_tentative(self) -> bool:
        """Whether more than what was read may change it; a plan that has nothing to do is final."""
        return bool(self)


def readable(fields: Record) -> Record:
    """The part of ``before`` or ``after`` that a record holds."""
    return {key: value for key, value in fields.items() if key not in UNREADABLE and value != SECRET}


def replay(observed: Optional[Record], plan: Iterable[Operation], kind: str, fresh: Optional[Record] = None) -> Optional[Record]:
    """What an object of this kind will be after the plan; ``fresh`` is the record of one that was just created."""
    record = None if observed is None else dict(observed)
    for step in plan:
        if step.kind in RELATIONS:
            for relation in (step.kind,) + step.ends:
                record = _related(record, step, relation, kind)
        elif step.kind == kind and step.action == "delete":
            record = None
        elif step.kind == kind:
            record = dict(fresh or {}) if record is None else record
            record.update(readable(step.after))
            record.update((figure, None) for key in step.after for figure in FIGURES.get(key, ()) if figure in record)
    return record


def _related(record: Optional[Record], step: Operation, relation: str, kind: str) -> Optional[Record]:
    """The record after one membership or group-admin step, seen from the user or from the group; a list that was not read stays unknown."""
    key = RELATIONS[relation][0 if kind == "user" else 1]
    if record is None or key not in record:
        return record
    held = set(record[key] or [])
    for user, wanted in step.after.items():
        item = step.name if kind == "user" else user
        (held.add if wanted else held.discard)(item)
    return dict(record, **{key: sorted(held)})


def touched(plan: Iterable[Operation], kind: Optional[str]) -> Set[str]:
    """The readable fields of this kind's record that the plan changes."""
    keys: Set[str] = set()
    for step in plan:
        if step.kind in RELATIONS:
            keys.add(RELATIONS[step.kind][0 if kind == "user" else 1])
        elif step.kind == kind:
            keys.update(readable(step.after), readable(step.before) if step.action == "delete" else ())
    return keys


def diff(observed: Optional[Record], plan: Sequence[Operation], kind: str, fresh: Optional[Record] = None) -> Tuple[Record, Record]:
    """``(before, after)`` of the fields that the plan changes, printed from the plan."""
    predicted = replay(observed, plan, kind, fresh)
    ended = {RELATIONS[relation][0 if kind == "user" else 1] for step in plan for relation in step.ends}
    keys = touched(plan, kind) | {key for key in ended if (observed or {}).get(key) != (predicted or {}).get(key)}
    before = {key: observed[key] for key in keys if key in observed} if observed is not None else {}
    after = {key: predicted[key] for key in keys if key in predicted} if predicted is not None else {}
    for step in plan:
        if step.kind == kind:
            before.update((key, value) for key, value in step.before.items() if key not in readable(step.before))
            after.update((key, value) for key, value in step.after.items() if key not in readable(step.after))
        elif step.kind not in RELATIONS or not set(RELATIONS[step.kind]) & set(after):
            after["%s %s %s" % (step.action, step.kind, step.name)] = dict(step.after)
    return dict(sorted(before.items())), dict(sorted(after.items()))
