# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: file_content
short_description: Read files on the controller as base64
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Returns the bytes of files on the controller in base64, as M(ansible.builtin.slurp) does, without a task whose result would show them.
  - Relative paths are relative to the directory in which C(ansible-playbook) was started.
options:
  _terms:
    description: The paths.
    type: list
    elements: path
    required: true
  missing_ok:
    description: Whether a file that does not exist counts as empty.
    type: bool
    default: false
  decrypt:
    description:
      - Whether to decrypt files that are encrypted with Ansible Vault, with the vault secrets of the run. The plain content is kept in memory only.
    type: bool
    default: false
  own:
    description:
      - Whether to refuse symbolic links, and files that another account owns or can write to. Use it for files with passwords.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: Count the rows of a CSV file
  ansible.builtin.debug:
    msg: "{{ (lookup('ocs.provisioning.file_content', 'people.csv') | ocs.provisioning.csv_rows).rows | length }}"
"""

RETURN = r"""
_raw:
  description: The contents in base64.
  type: list
  elements: str
"""

import base64

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase
from ansible_collections.ocs.provisioning.plugins.module_utils.common import files
from ansible_collections.ocs.provisioning.plugins.plugin_utils import vault
from ansible_collections.ocs.provisioning.plugins.plugin_utils.paths import absolute


class LookupModule(LookupBase):
    """Reads files of the controller."""

    def run(self, terms, variables=None, **kwargs):
        """The content of each file in base64."""
        self.set_options(var_options=variables, direct=kwargs)
        return [base64.b64encode(self._content(absolute(path))).decode() for path in terms]

    def _content(self, path):
        try:
            content = files.read(path, self.get_option("own"))
            return vault.decrypted(self._loader, content) if self.get_option("decrypt") and content.startswith(files.VAULT) else content
        except ValueError as error:
            raise AnsibleLookupError("%s cannot be read: %s" % (path, error)) from None
        except OSError as error:
            if isinstance(error, FileNotFoundError) and self.get_option("missing_ok"):
                return b""
            raise AnsibleLookupError("%s cannot be read: %s." % (path, error.strerror)) from None
