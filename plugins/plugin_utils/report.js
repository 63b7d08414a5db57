/* SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
   SPDX-License-Identifier: GPL-3.0-or-later */
"use strict";
(() => {
  const root = document.documentElement;
  const theme = document.getElementById("theme");
  const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);
  const nameTheme = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  theme.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; nameTheme(); });
  prefersDark.addEventListener("change", nameTheme);
  theme.hidden = false;
  nameTheme();

  const table = document.getElementById("table");
  if (!table) { return; }
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, (row) => ({
    row,
    text: row.textContent.toLowerCase(),
    groups: JSON.parse(row.dataset.groups),
  }));
  const tools = document.getElementById("tools");
  const fields = ["category", "type", "group", "since"].map((id) => document.getElementById(id)).filter(Boolean);
  const search = document.getElementById("search");

  const fits = (each, words) => words.every((word) => each.text.includes(word)) && fields.every((field) => {
    if (!field.value) { return true; }
    if (field.id === "group") { return (each.groups.length ? each.groups : ["(no group)"]).includes(field.value); }
    return (field.id === "category" ? field.value.split(" ") : [field.value]).includes(each.row.dataset[field.id]);
  });

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const each of rows) {
      const visible = fits(each, words);
      each.row.hidden = !visible;
      count += visible ? 1 : 0;
    }
    document.getElementById("shown").textContent = `${count} of ${rows.length} shown`;
    document.getElementById("nothing").hidden = count > 0;
  };

  const compare = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }).compare;
  const heads = Array.from(table.tHead.rows[0].cells);
  const sort = (column) => {
    const next = { ascending: "descending", descending: "" }[heads[column].getAttribute("aria-sort")] ?? "ascending";
    for (const head of heads) { head.removeAttribute("aria-sort"); }
    const ordered = rows.slice();
    if (next) {
      heads[column].setAttribute("aria-sort", next);
      const sign = next === "ascending" ? 1 : -1;
      const keys = new Map(rows.map((each) => [each, (each.row.cells[column]?.textContent ?? "").trim()]));
      ordered.sort((one, other) => sign * compare(keys.get(one), keys.get(other)));
    }
    body.append(...ordered.map((each) => each.row));
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(column));
    head.replaceChildren(button);
  });

  const choose = (wanted) => {
    tools.reset();
    for (const field of fields) { field.value = wanted[field.id] ?? ""; }
    filter();
    const findings = document.getElementById("findings");
    findings.scrollIntoView();
    findings.focus({ preventScroll: true });
  };
  for (const button of document.querySelectorAll("[data-filter]")) {
    button.addEventListener("click", () => choose(
      { category: button.dataset.category, [button.dataset.filter]: button.dataset.value }));
  }

  search.addEventListener("input", filter);
  for (const field of fields) { field.addEventListener("change", filter); }
  tools.addEventListener("reset", () => setTimeout(filter));
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.hidden = false;
  filter();
})();
