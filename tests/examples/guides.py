# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guides as scripts: which examples they show, which commands they run, and what these print, shortened as the guides show it."""

from __future__ import annotations

import os
import re
import textwrap

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GUIDES = os.path.join(ROOT, "docs", "docsite", "rst")
EXAMPLES = os.path.join(ROOT, "playbooks", "examples")
# A marker, and the block that follows it: an example as it is in its file, or a command with its output.
BLOCK = re.compile(r"^\.\. (example|run): (.+)\n\n\.\. code-block:: \S+\n\n((?:   .*\n|\n)*(?:   .*\n))", re.MULTILINE)
HEADER = re.compile(r"\A(# SPDX.*\n)+(---\n)?")
NOTHING_TOLD = re.compile(r"(ok|skipping|included): .*(?<!=> \{)$")


def names():
    """The guides that show an example or run a command."""
    return sorted(name for name in os.listdir(GUIDES) if name.endswith(".rst") and BLOCK.search(read(name)))


def read(name):
    """Text of a guide."""
    with open(os.path.join(GUIDES, name), encoding="utf-8") as handle:
        return handle.read()


def blocks(name):
    """(kind, what the marker names, text) of each block of a guide, in order."""
    return [(kind, what, textwrap.dedent(text)) for kind, what, text in BLOCK.findall(read(name))]


def example(name):
    """Text of an example without its licence, as a guide shows it."""
    with open(os.path.join(EXAMPLES, name), encoding="utf-8") as handle:
        return HEADER.sub("", handle.read())


def rewrite(name, texts):
    """Put these texts into the guide's blocks, in their order."""
    following = iter(texts)

    def block(match):
        kind, what, _old = match.groups()
        return f".. {kind}: {what}\n\n.. code-block:: {language(kind, what)}\n\n" + textwrap.indent(next(following), "   ")

    written = BLOCK.sub(block, read(name))
    with open(os.path.join(GUIDES, name), "w", encoding="utf-8") as handle:
        handle.write(written)


def language(kind, what):
    """How a block is coloured: playbooks and tasks, data, a terminal."""
    if kind == "run":
        return "console"
    return "text" if what.endswith(".csv") else "yaml+jinja" if re.search(r"(?m)^- name: ", example(what)) else "yaml"


def shorten(output):
    """What a guide shows of a run: without tasks of roles that tell nothing, Ansible's own lines about a failure,
    rows of asterisks and blanks, and counts that tell of a role's tasks instead of the server."""
    output = re.sub(r"^\[ERROR\]: .*?\n(?=fatal: )", "", re.sub(r" \*{3,}", " ***", output.strip()), flags=re.MULTILINE | re.DOTALL)
    parts = re.split(r"\n\n(?=TASK |PLAY |RUNNING )", output)
    kept = [part for part in parts if not part.startswith("TASK") or " : " not in part.partition("\n")[0] or not nothing_told(part)]
    return "\n\n".join(recap(part) if part.startswith("PLAY RECAP") else by_host(part) for part in map(str.rstrip, kept)) + "\n"


def by_host(part):
    """A task of several hosts, in the order of their names; they end in any order."""
    title, *lines = part.splitlines()
    return "\n".join([title, *sorted(lines)]) if all(re.fullmatch(r"\w+: \[\w+\]", line) for line in lines) else part


def recap(part):
    """The last lines of a run, without the counts of what changed nothing."""
    return re.sub(r" (ok|skipped|rescued|ignored)=\d+| +(?= )| +$", "", part, flags=re.MULTILINE)


def nothing_told(part):
    """Whether a task changed nothing and returned nothing that is shown."""
    return all(NOTHING_TOLD.match(line) for line in part.splitlines()[1:])
