# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Speaks Seafile's admin Web API: forms in, JSON out, or one exception. HTTP itself is below, in transport.

Plans speak of users by their address and of groups by their name; the server speaks of internal ids, which cannot be built or known
before an account exists. So requests hold :class:`plan.Id` in their paths and data, and this client puts the ids in. A text is sent as it is.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from urllib.parse import quote

from ..common import characters, shape
from ..common.masking import hide
from ..common.record import Reading, rows
from ..common.characters import sentences, short
from ..engine.plan import asking, Id
from ..engine.server import Server, parse_version
from ..errors import Invalid, OCSError
from ..http.transport import cost
from . import calls
from .errors import refusal

PAGE = 100
COUNTED = {"data": "reading accounts %s", "groups": "reading groups %s"}
SHARED = "Nothing tells which one is meant, so none is touched; give all but one another name or address."
CREATED = {calls.CREATE_USER: ("user", "email", "email"), calls.CREATE_GROUP: ("group", "group_name", "id")}  # kind, name, id
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
        self.server = Server("seafile", url=transport.settings.url)
        self.ids = {}  # ("user", address in lower case) or ("group", name) -> the server's ids; more than one are told apart by nobody
        self.issued = None  # the token of a user that was asked for
        self._team = []

    def identify(self):
        """The server with version and edition; one request without credentials, and none when it is known."""
        if self.server.version is None:
            info = self._anonymous(calls.SERVER_INFO)
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

    def get(self, call, **given):
        """Read; :raises OCSError: when there is none. :param given: ids of the call's path, and parameters of the address."""
        return self._call(asking(call, given))

    def find(self, call, **given):
        """The same, None when there is none."""
        try:
            return self.get(call, **given)
        except OCSError as error:
            if error.http_status in call.absent:
                return None
            raise

    def path(self, request):
        """The path of a request, each of its ids percent-encoded once."""
        return request.call.path.format(**{kind: quote(value, safe="@") for kind, value in request.ids.items()})

    def send(self, request, patient=True):
        """Send one write; :raises OCSError: when it is refused, also for single entries of it or after reading back.

        :param patient: whether it waits for a rate limit.
        """
        sent = replace(request, ids=self._resolved(request.ids), data=self._resolved(request.data))
        try:
            answer = self._call(sent, patient)
        except OCSError as error:
            characters.blame(error, sent.data)
            if sent.call is calls.RENAME_USER and error.ambiguous:  # which id the account has now is looked up again
                self._renamed(sent.data["old_email"], [])
            raise
        failed = answer.get("failed") if isinstance(answer, dict) else None
        if failed:
            told = hide(sentences(str(entry.get("error_msg")) for entry in rows(failed)), self.transport.secrets())
            raise OCSError("the server refused it: %s" % short(told), self._endpoint(sent), http_status=200)
        self._heed(sent, answer)
        if sent.call is calls.MIGRATE_USER:
            self._check_moved(sent)
        return answer

    def _heed(self, sent, answer):
        """Remember what a write that succeeded tells: ids, a token, a password of the acting account."""
        call, data = sent.call, sent.data
        if call is calls.ISSUE_TOKEN:
            self.issued = answer["token"]
        if call in CREATED:
            kind, name, number = CREATED[call]
            self.note(kind, data[name], answer[number])
        if call in (calls.EDIT_USER, calls.EDIT_USER_ONCE) and self.own == sent.ids["user"] and data.get("password"):
            self.transport.login.renew(self.own, data["password"])  # a new password ends the tokens of its account (recorded: users_update)
        if call is calls.RENAME_USER:  # who was known by the old id has the new one
            self._renamed(data["old_email"], [data["new_email"]])

    def _renamed(self, old, new):
        for ids in self.ids.values():
            ids[:] = [number for held in ids for number in (new if held == old else [held])]

    def _check_moved(self, request):
        """The migration answers success whatever happened, so what was to be moved is looked at again before anything is deleted."""
        account_id = request.ids["user"]
        try:
            left = self.get(calls.LIBRARIES, owner=account_id)["repos"]
            owned = [group["name"] for group in self.get(calls.USER_GROUPS, user=account_id)["group_list"] if group["role"] == "Owner"]
        except OCSError as error:
            error.ambiguous = True  # the migration was accepted; only the look at it failed
            raise
        if left or owned:
            left = (len(left), short(str(owned)))
            raise OCSError("the server reported success, but %d libraries and the groups %s were not moved." % left, self._endpoint(request))

    def _endpoint(self, request):
        return "%s %s" % (request.call.method, self.path(request))

    def _call(self, request, patient=True):
        call = request.call
        options = {"headers": {"Accept": "application/json"}, "params" if call.method == "GET" else "data": request.data or None}
        while True:
            if not self.transport.login.token:
                self._sign_in()
            answer = self.transport.send(call.method, self.path(request), call.repeatable, request.secrets, not call.steps, call.bucket, patient, **options)
            if answer.status != 401 or not self.transport.login.give_back():
                return _parsed(answer, call, self._endpoint(request))

    def _anonymous(self, call, **options):
        answer = self.transport.send_anonymous(call.method, call.path, reads=True, **options)
        return _parsed(answer, call, "%s %s" % (call.method, call.path), (200,))

    def _sign_in(self):
        """Exchange account and password for a token; 60 a minute are allowed from one address."""
        login = self.transport.login
        login.take(self._anonymous(calls.SIGN_IN, data={"username": login.username, "password": login.password}, secrets=(login.password,))["token"])

    def _resolved(self, values):
        """What is sent for these values: the server's id for an :class:`Id`, everything else as it is."""
        return {key: self._id(value.kind, value.name) if isinstance(value, Id) else value for key, value in values.items()}

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
        return [self] + self._team[: number - 1]

    def close(self):
        """Close all connections."""
        for each in [self] + self._team:
            each.transport.close()

    def account(self):
        """What the task cost (``api`` of every result); times in seconds."""
        return dict(cost([each.transport for each in [self] + self._team]), product="seafile", version=self.server.number or None)


def own_address(client):
    """The address of the acting account."""
    own = client.get(calls.OWN_ACCOUNT)
    client.note("user", address_of(own), own["email"])
    client.own = own["email"]
    return address_of(own)


def read_user(client, account_id):
    """The server's answer about the account with this internal id, None when there is none."""
    data = client.find(calls.USER, user=account_id)
    return data if data and data["email"].lower() == account_id.lower() else None


def search(client, text):
    """What a search finds: accounts with the text as a part of their id, address or name, and more (a percent sign is a wildcard in ids)."""
    return listed(client, calls.SEARCH_USERS, "user_list", query=text)


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
            client.transport.warn(by_id(entry))
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
    for group in listed(client, calls.GROUPS, "groups"):
        client.note("group", group["name"], group["id"])
        found.extend([group] if group["name"] == name else [])
    return found


def single(field, kind, name, ids):
    """The one id of an object of this name, None when there is none; :raises Invalid: when several are called so."""
    if len(ids) > 1:
        raise Invalid(field, "%d %ss are called %s: %s. %s" % (len(ids), kind, name, ", ".join(sorted(ids)), SHARED))
    return next(iter(ids), None)


def listed(client, call, key, **given):
    """Yield the entries of a paged list, each once, to its end: the server tells if a page follows, or how many entries there are.

    A short page is not the end, nor is an empty one that says that another follows: entries are left out after a page is cut (groups of
    organisations, profiles whose account is gone; seahub's source).
    """
    reading, empty = Reading(), 0
    for page in count(1):
        answer = client.get(call, page=page, per_page=PAGE, **given)
        fresh = reading.new({str(entry.get("email", entry.get("id"))): entry for entry in answer[key]})
        yield from fresh
        follows, total = (answer.get("page_info") or {}).get("has_next_page"), answer.get("total_count")
        empty = 0 if answer[key] else empty + 1
        client.transport.progress.count(COUNTED.get(key), len(reading.seen), total)
        if follows is False or total == len(reading.seen):
            return
        if not fresh and not (follows is True and 0 < empty < PATIENCE):
            break
    if total is not None and total > len(reading.seen):
        client.transport.warn("%s: the server counts %d entries and listed %d of them." % (client.path(asking(call, given)), total, len(reading.seen)))
    elif total is None and (reading.repeated or empty == PATIENCE):
        client.transport.warn("%s: the server's pages do not come to an end, so the list may not be complete." % client.path(asking(call, given)))


def _parsed(answer, call, endpoint, success=range(200, 300)):
    """The body in the shape that the call has; :raises OCSError: for every other answer."""
    if answer.status not in success:
        raise refusal(answer, call, endpoint)
    try:
        body = shape.loads(answer.text) if answer.content else {}
    except shape.Malformed as odd:
        raise shape.unusable(odd, endpoint, answer.status) from None
    except ValueError:
        raise refusal(answer, call, endpoint) from None
    return shape.check(body, call.answer, endpoint, answer.status)
