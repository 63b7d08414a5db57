# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files for their owner alone: no link is followed, no FIFO waited for, whatever stood in their place."""

from __future__ import annotations

import os
import stat
import threading

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.common import files
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.directory import resource as directory
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import info as user_info
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import Site

NOBODY = 65534


def append(path):
    """Write as a journal does."""
    descriptor = files.appended(path)
    os.write(descriptor, b"new")
    os.close(descriptor)


def replace(path):
    """Write as everything else does."""
    files.write(path, b"new")


WAYS = pytest.mark.parametrize("way", [append, replace])


def mode(path):
    """The mode of a file."""
    return stat.S_IMODE(os.stat(path).st_mode)


@WAYS
@pytest.mark.parametrize("before", [None, 0o644, 0o666, 0o400])
def test_the_mode(way, before, tmp_path):
    """Is that of a secret, also where the file was there."""
    path = str(tmp_path / "file")
    if before is not None:
        (tmp_path / "file").write_bytes(b"")
        os.chmod(path, before)
    way(path)
    assert mode(path) == 0o600 and (tmp_path / "file").read_bytes() == b"new" and os.listdir(tmp_path) == ["file"]


@WAYS
@pytest.mark.parametrize("target", ["there", "missing"])
def test_a_link_in_the_files_place(way, target, tmp_path):
    """Nothing is written where it leads, and nothing made there."""
    (tmp_path / "there").write_bytes(b"old")
    os.symlink(tmp_path / target, tmp_path / "file")
    with pytest.raises(OSError, match="symbolic link"):
        way(str(tmp_path / "file"))
    assert (tmp_path / "there").read_bytes() == b"old" and sorted(os.listdir(tmp_path)) == ["file", "there"]


@WAYS
@pytest.mark.parametrize("reader", [False, True])
def test_a_fifo_in_the_files_place(way, reader, tmp_path):
    """Nobody waits, and a reader gets nothing."""
    path = str(tmp_path / "file")
    os.mkfifo(path)
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK) if reader else None
    worker = threading.Thread(target=lambda: pytest.raises(OSError, way, path), daemon=True)
    worker.start()
    worker.join(5)
    assert not worker.is_alive() and stat.S_ISFIFO(os.lstat(path).st_mode)
    if reader:
        assert os.read(descriptor, 10) == b""
        os.close(descriptor)


@WAYS
@pytest.mark.parametrize("path", ["/dev/null", "/dev/full", "/"])
def test_other_things(way, path):
    """Devices and folders are left alone."""
    before = mode(path)
    with pytest.raises(OSError):
        way(path)
    assert mode(path) == before


@WAYS
def test_a_folder_that_somebody_else_linked(way, tmp_path, monkeypatch):
    """Is not followed; one's own link is."""
    os.mkdir(tmp_path / "real")
    os.symlink(tmp_path / "real", tmp_path / "folder")
    way(str(tmp_path / "folder" / "file"))
    monkeypatch.setattr(os, "geteuid", lambda: NOBODY)
    monkeypatch.setattr(os, "lstat", owned(NOBODY + 1, os.lstat))
    with pytest.raises(OSError, match="another account"):
        way(str(tmp_path / "folder" / "other"))
    assert os.listdir(tmp_path / "real") == ["file"]


def owned(account, look):
    """What lstat or fstat tells when everything belongs to this account."""
    return lambda what: os.stat_result([account if at == stat.ST_UID else part for at, part in enumerate(look(what))])


def test_a_file_of_somebody_else(tmp_path, monkeypatch):
    """A journal is not added to it; everything else takes its place; a secret is not read from it."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    os.chmod(path, 0o600)
    assert files.read(str(path), own=True) == b"old"
    os.chmod(path, 0o666)
    with pytest.raises(OSError, match="other accounts can write"):
        files.read(str(path), own=True)
    assert files.read(str(path)) == b"old" and files.write(str(path), b"new") and mode(path) == 0o600
    monkeypatch.setattr(os, "fstat", owned(NOBODY, os.fstat))
    with pytest.raises(OSError, match="another account"):
        files.read(str(path), own=True)
    with pytest.raises(OSError, match="another account"):
        append(str(path))


def test_an_equal_file_is_left(tmp_path):
    """And told so; a failure in the middle leaves nothing behind."""
    path = str(tmp_path / "file")
    assert files.write(path, b"x") and not files.write(path, b"x") and files.write(path, b"y") and files.write(path, b"y", 0o640) and mode(path) == 0o640
    with pytest.raises(TypeError):
        files.write(path, "a text")
    assert os.listdir(tmp_path) == ["file"] and files.read(path) == b"y"


def test_journal_and_pictures(tmp_path):
    """The modules use it: their errors name the option, and come before the first write."""
    os.mkfifo(tmp_path / "journal")
    os.symlink(tmp_path / "elsewhere", tmp_path / "anna.png")
    with Site("nextcloud-34") as site:
        with pytest.raises(Invalid, match="^journal: .* it is not a regular file"):
            site.run(directory, groups=[{"name": "staff"}], journal=str(tmp_path / "journal"))
        assert site.client().get(called.at("cloud/groups"))["groups"] == ["admin"]
        site.users("anna")
        with pytest.raises(Invalid, match="^avatar_dest: .*anna.png cannot be written: it is a symbolic link"):
            site.read(user_info, name=["anna"], avatar_dest=str(tmp_path))
        assert not os.path.lexists(tmp_path / "elsewhere")
        os.unlink(tmp_path / "anna.png")
        assert mode(site.read(user_info, name=["anna"], avatar_dest=str(tmp_path))["users"][0]["avatar"]) == 0o600


def test_two_hosts_make_one_folder(tmp_path, monkeypatch):
    """Between the look and the making, another host's task makes it; a file in its place is an error."""
    make = os.makedirs
    monkeypatch.setattr(os, "makedirs", lambda path, mode: (os.path.isdir(path) or make(path, mode), make(path, mode)))
    assert files.make_folder(str(tmp_path / "reports")) is False and stat.S_IMODE((tmp_path / "reports").stat().st_mode) == 0o700
    (tmp_path / "file").write_text("")
    with pytest.raises(FileExistsError):
        files.make_folder(str(tmp_path / "file"))
