# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTML report of 20,000 findings in a real browser: every figure leads to the findings that it counts, wherever they stand."""

from __future__ import annotations

import csv
import os
import re

import pytest
from browser.chromium import followed, rows, until
from browser.large_report import large_report
from selenium.webdriver.common.by import By

PAGE = 50


@pytest.fixture(scope="module")
def report():
    """The report."""
    return large_report()


@pytest.fixture(scope="module")
def address(report, tmp_path_factory):
    """The page's address."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_html import as_html

    path = tmp_path_factory.mktemp("large") / "report.html"
    path.write_text(as_html(report), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser, address):
    """The browser with the page freshly open."""
    browser.get("about:blank")
    browser.get(address)
    yield browser
    assert [line for line in browser.get_log("browser") if line["level"] != "INFO"] == []


def shown(page):
    """How many findings fit."""
    return page.find_element(By.ID, "shown").text


def click(page, selector):
    """Click what the selector finds."""
    page.execute_script("document.querySelector(arguments[0]).click()", selector)


def follow(page, selector):
    """Follow a link of the page and wait for what it shows."""
    with followed(page):
        click(page, selector)


def test_it_begins_with_what_matters(page, report):
    """The administrator stands in the first rows, before thousands of quotas."""
    assert len(report["findings"]) > 20000
    assert shown(page) == "{0:,} of {0:,} shown".format(len(report["findings"]))
    visible = rows(page)
    assert len(visible) == PAGE and visible[0] == ["administrator", "root"]
    assert [kind for kind, _name in visible[1:34]] == ["group_admin_surplus"] * 32 + ["account_surplus"]


def test_every_tile_and_bar_shows_what_it_counts(page, report):
    """Whatever their number and wherever they stand."""
    links = page.execute_script("return Array.from(document.querySelectorAll('.card a, .chart a'), (link) => link.getAttribute('href'))")
    assert {"#kind=administrator", "#category=drift", "#kind=account_surplus"} <= set(links) and len(links) > 70
    for link in links[:12] + links[-3:]:
        selector = "a[href='%s']" % link
        count = page.execute_script("return document.querySelector(arguments[0]).parentElement.textContent.match(/[0-9,]+$|^ *[0-9,]+/)[0].trim()", selector)
        follow(page, selector)
        assert shown(page) == "%s of %s shown" % (count, "{:,}".format(len(report["findings"]))), link


def test_address_of_a_view(browser, address, report):
    """It can be sent to somebody; what is filtered by hand stands in it as well."""
    browser.get("about:blank")
    browser.get(address + "#kind=administrator")
    assert rows(browser) == [["administrator", "root"]] and browser.find_element(By.ID, "kind").get_attribute("value") == "administrator"
    browser.get("about:blank")
    browser.get(address + "#kind=account_missing&group=admin")  # a view of another day, which has none today
    assert shown(browser).startswith("0 of ") and browser.find_element(By.ID, "nothing").is_displayed()
    click(browser, "#tools [type=reset]")
    until(browser, lambda page: shown(page).startswith("{:,} of".format(len(report["findings"]))))
    browser.find_element(By.ID, "search").send_keys("stud00042\t")
    assert browser.execute_script("return location.hash") == "#search=stud00042"


def test_pages(page, report):
    """Every finding is on one of them, in the order of the report."""
    follow(page, "[href='#kind=membership_surplus']")
    assert not page.find_element(By.ID, "back").is_enabled()
    found = rows(page)
    while page.find_element(By.ID, "forth").is_enabled():
        click(page, "#forth")
        found += rows(page)
    assert found == [[each["type"], each["name"]] for each in report["findings"] if each["type"] == "membership_surplus"]
    assert page.find_element(By.ID, "where").text == "Page {0} of {0}".format(-(-len(found) // PAGE))
    click(page, "#back")
    start = (len(found) - 1) // PAGE * PAGE - PAGE
    assert rows(page) == found[start : start + PAGE]


def test_sort_holds_for_all_pages(page, report):
    """Not only for the rows in sight, and filters keep it."""
    click(page, "#table thead th:nth-child(2) button")
    click(page, "#table thead th:nth-child(2) button")
    names = sorted({each["name"] for each in report["findings"]}, reverse=True)
    assert rows(page)[0][1] == names[0]
    page.execute_script("location.hash = '#kind=inactive'")
    inactive = sorted((each["name"] for each in report["findings"] if each["type"] == "inactive"), reverse=True)
    until(page, lambda page: shown(page).startswith("{:,} of".format(len(inactive))))
    assert [name for _kind, name in rows(page)] == inactive[:PAGE]


@pytest.mark.parametrize("search", ["", "membership surplus"])
def test_saved_as_csv(page, report, search):
    """What fits is saved, all of it and as the CSV report has it."""
    from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_text import as_csv

    page.find_element(By.ID, "search").send_keys(search)
    click(page, "#save")
    path = os.path.join(page.downloads, "cloud.uni.example.edu-findings.csv")
    until(page, lambda _page: os.path.exists(path))
    with open(path, encoding="utf-8", newline="") as handle:
        text = handle.read()
    os.remove(path)
    wanted = dict(report, findings=[each for each in report["findings"] if not search or each["type"] == "membership_surplus"])
    assert text == as_csv(wanted)
    assert len(list(csv.reader(text.splitlines()))) == 1 + len(wanted["findings"])


def test_paper(page, report):
    """The first 500 are printed, with a note, and afterwards the page is as before."""
    content = page.execute_cdp_cmd("Page.printToPDF", {})["data"]
    assert len(content) > 1000
    assert len(rows(page)) == PAGE
    page.execute_script("dispatchEvent(new Event('beforeprint'))")
    assert len(rows(page)) == 500
    note = page.execute_script("return document.getElementById('paper').textContent")
    assert note.startswith("The first 500 of {:,} findings.".format(len(report["findings"])))
    page.execute_script("dispatchEvent(new Event('afterprint'))")
    assert len(rows(page)) == PAGE


def test_files_beside_the_page(page):
    """The links lead into the same folder."""
    links = {link.text: link.get_attribute("href") for link in page.find_elements(By.CSS_SELECTOR, ".beside a")}
    assert {name: re.sub(".*/", "", link) for name, link in links.items()} == {"CSV": "uni.csv", "JSON": "uni.json"}


def test_a_small_bar_beside_a_large_one(page):
    """It can be seen, and the scale is explained."""
    widths = page.execute_script("return Array.from(document.querySelectorAll('.chart:first-child .bar'), (bar) => Number(bar.getAttribute('width')))")
    assert max(widths) == 100 and min(widths) >= 6
    assert "Logarithmic scale" in page.find_element(By.CSS_SELECTOR, ".chart").text
