# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists as OCS servers send them: long ones in pages, read to their end, and ids in several forms.

No OCS server tells how long a list is, and a short page is not its end: Nextcloud leaves entries out after it has cut a page (accounts
that LDAP lists and cannot name, members that are gone; Nextcloud 34.0.1's source), and adds up the pages of several backends. So the
end is a page that is empty or brings nothing new.
"""

from __future__ import annotations

from functools import partial

from ..common.record import Reading, rows
from ..engine.plan import asking
from ..http.workers import beside, parallel

COUNTED = {"users": "reading accounts %s", "groups": "reading groups %s"}
PAGE = 500  # the most that Nextcloud 34 gives; larger pages save little and hold the server's memory


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
