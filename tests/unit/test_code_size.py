# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Guards the size of the code: a file under 200 code lines, a function under 30.

Code lines leave out docstrings, the modules' documentation, comments and blank lines.
"""

from __future__ import annotations

import ast
import glob
import io
import os
import tokenize

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FILE, FUNCTION = 200, 30
DOCUMENTATION = {"DOCUMENTATION", "EXAMPLES", "RETURN"}
NO_CODE = {
    tokenize.COMMENT, tokenize.DEDENT, tokenize.ENDMARKER, tokenize.INDENT, tokenize.NEWLINE, tokenize.NL,
}  # fmt: skip


def is_text(node):
    """Tell whether the statement is a docstring or a documentation block."""
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Name) and target.id in DOCUMENTATION for target in node.targets)
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def code_lines(source, tree):
    """Return the numbers of the lines that hold code."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    lines = {line for token in tokens if token.type not in NO_CODE for line in range(token.start[0], token.end[0] + 1)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and is_text(node)]
    return lines - {line for node in texts for line in range(node.lineno, node.end_lineno + 1)}


def too_long(path, source):
    """Return a line for the file, and for each of its functions, that is too long."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno - node.lineno >= FUNCTION - 1]
    if not functions and source.count("\n") < FILE:  # short with its texts: nothing to count
        return []
    lines = code_lines(source, tree)
    found = [f"{path}: {len(lines)} lines"] if len(lines) >= FILE else []
    for node in functions:
        count = sum(node.lineno <= line <= node.end_lineno for line in lines)
        found += [f"{path}: {node.name}: {count} lines"] if count >= FUNCTION else []
    return found


def test_files_and_functions_are_small():
    """What is long is split by idea."""
    found = []
    for folder in ("plugins", "tests", "tools"):
        for path in glob.glob(os.path.join(ROOT, folder, "**", "*.py"), recursive=True):
            with open(path, encoding="utf-8") as handle:
                found += too_long(os.path.relpath(path, ROOT), handle.read())
    assert not found, "\n".join(found)


def test_what_counts():
    """Text does not count, code does."""
    text = '"""Text."""\n\n# Comment\nEXAMPLES = r"""\na\n"""\n\n\ndef long():\n    """Text."""\n' + "    print()\n" * 29
    assert too_long("x", text) == ["x: long: 30 lines"]
    assert not too_long("x", text.replace("    print()\n", "", 1))
    assert too_long("x", "a = 1\n" * 200) == ["x: 200 lines"]
