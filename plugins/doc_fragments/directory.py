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
      - V(exact) also removes users from managed groups that their row does not list. Only applies to rows with C(groups) or C(subadmin_of).
      - V(append) only adds memberships.
    type: str
    choices: [exact, append]
    default: exact
  managed_groups:
    description:
      - Shell-style patterns of the groups whose memberships can change. Memberships of other groups never change.
      - Defaults to the groups that the document describes.
    type: list
    elements: str
  unlisted_users:
    description:
      - What to do with accounts on the server that the document does not name, within O(unlisted_scope).
      - O(protected_users) and the acting account are never disabled or deleted.
      - With V(disable) or V(delete), a document that names no account is refused unless O(unlisted_scope) is set.
      - Accounts are left unchanged if the server does not return their state or a value that O(unlisted_scope) needs. A warning lists them.
    type: str
    choices: [ignore, report, disable, delete]
    default: ignore
  unlisted_groups:
    description:
      - What to do with groups on the server that the document does not name. O(protected_groups) are never deleted. With V(delete), O(max_group_deletes)
        limits how many are.
      - With V(delete), a document that names no group is refused unless O(unlisted_scope) has C(names).
    type: str
    choices: [ignore, report, delete]
    default: ignore
  unlisted_scope:
    description:
      - Conditions under which accounts and groups count as unlisted. All must be met. An empty list is refused.
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
      - Maximum number of accounts that a run may disable, as a number or as a percentage of the existing accounts. A percentage above 0 allows at least one.
    type: str
    default: 10%
  max_deletes:
    description:
      - Maximum number of accounts that a run may delete, in the same form.
    type: str
    default: '0'
  max_group_deletes:
    description:
      - Maximum number of groups that a run may delete, as a number or as a percentage of the existing groups. A percentage above 0 allows at least one.
      - Counts groups with C(state=absent) and those that O(unlisted_groups=delete) deletes. With a group, Seafile deletes its libraries, Nextcloud and ownCloud
        delete its shares.
    type: str
    default: 10%
    version_added: 1.0.0
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
        Rows that depend on a row that is left out are left out too. Accounts and groups of these rows never count as unlisted.
        If such a row does not identify its account or group, O(unlisted_users) and O(unlisted_groups) do not disable or delete anything.
    type: str
    choices: [fail, skip]
    default: fail
  on_error:
    description:
      - V(continue) processes the other accounts and fails at the end with all errors. V(stop) stops at the first error.
    type: str
    choices: [continue, stop]
    default: continue
  journal:
    description:
      - Path of a file on the machine that runs the module. Each finished step is appended as a line of JSON. The file is created with mode 0600.
      - Each line also contains the number C(step) of C(steps) and the estimated C(seconds_left), so that the run can be followed in the file.
      - Not written in check mode. The next run does not need it.
    type: path
  actions_shown:
    description:
      - Maximum number of entries in RV(actions) and in RV(problems). V(0) means no maximum.
      - RV(actions_left_out) counts the other steps. This option affects only the result.
    type: int
    default: 100
    version_added: 0.1.0
  diff_shown:
    description:
      - Maximum number of objects that the diff shows one by one. If more objects change, the diff groups equal changes in one line with the number of objects
        and the first of their names. With V(0), objects are always shown one by one.
    type: int
    default: 50
    version_added: 0.1.0
  progress:
    description:
      - Whether a run of more than 5 seconds reports its progress on standard error, at most every 5 seconds. The lines contain numbers but no names.
      - Ignored if the task runs as a module (see O(run_on)), because a module cannot write to the terminal. Follow O(journal) instead.
    type: bool
    default: true
    version_added: 0.1.0
  backup:
    description:
      - Path of a file on the machine that runs the module. Before the first change, the current state of everything that the plan changes is written to it as a
        document, with mode 0600. If the path ends with a slash or is a directory, each run creates a file of its own in it.
      - To restore this state, set O(src) of the same module to the file. This deletes accounts and groups that the run created, so you may have to raise
        O(max_deletes) and O(max_group_deletes). To restore administrators, set O(allow_admin_changes=true).
      - RV(backup_left_out) lists what cannot be restored, for example the files and passwords of deleted accounts. Add a C(password) to the rows of these
        accounts to create them again.
      - If the file exists, the task fails before the first change. Nothing is written in check mode, or if nothing changes.
    type: path
    version_added: 0.1.0
  return_results:
    description:
      - Whether to return RV(results).
    type: bool
    default: false
"""
