# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives the pages' menu the parts of the index and short titles: menu.py INDEX.RST.

antsibull-docs writes neither captions nor short titles for the lists of pages, and without them one list holds everything.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

PAGE = re.compile(r"^    ((\w+)_(?:module|filter|lookup|role))$", re.MULTILINE)
LIST = ".. toctree::\n"
HOLDS = re.compile(r"(    :.*\n)*\n    \w")
HEADING = re.compile(r"^(\w.*)\n[-~]+$", re.MULTILINE)


def with_parts(index):
    """The text of the index, each list of pages named as the heading above it, each plugin and role by its name alone."""
    before, *lists = index.split(LIST)
    done = before
    for each in lists:
        done += LIST + ("    :caption: %s\n" % HEADING.findall(done)[-1] if HOLDS.match(each) else "") + each
    return PAGE.sub(r"    \2 <\1>", done)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(with_parts(path.read_text(encoding="utf-8")), encoding="utf-8")
