# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs between versions of Seafile, as values: the rules ask these, never a version number."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Dialect:
    """One version. The defaults are 13.0.25; older ones are expressed as differences (`replace`)."""

    name: str = "seafile-13"
    version: str = "13.0.25"
    internal_ids: bool = True  # new users get an id of the server, and their address becomes the contact e-mail; else it is the id
    bearer: bool = True  # "Authorization: Bearer" does as well as "Token"
    # users
    login_id_on_create: bool = True
    contact_email_on_create: bool = False  # the parameter counts
    reference_ids: bool = False
    page_surplus: int = 1  # entries that a page of the list has beyond what was asked for
    list_filters: bool = True  # `is_active` and `role` select
    imported: int = 0  # how many users of an LDAP server the list counts, though there are none
    numeric_flags: bool = True  # the list tells `is_staff` and `is_active` as 0 or 1
    searched: tuple = ("nickname", "contact_email", "login_id")  # besides the id
    search_hides_id: bool = True  # a user with an empty contact e-mail has none in search results; else his id is shown there
    social_auth: tuple = ("list", "search", "get")  # which records have it
    avatars: bool = True  # records of the list and of searches tell the address of the picture
    user_list: bool = True  # POST admin/user-list/
    framework_addresses: bool = False  # an address is what the framework takes for one; else what the server's own older rule does
    # others
    counted_members: bool = True  # the members of a group come with `total_count`; else with `page_info`
    institutions: bool = False  # the list of institutions may be read
    subscription: bool = True  # GET account/info/ tells it
    password_hashes: bool = True  # a new library tells how its password is hashed


SEAFILE_13 = Dialect()
# builds since February 2026 check addresses by the framework's rule (measured, and in the web part's source)
SEAFILE_13_LATE = replace(SEAFILE_13, name="seafile-13-late", framework_addresses=True)
SEAFILE_11 = replace(
    SEAFILE_13,
    name="seafile-11",
    version="11.0.13",
    reference_ids=True,
    page_surplus=0,
    list_filters=False,
    numeric_flags=False,
    searched=("nickname", "contact_email"),
    search_hides_id=False,
    social_auth=("list",),
    avatars=False,
    counted_members=False,
    password_hashes=False,
)
# the parameter is taken on creation since April 2024 (measured, and in the web part's source); the version's last digits are not
SEAFILE_11_EARLY = replace(SEAFILE_11, name="seafile-11-early", version="11.0.5", login_id_on_create=False)
SEAFILE_10 = replace(
    SEAFILE_11,
    name="seafile-10",
    version="10.0.1",
    internal_ids=False,
    bearer=False,
    login_id_on_create=False,
    contact_email_on_create=True,
    imported=-2,
    social_auth=(),
    user_list=False,
    institutions=True,
    subscription=False,
)
DIALECTS = {dialect.name: dialect for dialect in (SEAFILE_13, SEAFILE_13_LATE, SEAFILE_11, SEAFILE_11_EARLY, SEAFILE_10)}
