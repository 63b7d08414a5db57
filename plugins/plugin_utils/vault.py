# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Decrypts what Ansible Vault encrypted, in memory: Ansible's own way to open such a file leaves a decrypted copy on the disk for a while."""

from __future__ import annotations

from ansible.errors import AnsibleError
from ansible.parsing import vault


def decrypted(loader, content):
    """The bytes that were encrypted. :param loader: Ansible's; :raises ValueError: where no secret of this run decrypts them."""
    try:
        return bytes(_library(loader).decrypt(content))
    except AnsibleError:
        raise ValueError(
            "it is encrypted with Ansible Vault, and no vault secret of this run decrypts it; check --vault-password-file and --vault-id, or the "
            "vault credential in AWX."
        ) from None


def _library(loader):
    """What decrypts with the secrets of this run."""
    if hasattr(vault, "VaultSecretsContext"):
        return vault.VaultLib(vault.VaultSecretsContext.current().secrets)
    return loader.load("!vault x").vault  # before ansible-core 2.19, a vaulted value knows it
