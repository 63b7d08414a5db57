# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nextcloud's way from a request to a rule: routes, parameters, formats, and the order of refusals."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from sandbox.envelope import php_array, render
from sandbox.nextcloud.dialect import DIALECTS
from sandbox.nextcloud.parameters import BadParameter, OutOfRange, bind
from sandbox.nextcloud.routes import ROUTES
from sandbox.nextcloud.routing import NoRoute, WrongMethod, decoded, match, rule

FEATURES = DIALECTS["nextcloud-34"].features


@pytest.mark.parametrize("name", sorted({route.rule for route in ROUTES}))
def test_every_route_has_a_rule(name):
    """A row that names nothing would answer 996."""
    assert callable(rule(name))


def test_every_feature_of_a_route_is_known():
    """A misspelt feature would hide its route in every dialect."""
    assert {route.feature for route in ROUTES} - {None} <= FEATURES


@pytest.mark.parametrize(
    "method,path,name,ids",
    [
        ("GET", "/cloud/users/details", "pages.details", {}),
        ("HEAD", "/cloud/users", "pages.users", {}),
        ("PUT", "/cloud/users/a/enable", "users.enable", {"userid": "a"}),
        ("PUT", "/cloud/users/a/x_1", "mails.edit", {"userid": "a", "collection": "x_1"}),
        ("GET", "/cloud/groups/a%2Fb/users", "groups.members", {"groupid": "a/b"}),
        ("GET", "/cloud/groups/a%252Bb", "groups.members", {"groupid": "a+b"}),
        ("GET", "/cloud/groups/a%252Bb/subadmins", "subadmin.of_group", {"groupid": "a%2Bb"}),
        ("GET", "/cloud/users/a%40b", "user_record.show", {"userid": "a@b"}),
        ("GET", "/cloud/users/a+b", "user_record.show", {"userid": "a+b"}),
    ],
)
def test_routes(method, path, name, ids):
    """The first row that fits, with its ids decoded once or twice."""
    route, found = match(method, decoded(path), FEATURES, lambda app: True)
    assert (route.rule, found) == (name, ids)


@pytest.mark.parametrize("method,path,error", [
    ("GET", "/cloud/users/", NoRoute), ("GET", "/cloud/users/a%2Fb/c", NoRoute), ("GET", "/cloud", NoRoute), ("PUT", "/cloud/users/a/x-y", NoRoute),
    ("PATCH", "/cloud/groups", WrongMethod), ("POST", "/cloud/user", WrongMethod), ("POST", "/apps/password_policy/api/v1/generate", NoRoute),
])  # fmt: skip
def test_unroutable(method, path, error):
    """Unknown, known with another method, or served by an app that is off."""
    with pytest.raises(error):
        match(method, decoded(path), FEATURES, lambda app: False)


@pytest.mark.parametrize("declared,sent,values", [
    ("a", {"a": ""}, {"a": ""}), ("a=", {}, {"a": ""}), ("a=x", {"a": None}, {"a": "x"}), ("a?", {"b": "1"}, {"a": None}),
    ("a:int=0", {"a": "12x"}, {"a": 12}), ("a:int=0", {"a": "x"}, {"a": 0}), ("a:int?", {}, {"a": None}), ("a:int?", {"a": True}, {"a": 1}),
    ("a:bool=", {"a": "false"}, {"a": False}), ("a:bool=", {"a": "no"}, {"a": True}), ("a:list=", {}, {"a": []}), ("a:list?", {}, {"a": None}),
    ("a:list=", {"a": {"x": "1"}}, {"a": ["1"]}), ("limit:int?", {"limit": "500"}, {"limit": 500}), ("limit:int?", {}, {"limit": None}),
])  # fmt: skip
def test_parameters(declared, sent, values):
    """Defaults and conversions as PHP has them."""
    assert bind(declared, sent, (1, 500)) == values


@pytest.mark.parametrize("declared,sent,error", [
    ("a", {}, BadParameter), ("a", {"a": None}, BadParameter), ("a", {"a": 1}, BadParameter), ("a=", {"a": True}, BadParameter),
    ("a?", {"a": ["x"]}, BadParameter), ("a:list=", {"a": "x"}, BadParameter),
    ("limit:int?", {"limit": "501"}, OutOfRange), ("limit:int?", {"limit": ""}, OutOfRange),
])  # fmt: skip
def test_bad_parameters(declared, sent, error):
    """What PHP refuses."""
    with pytest.raises(error):
        bind(declared, sent, (1, 500))


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
@pytest.mark.parametrize(
    "line,auth,headers,status",
    [
        ("GET nope", ("admin", "wrong"), {}, 401),  # login before route
        ("GET nope", None, {}, 404),  # route before permission
        ("PATCH groups", None, {}, 405),
        ("POST groups", None, {"ocs_apirequest": None}, 401),  # permission before header
        ("POST groups", ("u", "a-Password-77"), {"ocs_apirequest": None}, 403),
        ("POST groups", ("admin", "admin"), {"ocs_apirequest": None}, 412),  # header before parameters
        ("GET users", ("u", "a-Password-77"), {"ocs_apirequest": None}, 412),  # header before the sub-admin's post
    ],
)
def test_order_of_refusals(request, dialect, line, auth, headers, status):
    """The first thing that is wrong decides."""
    server = request.getfixturevalue(dialect.replace("-", "_").replace("_34", ""))
    server.add("u")
    assert server.send(line, auth, **headers).status == status


@pytest.mark.parametrize("query,accept,kind", [
    ("", None, "application/xml"), ("format=json", "application/xml", "application/json"), ("", "text/html, application/json", "application/json"),
    ("format=yaml", None, "application/xml"), ("format=JSON", None, "application/xml"),
])  # fmt: skip
def test_formats(nextcloud, query, accept, kind):
    """The parameter wins over Accept; anything but json is XML."""
    response = nextcloud.send("GET groups?" + query, accept=accept)
    assert response.content_type.partition(";")[0] == kind
    if kind.endswith("xml"):
        assert ElementTree.fromstring(response.body).findtext("data/groups/element") == "admin"
    else:
        assert json.loads(response.body)["ocs"]["data"] == {"groups": ["admin"]}


def test_a_browser_gets_pages(nextcloud):
    """Accept html: the login page without credentials, a page when the header is missing, no text in a refusal."""
    response = nextcloud.send("GET groups", None, accept="text/html")
    assert response.status == 303 and dict(response.headers)["Location"].endswith("/login")
    response = nextcloud.send("GET groups", accept="text/html", ocs_apirequest=None)
    assert response.status == 412 and b"CSRF check failed" in response.body and response.content_type.startswith("text/html")
    response = nextcloud.send("POST groups", nextcloud.add("u"), accept="text/html")
    assert response.status == 403 and b"<message></message>" in response.body


@pytest.mark.parametrize("name,as_json", [("nextcloud", b"{"), ("nextcloud_28", b"<?xml")])
def test_early_answers_follow_accept_or_not(name, as_json, request):
    """An unknown route, asked for with Accept alone: JSON on 34, XML on 28; the parameter decides on both."""
    server = request.getfixturevalue(name)
    assert server.send("GET nope", accept="application/json").body.startswith(as_json)
    assert server.send("GET nope?format=json").body.startswith(b"{")


@pytest.mark.parametrize("value,json_text,xml_text", [
    ({}, "[]", "<data/>"), ({"0": "a", "1": "b"}, '["a","b"]', "<element>a</element>"), ({"1": "a"}, '{"1":"a"}', "<element>a</element>"),
    ([True, False, None, ""], '[true,false,null,""]', "<element>1</element>"), ("a/b<ä>", '"a\\/b\\u003C\\u00e4\\u003E"', "<data>a/b&lt;ä&gt;</data>"),
])  # fmt: skip
def test_envelope(value, json_text, xml_text):
    """Maps that PHP takes for lists, and how texts are escaped."""
    assert '"data":%s}' % json_text in render({}, value, True).decode()
    assert xml_text in render({}, value, False).decode()


def test_php_array_keeps_maps_with_other_keys():
    """Only 0, 1, 2 ... from the start make a list."""
    assert php_array({"0": {"1": []}, "2": {}}) == {"0": {"1": []}, "2": []}


def test_pages_outside_of_ocs(nextcloud):
    """Status page in maintenance, avatars, and what a foreign host name gets."""
    nextcloud.product.operate({"maintenance": True})
    assert json.loads(nextcloud.send("GET /status.php", None).body)["maintenance"] is True
    assert nextcloud.send("GET /index.php/login", None).status == 503
    nextcloud.product.operate({"maintenance": False})
    small, large = (nextcloud.send("GET /index.php/avatar/ADMIN/%d" % size) for size in (40, 100))
    assert [picture.body[16:24] for picture in (small, large)] == [b"\0\0\0\x40" * 2, b"\0\0\x02\0" * 2]
    assert nextcloud.send("GET /index.php/avatar/admin/64/dark").body != small.body
    assert nextcloud.send("GET /index.php/avatar/ghost/64").status == 404
    guest = nextcloud.send("GET /index.php/avatar/guest/a%20ghost/64/dark")
    assert (small.status, guest.status, guest.content_type, guest.body[16:24]) == (200, 201, "image/png", b"\0\0\0\x40" * 2)
    assert nextcloud.send("GET groups", host="evil.example").status == 400
    assert nextcloud.send("GET groups", host="localhost:8090").status == 200
