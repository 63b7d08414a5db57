# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the packaged playbooks reach servers: each host of the inventory has its own address, credentials and authority."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from playbooks.installed import ADMIN, ROOT, Installed, trusted
from sandbox.server import Sandbox

GROUPS = ("group/ocs.provisioning.ocs", "group/ocs.provisioning.seafile")


def test_all_playbooks_connect_alike():
    """What one of them takes of the inventory, the others take as well."""
    plays = [yaml.safe_load(path.read_text(encoding="utf-8"))[0] for path in Path(ROOT, "playbooks").glob("*.yml")]
    blocks = [[play["module_defaults"][group] for group in GROUPS] for play in plays if "module_defaults" in play]
    assert len(blocks) == 6 and all(block == blocks[0] for block in blocks)
    assert {"ca_path", "validate_certs", "allow_http"} <= set(blocks[0][0]) & set(blocks[0][1])


@pytest.fixture(name="installed")
def fixture_installed(tmp_path):
    """The collection, and folders for the authorities of two servers."""
    found = Installed(tmp_path)
    for name in ("one", "two", "files"):
        (found.start / name).mkdir()
    return found


def test_servers_with_different_authorities_share_a_run(installed):
    """Each is checked by its own; a path is taken from where the run was started, and a wrong authority fails its host alone."""
    admin = ("boss@example.com", ADMIN[1])
    with Sandbox("nextcloud-34", admin=ADMIN) as one, Sandbox("nextcloud-34", admin=ADMIN) as two, Sandbox("seafile-13", admin=admin) as files:
        addresses = {name: trusted(server, installed.start / name).url for name, server in (("one", one), ("two", two), ("files", files))}
        hosts = {name: {"ocs_url": addresses[name], "ocs_ca_path": name + "/authority.pem"} for name in ("one", "two")}
        hosts["files"] = {
            "seafile_url": addresses["files"], "seafile_username": admin[0], "seafile_password": admin[1], "seafile_ca_path": "files/authority.pem",
            "export_product": "seafile"}  # fmt: skip
        status, output = installed.play("export", hosts)
        assert status == 0 and {"one.yml", "two.yml", "files.yml"} <= set(installed.written()), output
        status, output = installed.play("export", dict(hosts, two=dict(hosts["two"], ocs_ca_path="one/authority.pem")))
        assert status == 2 and output.count("certificate verify failed") >= 1 and output.count("failed=1") == 1, output
        hosts["two"] = {"ocs_url": addresses["two"], "ocs_validate_certs": False}
        hosts["files"] = dict(hosts["files"], seafile_ca_path="", seafile_validate_certs="no")
        status, output = installed.play("export", hosts)
        assert status == 0, output


@pytest.mark.parametrize("product, dialect, name", [("ocs", "nextcloud-34", "admin"), ("seafile", "seafile-13", "boss@example.com")])
def test_a_server_without_tls_is_accepted_by_its_host(installed, product, dialect, name):
    """An address that begins with http and is none of this machine's is refused until the host's variables accept it."""
    with Sandbox(dialect, admin=(name, ADMIN[1])) as server:
        host = {"url": server.url.replace("127.0.0.1", "0.0.0.0"), "username": name, "password": ADMIN[1]}
        host = dict({f"{product}_{key}": value for key, value in host.items()}, export_product=product)
        status, output = installed.play("export", {"one": host})
        assert status == 2 and "allow_http" in output and not server.counts, output
        _status, output = installed.play("export", {"one": dict(host, **{product + "_allow_http": True})})
        assert "allow_http" not in output and server.counts, output
