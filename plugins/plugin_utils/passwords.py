# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""First passwords: made once for a new account, kept in a CSV file, and given to the document's rows."""
from __future__ import annotations

import csv
import io
import secrets
import string

SYMBOLS = ".,:-_"
COLUMNS = ("name", "password")
SHORTEST = 12


def new_passwords(names, kept=b"", length=20):
    """Id to password: those that are kept already, and a new one for each further name.

    :param kept: content of the file of an earlier run. :raises ValueError: for a length that no policy takes.
    """
    if length < SHORTEST:
        raise ValueError("passwords need at least %d characters." % SHORTEST)
    known = {row["name"]: row["password"] for row in csv.DictReader(io.StringIO(kept.decode("utf-8-sig")))}
    known.update((name, new_password(length)) for name in names if name not in known)
    return known


def new_password(length):
    """A random password with small and capital letters, digits and symbols, so that common policies take it."""
    alphabet = string.ascii_letters + string.digits + SYMBOLS
    while True:
        password = "".join(secrets.choice(alphabet) for _each in range(length))
        kinds = (string.ascii_lowercase, string.ascii_uppercase, string.digits, SYMBOLS)
        if all(set(password) & set(kind) for kind in kinds):
            return password


def password_lines(passwords):
    """The file's content, sorted by id."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted(passwords.items()))
    return out.getvalue()


def with_passwords(users, passwords, otherwise=None, identity="name"):
    """The rows with their passwords; ``otherwise`` is given to those without one; ``identity`` is the field that ``passwords`` go by."""
    return [dict(user, password=password) if password else user for user, password in (
        (user, user.get("password") or passwords.get(user.get(identity)) or otherwise) for user in users)]
