# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sphinx settings of the documentation's HTML pages. There is no intersphinx mapping: it would want a connection."""

from __future__ import annotations

project = "ocs.provisioning"
author = "The ocs.provisioning authors"
html_title = "ocs.provisioning"
html_short_title = "ocs.provisioning"
extensions = ["sphinx_antsibull_ext"]
default_role = "any"
highlight_language = "YAML+Jinja"
pygments_style = "ansible"
html_theme = "sphinx_ansible_theme"
html_show_sphinx = False
html_use_index = False
html_copy_source = False
html_static_path = ["static"]
html_css_files = ["pages.css"]
