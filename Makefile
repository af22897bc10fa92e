# `make run` opens the window on invented demo registers, `make test` checks everything.
# Both set up what they need first, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test test-long lint bench lock resources clean

help:  ## what you can do here
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup:  ## a virtual environment in .venv, and on Debian the system libraries Qt needs
	@$(PYTHON) tools/setup.py

run: setup  ## the window on invented demo registers; without a display: pictures and PDFs in build/demo/
	@$(BIN)/python tools/run_demo.py

test: setup lint  ## lint, types, import contracts and all tests but the long ones
	$(BIN)/python -m pytest

test-long: setup  ## the tests that take minutes
	$(BIN)/python -m pytest -m long

bench: setup  ## small-count protection beside pytauargus (own environment, if it can be had) and a naive rule
	@test -x build/referee/bin/python || ($(PYTHON) -m venv build/referee && build/referee/bin/pip install -q pytauargus==0.6.0) || true
	$(BIN)/python bench/run.py

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup  ## what opening a register and one guess cost, beside bare baselines
	$(BIN)/python bench/register.py

lock:  ## rewrite requirements.txt from pyproject.toml and requirements-dev.in (needs uv)
	uv pip compile pyproject.toml requirements-dev.in --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements.txt --quiet

clean:  ## remove what was built, keep .venv
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
