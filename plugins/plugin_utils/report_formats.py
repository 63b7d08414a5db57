# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The formats of a report."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ansible.errors import AnsibleFilterError
from ansible_collections.ocs.provisioning.plugins.plugin_utils import report, report_html, report_junit, report_text
from ansible_collections.ocs.provisioning.plugins.plugin_utils.plain import plain

RENDERERS = {
    "report": dict,
    "brief": report.brief,
    "json": report_text.as_json,
    "jsonl": report_text.as_jsonl,
    "csv": report_text.as_csv,
    "html": report_html.as_html,
    "markdown": report_text.as_markdown,
    "junit": report_junit.as_junit,
}
FAITHFUL = ("report", "brief", "json", "jsonl")  # data, in which such characters are escaped anyway


def rendered(result, form, facts):
    """The report of a run in a format, as the filter drift_report documents it."""
    if form not in RENDERERS:
        raise AnsibleFilterError("drift_report knows the formats %s, not %r." % (", ".join(RENDERERS), form))
    if isinstance(result, str):
        made = _parsed(result)
    elif not isinstance(result, Mapping) or not isinstance(facts or {}, Mapping):
        raise AnsibleFilterError("drift_report takes the result of ocs_directory, or a report, and facts as dictionaries.")
    else:
        made = plain(result) if report.is_report(result) else report.build(result, facts)
    if made["schema_version"] != report.VERSION:
        raise AnsibleFilterError("This is a report of schema version %s; this filter shows version %d." % (made["schema_version"], report.VERSION))
    if form in FAITHFUL:
        return RENDERERS[form](made)
    return RENDERERS[form](report.printable(made))


def _parsed(text):
    """A report from its text."""
    try:
        made = json.loads(text)
    except ValueError:
        made = None
    if not report.is_report(made):
        raise AnsibleFilterError("drift_report takes a text only if it is a report that drift_report wrote as JSON.")
    return made
