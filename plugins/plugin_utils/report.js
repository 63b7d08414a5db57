/* SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
   SPDX-License-Identifier: GPL-3.0-or-later */
"use strict";
(() => {
  const ROWS = 50; // of a page
  const GROUPS = 4; // shown with a name
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  root.classList.add("scripted");

  const theme = byId("theme");
  const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);
  const nameTheme = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  theme.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; nameTheme(); });
  prefersDark.addEventListener("change", nameTheme);
  theme.hidden = false;
  nameTheme();

  const source = byId("data");
  if (!source) { return; }
  const data = JSON.parse(source.textContent);
  const written = (value) => (Array.isArray(value) ? value.map(([key, text]) => `${key}: ${text || "(empty)"}`).join("; ") : value ?? "");
  const findings = data.rows.map(([kind, object, name, display, groups, field, before, after, detail, status, since, id]) => ({
    kind: data.kinds[kind], object, name, display, groups: groups && groups.map((place) => data.groups[place]),
    field, before, after, detail, status, since, id,
  }));
  const table = byId("table");
  const tools = byId("tools");
  const search = byId("search");
  const fields = ["category", "kind", "group", "since"].map(byId).filter(Boolean);
  let order = findings;
  let fitting = findings;
  let page = 0;

  /* What a finding shows */

  const make = (tag, className, ...content) => {
    const element = document.createElement(tag);
    element.className = className;
    element.append(...content);
    return element;
  };
  const valueOf = (value, mark, missing) => {
    if (Array.isArray(value)) {
      return make("dl", mark, ...value.map(([key, text]) => make("div", "", make("dt", "", key), make("dd", "", make("bdi", "", text)))));
    }
    return value ? make("bdi", mark, value) : make("span", "hint", value === null ? missing : "empty");
  };
  const nameOf = (each) => {
    const shown = [make("bdi", "", each.name)];
    if (each.display && each.display !== each.name) { shown.push(" ", make("bdi", "hint", each.display)); }
    const groups = each.object === "group" ? [] : each.groups ?? [];
    for (const name of groups.slice(0, GROUPS)) { shown.push(" ", make("span", "group", make("bdi", "", name))); }
    if (groups.length > GROUPS) { shown.push(" ", make("span", "hint", `+${groups.length - GROUPS}`)); }
    return shown;
  };
  const rowOf = (each) => {
    const kind = make("td", "", make("span", "kind", each.kind.title), ...(each.since === "new" ? [" ", make("span", "new", "new")] : []));
    const name = make("th", "", ...nameOf(each));
    name.scope = "row";
    const cells = [kind, name, make("td", "", each.field)];
    if (each.before === null && each.after === null) {
      const detail = make("td", "", each.detail);
      detail.colSpan = 2;
      cells.push(detail);
    } else {
      const after = make("td", "", valueOf(each.after, "ins", "absent"));
      if (each.status && each.status !== "planned") { after.append(" ", make("span", "status", each.status)); }
      if (each.detail) { after.append(" ", make("span", "detail", each.detail)); }
      cells.push(make("td", "", valueOf(each.before, "del", "missing")), after);
    }
    cells.forEach((cell, column) => { cell.dataset.label = heads[column].textContent; });
    const row = make("tr", each.kind.tone, ...cells);
    row.dataset.kind = each.kind.value;
    return row;
  };
  const count = (number) => number.toLocaleString("en");
  const drawRows = (from, to) => table.tBodies[0].replaceChildren(...fitting.slice(from, to).map(rowOf));
  const draw = () => {
    const pages = Math.max(1, Math.ceil(fitting.length / ROWS));
    drawRows(page * ROWS, (page + 1) * ROWS);
    byId("shown").textContent = `${count(fitting.length)} of ${count(findings.length)} shown`;
    byId("where").textContent = `Page ${count(page + 1)} of ${count(pages)}`;
    byId("back").disabled = page === 0;
    byId("forth").disabled = page === pages - 1;
    byId("pages").hidden = pages === 1;
    byId("nothing").hidden = fitting.length > 0;
  };
  const turn = (step) => {
    page += step;
    draw();
    byId("findings").scrollIntoView();
  };

  /* Which findings fit */

  const textOf = (each) => {
    each.text ??= [each.kind.title, each.since === "new" ? "new" : "", each.name, each.display, (each.groups ?? []).join(" "), each.field,
      written(each.before), written(each.after), each.detail, each.status].join(" ").toLowerCase();
    return each.text;
  };
  const TESTS = {
    category: (value) => { const wanted = value.split(" "); return (each) => wanted.includes(each.kind.category); },
    kind: (value) => (each) => each.kind.value === value,
    group: (value) => (each) => each.groups?.includes(value) || (value === data.no_group && each.groups?.length === 0),
    since: (value) => (each) => each.since === value,
  };
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const tests = fields.filter((field) => field.value).map((field) => TESTS[field.id](field.value));
    if (words.length) { tests.push((each) => words.every((word) => textOf(each).includes(word))); }
    fitting = tests.length ? order.filter((each) => tests.every((fits) => fits(each))) : order;
    page = 0;
    draw();
  };

  /* The order */

  // as people count: 2 before 10; marks over letters do not matter. Comparing such keys is many times faster than Intl.Collator.
  const keyOf = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, "0"));
  const COLUMNS = [(each) => each.kind.title, (each) => each.name, (each) => each.field, (each) => written(each.before), (each) => written(each.after)];
  const sort = (column) => {
    const next = { ascending: "descending", descending: "" }[heads[column].getAttribute("aria-sort")] ?? "ascending";
    for (const head of heads) { head.removeAttribute("aria-sort"); }
    order = findings;
    if (next) {
      heads[column].setAttribute("aria-sort", next);
      const sign = next === "ascending" ? 1 : -1;
      const keyed = findings.map((each) => [keyOf(COLUMNS[column](each)), each]);
      keyed.sort(([one], [other]) => (one < other ? -sign : one > other ? sign : 0));
      order = keyed.map(([, each]) => each);
    }
    filter();
  };
  const heads = Array.from(table.tHead.rows[0].cells);
  heads.forEach((head, column) => {
    const button = make("button", "", head.textContent);
    button.type = "button";
    button.addEventListener("click", () => sort(column));
    head.dataset.label = head.textContent; // for paper, where browsers leave out the buttons of a repeated head
    head.replaceChildren(button);
  });

  /* The address: #kind=administrator&group=staff */

  const NAMED = [search, ...fields];
  const write = () => {
    const wanted = new URLSearchParams(NAMED.filter((field) => field.value).map((field) => [field.id, field.value]));
    history.replaceState(null, "", `#${wanted}`);
  };
  const read = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    if (!NAMED.some((field) => wanted.has(field.id))) { return; }
    for (const field of NAMED) {
      const value = wanted.get(field.id) ?? "";
      if (field.options && !Array.from(field.options).some((option) => option.value === value)) {
        field.add(new Option(data.kinds.find((kind) => kind.value === value)?.title ?? value, value));
      }
      field.value = value;
    }
    filter();
    byId("findings").scrollIntoView();
    byId("findings").focus({ preventScroll: true });
  };
  window.addEventListener("hashchange", read);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) { read(); } // no hashchange then
  });

  /* A file of what is shown; see the CSV report for what is done against formulas */

  const FORMULA = "[=+\\-@\\t\\r\\uff1d\\uff0b\\uff0d\\uff20]";
  const BLANKS = "[\\s\\x1c-\\x1f\\x85\"']*";
  const CELL_START = new RegExp(`^(?=${BLANKS}${FORMULA})|(?<=[;\\t\\r\\n])(?=${BLANKS}(?:${FORMULA}|$))`, "g");
  const cellOf = (text) => {
    const safe = text.replaceAll("\0", "").replace(CELL_START, "'");
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const save = () => {
    const lines = [data.columns, ...fitting.map((each) => [
      data.instance, each.since, each.kind.category, each.kind.title, each.name, each.display, (each.groups ?? []).join(", "), each.field,
      written(each.before), written(each.after), each.detail, each.status, each.id])];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", ...lines.map((cells) => `${cells.map(cellOf).join(",")}\r\n`)], { type: "text/csv" }));
    link.download = `${data.file}-findings.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  /* Paper */

  window.addEventListener("beforeprint", () => {
    const more = fitting.length > data.printed;
    byId("paper").textContent = more
      ? `The first ${count(data.printed)} of ${count(fitting.length)} findings. The page in a browser and the reports as JSON and CSV hold all.` : "";
    drawRows(0, data.printed);
  });
  window.addEventListener("afterprint", draw);

  const change = () => { filter(); write(); };
  search.addEventListener("input", filter);
  search.addEventListener("change", write);
  for (const field of fields) { field.addEventListener("change", change); }
  tools.addEventListener("reset", () => setTimeout(change));
  tools.addEventListener("submit", (event) => event.preventDefault());
  byId("save").addEventListener("click", save);
  byId("back").addEventListener("click", () => turn(-1));
  byId("forth").addEventListener("click", () => turn(1));
  tools.hidden = false;
  filter();
  read();
})();
