# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How to reach a server: the options that every product's connection has, and what becomes of them. Knows no Ansible.

``env`` in an option names the environment variable that stands in for it; door.py turns it into a fallback.
"""

from __future__ import annotations

from ..common.options import between
from .address import checked_url
from .transport import Settings, Transport

VERSION = "0.1.0"
LIMITS = {"timeout": (1, 86400), "retries": (0, 100), "rate_limit_wait": (0, 604800)}  # a longer time overflows clocks sooner or later


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
