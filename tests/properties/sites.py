# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The servers of the generated cases: fixtures, to be imported by the tests that name them."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import DIALECTS, Site


@pytest.fixture(name="site", scope="module", params=DIALECTS)
def fixture_site(request):
    """One server for all examples, which begin from a fresh one."""
    with Site(request.param) as site:
        yield site


@pytest.fixture(name="seafile", scope="module", params=["seafile-13", "seafile-11", "seafile-10"])
def fixture_seafile(request):
    """The same of Seafile."""
    with SeafileSite(request.param) as site:
        yield site
