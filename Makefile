# Two commands for a newcomer: `make demo` and `make test`. Needs Python 3.11+ and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
CODE := src recipes benchmarks tests docs

.PHONY: demo test check format docs bench clean

demo: $(VENV)/.base  ## read the sample reviews with the embedded model, write demo/report.html
	@$(BIN)/shopwright demo --report-only

test: $(VENV)/.test  ## run all tests
	@$(BIN)/pytest

check: $(VENV)/.test  ## format, lint, types, layers, docs in step, tests
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python docs/generate.py --check
	$(BIN)/pytest

format: $(VENV)/.test  ## rewrite the code as `make check` wants it
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

docs: $(VENV)/.test  ## rewrite the generated pages under docs/reference
	$(BIN)/python docs/generate.py

bench: $(VENV)/.test  ## regenerate the published figures (needs the data sets: SHOPWRIGHT_DATA=FOLDER)
	$(BIN)/python benchmarks/sentiment.py

clean:  ## remove the environment and everything generated
	rm -rf $(VENV) demo .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Shopwright needs Python 3.11 or newer; try: make PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.base: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "installing shopwright into $(VENV) ..." >&2
	@$(PIP) --editable .
	@touch $@

$(VENV)/.test: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "installing shopwright with its test tools into $(VENV) ..." >&2
	@$(PIP) --editable '.[test]'
	@touch $@ $(VENV)/.base
