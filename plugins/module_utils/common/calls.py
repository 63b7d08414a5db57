# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a call of a server's API is, and what its answer must look like, so that nobody who reads it has to ask. Pure.

A shape is a function of a value and of the place where it stands; it raises :class:`Mismatch`. Shapes are put together from the ones
below and say what is needed, not what a server may send beside it. A place is "", or a pair of the place around it and its own name there:
it is put into words only where something is wrong.

A write whose answer is lost may have happened. What follows is decided by its call, and carried out by ``transport`` and ``apply``:
a repeatable call is sent again, up to ``retries`` times; after that, and for all other calls, the object is read, and the call is
done, or sent once more, or failed with what is known. The calls themselves are in ``ocs/calls.py`` and ``seafile/calls.py``.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Callable, Dict, List, NoReturn, Optional, Tuple, TypeVar, Union

from ..errors import OCSError

DEEPEST = 32  # levels; answers of servers have eight
MOST_VALUES = 5000000  # of one answer; each takes many times its own length in memory
LONGEST_NUMBER = 19  # digits, of a server's 64-bit integers
LONGEST_ID = 1024  # characters; servers allow up to 255
HOLDERS = (dict, list)  # what JSON makes, and nothing that is derived of them
LATEST = 253402300799  # seconds; the end of the year 9999, where calendars end
HALVES = re.compile(r"\\u[dD][89a-fA-F]")
HINT = "No known version of the server answers like this: check for a proxy in front of it, or report it with the server's version."

# rate limits of Nextcloud, for each acting account (recorded: auth-errors), and of Seafile (recorded: throttling)
SINGLE, MULTI, MAILS, REQUESTS = "single_field_edits", "multi_field_edits", "additional_mail_changes", "requests"
BUCKETS = {SINGLE: (50, 600), MULTI: (50, 600), MAILS: (5, 60), REQUESTS: (3000, 60)}  # number, seconds

# What can be sent and never be read, and how to find out whether a write of it happened.
UNSEEN = {
    "password": "Run again to set it once more, which does no harm.",
    "welcome_email": "Ask the recipient or check the log of the mail server before you send it again.",
    # marking a device twice is marking it once (Nextcloud's source, 28 to 34)
    "wipe_devices": "Run again: a wipe that is requested twice is carried out once.",
    "verified_mails": "Run again: verifying an address twice does no harm.",
    "auth_token": "Run again: the server returns the same token.",
}
UNTOLD = "Run again: what the server does not return is written once more."  # of every other field

ACCOUNT, GROUP, APP, SETTING = "the account", "the group", "the app", "the setting"


Place = Union[str, Tuple["Place", str]]
Shape = Callable[[Any, Place], None]
Value = TypeVar("Value")


class Malformed(ValueError):
    """JSON that cannot be used, or that no server sends; the text says why."""


class Mismatch(Exception):
    """A value is not what the shape wants. :param where: its place; :param wanted: in words; :param value: what is there, if anything."""

    def __init__(self, where: Place, wanted: str, *value: object) -> None:
        found = "%s where %s belongs" % (kind_of(value[0]), wanted) if value else "lacking"
        names: List[str] = []
        while not isinstance(where, str):
            where, name_there = where
            names.insert(0, name_there)
        super().__init__("the answer%s is %s" % ("'s %s" % "".join(names).lstrip(".") if names else "", found))


def kind_of(value: object) -> str:
    """The type of a value in the words of JSON; the value itself may be a secret."""
    if value is None or isinstance(value, bool):
        return "null" if value is None else "a boolean"
    kinds = (("a map", dict), ("a list", list), ("a number", (int, float)), ("an empty text" if value == "" else "a text", str))
    return next((name for name, kind in kinds if isinstance(value, kind)), type(value).__name__)


def loads(held: Union[str, bytes]) -> Any:
    """The value of a JSON text, or of bytes that hold one; what is no UTF-8 in them is replaced.

    :raises Malformed: for one that nests too deep or holds what cannot be used; :raises ValueError: for no JSON.
    """
    text = held if isinstance(held, str) else held.decode("utf-8", "replace")
    if sum(map(text.count, ",[{")) > MOST_VALUES:
        raise Malformed("the answer contains more than %d values" % MOST_VALUES)
    try:
        value = json.loads(text, parse_int=_integer, parse_float=_number, parse_constant=_constant)
    except RecursionError:
        raise Malformed("the answer is nested too deeply") from None
    if _is_deep(value):
        raise Malformed("the answer is nested more than %d levels deep" % DEEPEST)
    if HALVES.search(text):
        try:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        except UnicodeError:
            raise Malformed("the answer contains an incomplete character (a lone surrogate)") from None
    return value


def _is_deep(value: object) -> bool:
    level: List[Any] = [value] if type(value) in HOLDERS else []
    for _depth in range(DEEPEST):
        level = [item for held in level for item in (held.values() if isinstance(held, dict) else held) if type(item) in HOLDERS]
        if not level:
            return False
    return True


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER and len(digits.lstrip("-")) > LONGEST_NUMBER:
        raise Malformed("the answer contains a number of %d digits" % len(digits))
    return int(digits)


def _number(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):  # a number of more digits that is none has been set: Nextcloud returns a quota of 99999 PB as 1.1e+20 (measured on 34)
        raise Malformed("the answer contains a number beyond what servers count")
    return value


def _constant(name: str) -> NoReturn:
    raise Malformed("the answer has %s, which is not a number" % name)


def check(value: Value, shape: Shape, endpoint: str, status: Optional[int]) -> Value:
    """The value; :raises OCSError: naming endpoint and field when it has not this shape. A write may have happened all the same."""
    try:
        shape(value, "")
    except Mismatch as odd:
        raise unusable(odd, endpoint, status) from None
    return value


def unusable(reason: object, endpoint: str, status: Optional[int]) -> OCSError:
    """The error about an answer that cannot be used."""
    return OCSError("%s." % reason, endpoint, http_status=status, hint=HINT, ambiguous=not endpoint.startswith("GET "))


def anything(_value: object, _where: Place) -> None:
    """Nobody looks into it."""


def text(value: Any, where: Place) -> None:
    """A text, empty or not."""
    if not isinstance(value, str):
        raise Mismatch(where, "a text", value)


# Shapes that every value of these types has: 100,000 accounts have 30 fields each, most of them texts, and need no look then.
PLAIN: Dict[Shape, Tuple[type, ...]] = {text: (str,)}


def filled(value: Any, where: Place) -> None:
    """A text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise Mismatch(where, "a text", value)


def name(value: Any, where: Place) -> None:
    """An id: a text, or a number, because PHP makes numbers of ids that look like one."""
    if isinstance(value, bool) or not isinstance(value, (str, int)) or not 0 < len(str(value)) <= LONGEST_ID:
        raise Mismatch(where, "an id" if not isinstance(value, str) or not value else "an id of at most %d characters" % LONGEST_ID, value)


def key(value: Any, where: Place) -> None:
    """The number of an object in a database."""
    if isinstance(value, bool) or not re.fullmatch("[0-9]{1,%d}" % LONGEST_NUMBER, str(value)):
        raise Mismatch(where, "the number of an object", value)


def label(value: Any, where: Place) -> None:
    """A text, or what PHP makes of one that looks like a number or a truth."""
    if not isinstance(value, (str, int, float)):
        raise Mismatch(where, "a text", value)


def number(value: Any, where: Place) -> None:
    """A number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Mismatch(where, "a number", value)


def flag(value: Any, where: Place) -> None:
    """True or false."""
    if not isinstance(value, bool):
        raise Mismatch(where, "true or false", value)


def bit(value: Any, where: Place) -> None:
    """True or false, also as 1 and 0."""
    if value not in (0, 1) or isinstance(value, float):
        raise Mismatch(where, "true or false", value)


def word(*words: str) -> Shape:
    """One of these texts."""

    def shape(value: Any, where: Place) -> None:
        if not isinstance(value, str) or value not in words:
            raise Mismatch(where, "one of the texts %s" % ", ".join(map(repr, words)), value)

    return shape


def seconds(per_second: int = 1) -> Shape:
    """A time in seconds, or in parts of them; 0, negative or empty for never."""

    def shape(value: Any, where: Place) -> None:
        digits = isinstance(value, str) and re.fullmatch("-?[0-9]{1,%d}" % LONGEST_NUMBER, value)
        if isinstance(value, bool) or not (digits or isinstance(value, (int, float))) or float(value) > LATEST * per_second:
            raise Mismatch(where, "a time in %s" % ("seconds" if per_second == 1 else "milliseconds"), value)

    return shape


def moment(value: Any, where: Place) -> None:
    """A time as ISO 8601 writes it."""
    try:
        datetime.fromisoformat(value).astimezone()
    except (TypeError, ValueError, OverflowError):
        raise Mismatch(where, "a time like 2026-01-31T12:00:00+00:00", value) from None


def maybe(shape: Shape) -> Shape:
    """This shape, or what servers send where there is nothing: null, an empty text, list or map, false."""

    def either(value: Any, where: Place) -> None:
        if value or (value == 0 and value is not False):
            shape(value, where)

    PLAIN[either] = PLAIN.get(shape, ())
    return either


def record(needed: Optional[Dict[str, Shape]] = None, **optional: Shape) -> Shape:
    """A map with these fields: ``needed`` must be there, the others are looked at where they are."""
    fields = [(own, "." + own, inner, PLAIN.get(inner, ()), own in (needed or {})) for own, inner in dict(optional, **needed or {}).items()]

    def shape(value: Any, where: Place) -> None:
        if not isinstance(value, dict):
            raise Mismatch(where, "a map", value)
        for own, named, inner, plain, is_needed in fields:
            if own in value:
                if type(value[own]) not in plain:
                    inner(value[own], (where, named))
            elif is_needed:
                raise Mismatch((where, named), "something")

    return shape


def _several(kinds: Any, wanted: str) -> Callable[[Shape], Shape]:
    def of(shape: Shape) -> Shape:
        def listed(value: Any, where: Place) -> None:
            if not isinstance(value, kinds):
                raise Mismatch(where, wanted, value)
            for index, item in value.items() if isinstance(value, dict) else enumerate(value):
                shape(item, (where, "[%s]" % index))

        return listed

    return of


# of a shape: a list, or a map whose values have it, because PHP makes maps of lists with a gap; a list and no map; a map
rows, items, mapping = _several((list, dict), "a list"), _several(list, "a list"), _several(dict, "a map")


def either(first: Shape, second: Shape) -> Shape:
    """One of two shapes; what fits none is measured by the first."""

    def shape(value: Any, where: Place) -> None:
        try:
            second(value, where)
        except Mismatch:
            first(value, where)

    return shape


@dataclass(frozen=True, eq=False)  # two calls may have everything in common but what they are for
class Call:
    """One kind of request.

    :param path: below the base of the API; names in braces stand for ids, which the client puts in.
    :param steps: ``action kind`` of the steps that it carries out; none for what changes nothing, which counts as read and is repeated as such.
    :param repeatable: whether sending it twice has the effect and the answer of sending it once.
    :param shown: what is read to see whether it happened; "" where nothing shows it.
    :param bucket: the rate limit that counts it, "" where none is known; :param mails: the parameter that makes the server send a mail.
    :param absent: the codes that mean "there is none"; :param answer: the shape of its data, or product to shape.
    :param meanings: code to (meaning, next step); product to the same, for what that one alone means.
    """

    method: str
    path: str
    steps: Tuple[str, ...] = ()
    repeatable: bool = True
    shown: str = ""
    bucket: str = ""
    mails: str = ""
    absent: Tuple[int, ...] = ()
    answer: Union[Shape, Dict[str, Shape]] = anything
    meanings: Dict[Union[int, str], Any] = field(default_factory=dict, repr=False)
