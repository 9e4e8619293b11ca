# Short names for what README.md and CONTRIBUTING.md tell; nothing here is needed to use procfit.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check docs clean

demo:
	.ci/readme run

test:
	.ci/readme test

check: $(BIN)/ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The parts of the docs that are made from the code, and the pictures.
docs: $(BIN)/ruff
	$(BIN)/python tests/helpers_docs.py
	$(BIN)/python docs/pictures/make.py

$(BIN)/ruff: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable '.[dev]'

clean:
	rm -rf .venv out dist
