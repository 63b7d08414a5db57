# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""First passwords: made once for a new account, kept in a CSV file, and given to the document's rows."""

from __future__ import annotations

import csv
import io
import secrets

from ansible_collections.ocs.provisioning.plugins.plugin_utils.csv_rows import csv_rows
from ansible_collections.ocs.provisioning.plugins.plugin_utils.words import WORDS

# without what looks alike on paper; symbols that separate no cells, and that no spreadsheet takes for a formula where they stand
SMALL, CAPITAL, DIGITS, SYMBOLS = "abcdefghijkmnopqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "._-"
COLUMNS = ("name", "password")
SHORTEST, FEWEST_WORDS = 12, 4


def new_passwords(names, kept=b"", length=20, style="random"):
    """Id to password: those that are kept already, and a new one for each further name.

    :param kept: content of the file of an earlier run. :raises ValueError: for a length that no policy takes, and a file that is another one.
    """
    if length < SHORTEST:
        raise ValueError("passwords need at least %d characters." % SHORTEST)
    if style not in STYLES:
        raise ValueError("the style must be %s." % " or ".join(STYLES))
    known = {row["name"]: row["password"] for row in _rows(kept)}
    known.update((name, STYLES[style](length)) for name in names if not known.get(name))
    return known


def _rows(kept):
    """The rows of a kept file; none of an empty one and of one with a header only."""
    if kept.decode("utf-8-sig", "replace").strip() in ("", ",".join(COLUMNS)):
        return []
    try:
        return csv_rows(kept, COLUMNS)["rows"]
    except ValueError as error:
        raise ValueError("the password file: %s" % error) from None


def random_password(length):
    """A random password with small and capital letters, digits and symbols, so that common policies take it; the ends are letters."""
    ends, alphabet = SMALL + CAPITAL, SMALL + CAPITAL + DIGITS + SYMBOLS
    while True:
        password = "".join(map(secrets.choice, [ends] + [alphabet] * (length - 2) + [ends]))
        if all(set(password) & set(kind) for kind in (SMALL, CAPITAL, DIGITS, SYMBOLS)):
            return password


def words_password(length):
    """Words with a number at the end, such as Amber-river-lemon-stone-472: at least 45 bits, with a capital letter, a digit and a symbol."""
    words = [secrets.choice(WORDS).capitalize()]
    while len(words) < FEWEST_WORDS or len("-".join(words)) + 4 < length:
        words.append(secrets.choice(WORDS))
    return "-".join(words + [str(100 + secrets.randbelow(900))])


STYLES = {"random": random_password, "words": words_password}


def password_lines(passwords):
    """The file's content, sorted by id."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted(passwords.items()))
    return out.getvalue()


def with_passwords(users, passwords, otherwise=None, identity="name"):
    """The rows with their passwords; ``otherwise`` is given to those without one; ``identity`` is the field that ``passwords`` go by."""
    return [
        dict(user, password=password) if password else user
        for user, password in ((user, user.get("password") or passwords.get(user.get(identity)) or otherwise) for user in users)
    ]
