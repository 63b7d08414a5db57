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


def read(path):
    """The file's bytes; a link is followed. :raises OSError: also for what is not a regular file."""
    with os.fdopen(_opened(path, os.O_RDONLY), "rb") as handle:
        return handle.read()


def opened_for_owner(path, flags):
    """A descriptor of a regular file with mode 0600, made when it is missing and never reached by a link; :raises OSError: saying why not.

    :param flags: ``os.O_APPEND`` or ``os.O_TRUNC``.
    """
    # truncated only after the look at it: a device or somebody else's file is left as it is
    descriptor = _opened(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | flags & ~os.O_TRUNC)
    try:
        os.fchmod(descriptor, 0o600)
        if flags & os.O_TRUNC:
            os.ftruncate(descriptor, 0)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _opened(path, flags):
    try:
        descriptor = os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OSError(errno.ELOOP, "it is a symbolic link, which is not followed") from None
        if error.errno == errno.ENXIO:
            raise OSError(errno.ENXIO, "it is not a regular file") from None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is not a regular file")
    return descriptor
