# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that the modules for whole directories share."""

from __future__ import annotations


class ModuleDocFragment:
    """Scope, guards and course of a bulk run."""

    DOCUMENTATION = r"""
options:
  membership:
    description:
      - V(exact) also takes users out of managed groups that their row does not list. It needs the row to name C(groups) or C(subadmin_of).
      - V(append) only adds.
    type: str
    choices: [exact, append]
    default: exact
  managed_groups:
    description:
      - Shell-style patterns of the groups in which memberships may change. Memberships in other groups never change.
      - Defaults to the groups that the document describes.
    type: list
    elements: str
  unlisted_users:
    description:
      - What to do with accounts on the server that the document does not name, within O(unlisted_scope).
      - O(protected_users) and the acting account are never disabled or deleted.
      - Neither are accounts whose state, or a value that O(unlisted_scope) needs, the server does not return. A warning lists them.
    type: str
    choices: [ignore, report, disable, delete]
    default: ignore
  unlisted_groups:
    description:
      - What to do with groups on the server that the document does not name. O(protected_groups) are never deleted.
    type: str
    choices: [ignore, report, delete]
    default: ignore
  unlisted_scope:
    description:
      - Conditions for accounts and groups to count as unlisted. All must hold.
    type: dict
    default: {}
    suboptions:
      backends:
        description:
          - Only accounts of these backends, for example V(Database). Nextcloud only.
        type: list
        elements: str
      groups:
        description:
          - Only members of these groups, with shell-style patterns.
        type: list
        elements: str
      names:
        description:
          - Only IDs that match one of these shell-style patterns.
        type: list
        elements: str
      inactive_days:
        description:
          - Only accounts whose last login is longer ago than this number of days, or that never logged in.
        type: int
  protected_users:
    description:
      - IDs of accounts that are never disabled or deleted. The acting account is always protected.
    type: list
    elements: str
    default: []
  max_disables:
    description:
      - Largest number of accounts that a run may disable, as a number or as a percentage of the existing accounts. A percentage above 0 allows at least one.
    type: str
    default: 10%
  max_deletes:
    description:
      - Largest number of accounts that a run may delete, in the same form.
    type: str
    default: '0'
  update_password:
    description:
      - V(always) sets the passwords of existing accounts in every run, V(on_create) those of new accounts only.
    type: str
    choices: [always, on_create]
    default: on_create
  on_problem:
    description:
      - What to do if rows of the document cannot be applied, for example because the server cannot store a value.
      - With V(fail), the task fails before the first write and names all of them in RV(problems).
      - With V(skip), these rows are left out and returned in RV(problems); all other rows are applied or compared, and the task does not fail.
        A row that needs what a left out row would have created is left out too. Accounts and groups of left out rows never count as unlisted.
        Where it cannot be told whom such a row names, O(unlisted_users) and O(unlisted_groups) cannot disable or delete.
    type: str
    choices: [fail, skip]
    default: fail
  on_error:
    description:
      - V(continue) finishes the other accounts and fails at the end with all errors. V(stop) ends at the first error.
    type: str
    choices: [continue, stop]
    default: continue
  journal:
    description:
      - Path of a file on the machine that runs the module. Each finished step is appended as a line of JSON. Created with mode 0600.
      - Each line also holds C(step) of C(steps) and the estimated C(seconds_left), so that a run can be watched from elsewhere.
      - Not written in check mode. The next run does not need it.
    type: path
  actions_shown:
    description:
      - How many steps RV(actions), and how many rows RV(problems), hold at most. V(0) means all of them.
      - The steps that are left out are counted in RV(actions_left_out). Nothing else depends on it.
    type: int
    default: 100
    version_added: 0.1.0
  diff_shown:
    description:
      - The largest number of objects that the diff shows one by one. If more change, it shows like changes together, each in a line with the number of objects
        and the first of their names. V(0) always shows them one by one.
    type: int
    default: 50
    version_added: 0.1.0
  progress:
    description:
      - Whether a run of more than 5 seconds tells on standard error how far it is, at most every 5 seconds. Contains numbers only, no names.
      - Ignored where the task runs as a module (see O(run_on)), because a module cannot write to the terminal. Watch O(journal) there.
    type: bool
    default: true
    version_added: 0.1.0
  backup:
    description:
      - A file to which the present state of all that the plan touches is written as a document before the first write, on the machine that runs the
        module. Created with mode 0600. A path that ends with a slash, or is a directory, is a directory in which each run gets a file of its own.
      - Given to O(src) of the same module, it restores that state. Accounts and groups that the run created are deleted then, so O(max_deletes) may have
        to be raised; a change of administrators needs O(allow_admin_changes=true).
      - What cannot come back is named in RV(backup_left_out), for example files and passwords of deleted accounts. Give the rows of these accounts
        a C(password) before they are created again.
      - An existing file is never replaced; the task fails before the first write. Nothing is written in check mode, or if there is nothing to do.
    type: path
    version_added: 0.1.0
  return_results:
    description:
      - Whether RV(results) is returned.
    type: bool
    default: false
"""
