# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a file on the controller; documented in the module of this name."""

from __future__ import annotations

import base64
import os
import re

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
        unknown = sorted(set(options) - {"path", "content", "mode"})
        if unknown or not options.get("path") or not isinstance(options.get("content"), str):
            raise AnsibleActionFail(
                "private_file takes path, content and mode, and needs path and content.%s" % (" It does not take %s." % ", ".join(unknown) if unknown else "")
            )
        if not re.fullmatch("0?[0-7]{3}", str(options["mode"])):
            raise AnsibleActionFail("mode: must be octal digits such as '0600', in quotes.")
        path = absolute(options["path"])
        try:
            changed = _written(path, base64.b64decode(options["content"], validate=True), int(str(options["mode"]), 8), self._task.check_mode)
        except ValueError:
            raise AnsibleActionFail("content: must be base64.") from None
        except OSError as error:
            raise AnsibleActionFail("%s cannot be written: %s." % (error.filename or path, error.strerror)) from None
        result.update(changed=changed, path=path)
        return result


def _written(path, content, mode, check):
    folder = os.path.dirname(path)
    if check:
        return not os.path.isdir(folder) or files.differs(path, content, mode)
    files.make_folder(folder)
    return files.write(path, content, mode)
