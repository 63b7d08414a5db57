# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A headless Chromium in a profile of its own. Debian: apt-get install chromium chromium-driver."""

from __future__ import annotations

import contextlib
import shutil
import tempfile

from selenium import webdriver
from selenium.webdriver.support.wait import WebDriverWait

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


# In one step, for the page may draw the rows anew at any moment.
ROWS = """
const visible = Array.from(document.querySelectorAll("#table tbody tr")).filter((row) => row.checkVisibility());
return visible.map((row) => [row.dataset.kind, row.querySelector("th bdi").textContent]);
"""


def rows(page):
    """Kind and name of each visible row, in their order."""
    return page.execute_script(ROWS)


def until(page, true):
    """Wait until something is true: a function of the page, or an expression of JavaScript."""
    WebDriverWait(page, 20, 0.05).until(true if callable(true) else lambda _page: page.execute_script("return " + true))


@contextlib.contextmanager
def followed(page):
    """A link within the page is followed: its end waits for what the link shows, which the browser tells the page a moment after the click."""
    page.execute_script("document.getElementById('findings').blur()")  # the link before has led there as well
    yield
    until(page, "document.activeElement.id === 'findings'")
