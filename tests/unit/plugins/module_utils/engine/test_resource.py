# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a resource makes of the arguments that it is given."""

from __future__ import annotations

from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import resource as user


def test_defaults():
    """What is not given has its default, or that of the run, which leaves the resource as it is."""
    run = user.RESOURCE.having(welcome_email="skip")
    assert [each.wish(name="anna")["welcome_email"] for each in (user.RESOURCE, run)] == ["auto", "skip"]
    assert run.wish(welcome_email="resend") == dict(user.RESOURCE.wish(), welcome_email="resend") and run.plan is user.plan
