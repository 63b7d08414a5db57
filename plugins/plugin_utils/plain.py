# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The results of tasks as Python's own types. Pure, without Ansible."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping


def plain(value):
    """A copy made of Python's own types, whatever Ansible's templating wrapped them in."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return str.__str__(value) if isinstance(value, str) else value


def texts(value):
    """The texts of a list, or of one text, which is split at commas as Ansible splits it for the options of modules."""
    parts = value.split(",") if isinstance(value, str) else value or ()
    return [text for text in (str(part).strip() for part in parts) if text]


def unpacked(result):
    """A task's result as plain values, its lists also where they were packed into one text (``engine.door``)."""
    found = plain({key: result[key] for key in result if key != "packed"})
    return dict(found, **json.loads(base64.b64decode(result["packed"]))) if result.get("packed") else found
