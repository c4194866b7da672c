# One doorway. `make demo` to look, `make test` to be sure, `make check` while you work.

PYTHON ?= python3
BIN := .venv/bin
export DJANGO_SETTINGS_MODULE := ligzda.config.settings

STATIC := $(shell find src/ligzda -path '*/static/*' -type f -not -path '*/build/*' 2>/dev/null)
CATALOGUES := $(shell find src/ligzda -name '*.po' 2>/dev/null)
# The style sheet keeps only rules whose names occur in templates, so a new template builds it anew.
FRONTEND := $(shell find frontend -type f 2>/dev/null; find src/ligzda -name '*.html' 2>/dev/null)
BUILT := src/ligzda/web/static/web/build/icons.json

.PHONY: help setup setup-dev demo serve test soak mutants check format bench docs lock messages assets clean

help:
	@echo "make demo      install, build, load the five programmes with invented people, serve on 127.0.0.1:8000"
	@echo "make setup     install from the lock files and build the assets; a second run takes a second"
	@echo "make test      every test, on SQLite and on PostgreSQL, with a real browser"
	@echo "make soak      the proofs at length, and docs/proofs.md: an hour or more"
	@echo "make mutants   plant faults in a copy of the code, print those no test notices: SEED=1 FAULTS=60, an hour"
	@echo "make check     format, lint, types, layers, templates, migrations, house rules: seconds"
	@echo "make format    let the formatter have its way"
	@echo "make bench     measure the speed claims (minutes)"
	@echo "make docs      print docs/generated/ and the drawings of docs/architecture.md anew"
	@echo "make messages  collect the words to translate and compile the catalogues"
	@echo "make lock      resolve the dependencies anew"

setup: .venv/.installed $(BUILT) .venv/.messages .venv/.static

setup-dev: .venv/.installed-dev setup

.venv/bin/python:
	@scripts/need python "$(PYTHON)"
	$(PYTHON) -m venv .venv

.venv/.installed: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.installed-dev: requirements-dev.lock | .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

node_modules/.installed: package-lock.json package.json .npmrc | .venv/bin/python
	@scripts/need npm
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --no-fund --no-audit
	@touch $@

$(BUILT): node_modules/.installed package.json $(FRONTEND)
	PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent build

.venv/.messages: .venv/.installed $(CATALOGUES)
	$(BIN)/python scripts/compile_messages.py
	@touch $@

.venv/.static: .venv/.installed $(BUILT) $(STATIC)
	$(BIN)/django-admin collectstatic --noinput --clear --verbosity 0
	@touch $@

assets: $(BUILT) .venv/.static

demo: setup
	$(BIN)/ligzda demo

serve: setup
	$(BIN)/ligzda serve

test: setup-dev
	@scripts/need gettext
	@scripts/need chromium
	@scripts/need postgresql
	scripts/test

soak: setup-dev
	@scripts/need postgresql
	scripts/soak

SEED ?= 1
FAULTS ?= 60
mutants: setup-dev
	@scripts/need postgresql
	$(BIN)/python scripts/mutants.py --seed $(SEED) --faults $(FAULTS) $(if $(SUBJECT),--subject $(SUBJECT))
	$(BIN)/python scripts/write_proofs.py --mutants

check: setup-dev
	@scripts/need gettext
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint src --lint --quiet
	$(BIN)/mypy
	$(BIN)/django-admin check
	$(BIN)/pytest tests/rules -q -n 2

format: setup-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup-dev
	@scripts/need postgresql
	$(BIN)/python bench/run.py

docs: setup
	$(BIN)/python scripts/print_docs.py

messages: setup-dev
	@scripts/need gettext
	scripts/collect_messages
	$(BIN)/python scripts/compile_messages.py

lock: .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	scripts/lock

clean:
	rm -rf .venv node_modules src/ligzda/web/static/web/build .mypy_cache .ruff_cache .pytest_cache
