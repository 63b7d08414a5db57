# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTML report in a real browser: filters, sorting, keyboard, themes, print, and names that are no more than text.

After each test the browser's console must hold no error, and nothing may have been fetched (see the fixture ``page``).
"""

from __future__ import annotations

import base64
import json

import pytest
from ansible_collections.ocs.provisioning.plugins.filter.audit_index import audit_index
from ansible_collections.ocs.provisioning.plugins.plugin_utils.report_html import as_html
from browser.chromium import followed, rows, until
from browser.conftest import report
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

EVIL_START = "<script>window.pwned"

# The smallest ratio of contrast between a text and what is behind it, with the text that has it (WCAG 2, relative luminance).
CONTRAST = """
const luminance = (color) => {
  const parts = color.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
};
const numbers = (text) => text.match(/[0-9.]+/g).map(Number);
const behind = (node) => {
  for (let at = node; at; at = at.parentElement) {
    const color = numbers(getComputedStyle(at).backgroundColor);
    if (color.length === 3 || color[3] === 1) { return color; }
  }
  return [255, 255, 255];
};
let worst = [99, ""];
for (const node of document.querySelectorAll("body *")) {
  const own = Array.from(node.childNodes).filter((child) => child.nodeType === 3 && child.textContent.trim());
  if (!own.length || !node.checkVisibility() || ["SCRIPT", "OPTION", "text"].includes(node.tagName)) { continue; }
  const shades = [luminance(numbers(getComputedStyle(node).color)), luminance(behind(node))].sort((a, b) => b - a);
  const ratio = (shades[0] + 0.05) / (shades[1] + 0.05);
  if (ratio < worst[0]) { worst = [ratio, node.tagName + "." + node.className + ": " + own[0].textContent.trim()]; }
}
return worst;
"""


def names(page):
    """The names in the visible rows, in their order."""
    return [name for _kind, name in rows(page)]


def kinds(page):
    """The kinds of the visible rows, each once."""
    return {kind for kind, _name in rows(page)}


def shown(page):
    """What the page says of the number of rows."""
    return page.find_element(By.ID, "shown").text


def choose(page, field, value):
    """Choose in one of the lists."""
    Select(page.find_element(By.ID, field)).select_by_value(value)


def press(page, selector):
    """Click what the selector finds, once it is in sight."""
    element = page.find_element(By.CSS_SELECTOR, selector)
    page.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
    element.click()


def test_a_name_stays_text(page):
    """What somebody typed as a name does not run, and is shown as it is."""
    assert page.execute_script("return window.pwned === undefined") and page.title == "Audit of cloud.example.com: Incomplete"
    assert EVIL_START in page.find_element(By.ID, "table").text
    assert page.execute_script("return document.querySelectorAll('img, script:not([type])').length") == 1


def test_an_injected_script_would_not_run(page):
    """The page's policy refuses a script that is not its own, should one ever get in."""
    page.execute_script("const s = document.createElement('script'); s.textContent = 'window.pwned = 3'; document.body.append(s)")
    assert page.execute_script("return window.pwned === undefined") and any("Content Security Policy" in line["message"] for line in page.get_log("browser"))


def test_search(page):
    """Words are searched for in any case and anywhere in the row; all must be there."""
    everything = shown(page)
    page.find_element(By.ID, "search").send_keys("USER1 quota")
    assert names(page) == ["user1", "user10"] and shown(page).startswith("2 of ")
    page.find_element(By.ID, "search").send_keys("no such thing")
    assert names(page) == [] and page.find_element(By.ID, "nothing").is_displayed()
    press(page, "#tools [type=reset]")
    until(page, lambda page: shown(page) == everything)


@pytest.mark.parametrize(
    "field, value, wanted",
    [
        ("category", "error", {"not_read"}),
        ("category", "problem", {"row_problem"}),
        ("category", "unlisted", {"unlisted_user"}),
        ("kind", "membership_missing", {"membership_missing"}),
        ("group", "lab", {"account_missing", "membership_missing", "group_missing"}),
        ("group", "a & b", {"membership_surplus"}),
        ("since", "new", {"account_field", "not_read"}),
    ],
)
def test_lists(page, field, value, wanted):
    """Each list leaves the rows that fit."""
    choose(page, field, value)
    assert kinds(page) == wanted


def test_lists_together(page):
    """Rows must fit all of them."""
    choose(page, "group", "office")
    choose(page, "category", "drift")
    assert set(names(page)) == {"user1", "user2", "user10", "user20"}
    choose(page, "since", "new")
    assert names(page) == ["user1"]


@pytest.mark.parametrize("selector, wanted", [
    (".card [href='#kind=administrator']", {"administrator"}),
    (".card [href='#category=drift']", {"account_missing", "account_field", "membership_missing", "membership_surplus", "group_missing"}),
    (".chart [href='#kind=account_field']", {"account_field"}),
    (".chart [href*='group=lab']", {"account_missing", "membership_missing", "group_missing"}),
])  # fmt: skip
def test_figures_lead_to_their_rows(page, selector, wanted):
    """A figure and its bar show as many rows as they count."""
    button = page.find_element(By.CSS_SELECTOR, selector)
    count = button.find_element(By.CSS_SELECTOR, ".figure, .count").text
    with followed(page):
        press(page, selector)
    assert kinds(page) == wanted and len(rows(page)) == int(count)


def test_sort(page):
    """By name as people count, up, down, and back to the order of the report."""
    choose(page, "kind", "account_field")
    as_made = names(page)
    header = "#table thead th:nth-child(2)"
    press(page, header + " button")
    assert names(page) == ["eve", "user1", "user2", "user10", "user20"]
    assert page.find_element(By.CSS_SELECTOR, header).get_attribute("aria-sort") == "ascending"
    press(page, header + " button")
    assert names(page) == ["user20", "user10", "user2", "user1", "eve"]
    press(page, header + " button")
    assert names(page) == as_made and not page.find_element(By.CSS_SELECTOR, header).get_attribute("aria-sort")


def test_sort_by_another_column(page):
    """Only one column is marked as sorted."""
    choose(page, "kind", "account_field")
    press(page, "#table thead th:nth-child(2) button")
    press(page, "#table thead th:nth-child(4) button")
    assert [name for name in names(page) if name != "eve"] == ["user1", "user2", "user10", "user20"]
    assert len(page.find_elements(By.CSS_SELECTOR, "[aria-sort]")) == 1


def test_keyboard(page):
    """The first tab leads past the figures; headers and cards work by keys."""
    page.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    assert page.switch_to.active_element.text == "Skip to the findings"
    with followed(page):
        page.switch_to.active_element.send_keys(Keys.ENTER)
    page.execute_script("document.querySelector('#table thead button').focus()")
    page.switch_to.active_element.send_keys(Keys.SPACE)
    assert page.find_element(By.CSS_SELECTOR, "[aria-sort=ascending]").text.startswith("Kind")
    page.execute_script("document.querySelector(\".card [href='#kind=disabled']\").focus()")
    with followed(page):
        page.switch_to.active_element.send_keys(Keys.ENTER)
    assert names(page) == ["gone"]


def test_everything_has_a_name(page):
    """A screen reader can name each control, and headings come in their order."""
    controls = [each for each in page.find_elements(By.CSS_SELECTOR, "a, button, input, select, [role=img], [role=region]") if each.is_displayed()]
    assert len(controls) > 20 and not [each.get_attribute("outerHTML") for each in controls if not each.accessible_name]
    levels = [int(each.tag_name[1]) for each in page.find_elements(By.CSS_SELECTOR, "h1, h2, h3")]
    assert levels[0] == 1 and levels.count(1) == 1 and all(after - before <= 1 for before, after in zip(levels, levels[1:]))
    assert page.find_element(By.ID, "shown").get_attribute("aria-live") == "polite"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast(page, theme):
    """Every text can be read, in both themes."""
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": theme}]})
    lightness = page.execute_script("return getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number)[0]")
    assert (lightness > 200) == (theme == "light")
    ratio, text = page.execute_script(CONTRAST)
    assert ratio >= 4.5, text


def test_theme_button(page):
    """It turns the theme over, whatever the system prefers, and says what it will do."""
    button = page.find_element(By.ID, "theme")
    said = [button.text]
    before = page.execute_script("return getComputedStyle(document.body).backgroundColor")
    button.click()
    assert page.execute_script("return getComputedStyle(document.body).backgroundColor") != before
    said.append(button.text)
    assert sorted(said) == ["Dark", "Light"]


def test_print(page):
    """On paper there are no controls, dark themes are left, and filters hold."""
    choose(page, "kind", "disabled")
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": [{"name": "prefers-color-scheme", "value": "dark"}]})
    try:
        assert not page.find_element(By.ID, "tools").is_displayed() and not page.find_element(By.ID, "theme").is_displayed()
        assert page.execute_script("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert names(page) == ["gone"]
        labels = page.execute_script("return [...document.querySelectorAll('#table thead th')].map(each => getComputedStyle(each, '::before').content)")
        assert labels == ['"Kind"', '"Name"', '"Field"', '"Is"', '"Should be"']  # buttons of a repeated head are not printed
        assert base64.b64decode(page.print_page()).startswith(b"%PDF")
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


def test_narrow(page):
    """On a telephone nothing runs out of the page to the right."""
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True})
    try:
        assert page.execute_script("return document.documentElement.scrollWidth") <= 390
        assert len(rows(page)) > 5
        widths = page.execute_script("return [...document.querySelectorAll('.chart .one')].map(one => one.querySelector('svg').clientWidth / one.clientWidth)")
        assert widths and min(widths) > 0.9
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_without_script(page):
    """The findings can be read where scripts are off; controls that would do nothing are not shown."""
    page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page.refresh()
        assert not page.find_element(By.ID, "tools").is_displayed() and not page.find_element(By.ID, "theme").is_displayed()
        assert len(rows(page)) > 10
    finally:
        page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.fixture
def history():
    """Figures of two instances, one with a long name and differences, one in agreement; as the role keeps them."""
    entry = report()["history"][-1]
    entries = [dict(entry, finished="2026-11-%02dT06:00:00Z" % day, counts=dict(entry["counts"], drift=count)) for day, count in ((1, 900), (8, 40), (15, 3))]
    entries.append(dict(entry, instance="a-very-long-name-of-an-instance.cloud.example.com", verdict="drift", page="long.html"))
    return "".join(json.dumps(each) + "\n" for each in entries + [dict(entry, instance="drive", verdict="agreement")])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_index_and_trend(browser, tmp_path, history, theme):
    """Both can be read in both themes, hold on a telephone, and fetch nothing."""
    made = report()
    made["history"] = [json.loads(line) for line in history.splitlines()[:3]]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": theme}]})
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True})
    try:
        for name, content in (("report", as_html(made)), ("index", audit_index(history))):
            (tmp_path / (name + ".html")).write_text(content, encoding="utf-8")
            browser.get((tmp_path / (name + ".html")).as_uri())
            ratio, text = browser.execute_script(CONTRAST)
            assert ratio >= 4.5, text
            assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
            assert [line for line in browser.get_log("browser") if line["level"] != "INFO"] == []
        assert browser.find_element(By.LINK_TEXT, "a-very-long-name-of-an-instance.cloud.example.com").get_attribute("href").endswith("/long.html")
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
