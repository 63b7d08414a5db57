# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""First passwords on paper: one slip a person, sorted by department, in a template that can be replaced. Pure but for its own template."""

from __future__ import annotations

import base64
import hashlib
import os

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from ansible_collections.ocs.provisioning.plugins.module_utils.common.messages import visible

HERE = os.path.dirname(os.path.abspath(__file__))


def password_sheet(passwords, people, departments, address, template=""):
    """The page.

    :param passwords: id to password. :param people: rows of the document. :param departments: id to department, for those who have one.
    :param address: of the server. :param template: the text of another template; it has ``sheets`` (``department`` and ``slips`` with ``name``,
        ``department``, ``user`` and ``password``), ``address``, and the filter ``digest`` for its own style.
    """
    rows = {str(row[key]).lower(): row for row in people for key in ("email", "name") if row.get(key)}
    sheets = {}
    for user, password in passwords.items():
        row = rows.get(user.lower(), {})
        department = str(departments.get(row.get("name", user)) or "")
        slip = {"name": row.get("display_name") or user, "department": department, "user": user, "password": password}
        sheets.setdefault(department, []).append({key: visible(str(value)) for key, value in slip.items()})
    if not template:
        with open(os.path.join(HERE, "password_sheet.html.j2"), encoding="utf-8") as handle:
            template = handle.read()
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    environment.filters["digest"] = _digest
    pages = [{"department": visible(name), "slips": sorted(slips, key=_order)} for name, slips in sorted(sheets.items(), key=lambda item: item[0].lower())]
    return environment.from_string(template).render(sheets=pages, address=visible(address))


def _order(slip):
    return slip["name"].lower(), slip["user"]


def _digest(style):
    """How a content policy names an inline style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(str(style).encode("utf-8")).digest()).decode("ascii")
