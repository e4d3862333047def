# Razem: every command in one place. `make` alone explains itself.
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
VENV := .venv
PY := $(VENV)/bin/python
HOST ?= 127.0.0.1
PORT ?= 8000
PYTEST_ARGS ?= -n 2 -q

MESSAGES = $(PY) manage.py makemessages -l pl --no-location --no-obsolete -i .venv -i .cache -i tests -i bench

# uv installs in seconds when the machine has it and it works there; pip does the same in a minute. Errors are shown.
define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || { echo \
	"Razem needs Python 3.11 and found: $$($(PYTHON) --version 2>&1 || echo none). Install it (Debian: apt install python3.11-venv)" \
	"or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo \
	"Python cannot make a virtual environment here. On Debian and Ubuntu: apt install python3.11-venv"; exit 1; }
	@echo "Installing $(1) ..."
	@if command -v uv >/dev/null && uv pip install -q --python $(PY) --require-hashes -r $(1); then :; \
	else $(PY) -m pip install -q --disable-pip-version-check --require-hashes -r $(1); fi
	@touch $@
endef

# make test ONLY=signups, ONLY="signups events", ONLY=tests/site/test_pdf.py
PARTS = $(foreach part,$(ONLY),$(firstword $(wildcard tests/$(part) $(part)) tests/$(part)))

.PHONY: help run demo test lint fmt messages fresh bench lock e2e clean

help: ## this list
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.run: requirements.txt
	$(call install,requirements.txt)

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(call install,requirements-dev.txt)

$(VENV)/.e2e: requirements-e2e.txt $(VENV)/.dev
	$(call install,requirements-e2e.txt)

run: $(VENV)/.run ## set everything up, fill the demo content, serve http://127.0.0.1:8000
	@PUBLIC_URL=$${PUBLIC_URL:-http://$(HOST):$(PORT)} $(PY) manage.py start --host $(HOST) --port $(PORT)

demo: $(VENV)/.run ## fill the demo content again (idempotent)
	@$(PY) manage.py migrate -v0 && $(PY) manage.py fill_demo

test: $(VENV)/.dev ## the tests on SQLite: no browser, server or network needed; ONLY=signups runs one part
	@$(PY) -m pytest $(PYTEST_ARGS) $(PARTS)

e2e: $(VENV)/.e2e ## journeys in a real browser (Debian's chromium)
	@$(PY) -m pytest -q -o addopts="--strict-markers -ra" tests/browser

# What is typed strictly: the shared parts, acts, rights and rules of every app, algorithms without a database.
TYPED = site/shared $(wildcard */services.py */querysets.py */lifecycle.py */permissions.py) accounts/roles.py \
	documents/numbering.py documents/doubts.py documents/cleaning.py documents/comparing.py strategy/ranking.py \
	signups/hold_times.py signups/repeating.py programme/figures.py programme/measuring.py ngos/legal_forms/statutes.py

lint: $(VENV)/.dev ## linters, import contracts, types, migrations and translations
	@$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check .
	@PYTHONPATH=site:. $(VENV)/bin/lint-imports
	@PYTHONPATH=site:. $(VENV)/bin/mypy --no-error-summary $(TYPED)
	@$(VENV)/bin/djangofmt --check --quiet templates && $(VENV)/bin/djangofmt check --quiet templates
	@$(PY) manage.py makemigrations --check --dry-run
	@SECRET_KEY=$$($(PY) -c "import secrets; print(secrets.token_urlsafe(64))") ALLOWED_HOSTS=razem.example PUBLIC_URL=https://razem.example \
	DJANGO_SETTINGS_MODULE=config.settings.base $(PY) manage.py check --deploy --fail-level WARNING
	@$(PY) manage.py check_translations

fmt: $(VENV)/.dev ## format the code and the templates
	@$(VENV)/bin/ruff check --fix -q . ; $(VENV)/bin/ruff format -q .
	@$(VENV)/bin/djangofmt --quiet templates

messages: $(VENV)/.dev ## collect and compile the Polish catalogue (needs gettext)
	@$(MESSAGES) && $(PY) manage.py compilemessages -l pl -i .venv -i .cache

fresh: $(VENV)/.dev ## fail when the catalogue and the sentences of the code differ (needs gettext)
	@mkdir -p .cache && cp locale/pl/LC_MESSAGES/django.po .cache/django.po
	@$(MESSAGES) >/dev/null; mv locale/pl/LC_MESSAGES/django.po .cache/fresh.po; cp .cache/django.po locale/pl/LC_MESSAGES/django.po
	@for po in django fresh; do msgcat --no-wrap .cache/$$po.po | grep '^msgid' | sort > .cache/$$po.msgids; done
	@diff .cache/django.msgids .cache/fresh.msgids || { echo "Run make messages and translate what is new."; exit 1; }

bench: $(VENV)/.dev demo ## queries and CPU milliseconds of twelve pages beside a bare view; the directory at 8 000
	@$(PY) bench/pages.py && $(PY) bench/directory.py

lock: ## hashed lock files from pyproject.toml (needs uv)
	@for set in "" "-dev" "-e2e"; do \
	groups=""; case $$set in -dev) groups="--group dev";; -e2e) groups="--group dev --group e2e";; esac; \
	uv pip compile pyproject.toml $$groups -c constraints.txt --generate-hashes --no-strip-extras --no-emit-index-url --python-version 3.11 \
	--custom-compile-command "make lock" -q -o requirements$$set.txt; done

clean: ## remove what can be made again
	rm -rf $(VENV) .cache var
