# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a call of a server's API is: where it goes, what may be repeated, what shows that it happened, and what limits it. Pure.

A write whose answer is lost may have happened. What follows is decided by its call, and carried out by ``transport`` and ``apply``:
a repeatable call is sent again, up to ``retries`` times; after that, and for all other calls, the object is read, and the call is
done, or sent once more, or failed with what is known. The calls themselves are in ``ocs/calls.py`` and ``seafile/calls.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable, Union

from .shape import anything

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
    steps: tuple = ()
    repeatable: bool = True
    shown: str = ""
    bucket: str = ""
    mails: str = ""
    absent: tuple = ()
    answer: Union[Callable, dict] = anything
    meanings: dict = field(default_factory=dict, repr=False)
