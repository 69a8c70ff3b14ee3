# Everything a developer does, by name. `make run` and `make test` need only git, make and Python 3.11+ with venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: run test lint types docs bench contracts clean

run: $(INSTALLED)
	$(BIN)/sourcekeeper keep examples/lettre-ouverte.txt --sandbox

test: $(INSTALLED)
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(INSTALLED)
	$(BIN)/mypy

contracts: $(INSTALLED)
	$(BIN)/lint-imports

docs: $(INSTALLED)
	$(BIN)/python docs/build.py

bench: $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]' || true # the peer is not built for every system
	$(BIN)/python -m benchmarks

$(INSTALLED): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

# The real pywb, which replays our copies in a test. On its own: it brings a package that overwrites one of ours.
.venv-pywb/.installed:
	$(PYTHON) -m venv .venv-pywb
	.venv-pywb/bin/python -m pip install --quiet --disable-pip-version-check 'pywb>=2.8'
	touch $@

clean:
	rm -rf $(VENV) .venv-pywb .pytest_cache .mypy_cache .ruff_cache .hypothesis
