# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the tables of what each product can, from the features and the options of the modules, into the documentation.

Usage: make tables, or PYTHONPATH=build/collections python tools/product_tables.py to look at them
"""

from __future__ import annotations

import os
import re
import sys

from ansible_collections.ocs.provisioning.plugins.module_utils.engine.dialect import FEATURES
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Server
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.app import info as app_info, resource as app
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import export as directory_info, resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.group import info as group_info, people as group_member, resource as group
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import info as user_info, resource as user
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.directory import export as seafile_directory_info, resource as seafile_directory
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile.user import resource as seafile_user

PAGE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "docs", "docsite", "rst", "products.rst")
BLOCK = re.compile(r"(?s)(?<=\.\. table of )(\w+)\n\n.*?\n\n(?=\.\. end of table)")
OCS = {**{"Nextcloud %d" % number: Server("nextcloud", version=(number,)) for number in (34, 32, 28)}, "ownCloud 10": Server("owncloud", version=(10,))}
SEAFILE = {"Seafile %d" % number: Server("seafile", version=(number,), edition="community") for number in (13, 11, 10)}
NOTES = {  # what is to be told beside yes or refused, by feature or option
    "ocs_user.password": lambda server: "yes, not readable",
    "ocs_user.language": lambda server: "yes" if server.can("ocs_user.language") else "refused, readable",
    "ocs_user.two_factor=true": lambda server: "yes, with a provider" if server.can("ocs_user.two_factor=true") else "refused",
    "ocs_user_info.search": lambda server: "ID, at least two characters" if server.dialect.shortest_search else "ID, display name, email address",
    "ocs_app.groups": lambda server: "yes" if server.can("ocs_app.groups=limit") else "``[]`` only" if server.can("ocs_app.groups") else "refused",
    "ocs_app.state=latest": lambda server: "yes, see there" if server.can("ocs_app.state=latest") else "refused",
    "ocs_app.state=absent": lambda server: "yes, see there" if server.can("ocs_app.state=absent") else "refused",
    "seafile_user.password": lambda server: "yes, not readable",
    "seafile_user.previous_email": lambda server: "yes" if server.can("internal_ids") else "yes, renames the ID",
}
LABELS = {
    "ocs_user.two_factor": "``two_factor: false``",
    "ocs_user.invitation": "creating without ``password`` (invitation by mail)",
    "ocs_directory.unlisted_scope.backends": "``backends`` of ``unlisted_scope``",
}
HIDDEN = {"ocs_app.groups=limit"}  # told by another row
# label: what the products do
READ_GROUPS = {"``groups`` and ``subadmin_of`` of the accounts": lambda server: "yes" if server.dialect.whole_records else "with ``name`` only"}
GROUP_IDS = {
    "IDs with blanks inside, ``%``, ``+``, letters of any language": lambda server: "yes",
    "IDs with a slash, or blanks at their ends": lambda server: "yes" if server.dialect.group_blanks else "refused",
    "IDs longer than 64 characters, ``.`` and ``..``": lambda server: "refused",
}
APPS = {
    "unmet libraries and commands of an app": lambda server: "refused" if server.can("app_store_api") else "warning",
    "limit of an app, returned": lambda server: "yes" if server.can("ocs_app.groups") else "no",
    "``ocs_app_config``, ``ocs_app_config_info``": lambda server: "yes" if server.can("ocs_app_config.app") else "refused",
}
TABLES = {  # name: columns, modules with their arguments, further rows
    "ocs_user": (OCS, {"ocs_user": user.ARGUMENTS}, {}),
    "ocs_user_info": (OCS, {"ocs_user_info": user_info.ARGUMENTS}, READ_GROUPS),
    "ocs_group": (OCS, {"ocs_group": group.ARGUMENTS, "ocs_group_member": group_member.ARGUMENTS, "ocs_group_info": group_info.ARGUMENTS}, GROUP_IDS),
    "ocs_app": (OCS, {"ocs_app": app.ARGUMENTS, "ocs_app_info": app_info.ARGUMENTS}, APPS),
    "ocs_directory": (OCS, {"ocs_directory": directory.ARGUMENTS, "ocs_directory_info": directory_info.ARGUMENTS}, {}),
    "seafile_user": (SEAFILE, {"seafile_user": seafile_user.ARGUMENTS}, {}),
    "seafile_directory": (SEAFILE, {"seafile_directory": seafile_directory.ARGUMENTS, "seafile_directory_info": seafile_directory_info.ARGUMENTS}, {}),
}


def cell(name):
    """What is told of a feature, or of an option that all have, for a server."""

    def tell(server):
        untold = name in FEATURES and FEATURES[name].by_record and server.version[0] < (getattr(FEATURES[name], server.product) or 0)
        return "refused" if untold or (name in FEATURES and not server.has(name)) else "yes"

    return NOTES.get(name, tell)


def label(name):
    """A feature or an option as the first column names it."""
    return LABELS.get(name, "``%s``" % name.partition(".")[2].replace("=", ": "))


def rows(columns, modules, more):
    """``(label, cells)`` of a table: what is told alike stands in one row."""
    names = [module + "." + option for module, arguments in modules.items() for option in arguments]
    names += [name for name in FEATURES if name.partition(".")[0] in modules and name not in names and name not in HIDDEN]
    found = {}
    for name in names:
        found.setdefault(tuple(cell(name)(server) for server in columns.values()), []).append(label(name))
    told = [(", ".join(dict.fromkeys(labels)), cells) for cells, labels in found.items()]
    return told + [(text, tuple(tell(server) for server in columns.values())) for text, tell in more.items()]


def table(name):
    """The table in reStructuredText. A list, because in a simple table a second line of the first column begins a row."""
    columns, modules, more = TABLES[name]
    lines = [".. list-table::", "   :header-rows: 1", "", *printed("Option", tuple(columns))]
    for text, cells in rows(columns, modules, more):
        lines += printed(text, cells)
    return "\n".join(lines)


def printed(text, cells):
    """A row, a line for each cell."""
    return [f"   {mark} - {each}" for mark, each in zip("*" + " " * len(cells), (text, *cells))]


def page(text):
    """The page with its tables printed anew."""
    return BLOCK.sub(lambda match: "%s\n\n%s\n\n" % (match.group(1), table(match.group(1))), text)


def main():
    """Write the page, or print the tables."""
    with open(PAGE, encoding="utf-8") as handle:
        text = handle.read()
    if "--write" not in sys.argv:
        print("\n\n".join(map(table, TABLES)))
        return
    with open(PAGE, "w", encoding="utf-8") as handle:
        handle.write(page(text))


if __name__ == "__main__":
    main()
