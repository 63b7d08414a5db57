# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every OCS route of Nextcloud that the sandbox serves: what may be sent, who may send it, and the rule that answers.

Order matters: the first row whose method and template fit wins, as on the server.
"""

from __future__ import annotations

from dataclasses import dataclass

# who may call
PUBLIC = "public"  # anybody, logged in or not
USER = "user"  # every account; the rule itself decides what it may see
SUBADMIN = "subadmin"  # administrators and sub-admins
ADMIN = "admin"
DELEGATED = "delegated"  # administrators, and whom they gave this right; the refusal speaks of "gotten special right"
SINCE_DELEGATED = "since delegated"  # the same, but only administrators before the feature "delegation"

# password confirmation
SESSION = "session"  # checked within the last 30 min 15 s
STRICT = "strict"  # checked with this very request

EDITS = (50, 600)  # calls per seconds and account
COLLECTION_EDITS = (5, 60)


@dataclass(frozen=True)
class Route:
    """One row.

    :param template: path behind `/ocs/v2.php`; `{id}` is one segment, `{id:word}` one of letters, digits and `_`, `{id:path}` any number,
        `{id:form}` the same and then form-decoded a second time (`+` is a blank).
    :param rule: "module.function" of this package, called with a `Call`; `params` holds exactly the declared parameters.
    :param params: `name` required text, `name=x` text with default x (empty: ""), `name?` text or None;
        with a type: `name:int?`, `name:int=0`, `name:bool=`, `name:list` required, `name:list=` default [], `name:list?`.
    :param confirm: SESSION, STRICT or None; :param limit: (calls, seconds) or None.
    :param feature: the route exists only where `Dialect.features` names it; None: everywhere.
    :param app: the app that serves the route; without it the route is unknown.
    """

    method: str
    template: str
    rule: str
    callers: str = ADMIN
    params: str = ""
    confirm: str | None = None
    limit: tuple | None = None
    feature: str | None = None
    app: str | None = None


PAGE = "search= limit:int? offset:int=0"
NEW_USER = "userid password= displayName= email= groups:list= subadmin:list= quota= language= manager?"
PATCHED = "displayName? password? email? quota? language? manager? groups:list? subadminGroups:list?"

USERS = (
    Route("GET", "/cloud/users", "pages.users", SUBADMIN, PAGE),
    Route("GET", "/cloud/users/details", "pages.details", SUBADMIN, PAGE),
    Route("GET", "/cloud/users/disabled", "pages.disabled", SUBADMIN, PAGE),
    Route("GET", "/cloud/users/recent", "pages.recent", SINCE_DELEGATED, PAGE, feature="recent"),
    Route("POST", "/cloud/users", "users.create", SUBADMIN, NEW_USER, SESSION),
    Route("GET", "/cloud/users/{userid}", "user_record.show", USER),
    Route("GET", "/cloud/user", "user_record.show_self", USER),
    Route("GET", "/cloud/user/fields", "fields.editable", USER),
    Route("GET", "/cloud/user/fields/{userid}", "fields.editable_of", USER),
    Route("GET", "/cloud/user/apps", "apps.enabled_for_caller", SUBADMIN, feature="user_apps"),
    Route("PUT", "/cloud/users/{userid}", "user_edit.edit", USER, "key value", SESSION, EDITS),
    Route("PATCH", "/cloud/users/{userid}", "patch.edit", SUBADMIN, PATCHED, SESSION, EDITS, feature="patch"),
    Route("PUT", "/cloud/users/{userid}/enable", "users.enable", SUBADMIN, confirm=SESSION),
    Route("PUT", "/cloud/users/{userid}/disable", "users.disable", SUBADMIN, confirm=SESSION),
    Route("PUT", "/cloud/users/{userid}/{collection:word}", "mails.edit", USER, "key value", SESSION, COLLECTION_EDITS),
    Route("POST", "/cloud/users/{userid}/wipe", "users.wipe", SUBADMIN, confirm=SESSION),
    Route("DELETE", "/cloud/users/{userid}", "users.delete", SUBADMIN, confirm=SESSION),
    Route("POST", "/cloud/users/{userid}/welcome", "users.welcome", SUBADMIN, confirm=SESSION),
)

GROUPS = (
    Route("GET", "/cloud/groups", "groups.list_ids", SUBADMIN, PAGE),
    Route("GET", "/cloud/groups/details", "groups.list_details", DELEGATED, PAGE),
    Route("GET", "/cloud/groups/{groupid:form}/users", "groups.members", USER, feature="member_lists"),
    Route("GET", "/cloud/groups/{groupid:form}/users", "groups.members", SUBADMIN),
    Route("GET", "/cloud/groups/{groupid:form}/users/details", "groups.member_details", SUBADMIN, PAGE),
    Route("GET", "/cloud/groups/{groupid:path}/subadmins", "subadmin.of_group", SINCE_DELEGATED),
    Route("POST", "/cloud/groups", "groups.create", SINCE_DELEGATED, "groupid displayname=", SESSION),
    Route("GET", "/cloud/groups/{groupid:form}", "groups.members", SUBADMIN),
    Route("PUT", "/cloud/groups/{groupid:form}", "groups.edit", SINCE_DELEGATED, "key value", SESSION),
    Route("DELETE", "/cloud/groups/{groupid:form}", "groups.delete", SINCE_DELEGATED, confirm=SESSION),
)

MEMBERS = (
    Route("GET", "/cloud/users/{userid}/groups", "members.groups_of", USER),
    Route("GET", "/cloud/users/{userid}/groups/details", "members.groups_of_details", USER, feature="group_details"),
    Route("POST", "/cloud/users/{userid}/groups", "members.join", SUBADMIN, "groupid=", SESSION),
    Route("DELETE", "/cloud/users/{userid}/groups", "members.leave", SUBADMIN, "groupid", SESSION),
    Route("GET", "/cloud/users/{userid}/subadmins", "subadmin.of_user", SINCE_DELEGATED),
    Route("GET", "/cloud/users/{userid}/subadmins/details", "subadmin.of_user_details", USER, feature="group_details"),
    Route("POST", "/cloud/users/{userid}/subadmins", "subadmin.appoint", SINCE_DELEGATED, "groupid", SESSION),
    Route("DELETE", "/cloud/users/{userid}/subadmins", "subadmin.dismiss", SINCE_DELEGATED, "groupid", SESSION),
)

APPS = (
    Route("GET", "/cloud/apps", "apps.list_ids", ADMIN, "filter?"),
    Route("GET", "/cloud/apps/{app}", "apps.show", ADMIN),
    Route("POST", "/cloud/apps/{app}", "apps.enable", ADMIN, confirm=STRICT),
    Route("DELETE", "/cloud/apps/{app}", "apps.disable", ADMIN, confirm=SESSION),
)

CONFIG_BASE = "/apps/provisioning_api/api/v1/config"
CONFIG = (
    Route("GET", CONFIG_BASE + "/apps", "app_config.apps", ADMIN),
    Route("GET", CONFIG_BASE + "/apps/{app}", "app_config.keys", ADMIN),
    Route("GET", CONFIG_BASE + "/apps/{app}/{key}", "app_config.get", ADMIN, "defaultValue="),
    Route("POST", CONFIG_BASE + "/apps/{app}/{key}", "app_config.set_value", USER, "value", SESSION),
    Route("DELETE", CONFIG_BASE + "/apps/{app}/{key}", "app_config.delete", ADMIN, confirm=SESSION),
    Route("POST", CONFIG_BASE + "/users/{app}/{key}", "app_config.set_preference", USER, "configValue"),
    Route("DELETE", CONFIG_BASE + "/users/{app}/{key}", "app_config.delete_preference", USER),
)

STORE_BASE = "/apps/appstore/api/v1/apps"
STORE = (
    Route("GET", STORE_BASE + "/categories", "appstore.categories", feature="appstore"),
    Route("GET", STORE_BASE, "appstore.list_apps", ADMIN, "details:bool=", feature="appstore"),
    Route("POST", STORE_BASE + "/enable", "appstore.enable", ADMIN, "appId groups:list= force:bool=", STRICT, feature="appstore"),
    Route("POST", STORE_BASE + "/disable", "appstore.disable", ADMIN, "appId", SESSION, feature="appstore"),
    Route("POST", STORE_BASE + "/uninstall", "appstore.uninstall", ADMIN, "appId", STRICT, feature="appstore"),
    Route("POST", STORE_BASE + "/update", "appstore.update", ADMIN, "appId", STRICT, feature="appstore"),
)

OTHERS = (
    Route("GET", "/config", "about.config", PUBLIC),
    Route("GET", "/cloud/capabilities", "capabilities.show", PUBLIC),
    Route("GET", "/twofactor/state", "two_factor.state", ADMIN, "user", feature="two_factor_api"),
    Route("POST", "/twofactor/enable", "two_factor.enable", ADMIN, "user providers:list=", SESSION, feature="confirmed_two_factor"),
    Route("POST", "/twofactor/disable", "two_factor.disable", ADMIN, "user providers:list=", STRICT, feature="confirmed_two_factor"),
    Route("POST", "/twofactor/enable", "two_factor.enable", ADMIN, "user providers:list=", feature="two_factor_api"),
    Route("POST", "/twofactor/disable", "two_factor.disable", ADMIN, "user providers:list=", feature="two_factor_api"),
    Route("POST", "/apps/password_policy/api/v1/validate", "policy.validate", USER, "password context=account", app="password_policy"),
    Route("GET", "/apps/password_policy/api/v1/generate", "policy.generate", USER, "context=account", app="password_policy"),
)

ROUTES = APPS + GROUPS + USERS + MEMBERS + CONFIG + STORE + OTHERS
