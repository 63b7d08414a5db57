# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A headless Chromium in a profile of its own. Debian: apt-get install chromium chromium-driver."""

from __future__ import annotations

import contextlib
import shutil
import tempfile

from selenium import webdriver

OPTIONS = ("headless=new", "no-sandbox", "disable-gpu", "disable-background-networking", "window-size=1280,1600")


def missing():
    """Tell what is not installed."""
    return [name for name in ("chromium", "chromedriver") if not shutil.which(name)]


@contextlib.contextmanager
def chromium():
    """The browser, whose profile is thrown away; what is saved lands in ``browser.downloads``."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for option in (*OPTIONS, f"user-data-dir={folder}/profile"):
            options.add_argument("--" + option)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=shutil.which("chromedriver")))
        driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": folder})
        driver.downloads = folder
        try:
            yield driver
        finally:
            driver.quit()
