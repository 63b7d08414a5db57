# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that hold people's data or passwords: read and written without waiting, and written for their owner alone.

Whoever may write to the folder could have put a symbolic link or a FIFO in the file's place. A link would send the data elsewhere,
and a FIFO would stop the run until somebody reads it.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile

SHARED = 0o022  # who may write to a file beside its owner
VAULT = b"$ANSIBLE_VAULT"  # how a file begins that Ansible Vault encrypted


class Vaulted(str):
    """The path of a file that may be encrypted. ``decrypt`` takes the bytes of it, or of a value in it; :raises ValueError: saying why it cannot."""

    def __new__(cls, path, decrypt):
        made = super().__new__(cls, path)
        made.decrypt = decrypt
        return made


def read(path, own=False):
    """The file's bytes. :param own: follow no link, and take no file that others could have written; :raises OSError: also for what is not a file."""
    with os.fdopen(_opened(path, os.O_RDONLY | (os.O_NOFOLLOW if own else 0)), "rb") as handle:
        if own:
            _check_owner(os.fstat(handle.fileno()))
        return handle.read()


def appended(path):
    """A descriptor that appends to a file with mode 0600, made when it is missing; :raises OSError: saying why not."""
    _check_folder(path)
    descriptor = _opened(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW)
    try:
        _check_owner(os.fstat(descriptor), shared=0)
        os.fchmod(descriptor, 0o600)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def write(path, content, mode=0o600):
    """Put a file with these bytes in place, whole or not at all; returns whether anything changed. :raises OSError: saying why not.

    What is there is replaced and never opened for writing, so that the new file has its mode and its owner from the start.
    """
    if not differs(path, content, mode):
        return False
    descriptor, draft = tempfile.mkstemp(prefix=".ocs-provisioning-", dir=os.path.dirname(path) or ".")
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content)
            os.fchmod(handle.fileno(), mode)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise
    return True


def differs(path, content, mode=0o600):
    """Whether :func:`write` would change anything; :raises OSError: when it would refuse, as for a link or a FIFO."""
    _check_folder(path)
    try:
        handle = os.fdopen(_opened(path, os.O_RDONLY | os.O_NOFOLLOW), "rb")
    except FileNotFoundError:
        return True
    with handle:
        found = os.fstat(handle.fileno())
        return found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) != mode or handle.read() != content


def make_folder(path):
    """Make a folder for its owner alone when it is missing; returns whether it was. Another host's task may make it at the same moment."""
    try:
        os.makedirs(path, 0o700)
    except FileExistsError:
        if os.path.isdir(path):
            return False
        raise
    return True


def _opened(path, flags):
    try:
        descriptor = os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OSError(errno.ELOOP, "it is a symbolic link, which is not followed; name the file itself") from None
        if error.errno == errno.ENXIO:
            raise OSError(errno.ENXIO, "it is not a regular file") from None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is not a regular file")
    return descriptor


def _check_owner(found, shared=SHARED):
    if found.st_uid not in (0, os.geteuid()) or found.st_mode & shared:
        raise OSError(errno.EPERM, "it belongs to another account, or other accounts can write to it; remove it, or change its owner and mode")


def _check_folder(path):
    """:raises OSError: when the file's folder is a link that somebody else put there."""
    folder = os.path.dirname(path) or "."
    found = os.lstat(folder)
    if stat.S_ISLNK(found.st_mode) and found.st_uid not in (0, os.geteuid()):
        raise OSError(errno.ELOOP, "its directory is a symbolic link of another account, which is not followed")
