# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs between versions of Nextcloud, as values: the rules ask these, never a version number."""
from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Dialect:
    """One version. The defaults are 34.0.1; older ones are expressed as differences (`replace`)."""

    name: str = "nextcloud-34"
    version: tuple = (34, 0, 1, 2)
    account: str = "account"  # the word for a user in messages
    subadmin: str = "sub-admin"
    features: frozenset = frozenset({"recent", "user_apps", "patch", "group_details", "appstore", "two_factor_api", "delegation", "member_lists"})
    # envelope
    early_v1_keys: bool = True  # answers given before a controller is reached carry totalitems and itemsperpage in v1
    early_http_codes: bool = False  # ... and in v2 the HTTP status as status code
    login_failure_is_xml: bool = False  # a refused login is XML whatever was asked for
    bad_parameters_are_errors: bool = False  # a missing or mistyped parameter: 996 instead of an empty 400
    # capabilities
    rich_capabilities: bool = True  # they tell the caller's own settings, policies by context, and a cache buster
    unprotected_is_listed: bool = False  # with brute-force protection off every address counts as allow-listed
    # who may do what
    any_api_header: bool = True  # any value of OCS-APIRequest will do
    strict_confirmation: bool = True  # some calls want the account password with this very request
    app_password_confirms: bool = False  # Basic with an app password counts as password confirmation
    # parameters
    limit_range: tuple | None = (1, 500)  # `limit` outside of it: 996
    # groups
    manager_sees_group_map: bool = False  # a sub-admin gets the groups of a user as a map of ids instead of a list
    longest_group_name: int | None = 255  # characters; a longer one: 996
    long_ids_hashed: bool = True  # a group name over 64 characters gets its SHA-256 as id
    # users
    invalid_value: int = 101  # PUT users/{u}: value refused
    not_editable: int = 113
    policy_on_edit: int = 107
    subadmin_group_missing: int = 109  # POST users: a group in `subadmin` does not exist


NEXTCLOUD_34 = Dialect()
NEXTCLOUD_28 = replace(
    NEXTCLOUD_34,
    name="nextcloud-28",
    version=(28, 0, 2, 5),
    account="user",
    subadmin="subadmin",
    features=frozenset(),
    early_v1_keys=False,
    early_http_codes=True,
    login_failure_is_xml=True,
    bad_parameters_are_errors=True,
    rich_capabilities=False,
    unprotected_is_listed=True,
    any_api_header=False,
    strict_confirmation=False,
    app_password_confirms=True,
    limit_range=None,
    manager_sees_group_map=True,
    longest_group_name=None,
    long_ids_hashed=False,
    invalid_value=102,
    not_editable=103,
    policy_on_edit=103,
    subadmin_group_missing=102,
)
DIALECTS = {dialect.name: dialect for dialect in (NEXTCLOUD_34, NEXTCLOUD_28)}
