# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How to reach a server: the address, the options that every product's connection has, and what becomes of them. Knows no Ansible.

``env`` in an option names the environment variable that stands in for it; door.py turns it into a fallback.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ..common.options import between
from ..errors import Invalid
from .transport import Transport

VERSION = "0.1.0"
LIMITS = {"timeout": (1, 86400), "retries": (0, 100), "rate_limit_wait": (0, 604800)}  # a longer time overflows clocks sooner or later
MOST_BYTES = 64 * 2**20  # of one answer, unpacked
PATIENCE = 10  # so many times the timeout, but no less than LEAST_PATIENCE, for a request with its repetitions
LEAST_PATIENCE = 300  # seconds


@dataclass(frozen=True)
class Settings:
    """How to reach the server; times in seconds, paths on the machine that runs the module."""

    url: str
    username: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    scheme: str = "Bearer"
    verify: bool = True
    ca_path: str = ""
    client_cert: str = ""
    client_key: str = ""
    use_proxy: bool = True
    agent: str = "ansible-ocs-provisioning"
    timeout: float = 30
    retries: int = 3
    rate_limit_wait: float = 660
    most_bytes: int = MOST_BYTES
    deadline: float = 0
    patience: float = field(init=False)  # how long one request with its repetitions may take in all
    trusts_environment: bool = field(init=False)  # its proxies and the like; what goes to this machine in clear stays on it, whatever they say

    def __post_init__(self):
        object.__setattr__(self, "patience", self.deadline or max(PATIENCE * self.timeout, LEAST_PATIENCE))
        object.__setattr__(self, "trusts_environment", self.use_proxy and not _is_plain_loopback(self.url))


def arguments(prefix, **own):
    """The options of a connection whose environment variables begin with ``prefix``; ``own`` are those of one product."""
    return dict(
        url=dict(type="str", required=True, aliases=["server_url"], env=prefix + "_URL"),
        auth_username=dict(type="str", aliases=["url_username", "login_user"], env=prefix + "_USERNAME"),
        auth_password=dict(type="str", no_log=True, aliases=["url_password", "login_password"], env=prefix + "_PASSWORD"),
        auth_token=dict(type="str", no_log=True, env=prefix + "_TOKEN"),
        validate_certs=dict(type="bool", default=True, env=prefix + "_VALIDATE_CERTS"),
        ca_path=dict(type="path", env=prefix + "_CA_PATH"),
        client_cert=dict(type="path"),
        client_key=dict(type="path"),
        allow_http=dict(type="bool", default=False, env=prefix + "_ALLOW_HTTP"),
        use_proxy=dict(type="bool", default=True),
        http_agent=dict(type="str", default="ansible-ocs-provisioning/" + VERSION),
        timeout=dict(type="int", default=30, env=prefix + "_TIMEOUT"),
        retries=dict(type="int", default=3),
        rate_limit_wait=dict(type="int", default=660, env=prefix + "_RATE_LIMIT_WAIT"),
        session=dict(type="bool", default=True),
        **own,
    )


def transport(params, **login):
    """A transport for the parameters; sends nothing yet.

    :param login: ``username``, ``password``, ``token`` as the product uses them; :raises Invalid: for an address that cannot work.
    """
    for name, (least, most) in LIMITS.items():
        between(name, params[name], least, most)
    return Transport(Settings(
        url=checked_url(params["url"], params["allow_http"]), verify=params["validate_certs"], ca_path=params["ca_path"] or "",
        client_cert=params["client_cert"] or "", client_key=params["client_key"] or "", use_proxy=params["use_proxy"],
        agent=params["http_agent"], timeout=params["timeout"], retries=params["retries"],
        rate_limit_wait=params["rate_limit_wait"], **login))  # fmt: skip


def checked_url(url, allow_http):
    """The address without a slash at its end; :raises Invalid: when it is none, holds credentials, or would send them in clear."""
    try:
        parts = urlsplit(url.strip())
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # half an IPv6 address, or a port that is none
        usable = False
    if not usable:
        raise Invalid("url", "%r is not an address like 'https://cloud.example.org' (with a sub-path if there is one)." % _without_account(url))
    if parts.username or parts.password:
        raise Invalid("url", "contains an account; give it as auth_username and auth_password.")
    if parts.query or parts.fragment or "/ocs/" in parts.path + "/":
        raise Invalid("url", "%r is more than the base address; leave out /ocs and what follows, query and fragment." % url)
    if parts.scheme == "http" and not (allow_http or _is_loopback(parts.hostname)):
        raise Invalid("url", "%r would send the password unencrypted; use https://, or set allow_http to true." % url)
    return url.strip().rstrip("/")


def _is_plain_loopback(url):
    """Whether requests go to this machine in clear."""
    parts = urlsplit(url)
    return parts.scheme == "http" and _is_loopback(parts.hostname or "")


def _is_loopback(host):
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _without_account(url):
    return re.sub(r"[^/]*@", "", url)
