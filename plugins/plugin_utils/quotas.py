# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a quota text means on a product."""

from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import normal_forms
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile import values as seafile_values


def text(value, product):
    """The text that a server of the product keeps for it."""
    return seafile_values.normal_quota(str(value)) if product == "seafile" else normal_forms.normal_quota(str(value))


def size(value, product):
    """Its bytes; -1 for none and default."""
    kept = text(value, product)
    if kept in ("none", "default"):
        return -1
    return seafile_values.quota_megabytes(kept) * seafile_values.MB if product == "seafile" else round(normal_forms.quota_bytes(kept))
