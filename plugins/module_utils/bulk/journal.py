# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal of a bulk run: one line of JSON per finished step, written out at once, so that a killed run leaves an account."""
from __future__ import annotations

import json
import os
from datetime import datetime, timezone

from ..common import files
from ..common.record import MOMENT
from ..common.visible import visible
from ..errors import Invalid


class Journal:
    """Appends to a file that only its owner may read. :param path: None for no journal; :raises Invalid: when it cannot be opened."""

    def __init__(self, path):
        try:
            self._file = files.appended(path) if path else None
        except OSError as error:
            raise Invalid("journal", "%s cannot be written: %s" % (path, error.strerror)) from None

    def write(self, action):
        """Append an action with the time (UTC) at which it ended; :raises OSError: when it cannot."""
        if self._file is not None:
            moment = datetime.now(timezone.utc).strftime(MOMENT)
            line = visible(json.dumps(dict(action, at=moment), sort_keys=True))  # JSON leaves one control character as it is
            os.write(self._file, (line + "\n").encode())

    def close(self):
        """Write no more."""
        if self._file is not None:
            os.close(self._file)
