# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture of an account without one of its own: a square whose colour follows from the id."""

from __future__ import annotations

import hashlib
import struct
import zlib


def picture(uid, size, dark):
    """A PNG of `size` by `size` pixels; the dark variant has half the brightness."""
    colour = bytes(part // 2 if dark else part for part in hashlib.sha256(uid.encode()).digest()[:3])
    rows = zlib.compress((b"\0" + colour * size) * size)
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
