# One virtual environment. requirements.lock pins what Dateline runs on, requirements-dev.lock what it is tested
# with too; each is installed the first time it is needed and after each change of it.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
TESTED := .venv/.ready-dev
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo test test-postgres check wheel replay ftm docs lock clean

help:
	@echo "make demo    read the sample reports and make a brief (first run installs)"
	@echo "make test    run the tests"
	@echo "make test-postgres  the tests of desks again, on PostgreSQL"
	@echo "make check   ruff, mypy, tests, docs"
	@echo "make replay  install pywb, apart, for the test that replays an export"
	@echo "make ftm     install followthemoney, apart, for the test that checks an export"
	@echo "make docs    build the documentation site (out/docs)"
	@echo "make wheel   build the package and its bill of materials (dist/)"
	@echo "make lock    refresh the lock files"
	@echo "make clean   remove the environment and everything made"

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Dateline needs Python 3.11 or newer; '$(PYTHON)' is older. Try: make PYTHON=python3.12"; exit 1; }
	@echo "Making .venv and installing what requirements.lock pins, by hash (about a minute, once) ..."
	@$(PYTHON) -m venv .venv
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@echo "Building the gazetteer from GeoNames data (about half a minute, once) ..."
	@$(BIN)/dateline doctor --build --quiet
	@touch $@

$(TESTED): $(READY) requirements-dev.lock
	@echo "Installing what the tests need, by hash (once) ..."
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(READY)
	@$(BIN)/dateline demo

test: $(TESTED)
	@echo "Running the tests, a worker a core ..."
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile

# Every desk of the tests kept by a throw-away PostgreSQL; what is about SQLite's own file is left out.
test-postgres: $(TESTED)
	@echo "Running the tests of desks on PostgreSQL ..."
	@DATELINE_TEST_DATABASE=postgresql $(BIN)/python -m pytest --numprocesses auto --dist loadfile $(or $(TESTS),tests/store tests/review tests/pipeline tests/web)

check: $(TESTED)
	@echo "ruff ..." && $(BIN)/ruff check src tests bench && $(BIN)/ruff format --check src tests bench
	@echo "mypy ..." && $(BIN)/mypy
	@$(MAKE) --no-print-directory test

# pywb, which replays the archive's exports in a test, pins old libraries: it has an environment of its own.
REPLAYED := .venv-replay/.ready
$(REPLAYED): requirements-replay.lock
	@echo "Making .venv-replay and installing pywb, by hash (once) ..."
	@$(PYTHON) -m venv .venv-replay
	@.venv-replay/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-replay.lock
	@touch $@

replay: $(REPLAYED)

# followthemoney, which checks an export in a test, needs ICU's headers to install: an environment of its own too.
CHECKED := .venv-ftm/.ready
$(CHECKED): requirements-ftm.lock
	@echo "Making .venv-ftm and installing followthemoney, by hash (once) ..."
	@$(PYTHON) -m venv .venv-ftm
	@.venv-ftm/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ftm.lock
	@touch $@

ftm: $(CHECKED)

# The documentation site; Sphinx has an environment of its own, and the program needs none of it.
WRITTEN := .venv-docs/.ready
$(WRITTEN): requirements-docs.lock
	@echo "Making .venv-docs and installing Sphinx, by hash (once) ..."
	@$(PYTHON) -m venv .venv-docs
	@.venv-docs/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-docs.lock
	@touch $@

docs: $(WRITTEN)
	@.venv-docs/bin/sphinx-build -q -W --keep-going -b html docs out/docs
	@echo "The documentation: out/docs/index.html"

LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11
lock: $(TESTED)
	@$(LOCK) --extra build --extra postgres pyproject.toml -o requirements.lock
	@$(LOCK) --extra build --extra postgres --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	@echo "pywb>=2.10" | $(LOCK) - -o requirements-replay.lock
	@echo "followthemoney>=4.11" | $(LOCK) - -o requirements-ftm.lock
	@printf 'sphinx>=8.2\nmyst-parser>=4\nfuro>=2025\n' | $(LOCK) - -o requirements-docs.lock

clean:
	@rm -rf .venv .venv-replay .venv-ftm .venv-docs build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The wheel, and what is in it (CycloneDX); two builds of one commit are the same to the byte.
wheel: $(TESTED)
	@echo "Building dist/ ..."
	@rm -rf dist
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct 2>/dev/null || echo 1700000000) $(BIN)/python -m hatchling build -t wheel -t sdist
	@$(BIN)/cyclonedx-py requirements requirements.lock --of JSON --output-reproducible -o dist/dateline.cdx.json
	@ls -l dist
