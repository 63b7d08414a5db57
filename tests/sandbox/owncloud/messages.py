# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages in the language of the request: the server translates some, so a client must not decide on any.

Only German is here, and only the messages that the server has in German; the other texts stay English there as well.
"""

from __future__ import annotations

import json
import os
import re

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "messages.json"), encoding="utf-8") as stream:
    TRANSLATIONS = json.load(stream)  # language -> English text -> translation


def language_of(request):
    """The first language of `Accept-Language` that is known here, in its order (weights are ignored), else "en"."""
    known = {name.lower(): name for name in ("en", *TRANSLATIONS)}
    for preference in re.split(r",\s*", request.headers.get("accept-language", "").lower()):
        wanted = preference.partition(";")[0].replace("-", "_")
        for name in (wanted, wanted[:2]):
            if name in known:
                return known[name]
    return "en"


def in_language(request, message, values=()):
    """A message for this request, with `values` filled in; None stays None."""
    if message is None:
        return None
    text = TRANSLATIONS.get(language_of(request), {}).get(message, message)
    return text % values if values else text
