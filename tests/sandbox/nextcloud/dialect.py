# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs between versions of Nextcloud, as values: the rules ask these, never a version number."""
from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Dialect:
    """One version. The defaults are 34.0.1; older ones are expressed as differences (`replace`)."""

    name: str = "nextcloud-34"
    version: tuple = (34, 0, 1)
    invalid_value: int = 101  # PUT users/{u}: value refused
    not_editable: int = 113
    policy_on_edit: int = 107


NEXTCLOUD_34 = Dialect()
NEXTCLOUD_28 = replace(NEXTCLOUD_34, name="nextcloud-28", version=(28, 0, 2), invalid_value=102, not_editable=103, policy_on_edit=103)
DIALECTS = {dialect.name: dialect for dialect in (NEXTCLOUD_34, NEXTCLOUD_28)}
