# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""GET admin/search-user/: two searches, in the ids and in the profiles, put together page by page.

Source: recorded exchanges, users_search.jsonl, where a last page repeats entries of earlier ones, and in seafile-10 all of them.
"""

from __future__ import annotations

from itertools import islice

from .answers import refuse
from .collation import contains, fold
from .parameters import page_of
from .records import search_entry

UNPAGED = 10  # entries of each search when no page is asked for


def search(call):
    """Users whose id, name, contact e-mail (or login id) contains the text, in any case of letters; in ids it may hold wildcards."""
    wanted = call.query.get("query", "").lower() or refuse("query invalid.")
    if call.query.get("page") and call.query.get("per_page"):
        page, per_page = page_of(call, 25)
        users, more = _page(call.state, wanted, page, per_page)
        info = {"has_next_page": more, "current_page": page}
    else:
        users = _by_id(call.state, wanted, UNPAGED) + _by_profile(call.state, wanted, UNPAGED)
        info = {"has_next_page": "", "current_page": ""}
    unique = {user.email: user for user in users}
    return {"user_list": [search_entry(call, user) for user in unique.values()], "page_info": info}


def _by_id(state, wanted, limit):
    """Users with a matching id; the text is a pattern here, and in the profiles it is not."""
    pattern = contains(wanted)
    found = (user for key, user in state.users.items() if pattern.fullmatch(fold(key)))
    return list(islice(found, max(limit, 0)))


def _by_profile(state, wanted, limit):
    """Users with a matching profile; profiles whose user is gone count for the limit."""
    columns = state.dialect.searched
    rows = (key for key, profile in state.profiles.rows.items() if any(wanted in (getattr(profile, column) or "").lower() for column in columns))
    return [state.users[key] for key in islice(rows, max(limit, 0)) if key in state.users]


def _page(state, wanted, page, per_page):
    """(users of the page, whether there are more): as many as there are up to the end of the page, then cut from behind."""
    if page < 1 or per_page < 1:
        return [], False
    end = page * per_page
    by_id = _by_id(state, wanted, end)
    if len(by_id) == end:
        return by_id[-per_page:], True
    by_profile = _by_profile(state, wanted, end - len(by_id))
    # "from -0 on" is all of them
    users = by_id[(page - 1) * per_page - len(by_id) :] + by_profile if len(by_id) // per_page == page - 1 else by_profile[-per_page:]
    return users, len(by_id) + len(by_profile) >= end
