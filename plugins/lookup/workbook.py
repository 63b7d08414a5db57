# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0 or later (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: workbook
short_description: Read the rows of an XLSX or ODS workbook on the controller
version_added: 0.1.0
author:
  - The ocs.provisioning authors (@ocs-provisioning)
description:
  - Returns a sheet of a workbook as rows, each a dictionary whose keys are the cells of the first row. Reads XLSX, XLSM, XLSB, XLS and ODS.
  - All values are strings, as in a CSV file. Whole numbers lose their C(.0), dates are returned as V(2026-01-02), and true and false as V(yes) and
    V(no). Leading zeros are kept only in text cells. Text is returned in Unicode normalization form C.
  - A formula that failed, such as C(#REF!), is returned as an empty string, because the library does not tell it from an empty cell. In CSV files,
    P(ocs.provisioning.csv_rows#filter) refuses such cells.
  - Relative paths are relative to the directory in which C(ansible-playbook) was started.
requirements:
  - python-calamine on the controller
options:
  _terms:
    description: The paths.
    type: list
    elements: path
    required: true
  sheet:
    description: Name of the sheet. If omitted, the first one.
    type: str
    default: ""
"""

EXAMPLES = r"""
- name: Count the people of a workbook
  ansible.builtin.debug:
    msg: "{{ lookup('ocs.provisioning.workbook', 'people.xlsx') | length }}"
"""

RETURN = r"""
_raw:
  description: The rows of each workbook. Empty rows are left out.
  type: list
  elements: list
"""

import datetime
import io
import unicodedata

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase
from ansible_collections.ocs.provisioning.plugins.module_utils.common import files
from ansible_collections.ocs.provisioning.plugins.plugin_utils.paths import absolute

try:
    from python_calamine import CalamineError, CalamineWorkbook
except ImportError:
    CalamineWorkbook = None


class LookupModule(LookupBase):
    """Reads workbooks of the controller."""

    def run(self, terms, variables=None, **kwargs):
        """The rows of each workbook."""
        self.set_options(var_options=variables, direct=kwargs)
        if CalamineWorkbook is None:
            raise AnsibleLookupError("ocs.provisioning.workbook needs the Python library python-calamine on the controller: pip install python-calamine")
        return [_rows(absolute(path), self.get_option("sheet")) for path in terms]


def _rows(path, sheet):
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(files.read(path)))
        table = (book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)).to_python()
    except OSError as error:
        raise AnsibleLookupError("%s cannot be read: %s." % (path, error.strerror or error)) from None
    except CalamineError as error:
        raise AnsibleLookupError("%s cannot be read: %s." % (path, error)) from None
    names = [_text(cell).strip() for cell in table[0]] if table else []
    problem = _problem(names)
    if problem:
        raise AnsibleLookupError("%s: %s" % (path, problem))
    rows = [dict(zip(names, map(_text, row))) for row in table[1:]]
    return [row for row in rows if any(row.values())]


def _problem(names):
    """What is wrong with the first row; "" when nothing is."""
    if not names or "" in names:
        return "every column needs a name in the first row."
    twice = sorted({name for name in names if names.count(name) > 1})
    return "two columns are called %s." % ", ".join(twice) if twice else ""


def _text(cell):
    """The cell as a CSV file would hold it."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    text = cell.isoformat() if isinstance(cell, (datetime.date, datetime.time, datetime.datetime)) else str(cell)
    return unicodedata.normalize("NFC", text)  # as keyboards write it: with letter and mark apart, an ID would be another one
