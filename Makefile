# Everything one does with this project. Only Python 3.11 or newer is needed to run it;
# what else a target needs, it fetches or names.
PYTHON ?= python3
VENV := .venv/bin/python

.PHONY: run test test-full test-fast test-next lint format messages screenshots environment

run:
	@$(PYTHON) scripts/run.py

environment:
	@$(PYTHON) scripts/environment.py requirements-dev.txt

test: environment
	@$(VENV) scripts/suite.py test

test-full: environment
	@$(VENV) scripts/suite.py full

test-fast: environment
	@$(VENV) scripts/suite.py fast

test-next:
	@$(PYTHON) scripts/environment.py requirements-dev.txt .venv-next
	@.venv-next/bin/python -m pip install --quiet --disable-pip-version-check --upgrade wagtail
	@.venv-next/bin/python scripts/suite.py fast

lint: environment
	@$(VENV) scripts/lint.py

format: environment
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .
	@.venv/bin/djhtml --quiet --tabwidth 2 templates

messages: environment
	@$(VENV) scripts/messages.py sync
	@$(VENV) scripts/messages.py check

screenshots: environment
	@$(VENV) scripts/screenshots.py
