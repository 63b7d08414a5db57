# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Speaks OCS: one request in, its data out, or one exception; and how a task gets a client. Everything about HTTP is below, in transport."""

from __future__ import annotations

from functools import cached_property

from ..common.calls import check, loads
from ..common.messages import blame
from ..engine.dialect import DIALECTS, NEXTCLOUD
from ..engine.plan import Server, asking, from_capabilities, from_status
from ..engine.resource import Service
from ..errors import Invalid, OCSError
from ..http.connection import Login, Session, arguments
from ..http.transport import connected, cost
from . import calls as ocs_calls, envelope, ids

# A picture that somebody uploaded, or one that the server drew: guests' are always drawn (Nextcloud's source, 28 to 34; recorded on 34).
PICTURE = (200, 201)
# No foreign page made a browser send the request. Without it, a session that lacks the cookies for browsers is sent to the same address again, also
# outside of the API (source of Nextcloud 28 to 34, SameSiteCookieMiddleware; measured on 28.0.2 and 34.0.1).
FROM_CLIENT = {"OCS-APIRequest": "true"}
SESSION_PAYS_FROM = 4  # requests; the first of a session costs as much as two and a half without one, every later one a tenth, and ending it two
PATIENCE = 5  # seconds; nobody waits for more than this to end a session tidily


class Client:
    """One server and one account.

    :param transport: sends the HTTP requests.
    :param product: ``auto``, ``nextcloud`` or ``owncloud``; ``auto`` costs one look at the status page. A product that is named is believed
        unless an answer proves another.
    """

    def __init__(self, transport, product="auto"):
        self.transport = transport
        self._told = None if product == "auto" else product
        self._team = []
        if self._told:
            self.server = self._accept(Server(product, url=transport.settings.url))

    @cached_property
    def server(self):
        """What is known of the server; the version may still be missing, see :meth:`identify`."""
        return self._accept(self._look())

    @property
    def _known(self):
        """The same without a look; None where nobody asked yet."""
        return self.__dict__.get("server")

    def _accept(self, server):
        if self.transport.settings.token:
            server.demand("any.auth_token")
        return server

    def identify(self):
        """The server with its version, which writes depend on; one request, and none when it is known."""
        if self.server.version is None:
            seen = self._look()
            if seen.product != self.server.product:
                raise OCSError("the server is %s, not %s." % (seen.title, self.server.product), hint="Correct product, or use 'auto'.")
            self.server = seen
        return self.server

    def _look(self):
        url = self.transport.settings.url
        answer = self.transport.send_anonymous("GET", "status.php")
        try:
            seen = from_status(loads(answer.content), url, self._told) if answer.status == 200 else None
        except ValueError:
            seen = None
        if seen is None or seen.version is None:
            product = seen.product if seen else self._told
            seen = from_capabilities(self.capabilities(product or NEXTCLOUD), url, product)
        if seen is None:
            raise OCSError("the server does not report its product.", "GET cloud/capabilities", hint="Check url; name the product with product.")
        self.transport.limits.known = seen.limits
        return seen

    def capabilities(self, product=None):
        """The ``data`` of the capabilities: ``version`` and ``capabilities``."""
        return self._call(asking(ocs_calls.CAPABILITIES, {}), product or self.server.product)

    def get(self, call, **given):
        """Read, or ask by a POST that changes nothing; :raises OCSError: when there is none.

        :param given: ids of the call's path, and parameters; of a GET they stand in the address, so never secrets.
        """
        return self._call(asking(call, given), self.server.product)

    def find(self, call, absent=None, **given):
        """The same, None when there is none. :param absent: the codes that mean it here, if not those of the call."""
        try:
            return self.get(call, **given)
        except OCSError as error:
            if error.code in (call.absent if absent is None else absent):
                return None
            raise

    def path(self, request):
        """The path of a request as the product decodes it."""
        return ids.path(request, self.server.dialect)

    def send(self, request, patient=True):
        """Send one request and return its data; :raises OCSError: when it is refused.

        :param patient: whether it waits for a rate limit.
        """
        try:
            data = self._signed(request, patient)
        except OCSError as error:
            blame(error, request.data)
            raise
        if request.call in (ocs_calls.SET_PASSWORD, ocs_calls.EDIT_FIELDS):
            for password in request.secrets:
                if self.transport.login.changed(request.ids["user"], password):
                    self.transport.session.part()
        return data

    def _signed(self, request, patient):
        session = self.transport.session
        used = session.cookies
        try:
            return self._call(request, self.server.product, patient=patient)
        except OCSError as error:
            # a kept session accepts writes for 30 min 15 s only; signing in again is the cure (recorded: auth-errors)
            if not (error.http_status == 403 and used and request.call.method != "GET"):
                raise
            if session.drop(used):
                sign_off(self.transport, used)
            return self._call(request, self.server.product, patient=patient)

    def download(self, call, **given):
        """``(content, content type)`` of a picture outside the API; :raises OCSError: when it is none, whatever the status says."""
        where = self.path(asking(call, given))
        answer = self.transport.send(call.method, where, True, headers=FROM_CLIENT)
        kind = answer.headers.get("Content-Type", "")
        if answer.status not in PICTURE or not kind.startswith("image/"):
            raise envelope.no_envelope(answer, "%s %s" % (call.method, where))
        return answer.content, kind

    def expect(self, requests):
        """Say how many more requests will come at least: many are cheaper in one session; ownCloud never gets one."""
        if requests >= SESSION_PAYS_FROM and self.server.dialect.sessions and not self.transport.login.token:
            self.transport.session.keep()

    def share(self, kept):
        """Share the session with other tasks, see ``Session.share``; not where the server is known to have none."""
        if not (self._known and not self._known.dialect.sessions):
            self.transport.session.share(kept)

    def team(self, number):
        """So many clients for parallel work, itself among them; they share the session and what is known of the server."""
        while len(self._team) < number - 1:
            self._team.append(Client(self.transport.again(), self.server.product))
        for other in self._team:
            other.server = self.server
        return [self] + self._team[: number - 1]

    def close(self):
        """End the session, unless the run's other tasks share it, and close all connections."""
        session = self.transport.session
        if session.close(counts=self._known is not None and self._known.dialect.sessions):
            sign_off(self.transport, session.cookies)
        for each in [self] + self._team:
            each.transport.close()

    def _call(self, request, product, patient=True):
        dialect, in_address = DIALECTS[product], request.call.method == "GET"
        options = {"headers": dict(FROM_CLIENT, Accept="application/json")}
        options["params"] = dict(request.data if in_address else {}, format="json")
        if request.data and not in_address:
            options.update({"json": request.data} if dialect.takes_json else {"data": _form(request.data)})
        where, session = ids.path(request, dialect), self.transport.session
        endpoint, used = "%s %s" % (request.call.method, where), session.cookies
        answer = self._answer(request, dialect.base + where, endpoint, patient, options)
        if answer.status == 401 and self.transport.login.turn():  # the task has changed its own password
            session.drop(used)
            answer = self._answer(request, dialect.base + where, endpoint, patient, options)
        return envelope.read(answer, request.call, endpoint, product)

    def _answer(self, request, where, endpoint, patient, options):
        call = request.call
        try:
            bucket, secrets = call.bucket or "%s %s" % (call.method, call.path), () if call.method == "GET" else request.secrets
            return self.transport.send(call.method, where, call.repeatable, secrets, not call.steps, bucket, patient, **options)
        except OCSError as error:
            error.endpoint = endpoint  # the same as when the server refuses
            raise

    def account(self):
        """What the task cost (``api`` of every result); times in seconds."""
        server = self._known
        return dict(
            cost([each.transport for each in [self] + self._team]),
            product=server.product if server else None,
            version=server.number or None if server else None,
        )


def _form(data):
    """The fields of a form; those of a list one by one."""
    return [
        (key + "[]" if isinstance(value, (list, tuple)) else key, item)
        for key, value in data.items()
        for item in (value if isinstance(value, (list, tuple)) else [value])
    ]


def sign_off(transport, cookies):
    """End the session of these cookies, without credentials: the server keeps it for a day, and each makes every sign-in of its account dearer.

    What goes wrong is not told, because the server forgets it in time.
    """
    other = transport.again(retries=0, timeout=min(transport.settings.timeout, PATIENCE), deadline=PATIENCE)
    other.login, other.session = Login(), Session(cookies)
    try:
        if _get(other, ocs_calls.SIGN_OFF).status == 412:  # Nextcloud 28 wants a token with it (its source; measured)
            call = ocs_calls.SIGN_OFF_TOKEN
            told = check(loads(_get(other, call).content), call.answer, call.path, 200)
            _get(other, ocs_calls.SIGN_OFF, params={"requesttoken": told["token"]})
    except (OCSError, ValueError):
        pass
    finally:
        other.close()


def _get(transport, call, **options):
    return transport.send(call.method, call.path, False, patient=False, headers=FROM_CLIENT, **options)


ARGUMENTS = arguments("OCS", product=dict(type="str", choices=["auto", "nextcloud", "owncloud"], default="auto", env="OCS_PRODUCT"))


def connect(params):
    """A client for the connection parameters; sends nothing yet. :raises Invalid: for an address or account that cannot work."""
    username, password = params["auth_username"] or "", params["auth_password"] or ""
    whole = bool(username and password)
    if not whole and not params["auth_token"]:
        missing, other = ("auth_password", "auth_username") if username else ("auth_username", "auth_password")
        raise Invalid(missing, "is required with %s; or give auth_token; OCS_USERNAME and OCS_PASSWORD also work." % other)
    # a whole login wins: half a login would be a failed one, and counts against the address
    token = "" if whole else params["auth_token"]
    return Client(connected(params, username=username, password=password, token=token), params["product"])


SERVICE = Service(ARGUMENTS, connect, Client.share, sessions=True)
