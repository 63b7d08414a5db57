# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The OCS envelope as PHP writes it, in JSON and XML; the same for every OCS product."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape, quoteattr


def php_array(value):
    """What PHP makes of a map: an empty one, or one with the keys 0, 1, 2 ..., is a list."""
    if isinstance(value, dict):
        if all(str(key) == str(index) for index, key in enumerate(value)):
            return [php_array(item) for item in value.values()]
        return {key: php_array(item) for key, item in value.items()}
    return [php_array(item) for item in value] if isinstance(value, (list, tuple)) else value


def render(meta, data, as_json):
    """The body of an answer: bytes of `{"ocs": {"meta": meta, "data": data}}` or of the same in XML."""
    if as_json:
        text = json.dumps({"ocs": {"meta": meta, "data": php_array(data)}}, separators=(",", ":"))
        return text.replace("/", "\\/").replace("<", "\\u003C").replace(">", "\\u003E").encode()
    lines = ['<?xml version="1.0"?>', "<ocs>"]
    _elements(meta, " ", lines, "meta")
    _elements(data, " ", lines, "data")
    return "\n".join(lines + ["</ocs>", ""]).encode()


def _elements(value, indent, lines, name):
    """Append the element of one value: lists become `<element>`, false and "" an empty pair, null and [] a closed tag."""
    start = name
    if isinstance(value, dict):
        beside = {key[1:]: item for key, item in value.items() if str(key).startswith("@") and key != "@attributes"}
        attributes = {**value.get("@attributes", {}), **beside}
        start += "".join(" %s=%s" % (key, quoteattr(_text(item))) for key, item in attributes.items())
        pairs = [("element" if str(key).isdigit() else key, item) for key, item in value.items() if not str(key).startswith("@")]
    elif isinstance(value, (list, tuple)):
        pairs = [("element", item) for item in value]
    else:
        closed = value is None
        lines.append("%s<%s/>" % (indent, name) if closed else "%s<%s>%s</%s>" % (indent, name, escape(_text(value)), name))
        return
    if not pairs:
        lines.append("%s<%s/>" % (indent, start))
        return
    lines.append("%s<%s>" % (indent, start))
    for key, item in pairs:
        if key == "$comment":
            lines.append("%s <!--%s-->" % (indent, item))
        else:
            _elements(item, indent + " ", lines, key)
    lines.append("%s</%s>" % (indent, name))


def _text(value):
    if isinstance(value, bool):
        return "1" if value else ""
    return str(value)
