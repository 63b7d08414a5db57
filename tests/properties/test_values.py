# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every text: a normal form is its own normal form, a path finds its id, and nothing but our errors is raised."""

from __future__ import annotations

import json
from fractions import Fraction
from urllib.parse import unquote

from ansible_collections.ocs.provisioning.plugins.module_utils.engine.plan import Request, Server, from_capabilities, from_status
from ansible_collections.ocs.provisioning.plugins.module_utils.errors import Invalid, OCSError
from ansible_collections.ocs.provisioning.plugins.module_utils.http.answer import Answer
from ansible_collections.ocs.provisioning.plugins.module_utils.http.connection import checked_url
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs import calls as ocs_calls, envelope, ids
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user import normal_forms as values
from ansible_collections.ocs.provisioning.plugins.module_utils.ocs.user.normal_forms import normal_quota, quota_bytes, stable_text
from ansible_collections.ocs.provisioning.tests.unit.plugins.module_utils import called
from hypothesis import given, settings
from hypothesis import strategies as st
from requests.structures import CaseInsensitiveDict

settings.register_profile("thorough", max_examples=150, deadline=None)
settings.load_profile("thorough")

RULES = (
    values.text, values.trimmed, values.email, values.phone, values.website, values.twitter, values.bluesky, values.fediverse, values.code, values.timezone,
    values.password,
)  # fmt: skip
TEXT = st.text() | st.text(alphabet="aB3 @.:/+-_'\"%\n\t,é", max_size=30) | st.emails() | st.from_regex(r"\+?[0-9 ()./-]{5,20}", fullmatch=True)
UNITS = st.sampled_from(["", "B", "KB", "MB", "GB", "TB", "PB", "K", "m", "GiB", "Go", "kib", "EB"])
NUMBERS = st.integers(0, 2**60).map(str) | st.decimals(0, 10**6, places=3).map(str)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(["ocs", "meta", "statuscode", "status", "message", "data", "errors", "version", "major", "productname"]) | st.text(), inner
        )
    ),
    max_leaves=12,
)
NEXTCLOUD, OWNCLOUD = Server("nextcloud", version=(34, 0, 1)), Server("owncloud", version=(10, 15, 2))


@given(st.sampled_from(RULES), TEXT)
def test_a_normal_form_is_its_own(rule, text):
    """Else a second run would change something."""
    try:
        normal = rule("field", text)
    except Invalid as refusal:
        assert refusal.field == "field"
    else:
        assert rule("field", normal) == normal


@given(TEXT | st.tuples(NUMBERS, st.sampled_from(["", " ", "  "]), UNITS).map("".join))
def test_a_quota_is_stable(text):
    """Refused, or a text that stays as it is; the rounding is off by less than a twentieth, and never moves away again."""
    try:
        kept = normal_quota(text)
    except Invalid as refusal:
        assert refusal.field == "quota"
        return
    assert normal_quota(kept) == kept
    if kept not in ("none", "default") and quota_bytes(text.strip()) >= 10 * 1024:
        assert abs(quota_bytes(kept) / quota_bytes(text.strip()) - 1) < Fraction(1, 18)


@given(st.integers(0, 2**60), st.integers(0, 2**60))
def test_a_larger_quota_is_never_stored_as_a_smaller_one(one, other):
    """Rounding keeps the order."""
    small, large = sorted((one, other))
    assert quota_bytes(stable_text(small)) <= quota_bytes(stable_text(large))


@given(st.text(min_size=1), st.sampled_from([(ocs_calls.USER, ()), (ocs_calls.USER_GROUPS, ("groups",))]))
def test_a_path_finds_its_user(name, called_with):
    """One decoding gives the id back, whatever it holds."""
    call, more = called_with
    for server in (NEXTCLOUD, OWNCLOUD):
        try:
            path = ids.path(Request(call, {"user": name}), server.dialect)
        except (Invalid, UnicodeEncodeError):
            continue
        parts = path.split("/")
        assert path.isascii() and [unquote(part) for part in parts] == ["cloud", "users", name, *more]


@given(
    st.text(min_size=1),
    st.sampled_from([(ocs_calls.GROUP_MEMBERS, ()), (ocs_calls.GROUP_ACCOUNTS, ("users", "details")), (ocs_calls.GROUP_ADMINS, ("subadmins",))]),
)
def test_a_path_finds_its_group(name, called_with):
    """Nextcloud decodes twice, but once below ``subadmins``; ownCloud once."""
    call, more = called_with
    for server, decoded in ((NEXTCLOUD, lambda part: part if more == ("subadmins",) else unquote(part)), (OWNCLOUD, lambda part: part)):
        try:
            path = ids.path(Request(call, {"group": name}), server.dialect)
        except (Invalid, UnicodeEncodeError):
            continue
        rest = "/".join(("",) + more)
        assert path.startswith("cloud/groups/") and path.endswith(rest)
        assert decoded(unquote(path[len("cloud/groups/") : len(path) - len(rest)])) == name


@given(st.text() | st.tuples(st.sampled_from(["http://", "https://", "ftp://", ""]), st.text()).map("".join))
def test_an_address_is_taken_or_refused(text):
    """And what is taken is taken again as it is."""
    try:
        url = checked_url(text, False)
    except Invalid as refusal:
        assert refusal.field == "url"
    else:
        assert checked_url(url, False) == url


@given(JSON | st.builds(lambda meta, data: {"ocs": {"meta": meta, "data": data}}, JSON, JSON), st.sampled_from(["GET", "POST", "PUT"]), st.integers(200, 599))
def test_every_answer_is_data_or_an_error_of_ours(body, method, status):
    """Whatever a server or something before it sends."""
    answer = Answer(status, CaseInsensitiveDict(), json.dumps(body).encode())
    try:
        data = envelope.read(answer, called.at("cloud/users", method), "%s cloud/users" % method, "nextcloud")
    except OCSError as error:
        assert str(error).startswith("%s cloud/users (HTTP %d" % (method, status))
    else:
        assert body["ocs"]["meta"]["statuscode"] in (100, 200) and data == body["ocs"].get("data")


@given(st.binary(), st.integers(200, 599))
def test_every_body_is_an_error_of_ours(content, status):
    """Also what is no text."""
    try:
        envelope.read(Answer(status, CaseInsensitiveDict(), content), called.at("cloud/users/a", "PUT"), "PUT cloud/users/a", "owncloud")
    except OCSError as error:
        assert error.http_status == status


@given(JSON)
def test_every_status_page_and_capabilities(data):
    """Tell a server, or nothing."""
    for found in (from_status(data, "u"), from_capabilities(data, "u")):
        assert found is None or (found.product in ("nextcloud", "owncloud") and (found.version is None or all(isinstance(part, int) for part in found.version)))
