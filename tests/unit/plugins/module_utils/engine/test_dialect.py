# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What servers can, and what a task is told that asks for more."""

from __future__ import annotations

import pytest
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.dialect import FEATURES, refusal
from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Server
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid

NC34, NC28, OC10 = Server("nextcloud", version=(34, 0, 1)), Server("nextcloud", version=(28, 0, 2)), Server("owncloud", version=(10, 15, 2))
SEAFILE = {number: Server("seafile", version=(number, 0), edition="community") for number in (10, 11, 12, 13)}


@pytest.mark.parametrize("name", FEATURES)
def test_every_feature_is_somewhere_and_not_everywhere(name):
    """What all servers have is no feature, and neither is what none has."""
    servers = [NC34, NC28, OC10] if FEATURES[name].seafile is None else [SEAFILE[10], SEAFILE[13], Server("seafile", edition="professional")]
    assert False in {server.has(name) for server in servers} or FEATURES[name].by_record
    assert any(getattr(FEATURES[name], product) is not None for product in ("nextcloud", "owncloud", "seafile"))


KNOWN = [  # a feature, a server, and what is known of it there
    ("multi_field_edit", NC34, True), ("multi_field_edit", NC28, False), ("multi_field_edit", OC10, False),
    ("multi_field_edit", Server("nextcloud"), None), ("multi_field_edit", Server("nextcloud", version=()), None),
    ("user_details", Server("nextcloud"), True), ("user_details", OC10, False), ("ocs_user.bluesky", NC28, True),
    ("ocs_user.two_factor", OC10, True), ("ocs_user.two_factor=true", NC34, False),
    ("seafile_user.reference_id", SEAFILE[10], True), ("seafile_user.reference_id", SEAFILE[11], True),
    ("seafile_user.reference_id", SEAFILE[12], False), ("seafile_user.reference_id", SEAFILE[13], False),
    ("seafile_user.reference_id", Server("seafile"), None), ("seafile_user.institution", Server("seafile"), None),
    ("seafile_user.institution", SEAFILE[13], False), ("seafile_user.institution", Server("seafile", edition="professional"), True),
]  # fmt: skip


@pytest.mark.parametrize("name, server, known", KNOWN)
def test_what_is_known(name, server, known):
    """Where the version would tell and is not known, it neither can nor lacks."""
    assert (server.can(name), server.lacks(name)) == (known is True, known is False)
    if known is False:
        with pytest.raises(Invalid):
            server.demand(name)
    else:
        server.demand(name)


REFUSALS = [
    ("ocs_user.manager", OC10, "manager: ownCloud 10.15.2 does not support this option; remove it."),
    ("ocs_user.two_factor", NC28, "two_factor: Nextcloud 28.0.2 does not return the second factors of an account (only 31 and later); remove it."),
    ("ocs_app.state=latest", NC28, "state: Nextcloud 28.0.2 does not offer it through its API (only 34 and later); remove it."),
    ("seafile_user.reference_id", SEAFILE[12], "reference_id: Seafile 12.0 does not support this option (only versions before 12); remove it."),
    ("seafile_user.institution", SEAFILE[13], "institution: Seafile 13.0 does not support this option (only the professional edition); remove it."),
    ("ocs_directory.unlisted_scope.backends", OC10, "unlisted_scope.backends: ownCloud 10.15.2 does not return the backends of accounts; remove it."),
]


@pytest.mark.parametrize("name, server, text", REFUSALS)
def test_refusals(name, server, text):
    """They name the option, the product with its version, and which versions have it."""
    assert str(refusal(name, server)) == text


def test_refusals_of_other_names():
    """The option may stand elsewhere, and only the task may know what to do."""
    assert str(refusal("ocs_user.manager", OC10, "think", "users[0].manager")) == "users[0].manager: ownCloud 10.15.2 does not support this option; think."
