# `make demo` and `make test` do all the set-up: they need Python 3.11 or newer, and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-lowest lint bench golden rules collection notebook clean

demo: $(VENV)/.demo ## read, validate, reason, ask and export the bundled graph
	$(BIN)/homage tour -o build/homage-graph.ttl

test: $(VENV)/.test build/tools/.made lint ## lint, types, all tests
	$(BIN)/python -m pytest --numprocesses auto

test-lowest: ## the parts that lean on dependencies, at the oldest versions that pyproject.toml allows
	$(PYTHON) -m venv build/lowest
	build/lowest/bin/python -m pip install --quiet --disable-pip-version-check --constraint tests/lowest.txt --editable . pytest pytest-xdist hypothesis
	build/lowest/bin/python -m pytest --numprocesses auto --ignore tests/querying/test_frames.py tests/reasoning tests/store tests/querying tests/publishing/test_collection.py tests/publishing/test_difference.py tests/publishing/test_export.py tests/publishing/test_streaming.py tests/publishing/test_turtle.py tests/cli tests/reading tests/validation/test_judge.py tests/validation/test_examination.py

lint: $(VENV)/.test ## style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(VENV)/.test ## speed, beside rdflib, pyshacl, owlrl and reasonable doing the same
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/stages.py
	$(BIN)/python benchmarks/export.py
	$(BIN)/python benchmarks/validation.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python benchmarks/reasoning.py

golden: $(VENV)/.demo ## write release/ and the golden answers anew; read the difference before you commit it
	$(BIN)/homage export -o release/homage-graph.ttl
	for query in queries/*.rq; do \
		name=$$(basename $$query .rq); \
		$(BIN)/homage query $$name > tests/golden/$$name.txt; \
		$(BIN)/homage query $$name --format json | $(BIN)/python -m json.tool --no-ensure-ascii --indent 1 > tests/golden/$$name.srj; \
	done

rules: $(VENV)/.test ## write the rules' pages and the examples of findings anew; read the difference before you commit it
	$(BIN)/python -m homage_graph.validation.pages docs/rules
	$(BIN)/python tests/validation/test_renderers.py
	PYTHONPATH=tests $(BIN)/python tests/validation/test_finding_snapshots.py

collection: $(VENV)/.demo ## write docs/collection.md, the page on what is in the graph, anew
	$(BIN)/python -m homage_graph.publishing.collection docs/collection.md

notebook: $(VENV)/.test ## run docs/notebook.ipynb and write its outputs anew; read the difference before you commit it
	$(BIN)/python tests/test_notebook.py

clean:
	rm -rf $(VENV) build dist

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; say which: make demo PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.test: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@ $(VENV)/.demo

build/tools/.made: $(VENV)/bin/python tests/tools.txt
	$(PYTHON) -m venv build/tools
	build/tools/bin/python -m pip install --quiet --disable-pip-version-check --requirement tests/tools.txt
	touch $@
