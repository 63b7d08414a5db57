# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs between versions of Nextcloud, as values: the rules ask these, never a version number."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from . import wording

PROFILE_28 = ("phone", "address", "website", "twitter", "fediverse", "organisation", "role", "headline", "biography", "profile_enabled")
FEATURES_34 = frozenset({"recent", "user_apps", "patch", "group_details", "appstore", "two_factor_api", "confirmed_two_factor", "delegation", "member_lists"})
TELLING_34 = frozenset({"user", "app_token", "cache_buster", "policies"})
CORE_34 = {  # core settings of a fresh server
    "files_metadata": "{}",
    "installedat": "1767225600.000000",
    "lastupdatedat": "1767225600",
    "public_files": "files_sharing/public.php",
    "vendor": "nextcloud",
}


@dataclass(frozen=True)
class Dialect:
    """One version. The defaults are 34.0.1; older ones are expressed as differences (`replace`)."""

    name: str = "nextcloud-34"
    version: tuple = (34, 0, 1, 2)
    account: str = "account"  # the word for a user in messages
    subadmin: str = "sub-admin"
    leaving_subadmin: str = "sub-admin"  # the same word where a sub-admin must not remove somebody
    features: frozenset = FEATURES_34
    # envelope
    early_v1_keys: bool = True  # answers given before a controller is reached carry totalitems and itemsperpage in v1
    early_http_codes: bool = False  # ... and in v2 the HTTP status as status code
    early_by_accept: bool = True  # ... and follow Accept; else the parameter format alone
    login_failure_is_xml: bool = False  # a refused login is XML whatever was asked for
    bad_parameters_are_errors: bool = False  # a missing or mistyped parameter: 996 instead of an empty 400
    # capabilities
    telling: frozenset = TELLING_34  # they tell the caller's own settings, whether he may make app passwords, a cache buster, policies by context
    unprotected_is_listed: bool = False  # with brute-force protection off every address counts as allow-listed
    # who may do what
    any_api_header: bool = True  # any value of OCS-APIRequest will do
    strict_confirmation: bool = True  # some calls want the account password with this very request
    app_password_confirms: bool = False  # Basic with an app password counts as password confirmation
    bearer_confirms: bool = False  # ... and so does Bearer
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
    longest_user_id: int | None = 64  # characters
    found_by_email: bool = True  # where a user id is asked for, the e-mail address of an account will do
    self_is_managed: bool = True  # an account has the rights over itself that a sub-admin has over his members
    login_times: bool = True  # records tell the first and the last login in seconds
    managers_hidden: bool = True  # from everybody who may not see the manager's account
    storage_needs_login: bool = False  # before the first login a record tells the quota alone
    remnants_listed: bool = True  # an account that its backend has lost is listed by its id; else the whole list is refused (seen on 28.0.2)
    disabled_lists: bool = True  # of disabled users: searched, and filled for sub-admins
    trims_email: bool = True  # and lower-cases it wherever it is stored
    forgets_notify_email: bool = True  # with the additional mail that it is
    profile: tuple = PROFILE_28[:4] + ("bluesky",) + PROFILE_28[4:] + ("pronouns",)  # texts of a record, in its order
    listed_fields: tuple = (  # GET user/fields
        "address", "biography", "birthdate", "displayname", "email", "fediverse", "headline", "organisation", "phone", "profile_enabled",
        "pronouns", "role", "twitter", "bluesky", "website", "additional_mail",
    )  # fmt: skip
    unlisted_fields: tuple = ()  # an account may edit them of itself all the same
    preferences: tuple = ("timezone", "first_day_of_week")  # settable besides language and locale
    checked_fields: tuple = ("phone", "website", "twitter", "bluesky", "fediverse")
    clears_invalid: bool = False  # an invalid text of a checked field empties the field instead of being refused
    # apps
    apps_by_caller: bool = False  # the lists of apps are about those that the caller can use
    disabled_apps_keep_places: bool = False  # in the list of all, so that theirs is a map
    strict_app_ids: bool = True  # lower-case letters, digits, hyphens and underscores; others are malformed
    checks_dependencies: bool = True  # before an app is enabled for the first time
    checks_config_lengths: bool = True  # app and key of a setting must not be too long
    core_config: dict = field(default_factory=lambda: dict(CORE_34))  # of a fresh server
    wording: dict = field(default_factory=dict)  # messages that differ from 34.0.1

    def say(self, text):
        """A message of 34.0.1 in the words of this version."""
        return self.wording.get(text, text)


NEXTCLOUD_34 = Dialect()
# Recorded by sending a 32.0.1 the requests that were recorded on 34.0.1 (tests/sandbox/recordings); sessions that grow old are read in its source.
NEXTCLOUD_32 = replace(
    NEXTCLOUD_34,
    name="nextcloud-32",
    version=(32, 0, 1, 2),
    features=FEATURES_34 - {"patch", "appstore", "confirmed_two_factor"} | {"settings_by_header"},
    bad_parameters_are_errors=True,
    telling=frozenset({"user", "policies"}),
    strict_confirmation=False,
    app_password_confirms=True,
    bearer_confirms=True,
    limit_range=None,
    listed_fields=("displayname", "email", "additional_mail") + NEXTCLOUD_34.profile,
    unlisted_fields=("birthdate",),
    apps_by_caller=True,
    core_config={"backgroundjobs_mode": "ajax", **CORE_34},
    wording=wording.NEXTCLOUD_32,
)
NEXTCLOUD_28 = replace(
    NEXTCLOUD_34,
    name="nextcloud-28",
    version=(28, 0, 2, 5),
    account="user",
    subadmin="subadmin",
    leaving_subadmin="SubAdmin",
    early_by_accept=False,
    features=frozenset(),
    early_v1_keys=False,
    early_http_codes=True,
    login_failure_is_xml=True,
    bad_parameters_are_errors=True,
    telling=frozenset(),
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
    longest_user_id=None,
    found_by_email=False,
    self_is_managed=False,
    login_times=False,
    managers_hidden=False,
    storage_needs_login=True,
    remnants_listed=False,
    disabled_lists=False,
    trims_email=False,
    forgets_notify_email=False,  # measured on 28.0.2, and its source
    profile=PROFILE_28,
    listed_fields=("displayname", "email", "additional_mail") + PROFILE_28,
    preferences=(),
    checked_fields=("phone", "website"),
    clears_invalid=True,
    apps_by_caller=True,
    disabled_apps_keep_places=True,
    strict_app_ids=False,
    checks_dependencies=False,
    checks_config_lengths=False,
    core_config={**CORE_34, "files_metadata_installed": "1", "public_webdav": "dav/appinfo/v1/publicwebdav.php"},
    wording=wording.NEXTCLOUD_28,
)
DIALECTS = {dialect.name: dialect for dialect in (NEXTCLOUD_34, NEXTCLOUD_32, NEXTCLOUD_28)}
