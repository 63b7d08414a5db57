# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where parameters are read from: each endpoint of ownCloud looks at other parts of the request."""

from __future__ import annotations

import email.parser
import email.policy

FORM = "application/x-www-form-urlencoded"


def form_of(request):
    """What PHP offers as `$_POST`: an urlencoded or multipart form, only of a POST."""
    if request.method != "POST":
        return {}
    if request.content_type == "multipart/form-data":
        return _multipart(request)
    return request.form


def merged(request):
    """What ownCloud's request object offers: the query, then the body over it.

    A PUT with a body of another type, or with an empty one, offers nothing at all, not even the query
    (recorded: 997 for an edit by query; without any `Content-Length` the server would read the query).
    """
    if request.method == "PUT" and "content-length" in request.headers and request.content_type not in (FORM, "application/json"):
        return {}
    return {**request.query, **form_of(request), **request.form, **request.json}


def _multipart(request):
    header = b"Content-Type: " + request.headers["content-type"].encode() + b"\r\n\r\n"
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(header + request.body)
    fields = {}
    for part in message.iter_parts() if message.is_multipart() else ():
        name, text = part.get_param("name", header="content-disposition"), part.get_payload(decode=True).decode("utf-8", "replace")
        if name and name.endswith("[]"):
            fields.setdefault(name[:-2], []).append(text)
        elif name:
            fields[name] = text
    return fields
