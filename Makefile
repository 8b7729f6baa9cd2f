# One virtual environment, made from requirements.lock the first time and after each change of it.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test check bench lock clean

help:
	@echo "make demo    read the sample reports and make a brief (first run installs)"
	@echo "make test    run the tests"
	@echo "make check   ruff, mypy, tests, docs"
	@echo "make lock    refresh requirements.lock from pyproject.toml"
	@echo "make clean   remove the environment and everything made"

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Dateline needs Python 3.11 or newer; '$(PYTHON)' is older. Try: make PYTHON=python3.12"; exit 1; }
	@echo "Making .venv and installing what requirements.lock pins, by hash (about a minute, once) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@echo "Building the gazetteer from GeoNames data (about half a minute, once) ..."
	@$(BIN)/dateline doctor --build --quiet
	@touch $@

demo: $(READY)
	@$(BIN)/python -m dateline.demo

test: $(READY)
	@echo "Running the tests ..."
	@$(BIN)/python -m pytest

check: $(READY)
	@echo "ruff ..." && $(BIN)/ruff check src tests bench && $(BIN)/ruff format --check src tests bench
	@echo "mypy ..." && $(BIN)/mypy
	@$(MAKE) --no-print-directory test

lock:
	@$(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 --extra dev --extra postgres pyproject.toml -o requirements.lock

clean:
	@rm -rf .venv build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis
