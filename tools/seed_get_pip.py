# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets ``ansible-test sanity`` run with a package index alone.

``ansible-test`` makes its own environments and fetches ``get-pip.py`` for them from a web site that is no
package index. This puts a stand-in, which installs the same pip from its wheel, where ansible-test looks
first. It writes only what is not there. To be run by the Python that has ansible-core.
"""

from __future__ import annotations

import glob
import os
import subprocess
import sys
from types import SimpleNamespace

CACHE = os.path.expanduser("~/.ansible/test/cache")
STAND_IN = '''"""Stand-in for get-pip.py: installs pip from the wheel beside this file."""
import os
import subprocess
import sys

wheel = {wheel!r}
os.environ["PYTHONPATH"] = wheel
sys.exit(subprocess.call([
    sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-compile", wheel,
]))
'''


def seed(python):
    """Put the stand-in into the cache for the Python version ``python`` (text, "3.13")."""
    from ansible_test._internal.python_requirements import get_venv_packages

    version = get_venv_packages(SimpleNamespace(version=python))["pip"]
    path = os.path.join(CACHE, f"get_pip_{version.replace('.', '_')}.py")
    if os.path.exists(path):
        return
    os.makedirs(CACHE, exist_ok=True)
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", CACHE, f"pip=={version}"], check=True)
    wheel = glob.glob(os.path.join(CACHE, f"pip-{version}-*.whl"))[0]
    with open(path, "w", encoding="utf-8") as handle:
        handle.write(STAND_IN.format(wheel=wheel))


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        seed(argument)
