# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Guards the shape of the project: which file may know what, what belongs together, and what is shipped."""

from __future__ import annotations

import ast
import functools
import os
import re
import subprocess
import sys
import tarfile

import pytest
import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
IN_GIT = os.path.exists(os.path.join(ROOT, ".git"))  # not under ansible-test, which runs in a copy
MADE = {".git", ".venv", ".venvs", "build", "output", "__pycache__", ".pytest_cache", ".hypothesis", ".ansible"}
SHIPPED = {
    "CHANGELOG.md", "COPYING", "FILES.json", "LICENSES", "MANIFEST.json", "README.md", "changelogs", "docs", "extensions",
    "meta", "playbooks", "plugins", "requirements.txt", "roles",
}  # fmt: skip
DOCUMENTATION = {"DOCUMENTATION", "EXAMPLES", "RETURN"}


def project_files():
    """Return the project's files as paths relative to its root, with slashes."""
    if IN_GIT:
        listed = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
        return sorted(path for path in listed.split("\0") if os.path.isfile(os.path.join(ROOT, path)))
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in MADE]
        found += [os.path.relpath(os.path.join(folder, name), ROOT) for name in files]
    return sorted(found)


def read(path):
    """Return the text of a file of the project."""
    with open(os.path.join(ROOT, path), encoding="utf-8") as handle:
        return handle.read()


def load(path):
    """Return the content of a YAML file of the project."""
    return yaml.safe_load(read(path))


def modules():
    """Return the names of all modules that speak to a server; there is at least one. Each of them and the others have an action plugin of the name."""
    names, actions = ({name[:-3] for name in os.listdir(os.path.join(ROOT, "plugins", folder)) if name.endswith(".py")} for folder in ("modules", "action"))
    found = sorted(name for name in names if name.startswith(("ocs_", "seafile_")))
    assert found and names == actions
    return found


@functools.lru_cache(maxsize=None)
def plugin_code():
    """Return path and syntax tree, documentation left out, of every Python file in plugins/."""
    files = {path: drop_documentation(ast.parse(read(path))) for path in project_files() if path.startswith("plugins/") and path.endswith(".py")}
    assert "plugins/module_utils/http/transport.py" in files and "plugins/module_utils/task.py" in files
    return files


@functools.lru_cache(maxsize=None)
def plugin_text():
    """Return path and code, as Python writes it, of every Python file in plugins/."""
    return {path: ast.unparse(tree) for path, tree in plugin_code().items()}


def imported(tree):
    """Return the top-level names of all packages that the code imports."""
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level]
    return {name.split(".")[0] for name in names}


def drop_documentation(tree):
    """Remove docstrings and the modules' documentation from the syntax tree, and return it."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [each for each in body if not is_documentation(each)]
    return tree


def is_documentation(node):
    """Tell whether the statement is a bare string or the assignment of a documentation block."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    return isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id in DOCUMENTATION for target in node.targets)


def test_action_groups_hold_every_module_and_nothing_else():
    """``module_defaults`` of a group reaches each module of the product."""
    groups = load("meta/runtime.yml")["action_groups"]
    wanted = {}
    for name in modules():
        wanted.setdefault(name.split("_")[0], []).append(name)
    assert {group: sorted(names) for group, names in groups.items()} == wanted


def test_every_module_has_an_integration_target():
    """No module is shipped untried."""
    targets = os.path.join(ROOT, "tests", "integration", "targets")
    missing = [name for name in modules() if not os.path.isfile(os.path.join(targets, name, "tasks", "main.yml"))]
    assert not missing


def test_only_transport_imports_requests():
    """One file knows HTTP's library; a missing one is reported in one way."""
    users = {path for path, tree in plugin_code().items() if imported(tree) & {"requests", "urllib3"}}
    assert users == {"plugins/module_utils/http/transport.py"}


def test_no_planner_asks_for_a_product():
    """What a product can, and how it behaves, is said in dialect.py; only what speaks to it knows which one it is."""
    asks = re.compile(r"is_nextcloud|\bproduct (?:[!=]=|in|not in) ")
    users = {path.partition("/module_utils/")[2] for path, code in plugin_text().items() if asks.search(code)}
    assert users - {""} == {"ocs/client.py"}


@pytest.mark.parametrize("word", ["check_mode", "fail_json"])
def test_only_task_knows(word):
    """Check mode and the way to fail are decided in one file (documentation apart)."""
    users = {path for path, code in plugin_text().items() if word in code}
    elsewhere = ("plugins/doc_fragments/", "plugins/action/", "plugins/plugin_utils/")  # what they say of it, and what runs on the controller
    assert {path for path in users if not path.startswith(elsewhere)} == {"plugins/module_utils/task.py"}


def test_no_sanity_test_is_ignored():
    """Sanity holds without exceptions."""
    assert not [path for path in project_files() if path.startswith("tests/sanity/")]


def test_one_version():
    """galaxy.yml, the newest entry of the changelog and the user agent (code and documentation) tell the same version."""
    version = load("galaxy.yml")["version"]
    releases = load("changelogs/changelog.yaml")["releases"]
    assert max(releases, key=lambda text: [int(part) for part in re.findall(r"\d+", text)]) == version
    told = re.compile(r"""(?:ansible-ocs-provisioning/|^VERSION = ")([0-9][\w.-]*)""", re.MULTILINE)
    assert {each for path in plugin_code() for each in told.findall(read(path))} == {version}
    assert told.search(read("plugins/module_utils/http/connection.py"))


def test_artifact_holds_what_users_need(tmp_path):
    """The built artifact has nothing of the workshop in it."""
    source = ROOT
    if IN_GIT:
        source = str(tmp_path / "tree")
        subprocess.run([os.path.join(ROOT, "tools", "copy_tree.sh"), source], cwd=ROOT, check=True)
    build = [sys.executable, "-m", "ansible.cli.galaxy", "collection", "build", "--output-path", str(tmp_path), source]
    subprocess.run(build, check=True, stdin=subprocess.DEVNULL)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as artifact:
        names = artifact.getnames()
    assert {name.split("/")[0] for name in names} <= SHIPPED
    assert {"COPYING", "README.md", "requirements.txt", "meta/runtime.yml", "meta/execution-environment.yml"} <= set(names)
    assert {f"plugins/modules/{name}.py" for name in modules()} <= set(names)
    unwanted = re.compile(r"(^|/)(\.|__pycache__)|\.pyc$|^changelogs/(config|fragments)|^extensions/molecule")
    assert not [name for name in names if unwanted.search(name)]


def test_readme_links_lead_somewhere_on_galaxy():
    """Galaxy shows it at an address of its own, where a relative link leads nowhere."""
    text = read("README.md")
    places = dict(re.findall(r"^\[([^\]]+)\]: (\S+)$", text, re.MULTILINE))
    named = re.findall(r"\]\[([^\]]+)\]", text) + re.findall(r"(?<!\])\[([^\]]+)\](?![\[(:])", text)
    assert {name.lower() for name in named} == set(places)
    links = re.findall(r"\]\(([^)]+)\)", text) + list(places.values())
    assert not [link for link in links if not link.startswith("https://")]
    own = load("galaxy.yml")["repository"] + "/blob/main/"
    files = [link[len(own) :] for link in links if link.startswith(own)]
    assert len(files) > 10 and not [path for path in files if not os.path.isfile(os.path.join(ROOT, path))]


def test_what_is_called_by_name_needs_no_other_folder():
    """The Ansible package keeps meta, playbooks, plugins and roles of a collection, and drops everything else."""
    outside = re.compile(r"\.\./(?!project/)|extensions/|docs/|tests/|tools/")  # in a job of AWX, the project lies beside the inventory
    files = [path for path in project_files() if re.match(r"(playbooks|roles)/(?!.*/argument_specs\.yml).*\.(yml|j2)$", path)]
    found = [(path, line) for path in files for line in read(path).splitlines() if outside.search(line.partition("# ")[0])]
    found = [line for line in found if "description:" not in line[1]]
    assert not found


def test_python_files_name_their_licence():
    """Two SPDX lines stand at the start of each Python file."""
    files = [path for path in project_files() if path.endswith(".py")]
    header = re.compile(r"(#!.*\n)?(# -\*- .*\n)?# SPDX-FileCopyrightText: \d{4} .+\n# SPDX-License-Identifier: GPL-3\.0-or-later\n")
    assert files and not [path for path in files if not header.match(read(path))]


def test_no_file_tells_of_the_machine_it_was_written_on():
    """The project stands by itself."""
    words = [b"/wor" + b"k/", b"../sha" + b"red"]
    found = []
    for path in project_files():
        with open(os.path.join(ROOT, path), "rb") as handle:
            content = handle.read()
        found += [path for word in words if word in content]
    assert not found
