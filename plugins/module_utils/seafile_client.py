# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Speaks Seafile's admin Web API: forms in, JSON out, or one exception. HTTP itself is below, in transport.

Plans speak of users by their address and of groups by their name; the server speaks of internal ids, which cannot be built or known
before an account exists. So requests hold :class:`plan.Id` in their paths and data, and this client puts the ids in. A text is sent as it is.
"""
from __future__ import annotations

from dataclasses import replace
from itertools import count

from ansible_collections.ocs.provisioning.plugins.module_utils import calls, characters, shape
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.masking import hide
from ansible_collections.ocs.provisioning.plugins.module_utils.meter import cost
from ansible_collections.ocs.provisioning.plugins.module_utils.plan import Id, Request
from ansible_collections.ocs.provisioning.plugins.module_utils.reading import Reading, rows, warn
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile_answers import shape_of
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile_errors import SIGN_IN, refusal
from ansible_collections.ocs.provisioning.plugins.module_utils.seafile_paths import CREATE_GROUP, CREATE_USER, RENAME, TOKEN, admin, joined, old_account
from ansible_collections.ocs.provisioning.plugins.module_utils.server import Server, parse_version
from ansible_collections.ocs.provisioning.plugins.module_utils.visible import sentences, short

PAGE = 100
SHARED = "Nothing tells which one is meant, so none is touched; give all but one another name or address."
PATIENCE = 20  # so many empty pages in a row are looked through for the next entry


class SeafileClient:
    """One server and one administrator.

    :param transport: sends the HTTP requests; without a token, ``username`` and ``password`` are exchanged for one when first needed.
    """

    def __init__(self, transport, username="", password=""):
        self.transport = transport
        if username:
            transport.login.username, transport.login.password = username, password
        self.own = None  # the id of the acting account, once it is known
        self.holders = {}  # here an address is a name
        self.server = Server("seafile", url=transport.settings.url)
        self.ids = {}  # ("user", address in lower case) or ("group", name) -> the server's ids; more than one are told apart by nobody
        self.issued = None  # the token of a user that was asked for
        self._team = []

    def identify(self):
        """The server with version and edition; one request without credentials, and none when it is known."""
        if self.server.version is None:
            answer = self.transport.send_anonymous("GET", "api2/server-info/")
            if answer.status != 200:
                raise refusal(answer, "GET", "api2/server-info/")
            info = _parsed(answer, "GET", "api2/server-info/")
            edition = "professional" if "seafile-pro" in (info.get("features") or ()) else "community"
            self.server = replace(self.server, version=parse_version(info.get("version")), edition=edition)
        return self.server

    def expect(self, requests):
        """Nothing to prepare: Seafile keeps no sessions for tokens."""

    def note(self, kind, name, number):
        """Remember the server's id of a user's address or a group's name."""
        ids = self.known(kind, name)
        if str(number).lower() not in map(str.lower, ids):
            ids.append(str(number))

    def known(self, kind, name):
        """The ids that were noted for a user's address or a group's name."""
        return self.ids.setdefault((kind, name.lower() if kind == "user" else name), [])

    def get(self, path, missing=(), **query):
        """Read; None when the server answers with one of the ``missing`` HTTP statuses."""
        try:
            return self._call(Request("GET", path), query)
        except OCSError as error:
            if error.http_status in missing:
                return None
            raise

    def send(self, request, patient=True):
        """Send one write; :raises OCSError: when it is refused, also for single entries of it or after reading back.

        :param patient: whether it waits for a rate limit.
        """
        path = tuple(map(self._value, request.path))
        data = {key: self._value(value) for key, value in request.data.items()}
        try:
            answer = self._call(replace(request, path=path, data=data), patient=patient)
        except OCSError as error:
            characters.blame(error, data)
            if path == RENAME and error.ambiguous:  # which id the account has now is looked up again
                self._renamed(data["old_email"], [])
            raise
        failed = answer.get("failed") if isinstance(answer, dict) else None
        if failed:
            told = sentences(str(entry.get("error_msg")) for entry in rows(failed))
            told = short(hide(told, self.transport.secrets() + request.secrets))
            raise OCSError("the server refused it: %s" % told, "%s %s" % (request.method, joined(path)), http_status=200)
        if (request.method, path) == ("POST", TOKEN):
            self.issued = answer["token"]
        if (request.method, path) == ("POST", CREATE_USER):
            self.note("user", data["email"], answer["email"])
        if (request.method, path) == ("POST", CREATE_GROUP):
            self.note("group", data["group_name"], answer["id"])
        if request.method == "POST" and path[:2] == ("api2", "accounts"):
            self._check_moved(path[2])
        if request.method == "PUT" and self.own and data.get("password") and path == admin("users", self.own):
            self.transport.login.renew(self.own, data["password"])  # a new password ends the tokens of its account (recorded: users_update)
        if path == RENAME:  # who was known by the old id has the new one
            self._renamed(data["old_email"], [data["new_email"]])
        return answer

    def _renamed(self, old, new):
        for ids in self.ids.values():
            ids[:] = [number for held in ids for number in (new if held == old else [held])]

    def _check_moved(self, account_id):
        """The migration answers success whatever happened, so what was to be moved is looked at again before anything is deleted."""
        try:
            left = self.get(admin("libraries"), owner=account_id)["repos"]
            owned = [group["name"] for group in self.get(admin("users", account_id, "groups"))["group_list"] if group["role"] == "Owner"]
        except OCSError as error:
            error.ambiguous = True  # the migration was accepted; only the look at it failed
            raise
        if left or owned:
            raise OCSError("the server reported success, but %d libraries and the groups %s were not moved." % (len(left), short(str(owned))), "POST " + joined(
                old_account(account_id)))

    def _call(self, request, query=None, patient=True):
        if not self.transport.login.token:
            self._sign_in()
        options = {"headers": {"Accept": "application/json"}}
        if query:
            options["params"] = query
        if request.data:
            options["data"] = request.data
        path, call = joined(request.path), calls.of(request)
        answer = self.transport.send(request.method, path, call.repeatable, request.secrets, not call.changes, calls.REQUESTS, patient, **options)
        if not 200 <= answer.status < 300:
            raise refusal(answer, request.method, path)
        return _parsed(answer, request.method, path)

    def _sign_in(self):
        """Exchange account and password for a token; 60 a minute are allowed from one address."""
        login = self.transport.login
        data = {"username": login.username, "password": login.password}
        answer = self.transport.send_anonymous("POST", SIGN_IN, reads=True, data=data, secrets=(login.password,))
        if answer.status != 200:
            raise refusal(answer, "POST", SIGN_IN)
        login.token = _parsed(answer, "POST", SIGN_IN)["token"]

    def _value(self, value):
        """What is sent for a value: the server's id for an :class:`Id`, everything else as it is."""
        return self._id(value.kind, value.name) if isinstance(value, Id) else value

    def _id(self, kind, name):
        ids = self.known(kind, name)
        if not ids:
            (find_users if kind == "user" else find_groups)(self, name)
        if not ids:
            raise OCSError("the %s %r does not exist." % (kind, name), hint="It may have been deleted meanwhile; run again.")
        if len(ids) > 1:
            raise OCSError("%d %ss are called %s: %s." % (len(ids), kind, name, ", ".join(ids)), hint=SHARED)
        return ids[0]

    def team(self, number):
        """So many clients for parallel work, itself among them; they share what is known of the server."""
        while len(self._team) < number - 1:
            self._team.append(SeafileClient(self.transport.again()))
        for other in self._team:
            other.server, other.ids, other.own = self.server, self.ids, self.own
        return [self] + self._team[:number - 1]

    def close(self):
        """Close all connections."""
        for each in [self] + self._team:
            each.transport.close()

    def account(self):
        """What the task cost (``api`` of every result); times in seconds."""
        version = ".".join(map(str, self.server.version)) if self.server.version else None
        return dict(cost([each.transport for each in [self] + self._team]), product="seafile", version=version)


def own_address(client):
    """The address of the acting account."""
    own = client.get(("api2", "account", "info", ""))
    client.note("user", address_of(own), own["email"])
    client.own = own["email"]
    return address_of(own)


def read_user(client, account_id):
    """The server's answer about the account with this internal id, None when there is none."""
    data = client.get(admin("users", account_id), missing=(404,))
    return data if data and data["email"].lower() == account_id.lower() else None


def search(client, text):
    """What a search finds: accounts with the text as a part of their id, address or name, and more (a percent sign is a wildcard in ids)."""
    return listed(client, admin("search-user"), "user_list", query=text)


def address_of(data):
    """The contact address in an answer about an account; without one the id, which then is an address."""
    return data.get("contact_email") or data["email"]


def find_users(client, address):
    """The accounts with this contact address as a search shows them, noted with the client; [] when there is none.

    Where nobody has it the address may be an internal id: of the first administrator, and of users from version 10. A search shows ids as
    they are stored; a read by id repeats what was asked for, and finds ids that only differ in accents.
    """
    entries = list(search(client, address))
    found = [entry for entry in entries if address_of(entry).lower() == address.lower()]
    if not found:
        found = [entry for entry in entries if entry["email"].lower() == address.lower()]
        for entry in found:
            warn(client, by_id(entry))
    for entry in found:
        client.note("user", address, entry["email"])
    return found


def by_id(data):
    """The warning that an account was taken by its id."""
    return "%s is not a contact address; the account with this internal ID is used, whose contact address is %s." % (data["email"], address_of(data))


def one_user(client, field, address):
    """The account that the address means, None when there is none; :raises Invalid: when it is the address of several."""
    found = find_users(client, address)
    single(field, "account", address, [entry["email"] for entry in found])
    return found[0] if found else None


def find_groups(client, name):
    """The records of the groups with exactly this name; groups cannot be read singly, so all are noted with the client."""
    found = []
    for group in listed(client, admin("groups"), "groups"):
        client.note("group", group["name"], group["id"])
        found.extend([group] if group["name"] == name else [])
    return found


def single(field, kind, name, ids):
    """The one id of an object of this name, None when there is none; :raises Invalid: when several are called so."""
    if len(ids) > 1:
        raise Invalid(field, "%d %ss are called %s: %s. %s" % (len(ids), kind, name, ", ".join(sorted(ids)), SHARED))
    return next(iter(ids), None)


def listed(client, path, key, **query):
    """Yield the entries of a paged list, each once, to its end: the server tells if a page follows, or how many entries there are.

    A short page is not the end, nor is an empty one that says that another follows: entries are left out after a page is cut (groups of
    organisations, profiles whose account is gone; seahub's source).
    """
    reading, empty = Reading(), 0
    for page in count(1):
        answer = client.get(path, page=page, per_page=PAGE, **query)
        fresh = reading.new({str(entry.get("email", entry.get("id"))): entry for entry in answer[key]})
        yield from fresh
        follows, total = (answer.get("page_info") or {}).get("has_next_page"), answer.get("total_count")
        empty = 0 if answer[key] else empty + 1
        if follows is False or total == len(reading.seen):
            return
        if not fresh and not (follows is True and 0 < empty < PATIENCE):
            break
    if total is not None and total > len(reading.seen):
        warn(client, "%s: the server counts %d entries and listed %d of them." % (joined(path), total, len(reading.seen)))
    elif total is None and (reading.repeated or empty == PATIENCE):
        warn(client, "%s: the server's pages do not come to an end, so the list may not be complete." % joined(path))


def _parsed(answer, method, path):
    """The body in the shape that the call has; :raises OCSError: for every other answer."""
    endpoint = "%s %s" % (method, path)
    try:
        body = shape.loads(answer.text) if answer.content else {}
    except shape.Malformed as odd:
        raise shape.unusable(odd, endpoint, answer.status) from None
    except ValueError:
        raise refusal(answer, method, path) from None
    return shape.check(body, shape_of(method, path), endpoint, answer.status)
