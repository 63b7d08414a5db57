# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a product and version can, as features, and how it behaves, as values: planners ask these, never a product or a number.

Sources: recorded on Nextcloud 28.0.2, 32.0.1 and 34.0.1, ownCloud 10.15.2 and Seafile 10.0.1, 11.0.13 and 13.0.25, or what a comment names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, FrozenSet, List, Optional, Tuple

from ..errors import Invalid

if TYPE_CHECKING:
    from .plan import Server

NEXTCLOUD, OWNCLOUD, SEAFILE = "nextcloud", "owncloud", "seafile"
ALL = 0  # every version of the product


@dataclass(frozen=True)
class Feature:
    """What not every server has: an option (``module.option``), a value of one (``module.option=value``), or an ability of the server.

    :param nextcloud: first major version that has it, None where none has; so for each product. :param before: the version that lost it.
    :param edition: the only edition that has it. :param by_record: records tell whether a version has it, its number does not count.
    :param lacking: what a server without it does, and :param instead: what to do there, for messages.
    """

    name: str
    nextcloud: Optional[int] = None
    owncloud: Optional[int] = None
    seafile: Optional[int] = None
    before: Optional[int] = None
    edition: str = ""
    by_record: bool = False
    lacking: str = "does not support this option"
    instead: str = "remove it"

    @property
    def option(self) -> str:
        """The option that it is about, as a task writes it."""
        return self.name.partition(".")[2].partition("=")[0]

    def who_has(self, server: Server) -> str:
        """Which versions or edition of the same product have it, "" where none has."""
        since = getattr(self, server.product)
        if since is None:
            return ""
        told = "the %s edition" % self.edition if self.edition else "versions before %d" % self.before if self.before else "%d and later" % since
        return " (only %s)" % told


def _features(module: str, names: str, **spec: Any) -> List[Feature]:
    return [Feature((module + "." if module else "") + name, **spec) for name in names.split()]


FEATURES = {feature.name: feature for feature in (
    # Nextcloud 33 has neither of these, which were added in April 2026, after its release (their pull requests)
    *_features("", "multi_field_edit app_store_api", nextcloud=34),
    *_features("", "rate_limit_overrides", nextcloud=33),  # source: not in 32.0.1, in 33.0.3
    *_features("", "edits_by_the_minute", nextcloud=30, before=31),  # source of 30.0.1 and measured there; 28 to 34 else: in ten minutes
    *_features("", "accounts_by_address", nextcloud=32),
    *_features("", "two_factor_state", nextcloud=31),  # read in source: not in 30; measured on 32.0.1
    *_features("", "group_details group_display_names user_details password_policy", nextcloud=ALL),
    *_features("", "internal_ids", seafile=11),  # in version 10 the address is the id
    *_features("", "search_by_login unicode_domains known_tables", seafile=13),
    *_features("any", "auth_token", nextcloud=ALL, lacking="does not accept Bearer tokens", instead="give auth_username and auth_password"),
    *_features(
        "ocs_user", "locale manager profile_enabled phone address website organisation role headline biography twitter fediverse "
        "additional_mails notify_email", nextcloud=ALL),
    *_features("ocs_user", "language", nextcloud=ALL, lacking="does not allow this field to be changed"),
    *_features("ocs_user", "timezone bluesky", nextcloud=32, by_record=True),
    *_features("ocs_user", "pronouns", nextcloud=31, by_record=True),
    *_features("ocs_user", "two_factor", nextcloud=31, owncloud=ALL, lacking="does not return the second factors of an account"),
    *_features("ocs_user", "two_factor=true", owncloud=ALL, lacking="lets users enrol themselves; it can be disabled but not enabled"),
    *_features("ocs_user", "invitation", nextcloud=ALL),
    *_features("ocs_user", "welcome_email=resend", nextcloud=ALL, lacking="does not send welcome emails", instead="use 'auto'"),
    *_features("ocs_user", "wipe_devices", nextcloud=ALL, lacking="cannot wipe devices"),
    *_features("ocs_user_info", "two_factor", nextcloud=31, owncloud=ALL, lacking="does not return it"),
    *_features("ocs_user_info", "backends", nextcloud=ALL, lacking="does not return the backends of accounts"),
    *_features("ocs_user_info", "editable_fields", nextcloud=ALL, lacking="does not return which fields can be edited"),
    *_features("ocs_user_info", "avatar_dest avatar_guest", nextcloud=ALL, lacking="does not provide avatars"),
    *_features("ocs_group", "display_name", nextcloud=ALL, lacking="does not support display names of groups"),
    *_features("ocs_app", "groups", nextcloud=ALL, lacking="can neither return nor set a limit to groups through its API"),
    *_features("ocs_app", "groups=limit", nextcloud=34, lacking="can only remove a limit ([])"),
    *_features("ocs_app", "state=latest state=absent", nextcloud=34, lacking="does not offer it through its API"),
    *_features("ocs_app_config", "app", nextcloud=ALL, lacking="does not offer app settings through its API", instead="on the server: occ config:app:set"),
    *_features("ocs_directory_info", "backends", nextcloud=ALL, lacking="does not return the backends of accounts"),
    *_features("ocs_directory", "unlisted_scope.backends", nextcloud=ALL, lacking="does not return the backends of accounts"),
    *_features("ocs_directory", "return_accounts", nextcloud=ALL, lacking="lists only the IDs of accounts", instead="use ocs_user_info"),
    *_features("seafile_user", "account_id", seafile=11, lacking="uses the address as the ID", instead="change it with email and previous_email"),
    *_features("seafile_user", "login_id", seafile=11),
    *_features("seafile_user", "reference_id", seafile=ALL, before=12),
    *_features("seafile_user", "institution account_role", seafile=ALL, edition="professional"),
)}  # fmt: skip


def refusal(name: str, server: Server, instead: str = "", field: str = "") -> Invalid:
    """What a task is told that asks for what its server has not: which option, which product and version, and which have it.

    :param instead: what to do there, where only the task's values tell; :param field: where the option stands, when it has another name there.
    """
    feature = FEATURES[name]
    return Invalid(field or feature.option, "%s %s%s; %s." % (server.title, feature.lacking, feature.who_has(server), instead or feature.instead))


@dataclass(frozen=True)
class Ids:
    """What the id of a new account may be. :param signs: beside letters, digits and blanks inside; :param reserved: names of the server's own files."""

    signs: str
    shortest: int
    reserved: Tuple[str, ...]
    reserved_in_any_case: bool = False
    dots_alone: bool = False


@dataclass(frozen=True)
class Dialect:
    """How a product behaves, whatever its version. The defaults are Nextcloud's."""

    title: str = "Nextcloud"
    # requests
    base: str = "ocs/v2.php/"  # keeps the codes and adds a telling HTTP status; ownCloud loses the codes there (recorded: auth-errors, users)
    takes_json: bool = True  # in which an empty list can be said; ownCloud reads none on create
    lists_of_users: Tuple[str, ...] = ("details", "disabled", "recent")  # what stands in the path in the place of a user's id
    groups_decoded_twice: bool = True  # ids of groups in paths, but for their group admins
    # reading
    whole_records: bool = True  # of accounts tell id, groups and posts, and by their keys which fields there are
    gone: Tuple[int, ...] = (404,)  # codes that tell that an account is not there; 998 is said also of one that the caller may not see
    members_by_path: bool = False  # who is in a group is read of the group, so its id has to be one that a path can hold
    paged_lists: bool = True
    shortest_search: int = 0  # characters; for fewer nothing is found
    shows_default_quota: bool = False  # a record tells "default", not the size that it means
    second_factors_apart: bool = True  # they are read and switched off by calls of their own
    refused_login_is_final: bool = True  # HTTP 401 is about the credentials, never about rights or the object
    sessions: bool = True  # kept by cookies, cheaper than signing in with every request
    # writing
    create_takes: FrozenSet[str] = frozenset(("display_name", "email", "quota", "language", "manager", "groups", "subadmin_of"))
    lowers_email: bool = True
    longest_display_name: Optional[int] = 64  # characters
    new_user: Ids = Ids("_.@-'", 1, (  # the first is recorded in users, the rest is in the server's source
        "files_external", "__groupfolders", ".htaccess", ".ncdata", ".ocdata", "owncloud.log", "nextcloud.log", "updater.log", "audit.log"))  # fmt: skip
    group_zero: bool = False  # '0' can be a group's id
    group_blanks: bool = True  # a group's id may have blanks at its ends
    admin_group_in_any_case: bool = False  # where it is refused group admins
    counts_edits: bool = True  # edits are rate-limited
    # apps
    app_id: str = "[a-z](?:[a-z0-9_-]*[a-z0-9])?"  # the server takes no other (source of 34.0.1)
    always_on_apps: Optional[Tuple[str, ...]] = None  # None: the list of apps tells
    app_commands: Dict[str, str] = field(
        default_factory=lambda: {"install": "occ app:install %s", "absent": "occ app:remove %s", "latest": "occ app:update %s"}
    )


DIALECTS = {
    NEXTCLOUD: Dialect(),
    OWNCLOUD: Dialect(
        title="ownCloud",
        base="ocs/v1.php/",
        takes_json=False,
        lists_of_users=(),
        groups_decoded_twice=False,
        whole_records=False,
        gone=(998,),
        members_by_path=True,
        paged_lists=False,
        shortest_search=2,
        shows_default_quota=True,
        second_factors_apart=False,
        refused_login_is_final=False,
        sessions=False,
        create_takes=frozenset(("groups",)),
        lowers_email=False,
        longest_display_name=None,
        new_user=Ids("+_.@-'", 3, (
            "avatars", "meta", "files_external", "files_encryption", "owncloud.log", "owncloud.db", ".htaccess", ".ocdata", "htaccesstest.txt",
            "index.html"), reserved_in_any_case=True, dots_alone=True),
        group_zero=True,
        group_blanks=False,
        admin_group_in_any_case=True,
        counts_edits=False,
        app_id="[A-Za-z0-9_-][A-Za-z0-9._-]*",  # it only looks for a folder
        always_on_apps=("files", "dav", "federatedfilesharing"),
        app_commands={"absent": "occ market:uninstall %s", "latest": "occ market:upgrade %s"},
    ),
    SEAFILE: Dialect(title="Seafile", refused_login_is_final=False, counts_edits=False, sessions=False),
}  # fmt: skip
