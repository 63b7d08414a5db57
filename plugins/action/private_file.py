# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a file on the controller; documented in the module of this name."""

from __future__ import annotations

import base64
import fcntl
import os
import re
from contextlib import contextmanager, suppress

from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase
from ansible_collections.ocs.provisioning.plugins.module_utils.common import files
from ansible_collections.ocs.provisioning.plugins.plugin_utils.paths import absolute


class ActionModule(ActionBase):
    """One task."""

    TRANSFERS_FILES = False
    _requires_connection = False

    def run(self, tmp=None, task_vars=None):
        """Write the file, or in check mode say whether it would change; the content is in no result."""
        result = super().run(tmp, task_vars)
        options = dict({"mode": "0600"}, **self._task.args)
        unknown = sorted(set(options) - {"path", "content", "mode", "replaces"})
        if unknown or not options.get("path") or not isinstance(options.get("content"), str):
            raise AnsibleActionFail(
                "private_file takes path, content, mode and replaces, and needs path and content.%s"
                % (" It does not take %s." % ", ".join(unknown) if unknown else "")
            )
        if not re.fullmatch("0?[0-7]{3}", str(options["mode"])):
            raise AnsibleActionFail("mode: must be octal digits such as '0600', in quotes.")
        path = absolute(options["path"])
        try:
            content, expected = (None if options.get(key) is None else base64.b64decode(options[key], validate=True) for key in ("content", "replaces"))
            with _locked(os.path.dirname(path)):
                _check_unchanged(path, content, expected)
                changed = _written(path, content, int(str(options["mode"]), 8), self._task.check_mode)
        except (ValueError, TypeError):
            raise AnsibleActionFail("content and replaces must be base64.") from None
        except OSError as error:
            raise AnsibleActionFail("%s cannot be written: %s." % (error.filename or path, error.strerror)) from None
        result.update(changed=changed, path=path)
        return result


@contextmanager
def _locked(folder):
    """No other run writes to the folder meanwhile, where its file system has locks."""
    if not os.path.isdir(folder):
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _check_unchanged(path, content, expected):
    """Whether the file still is what the new content was made from; what another run wrote since would be lost."""
    if expected is None:
        return
    try:
        found = files.read(path, own=True)
    except FileNotFoundError:
        found = b""
    if found not in (expected, content):
        raise AnsibleActionFail("%s has changed since it was read, so another run is writing it. Run this one again when the other has ended." % path)


def _written(path, content, mode, check):
    folder = os.path.dirname(path)
    if check:
        return not os.path.isdir(folder) or files.differs(path, content, mode)
    files.make_folder(folder)
    return files.write(path, content, mode)
