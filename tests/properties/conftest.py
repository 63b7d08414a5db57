# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The servers of the generated cases. What they are made of is imported late: this file is read before collections can be imported."""

from __future__ import annotations

import pytest


def pytest_generate_tests(metafunc):
    """Every version of each product, or the newest ones (OCS_TEST_VERSIONS)."""
    from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import DIALECTS

    if "site" in metafunc.fixturenames:
        metafunc.parametrize("site", DIALECTS, indirect=True, scope="module")


@pytest.fixture(name="site", scope="module")
def fixture_site(request):
    """One server for all examples, which begin from a fresh one."""
    from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.served import Site

    with Site(request.param) as site:
        yield site


@pytest.fixture(name="seafile", scope="module", params=["seafile-13", "seafile-11", "seafile-10"])
def fixture_seafile(request):
    """The same of Seafile."""
    from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils.seafile_served import SeafileSite

    with SeafileSite(request.param) as site:
        yield site
