# `make run` opens the window on invented demo registers, `make test` checks everything.
# Both set up what they need first, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test test-long lint bench bench-register bench-classify bench-caseload bench-anonymise bench-protection bench-smallest bench-receiving bench-dataset anonymise-score lock clean

help:  ## what you can do here
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup:  ## a virtual environment in .venv, and on Debian the system libraries Qt needs
	@$(PYTHON) tools/setup.py

run: setup  ## the window on invented demo registers; without a display: pictures and PDFs in build/demo/
	@$(BIN)/python tools/run_demo.py

# Tests start many programs: each finds the modules compiled.
test test-long: export PYTHONDONTWRITEBYTECODE =

test: setup lint  ## lint, types, import contracts and all tests but the long ones
	$(BIN)/python -m pytest -n auto --dist worksteal

test-long: setup build/referee/ready  ## the tests that take minutes
	$(BIN)/python -m pytest -m long

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy bench tools
	$(BIN)/lint-imports

BENCHES := register classify caseload anonymise protection receiving dataset
bench: $(addprefix bench-,$(BENCHES))  ## figures with a promised limit, each beside a bare baseline or a peer

bench-register: setup  ## what opening a register and one guess cost
	$(BIN)/python bench/register.py

bench-classify: setup  ## judging 1,000 to 100,000 cases beside a bare cursor
	$(BIN)/python bench/classify.py

bench-caseload: setup  ## opening the lists of a register of 1,000 and 10,000 cases, and looking at a list of absences
	$(BIN)/python bench/caseload.py

bench-anonymise: setup  ## time and memory of the anonymiser
	$(BIN)/python bench/anonymise.py

bench-receiving: setup  ## 1,000 count files beside verifying and opening them alone
	$(BIN)/python bench/receiving.py
	$(BIN)/python bench/receiving_protected.py

bench-dataset: setup  ## writing the dataset of many regions, and one question over all of it
	$(BIN)/python bench/dataset.py

bench-protection: setup build/referee/ready  ## small-count protection beside pytauargus and a naive rule
	$(BIN)/python bench/protection.py

bench-smallest: setup  ## how many tables of up to 300 cells have a proven smallest choice; some ten minutes
	$(BIN)/python bench/smallest.py

build/referee/ready:
	$(PYTHON) -m venv build/referee
	build/referee/bin/python -m pip install --quiet pytauargus==0.6.0
	touch $@

CORPUS ?= ../shared/corpus
NED ?= ../shared/data/ner/ned.testa
anonymise-score: setup build/deduce-venv/ready  ## score the anonymiser and deduce on CORPUS=folder, same notes, same run
	$(BIN)/python tools/anonymise_score.py $(CORPUS) $(if $(wildcard $(NED)),--ned $(NED)) --deduce build/deduce-venv/bin/python

build/deduce-venv/ready:
	$(PYTHON) -m venv build/deduce-venv
	build/deduce-venv/bin/python -m pip install --quiet deduce==3.0.6
	touch $@

lock:  ## rewrite requirements.txt from pyproject.toml and requirements-dev.in (needs uv)
	uv pip compile pyproject.toml requirements-dev.in --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements.txt --quiet

clean:  ## remove what was built, keep .venv
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
