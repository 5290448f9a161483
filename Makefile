# A bare `make` lists what can be done.
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --quiet --disable-pip-version-check
PYTHON ?= python3
CATALOGS := $(wildcard locales/*/LC_MESSAGES/messages.po)
TEMPLATES := $(wildcard bot/templates/*)
# numpy reads this when it is first imported, by whatever imports it first; see knowledge/__init__.py.
export OPENBLAS_NUM_THREADS := 1
SOURCES := bot handlers knowledge tests benchmarks docs

.DEFAULT_GOAL := help
.PHONY: help install demo test check routing routing-report snapshots report-templates privacy-tables messages lock clean

help: ## list what can be done
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

install: $(VENV)/.run ## make the environment that runs the program

demo: $(VENV)/.run ## try everything on this computer, without Telegram
	@$(BIN)/wegwijs demo $(ARGS)

test: $(VENV)/.dev ## run all tests
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.dev ## check style, types, imports, tables, texts and languages
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check --diff $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pybabel --quiet extract $(EXTRACT) --output $(VENV)/messages.pot .
	diff locales/messages.pot $(VENV)/messages.pot
	$(BIN)/wegwijs check

routing: $(VENV)/.dev ## learn the routing anew from the example questions
	$(BIN)/python -m knowledge.routing.train

routing-report: $(VENV)/.dev ## cross-validate the routing: topics, confusions, calibration, speed, plainer methods
	$(BIN)/python -m knowledge.routing.report
	$(BIN)/python -m benchmarks.routing

snapshots: $(VENV)/.dev ## write down anew what every answer looks like, for review
	$(BIN)/python -m tests.snapshots

report-templates: $(VENV)/.dev ## make the Word templates of the report anew
	$(BIN)/python -m bot.reports.make

privacy-tables: $(VENV)/.dev ## make the tables in docs/privacy.md anew from the data
	$(BIN)/python -m docs.privacy_tables

messages: $(VENV)/.dev ## bring the catalogs up to date with the templates
	$(BIN)/pybabel --quiet extract $(EXTRACT) --output locales/messages.pot .
	$(BIN)/pybabel --quiet update $(UPDATE) -i locales/messages.pot -d locales

lock: ## pin what is installed, with hashes (needs uv)
	uv pip compile $(LOCK) --extra build pyproject.toml --output-file requirements/run.lock
	uv pip compile $(LOCK) --extra build --extra dev pyproject.toml --output-file requirements/dev.lock

clean: ## remove the environment and everything the demo kept
	rm -rf $(VENV) .wegwijs

EXTRACT := --mapping locales/babel.cfg --no-location --omit-header --sort-output
UPDATE := --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 100
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

$(VENV)/.python:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.python requirements/run.lock pyproject.toml $(CATALOGS)
	@echo "Installing what Wegwijs needs (about half a minute, once) ..."
	@$(PIP) install --require-hashes --requirement requirements/run.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/pybabel --quiet compile --directory locales
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.lock
	@$(PIP) install --require-hashes --requirement requirements/dev.lock
	@touch $@
