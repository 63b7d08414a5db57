# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ids of users and groups: the same rules wherever one is named, how they stand in the path of a call, and the lists that servers send of them.

An id is taken to the letter: nothing is trimmed. User ids differ in more than case, group ids in case too.
Source: recorded exchanges of Nextcloud 28.0.2 and 34.0.1 and ownCloud 10.15.2 (users, groups, encoding).

No OCS server tells how long a list is, and a short page is not its end: Nextcloud leaves entries out after it has cut a page (accounts
that LDAP lists and cannot name, members that are gone; Nextcloud 34.0.1's source), and adds up the pages of several backends. So the
end is a page that is empty or brings nothing new.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from urllib.parse import quote

from ..common.options import apart
from ..common.record import Reading, rows
from ..engine.plan import Request, asking
from ..errors import Invalid
from ..http.workers import beside, parallel
from . import calls as ocs_calls

ADMIN_GROUP = "admin"  # whose members administer the server; to the letter on both products (recorded: groups, membership)
CONTROL = re.compile("[\x00-\x1f\x7f]")
LONGEST = 64  # characters
COUNTED = {"users": "reading accounts %s", "groups": "reading groups %s"}
PAGE = 500  # the most that Nextcloud 34 gives; larger pages save little and hold the server's memory


def same_user(one, other):
    """Whether two ids are those of one account: both products find accounts in any case."""
    return one.lower() == other.lower()


def user_id(field, value):
    """The id of an account that may exist; more than this cannot be told, for directories bring ids of their own."""
    if not value.strip() or value != value.strip() or len(value) > LONGEST or CONTROL.search(value) or "/" in value:
        raise Invalid(field, "%r is not a user ID: empty, with blanks at its ends, a slash or control characters, or longer than %d." % (value, LONGEST))
    return value


def new_user_id(field, value, dialect):
    """The id of an account that is about to be created; an existing account may have another one, from a directory."""
    rule = dialect.new_user
    if not _made_of(rule.signs).fullmatch(value) or value != value.strip():
        raise Invalid(field, "%r cannot be a new user ID: letters, digits, blanks inside and %s are allowed." % (value, " ".join(rule.signs)))
    if not rule.shortest <= len(value) <= LONGEST or not (rule.dots_alone or value.strip(".")):
        raise Invalid(field, "%r cannot be a new user ID: it must have %d to %d characters, and not only dots." % (value, rule.shortest, LONGEST))
    if (value.lower() if rule.reserved_in_any_case else value) in rule.reserved:
        raise Invalid(field, "%r cannot be a new user ID: the server keeps files of its own under that name." % value)
    return value


@lru_cache(maxsize=8)
def _made_of(signs):
    return re.compile("[A-Za-z0-9 %s]+" % re.escape(signs))


def group_id(field, value):
    """The id of a group that may exist; case and blanks matter."""
    if not value:
        raise Invalid(field, "%r is not a group ID." % value)
    if len(value) > LONGEST:
        raise Invalid(field, "%r is longer than %d characters; the server would store another ID." % (value, LONGEST))
    return value


def new_group_id(field, value, dialect):
    """The id of a group that is about to be created; an existing group may have another one."""
    if not value.strip() or (value == "0" and not dialect.group_zero):
        raise Invalid(field, "%r cannot be a group ID." % value)
    if CONTROL.search(value):
        raise Invalid(field, "%r cannot be a group ID: it contains control characters." % value)
    if value != value.strip() and not dialect.group_blanks:
        raise Invalid(field, "%r cannot be a group ID on %s: it has blanks at its ends." % (value, dialect.title))
    return group_id(field, value)


def check_user(field, name, server):
    """:raises Invalid: for what cannot be the id of an account, or cannot be addressed; ``field`` is the parameter that holds it."""
    user_id(field, name)
    check_path(server, ocs_calls.USER, field, user=name)


def check_group(field, name, server):
    """:raises Invalid: for what cannot be the id of a group that exists, or cannot be addressed."""
    group_id(field, name)
    if name != name.strip() and not server.dialect.group_blanks:
        raise Invalid(field, "%r is not a group ID on %s: it has blanks at its ends." % (name, server.dialect.title))
    check_path(server, ocs_calls.GROUP_MEMBERS, field, group=name)


def check_new_group(field, name, server):
    """:raises Invalid: for a group that could not be created, or whose members or group admins could never be read afterwards."""
    new_group_id(field, name, server.dialect)
    for call in (ocs_calls.GROUP_MEMBERS, ocs_calls.GROUP_ADMINS):
        check_path(server, call, field, group=name)


def check_search(text, server):
    """:raises Invalid: for a text that is too short to be searched for."""
    if text is not None and len(text) < server.dialect.shortest_search:
        raise Invalid("search", "needs at least %d characters on %s, which finds nothing for fewer." % (server.dialect.shortest_search, server.dialect.title))


def check_led(field, group, server):
    """:raises Invalid: for a group that cannot have group admins.

    Nextcloud compares the id of the administrators' group to the letter, ownCloud here in any case (recorded: subadmin).
    """
    if (group.lower() if server.dialect.admin_group_in_any_case else group) == ADMIN_GROUP:
        raise Invalid(field, "the group %r has no group admins; remove it." % group)


def check_protected_ids(names):
    """:raises Invalid: for an entry of ``protected_users`` that is no id, and so would protect nobody."""
    apart("protected_users", names)
    for name in names:  # to the letter: one with blanks at its ends is refused
        user_id("protected_users", name)


def check_protected(names, server):
    """:raises Invalid: for an entry of ``protected_users`` that would protect nobody, because it is an address and no id."""
    for name in names:
        if name.lower() in server.facts.holders:
            raise Invalid("protected_users", "%s." % no_user(name, server))


def no_user(name, server):
    """Why there is no account with this id, for messages: whose address it is, where that is known."""
    holder = server.facts.holders.get(name.lower())
    if holder is not None:
        return "%r is not a user ID but the email address of the user %r; use that ID" % (name, holder)
    return "the user %r does not exist%s" % (name, " (an email address is not an ID)" if "@" in name else "")


def path(request, dialect, field="name"):
    """The path of a request below the base of the API, its ids encoded as the product decodes them.

    :param field: the parameter that named the object; :raises Invalid: where the server would read an id as something else.
    """
    found = {}
    for kind, value in request.ids.items():
        if kind == "user":
            found[kind] = _user_in_path(value, dialect, field)
        elif kind == "group":
            found[kind] = _group_in_path(value, dialect, request.call is ocs_calls.GROUP_ADMINS, field)
        else:
            found[kind] = quote(str(value), safe="")
    return request.call.path.format(**found)


def planned(server, call, data=None, hidden=(), **ids):
    """A request of a plan; :raises Invalid: where its ids cannot be sent, so before anything is."""
    request = Request(call, ids, data or {}, hidden)
    path(request, server.dialect)
    return request


def check_path(server, call, field="name", **ids):
    """:raises Invalid: where the server cannot be asked for these ids by this call."""
    path(Request(call, ids), server.dialect, field)


def is_addressable(server, call, **ids):
    """Whether the server can be asked for these ids by this call."""
    try:
        check_path(server, call, **ids)
    except Invalid:
        return False
    return True


def _user_in_path(user, dialect, field):
    if user.lower() in dialect.lists_of_users:
        raise Invalid(field, "%s reads 'users/%s' as a list, so this account cannot be managed by its ID." % (dialect.title, user))
    if not user.strip() or user in (".", "..") or "/" in user:
        raise Invalid(field, "%r is not a user ID." % user)
    return quote(user, safe="")


def _group_in_path(group, dialect, admins, field):
    """What decodes a group id twice does not below ``subadmins`` (recorded: nextcloud-34/encoding), where slashes stay as they are.

    What decodes it once cannot address an id with a slash at all (owncloud-10/groups).
    """
    twice = dialect.groups_decoded_twice
    raw = twice and admins
    parts = set(group.split("/") if raw else [group])
    if {".", ".."} & parts:
        raise Invalid(field, "the group %r cannot be addressed: HTTP treats '.' and '..' as directories." % group)
    if raw and "" in parts:
        # Nextcloud's source, Request::getRawPathInfo: the answer would be about the group without them
        raise Invalid(
            field, "the group admins of %r cannot be addressed: %s removes slashes at the ends and merges consecutive slashes." % (group, dialect.title)
        )
    if not twice and "/" in group:
        raise Invalid(field, "%s cannot address the group %r: its ID contains a slash." % (dialect.title, group))
    if raw or not twice:
        return quote(group, safe="/")
    # 'groups/details' is a list; with one letter encoded as well it is the group, since the id is decoded twice
    return quote("%64etails" if group == "details" else quote(group, safe=""), safe="")


def pages(client, call, key, workers=1, whole=False, total=None, read=None, ahead=False, **given):
    """Yield the entries of a list, each once; one request more than the list has pages.

    :param key: where in the data the list is, for example ``users``; a map's values are taken, because servers turn maps into lists.
    :param workers: pages asked for at a time; :param whole: ask for everything first, as servers allow for ids, and then for what follows.
    :param total: how many there will be, where that is known; it is only told.
    :param read: reads one page, by the client and what the call is asked.
    :param ahead: ask for what follows while the caller is busy with these entries; for one who wants them all and sends nothing meanwhile.
    """
    read = read or (lambda one, **asked: one.get(call, **asked))
    reading, offset, spans = Reading(), 0, [{} if whole else {"limit": PAGE, "offset": 0}]

    def ask(spans):
        return parallel(client, spans, lambda one, span: rows(read(one, **dict(given, **span))[key]), workers)

    answers = ask(spans)
    while answers:
        found = [reading.new({_name(entry): entry for entry in entries}) for entries in answers]
        client.transport.progress.count(COUNTED[key], len(reading.seen), total)
        full = max(map(len, answers)) * 2 >= PAGE  # well filled pages are followed by others, so several can be asked for ahead
        if full:
            client.expect(PAGE)
        offset = offset + PAGE * len(spans) if spans[0] else len(answers[0])
        spans = [{"limit": PAGE, "offset": offset + PAGE * index} for index in range(workers if full else 1)] if all(found) else []
        following = beside(ask, spans) if ahead and spans else partial(ask, spans)
        del answers  # of a long list no more than is needed is held
        for fresh in found:
            yield from fresh
        answers = following()
    if reading.repeated:
        client.transport.warn(
            "%s: the server answers every page with the same entries (it ignores 'offset'), so the list may be incomplete." % (client.path(asking(call, given)))
        )


def _name(entry):
    return str(entry["id"] if isinstance(entry, dict) else entry)


def ids_in(data):
    """The ids in an answer: a list, or a map with running numbers as keys (recorded: owncloud-10/membership), where they are all digits as numbers."""
    held = data.get("groups", data.get("users", data)) if isinstance(data, dict) else data
    return [str(item) for item in rows(held)]
