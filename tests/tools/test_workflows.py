# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The workflows run what the Makefile has, on the versions that it knows; ``make lint`` checks their form."""

from __future__ import annotations

import glob
import os
import re

import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def read(*path):
    """Text of a file of the project."""
    with open(os.path.join(ROOT, *path), encoding="utf-8") as handle:
        return handle.read()


MAKEFILE = read("Makefile")
CORES = re.search(r"^CORES \?= (.*)$", MAKEFILE, re.MULTILINE)[1]
DIALECTS = re.search(r"^DIALECTS \?= (.*)$", MAKEFILE, re.MULTILINE)[1].split()
JOBS = yaml.safe_load(read(".github", "workflows", "ci.yml"))["jobs"]


def targets():
    """The Makefile's own targets."""
    return set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


def test_every_target_exists():
    """Those of the matrix, and those that a step of any workflow names."""
    named = set(" ".join(JOBS["checks"]["strategy"]["matrix"]["target"]).split())
    for path in glob.glob(os.path.join(ROOT, ".github", "workflows", "*.yml")):
        named |= set(re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)(?=[ \n])", read(path)))
    assert "lint" in named and named <= targets()


def test_every_core_and_every_dialect_is_run():
    """On a Python that may run the core."""
    rows = JOBS["cores"]["strategy"]["matrix"]["include"]
    pythons = {core: choice.split(",") for core, choice in (entry.split(":") for entry in CORES.split())}
    assert sorted(row["core"] for row in rows) == sorted(pythons)
    assert all(row["python"] in pythons[row["core"]] for row in rows)
    assert {dialect for row in rows for dialect in row["dialects"].split()} == set(DIALECTS)


def test_a_release_waits_for_every_check():
    """Of the commit that the tag names: sanity on every core, and all else that CI runs for a change."""
    release = yaml.safe_load(read(".github", "workflows", "release.yml"))["jobs"]
    assert release["checks"] == {"uses": "./.github/workflows/ci.yml"}
    assert {"checks", "artifact"} <= set(release["publish"]["needs"])
    assert "workflow_call" in yaml.safe_load(read(".github", "workflows", "ci.yml"))["on"]


def test_readme_names_every_core():
    """The table of supported versions has a row for each."""
    rows = re.findall(r"^\| (2\.\d+) \|", read("README.md"), re.MULTILINE)
    assert rows == [entry.partition(":")[0] for entry in CORES.split()]


def test_bug_reports_ask_for_what_is_needed():
    """Product, version and what the server says of itself."""
    body = yaml.safe_load(read(".github", "ISSUE_TEMPLATE", "bug.yml"))["body"]
    required = {field["id"] for field in body if field.get("validations", {}).get("required")}
    assert {"product", "version", "server"} <= required
