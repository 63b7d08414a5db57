# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fresh servers for each test. Imports wait until tests/conftest.py has made the sandbox importable."""

from __future__ import annotations

import pytest


@pytest.fixture
def nextcloud():
    """A Nextcloud 34 with limits on, asked without HTTP."""
    from sandbox.tests.nextclient import Nextclient

    return Nextclient()


@pytest.fixture
def nextcloud_32():
    """A Nextcloud 32 with limits on, asked without HTTP."""
    from sandbox.tests.nextclient import Nextclient

    return Nextclient("nextcloud-32")


@pytest.fixture
def nextcloud_28():
    """A Nextcloud 28 with limits on, asked without HTTP."""
    from sandbox.tests.nextclient import Nextclient

    return Nextclient("nextcloud-28")


@pytest.fixture
def sandbox():
    """A Nextcloud 34 that listens on a free port."""
    from sandbox.server import Sandbox

    with Sandbox() as server:
        yield server
