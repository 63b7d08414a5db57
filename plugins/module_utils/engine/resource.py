# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contracts: what a resource is, what is only read, what both are managed on. Everything a task needs of them is named here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Callable, List, Optional, Sequence, Tuple

from . import apply

if TYPE_CHECKING:
    from typing import Protocol

    from ..http.workers import Progress
    from .plan import Operation, Plan, Record, Request, Seen, Server
    from .run import Outcome

    class Settings(Protocol):
        """Of a connection."""

        url: str

    class Transport(Protocol):
        """What sends a client's requests. :param unsure: steps that are done, and whose mail may not have been sent."""

        settings: Settings
        warnings: List[str]
        unsure: List[str]
        progress: Progress

    class Client(Protocol):
        """What the engine needs of a client."""

        transport: Transport

        @property
        def server(self) -> Server:
            """What is known of the server."""

        def send(self, request: Request, patient: bool = True) -> Any:
            """Send a write. :param patient: whether to wait where a rate limit is reached. :raises OCSError: when it failed."""

        def expect(self, requests: int) -> None:
            """So many requests are about to come."""

        def account(self) -> Record:
            """What it cost, ``api`` of a result."""

        def close(self) -> None:
            """End its session."""


@dataclass(frozen=True)
class Service:
    """A kind of server.

    :param arguments: the options of its connection; :param connect: ``(parameters) -> client``, which sends nothing yet.
    :param untold: keys of a failed request that the product has nothing for.
    :param share: ``(client, kept)``: let the client use and leave what the tasks of a run share, see ``http.connection.Session.share``.
    :param sessions: whether that is a session, which has to be ended.
    """

    arguments: Record
    connect: Callable[[Record], Client]
    share: Callable[[Any, Record], None]
    untold: Tuple[str, ...] = ()
    sessions: bool = False


def _no_facts(_client: Client, _desired: Any, _server: Server, _draft: Plan) -> Record:
    return {}


def _none(*_anything: Any) -> Any:
    return None


def _nothing(*_anything: Any) -> Tuple[Any, ...]:
    return ()


@dataclass(frozen=True)
class Resource:
    """What can be managed. A planner's ``server`` is the product, its version, and the facts that reading brought (``plan.Facts``).

    :param kind: its word in ``actions``; :param name: the parameter that names the object.
    :param arguments: its options, without those of the connection; :param rules: ``mutually_exclusive`` and the like.
    :param prepare: ``(parameters) -> desired``; checks what can be checked without a server.
    :param observe: ``(client, desired) -> Seen``; only reads.
    :param look_up: ``(client, desired, server, draft) -> facts``: what the writes of a draft plan depend on; only reads.
    :param plan: ``(observed, desired, server) -> Plan``; pure. :raises Invalid: for what the server would refuse or mangle.
    :param fresh: ``(desired, server)``: the record of an object that was just created with nothing but its id.
    :param results: ``(outcome, check, desired)``: what the task returns of it.
    :param equal: ``(wanted, found, desired)``: whether what was read back means what was wanted.
    :param spare: ``(request, server)``: requests that do the same as one that a rate limit counts, and count against another.
    :param witness: ``(step)``: the resource and its arguments that show a step of another kind.
    :param revealed: ``(parameters)``: options marked as secret that hold none here; :param shown: the arguments as a result shows them.
    :param unkept: the next step where the server did not keep a value; :param unreadable: what to add when reading back fails.
    :param engine: how plans are carried out: one object's, or a sum of many.
    """

    kind: str
    name: str
    service: Service
    arguments: Record
    observe: Callable[[Any, Any], Seen]
    plan: Callable[[Optional[Record], Any, Server], Plan]
    results: Callable[[Outcome, bool, Any], Record]
    look_up: Callable[[Any, Any, Server, Plan], Record] = _no_facts
    fresh: Callable[[Any, Server], Optional[Record]] = _none
    prepare: Callable[[Record], Any] = dict
    equal: Callable[[Any, Any, Any], bool] = apply.same
    spare: Callable[[Request, Server], Sequence[Request]] = _nothing
    witness: Callable[[Operation], Tuple[Resource, Record]] = _none
    revealed: Callable[[Record], Sequence[str]] = _nothing
    shown: Callable[[Record], Record] = dict
    rules: Record = field(default_factory=dict)
    unkept: str = "Its version or settings do not allow the value, or someone changed it at the same time; run again."
    unreadable: str = ""
    engine: apply.Engine = apply.ONE
    defaults: Record = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "defaults", {key: option.get("default") for key, option in self.arguments.items()})

    def having(self, **defaults: Any) -> Resource:
        """The same resource with other defaults."""
        other = replace(self)
        other.defaults.update(defaults)
        return other

    def wish(self, *parts: Record, **given: Any) -> Record:
        """Its parameters with these values, the last of each counts; the others have their defaults."""
        wanted = dict(self.defaults)
        for values in (*parts, given):
            wanted.update(values)
        return wanted


@dataclass(frozen=True)
class Information:
    """What is only read.

    :param arguments: its options; :param read: ``(client, desired) -> result``.
    :param effects: options that would change something or leave a file; check mode leaves them out.
    """

    service: Service
    arguments: Record
    read: Callable[[Any, Record], Record]
    effects: Tuple[str, ...] = ()
    rules: Record = field(default_factory=dict)
    name: Optional[str] = None
    revealed: Callable[[Record], Sequence[str]] = _nothing
    shown: Callable[[Record], Record] = dict
