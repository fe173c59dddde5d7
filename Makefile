# make help says what there is. Each target sets up what it needs: a fresh clone and one command are enough.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
PIP_INSTALL := .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: demo ## Show the tool with made-up wikis on http://127.0.0.1:8000 until interrupted (PORT=… for another port)
	.venv/bin/python -m webservice --directory var --port $(PORT)

.PHONY: demo
demo: .venv/runtime.stamp webservice/static/codex/tokens.css ## Let the bot read made-up wikis and write indexes and reports, all in the folder var
	.venv/bin/python -m bot demo --directory var

.PHONY: test
test: check mediawiki ## All checks and all tests
	@# The checks of messages change what the formatting library shares, so they have a process of their own.
	.venv/bin/pytest i18n
	.venv/bin/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder tests

.PHONY: check
check: .venv/development.stamp node_modules/install.stamp webservice/static/codex/tokens.css debian ## Style, types, architecture, messages
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	scripts/npm.sh run --silent lint:i18n
	scripts/npm.sh run --silent lint:js
	scripts/npm.sh run --silent lint:css
	@if command -v luacheck >/dev/null; then luacheck --quiet .; \
	elif [ "$${CI:-}" = true ]; then echo "luacheck is missing" >&2; exit 1; \
	else echo "SKIPPED luacheck, which is not installed (Debian's package is lua-check)"; fi

.PHONY: fix
fix: .venv/development.stamp node_modules/install.stamp ## Put right what programs can put right
	.venv/bin/ruff check --fix
	.venv/bin/ruff format
	scripts/npm.sh run --silent lint:js -- --fix
	scripts/npm.sh run --silent lint:css -- --fix

.PHONY: templates
templates: .venv/runtime.stamp ## Make the wiki's templates and forms anew from the classes of records and the messages
	.venv/bin/python -m bot templates

.PHONY: bench
bench: .venv/development.stamp ## Measure time and memory
	.venv/bin/python -m tests.benchmarks

.PHONY: sweep
sweep: .venv/development.stamp mediawiki ## Tests that take minutes: the bot killed before and after each of its requests
	.venv/bin/pytest -m sweep --timeout 1800 tests

.PHONY: farm
farm: .venv/development.stamp mediawiki ## Run real MediaWikis on this machine until interrupted
	.venv/bin/python -m tests.farm up

.PHONY: lock
lock: .venv/development.stamp ## Choose versions for requirements.in and requirements-dev.in anew (UPGRADE=1 for the newest)
	@# Settings of this machine must not get into the files: no other indexes, no folders of files.
	for file in requirements requirements-node requirements-dev; do \
		env -u PIP_EXTRA_INDEX_URL -u PIP_FIND_LINKS -u PIP_INDEX_URL PIP_CONFIG_FILE=/dev/null \
		.venv/bin/pip-compile --quiet --no-config --allow-unsafe --generate-hashes --strip-extras \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host $(if $(UPGRADE),--upgrade) \
		--output-file $$file.txt $$file.in; done

# What the targets stand on.

.venv/bin/python:
	@[ -n "$(PYTHON)" ] || { echo "There is no Python here: install Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "$(PYTHON) is older than Python 3.11: install a newer one, or name one: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "$(PYTHON) cannot make a virtual environment: on Debian, install python3-venv." >&2; exit 1; }

.venv/runtime.stamp: requirements.txt | .venv/bin/python
	$(PIP_INSTALL) requirements.txt
	@touch $@

.venv/development.stamp: requirements-dev.txt | .venv/bin/python
	$(PIP_INSTALL) requirements-dev.txt
	@touch $@ .venv/runtime.stamp

node_modules/install.stamp: package.json package-lock.json .npmrc scripts/npm.sh | .venv/development.stamp
	scripts/npm.sh ci --no-progress
	@touch $@

# Whoever does not run the checks does without what they need.
webservice/static/codex/tokens.css: package.json package-lock.json .npmrc scripts/npm.sh scripts/build-codex.sh | .venv/runtime.stamp
	@[ -f node_modules/install.stamp ] || { $(PIP_INSTALL) requirements-node.txt; scripts/npm.sh ci --omit=dev --no-progress; }
	scripts/npm.sh run --silent build
	@touch $@

# Both scripts know themselves whether there is something to do.
.PHONY: debian
debian:
	@scripts/install-debian-packages.sh

.PHONY: mediawiki
mediawiki: debian
	@scripts/install-mediawiki.sh .cache/mediawiki
