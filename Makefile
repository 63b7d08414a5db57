# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `make help` lists what there is. Needs git, python3 and a package index; everything else is made under
# .venv, .venvs and build. Paths are relative or quoted, because the checkout's name may hold a blank.

SHELL := /bin/sh
.SHELLFLAGS := -euc
.DEFAULT_GOAL := help

# ansible-core versions and the Pythons that may run each; the first one found is taken.
CORES ?= 2.17:3.11,3.10,3.12 2.18:3.11,3.12,3.13 2.19:3.11,3.12,3.13 2.20:3.12,3.13 2.21:3.13,3.12
DIALECTS ?= nextcloud-34 nextcloud-32 nextcloud-28 owncloud-10 seafile-13 seafile-11
OLD_DIALECTS ?= owncloud-10 nextcloud-28
NEW_DIALECTS ?= nextcloud-34 seafile-13 $(REAL)
# In `make test` a dialect that shares most with its neighbours runs the targets where it differs; alone and in `make integration` all of them.
DIFFERING_nextcloud-28 := ocs_server_info ocs_user ocs_user_info
# Servers that are named from outside.
REAL := $(if $(OCS_TEST_URL),server) $(if $(SEAFILE_TEST_URL),seafile-server)
JOBS ?= 2
# The newest Python that is here runs the demo and the tools.
PYTHON ?= $(shell tools/find_python.sh 3.13,3.12,3.11,3.10 || echo python3)

comma := ,
core = $(firstword $(subst :, ,$(1)))
pythons = $(lastword $(subst :, ,$(1)))
LINK := build/collections/ansible_collections/ocs/provisioning
BIN := .venv/bin
DEMO = $(BIN)/python tools/with_server.py $(BIN)/python tools/demo.py
CHECK := $(BIN)/python tools/check.py
RUNNABLE := $(strip $(foreach c,$(CORES),$(if $(shell tools/find_python.sh $(call pythons,$(c))),$(call core,$(c)))))
SANITY ?= $(RUNNABLE)
NOT_RUN := $(foreach c,$(CORES),not-run-$(call core,$(c)))
ENDS := $(sort $(firstword $(RUNNABLE)) $(lastword $(RUNNABLE)))
SERVERS := $(DIALECTS) $(REAL)
INTEGRATION := $(foreach c,$(ENDS),$(foreach s,$(SERVERS),integration-$(c)-$(s)))
# `make test` takes each product and both cores: most of it in a third of the time. `versions` has the other dialects.
COVERING := $(NEW_DIALECTS:%=integration-$(lastword $(RUNNABLE))-%) $(OLD_DIALECTS:%=integration-$(firstword $(RUNNABLE))-%)

HERE := $(shell pwd)
# The environments of the ansible-cores and the copies to test. ansible-test cannot work where a folder's name
# has a blank: then they live under the home folder.
CORE_HOME := $(if $(word 2,$(HERE)),$(HOME)/.cache/ocs.provisioning-$(firstword $(shell pwd | cksum)),$(HERE)/.venvs)
export ANSIBLE_COLLECTIONS_PATH := $(HERE)/build/collections
export ANSIBLE_HOME := $(HERE)/build/ansible-home
export ANSIBLE_LOCALHOST_WARNING := false
export ANSIBLE_INVENTORY_UNPARSED_WARNING := false
export PATH := $(HERE)/.venv/bin:$(PATH)
# A playbook starts in half the time when Python keeps what it has compiled, so nothing from outside forbids that.
unexport PYTHONDONTWRITEBYTECODE

# Environments hold absolute paths: forget them when the checkout has moved.
# The note is moved into its place, because another make may read it at any moment.
ifneq ($(shell cat build/.home 2>/dev/null),$(HERE))
ifneq ($(wildcard build/.home),)
$(shell rm -rf .venv .venvs build)
endif
$(shell mkdir -p build && pwd > build/.home.$$$$ && mv build/.home.$$$$ build/.home)
endif

.PHONY: awx-real locks real audit help runnable demo demo-check test environments checks quick unit versions full trust sandbox-test usage lint docs tables site guides build release molecule sanity units playbooks integration changelog bench bench-audit bench-fleet bench-task bench-report moves setup clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 14
	@echo "Single runs: sanity-CORE, units-CORE, playbooks-CORE, integration-CORE-DIALECT (RUN_ON=target: as modules), doors-CORE-DIALECT (both compared); CORE of: $(RUNNABLE); DIALECT of: $(DIALECTS),"
	@echo "or server: the one that OCS_TEST_URL, OCS_TEST_USERNAME, OCS_TEST_PASSWORD (and OCS_TEST_PRODUCT) name;"
	@echo "seafile-server: the one of SEAFILE_TEST_URL, SEAFILE_TEST_USERNAME, SEAFILE_TEST_PASSWORD."

demo: .venv/.demo $(LINK) ## onboard, detect manual changes, reconcile, offboard: the roles on the embedded server
	@exec $(DEMO)

test: ## every check, two at a time (JOBS=2), and a summary
	@rm -rf build/results
	@status=0; $(MAKE) --no-print-directory -k $(PARALLEL) environments || status=1; \
	$(MAKE) --no-print-directory -k $(PARALLEL) checks SANITY="$(ENDS)" DIFFERING=yes || status=1; \
	$(CHECK) summary || status=1; \
	[ $$status = 0 ] && echo "test: passed" || { echo "test: FAILED"; exit 1; }
PARALLEL = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(JOBS) $(if $(filter output-sync,$(.FEATURES)),--output-sync=target))
# First, or the short checks whose environments are there would begin before the long ones.
environments: setup $(ENDS:%=$(CORE_HOME)/%/.done) $(CORE_HOME)/galaxy/.done runnable $(NOT_RUN)
# The long ones first, so that two jobs end at about the same time. pytest (versions) has the newest core already. What `make test` leaves to the
# same targets alone, CI runs for each change: CONTRIBUTING.md lists it.
checks: usage versions playbooks-$(firstword $(RUNNABLE)) $(firstword $(COVERING)) sanity lint molecule $(wordlist 2,9,$(COVERING)) units-$(firstword $(RUNNABLE)) docs site demo-check sandbox-test build
demo-check: .venv/.dev $(LINK)
	@exec $(CHECK) run demo $(DEMO)

setup: .venv/.dev $(LINK)
.venv/.demo: locks/demo.txt
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 10) and "error: $(PYTHON) is too old, Python 3.10 or newer is needed")'
	@tools/venv.sh .venv "$(PYTHON)" demo
	@touch $@
.venv/.dev: .venv/.demo locks/dev.txt
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11) and "error: the checks need Python 3.11 or newer (make demo: 3.10)")'
	@tools/venv.sh .venv "$(PYTHON)" dev
	@touch $@
# It replaces urllib3 by another library, so it lives apart.
$(CORE_HOME)/nc_py_api/.done: .venv/.demo locks/bench.txt
	@tools/venv.sh $(CORE_HOME)/nc_py_api "$(PYTHON)" bench
	@touch $@
# What Galaxy's importer wants differs from what the checks want.
$(CORE_HOME)/galaxy/.done: .venv/.demo locks/galaxy.txt
	@tools/venv.sh $(CORE_HOME)/galaxy "$(PYTHON)" galaxy
	@touch $@
locks: .venv/.demo ## locks/ from requirements-*.txt: every package with its hashes (UPGRADE=--upgrade)
	@tools/lock.sh $(CORES)
$(LINK):
	@mkdir -p $(dir $@)
	@ln -sfn ../../../.. $@

lint: setup ## licences (REUSE), ruff, mypy and ansible-lint
	@exec $(CHECK) run lint tools/lint.sh
quick: setup ## the pure tests of this tree, under a minute: run it while you work
	@exec $(CHECK) run quick $(BIN)/python -m pytest -q $(BESIDE) tests/unit -m "not served and not long"
unit: setup ## pytest on this tree: the newest version of each product, without sockets and coverage
	@exec $(CHECK) run unit $(BIN)/python -m pytest -q $(BESIDE) $(UNIT)
versions: setup ## the same on every version of each product
	@OCS_TEST_VERSIONS=all exec $(CHECK) run versions $(BIN)/python -m pytest -q $(BESIDE) $(UNIT)
full: setup ## the same on every version, by real sockets, with coverage
	@OCS_TEST_VERSIONS=all OCS_TEST_SOCKETS=1 exec $(CHECK) run full $(BIN)/python -m pytest -q $(BESIDE) $(UNIT) --cov --cov-report=term:skip-covered
UNIT := tests/unit tests/properties tests/tools tests/trust
# Alone they share the cores, a file at a time; in `make test` another check has the second one.
BESIDE := $(if $(DIFFERING),,-n $(JOBS) --dist loadfile)
trust: setup ## what the collection promises, at length: every fault at every place, generated directories and servers; about two hours
	@OCS_TRUST=all OCS_TEST_VERSIONS=all OCS_TEST_CASES=10 exec $(CHECK) run trust $(BIN)/python -m pytest -q tests/trust tests/properties
sandbox-test: setup ## the embedded server: its own tests, and every recorded exchange
	@exec $(CHECK) run sandbox-test $(BIN)/python -m pytest -q tests/sandbox
usage: setup ## what users run: examples, guides, reports in a browser, AWX jobs, both doors of a task
	@tools/get_awx.sh
	@tools/get_browser.sh
	@exec $(CHECK) run usage $(BIN)/python -m pytest -q tests/examples tests/browser tests/awx tests/doors $(if $(DIFFERING),--ignore=tests/doors/test_playbook.py)
awx-real: setup ## the set-up playbook on the AWX that CONTROLLER_HOST names, with the settings in AWX_SETTINGS
	@tools/get_awx.sh
	@PATH="$(CURDIR)/$(BIN):$$PATH" tools/awx_real.sh
docs: setup ## changelog and documentation of the plugins
	@exec $(CHECK) run docs tools/docs.sh
tables: .venv/.dev $(LINK) ## the tables of what each product can, printed into the documentation
	@PYTHONPATH=build/collections $(BIN)/python tools/product_tables.py --write
site: setup ## the documentation as HTML pages in build/site
	@exec $(CHECK) run site tools/site.sh
build: setup $(CORE_HOME)/galaxy/.done ## the artifact, installed into an empty folder, and judged by Galaxy's importer
	@GALAXY_BIN=$(CORE_HOME)/galaxy/bin exec $(CHECK) run build tools/build.sh
release: setup $(CORE_HOME)/galaxy/.done ## VERSION=1.1.0: makes and checks a release in a copy; with MODE=tag also as a commit and a tag here
	@GALAXY_BIN=$(CORE_HOME)/galaxy/bin exec $(CHECK) run release tools/release.sh "$(VERSION)" $(MODE)
guides: setup ## examples and what they print, written into the guides
	@OCS_WRITE_GUIDES=1 $(BIN)/python -m pytest -q tests/examples/test_guides.py
molecule: setup ## scenarios of extensions/molecule
	@exec $(CHECK) run molecule tools/molecule.sh
bench-task: .venv/.demo $(LINK) ## time of a task that changes nothing, beside ansible.builtin.uri doing one GET (HASHING=yes: on a server as slow as a real one)
	@$(BIN)/python tools/with_server.py --no-limits $(if $(HASHING),--hashed) $(BIN)/python tests/bench/$(if $(HASHING),session,task)_time.py
bench-audit: .venv/.demo $(LINK) ## time of an audit of 1,000 people (SIZE=10000), from the command line to its reports, beside the bare reads (LATE=1.5: answers so late)
	@$(BIN)/python tests/bench/audit.py $(or $(SIZE),1000) $(LATE)
bench-fleet: .venv/.demo $(LINK) ## time and memory of an audit of 50 instances (INSTANCES=10: fewer), some of which do not answer
	@$(BIN)/python tests/bench/fleet.py $(INSTANCES)
bench-report: setup ## the HTML report of 20,000 and 100,000 findings in headless Chromium
	@$(BIN)/python tests/bench/report.py
bench: .venv/.demo $(LINK) $(CORE_HOME)/nc_py_api/.done ## ocs_directory with up to 100,000 accounts, beside loops; a quarter of an hour; writes a page of the docs
	@OCS_BENCH_SCRIPTS=$(CORE_HOME)/nc_py_api/bin/python $(BIN)/python tests/bench/directory.py $(SIZES)
moves: .venv/.dev $(LINK) ## files and calls between them that a task passes, and how often it plans
	@$(BIN)/python tests/bench/moves.py
changelog: setup ## CHANGELOG.md from changelogs/fragments as they are now
	@tools/changelog.sh

# The matrix: sanity on every core, one after the other because they share environments in the home folder;
# units and integration on the oldest and the newest. In `make test` the older ones look at what users get, and the newest at the tests too, without pylint.
sanity: $(if $(DIFFERING),,runnable $(NOT_RUN)) $(SANITY:%=$(CORE_HOME)/%/.done) ## ansible-test sanity on every ansible-core that can run here
	@status=0; trap 'kill $$check; exit 1' HUP INT TERM; for core in $(SANITY); do \
	$(CHECK) run "sanity $$core" $(CORE_HOME)/$$core/bin/python tools/run_ansible_test.py sanity $(if $(DIFFERING),$$([ $$core = $(lastword $(SANITY)) ] && echo pylint-shipped || echo shipped)) & check=$$!; \
	wait $$check || status=1; done; exit $$status
units: runnable $(ENDS:%=units-%) ## ansible-test units on the oldest and the newest
playbooks: runnable $(ENDS:%=playbooks-%) ## roles, playbooks of an installed collection and each module through both doors, on these two
integration: runnable $(INTEGRATION) ## ansible-test integration on these two, each against every dialect (and OCS_TEST_URL, SEAFILE_TEST_URL)
runnable:
	@test -n "$(RUNNABLE)" || { echo "error: there is no Python here for any of $(CORES)" >&2; exit 1; }

audit: .venv/.demo ## known vulnerabilities of what locks/ names, by pip-audit; asks the package index, and fails for a package that it does not tell of
	@for lock in locks/*.txt; do .venv/bin/uv tool run --from pip-audit==2.10.1 pip-audit --strict --disable-pip --require-hashes -r "$$lock"; done
real: $(CORE_HOME)/$(lastword $(RUNNABLE))/.done ## every target on the real servers that FILE=servers.yml names, and a table (tools/real_servers.py)
	@exec $(CHECK) run real $(CORE_HOME)/$(lastword $(RUNNABLE))/bin/python tools/real_servers.py "$(or $(FILE),servers.yml)"

# $(call CORE,core,pythons)
define CORE
.PHONY: not-run-$(1) sanity-$(1) units-$(1) playbooks-$(1)
not-run-$(1): .venv/.demo
	@$(if $(filter $(1),$(RUNNABLE)),:,$(CHECK) skip "sanity $(1)" "no Python $(subst $(comma), or ,$(2)) that can make a virtual environment here")
$(CORE_HOME)/$(1)/.done: .venv/.demo locks/core-$(1).txt
	@tools/venv.sh $(CORE_HOME)/$(1) "$$$$(tools/find_python.sh $(2))" core-$(1)
	@touch $$@
sanity-$(1): $(CORE_HOME)/$(1)/.done
	@exec $(CHECK) run "sanity $(1)" $(CORE_HOME)/$(1)/bin/python tools/run_ansible_test.py sanity
units-$(1): $(CORE_HOME)/$(1)/.done
	@exec $(CHECK) run "units $(1)" $(CORE_HOME)/$(1)/bin/python tools/run_ansible_test.py units $$(if $$(DIFFERING),dependent)
playbooks-$(1): $(CORE_HOME)/$(1)/.done $(LINK)
	@exec $(CHECK) run "playbooks $(1)" $(CORE_HOME)/$(1)/bin/python -m pytest -q tests/roles tests/playbooks tests/doors/test_playbook.py
$(foreach s,$(DIALECTS) server seafile-server,$(call INTEGRATION_ON,$(1),$(s)))
endef
define INTEGRATION_ON
.PHONY: integration-$(1)-$(2) doors-$(1)-$(2)
doors-$(1)-$(2): $(CORE_HOME)/$(1)/.done
	@exec $(CHECK) run "doors $(1) $(2)" $(CORE_HOME)/$(1)/bin/python tools/compare_doors.py $(2) $$(TARGETS)
integration-$(1)-$(2): $(CORE_HOME)/$(1)/.done
	@exec $(CHECK) run "integration $(1) $(2)" $(CORE_HOME)/$(1)/bin/python tools/run_ansible_test.py integration $(2) $$(or $$(TARGETS),$$(if $$(DIFFERING),$$(DIFFERING_$(2))))

endef
$(foreach c,$(CORES),$(eval $(call CORE,$(call core,$(c)),$(call pythons,$(c)))))

clean: ## forget environments and everything made
	rm -rf "$(CORE_HOME)" .venv build .ansible .pytest_cache .hypothesis .coverage tests/output
