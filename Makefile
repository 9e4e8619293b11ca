# `make demo` sets up and runs the main job on the worked example; `make test` sets up and runs the tests.
# Both work from a fresh checkout with nothing but Python 3.11 or newer.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
CONSTRAINTS := $(if $(CI),-c .ci/constraints.txt)

.PHONY: demo test check app clean

demo: $(VENV)/.run
	$(BIN)/procfit check
	$(BIN)/procfit fit
	$(BIN)/procfit draw lead-to-order -o out/lead-to-order.svg

app: $(VENV)/.run
	$(BIN)/procfit

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

$(VENV)/.run: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet $(CONSTRAINTS) --editable '.[graphviz]'
	touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.run
	$(BIN)/python -m pip install --quiet $(CONSTRAINTS) --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) out dist
