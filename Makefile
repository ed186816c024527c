# The commands of the house. Python 3.11 or newer and make are all they need; the rest comes from
# the lock files, each file checked against its hash.
#
#   make demo      the graph of the sample pages, three answers, and the viewer
#   make test      lint, format, types and all tests
#   make lock      the lock files anew, from pyproject.toml
#   make wheel     the wheel and the source archive, in dist/
#   make docs      the answers, the fact and the pictures in the documents (needs Chromium)
#   make bench     the speed of every step beside its peer, at 10 to MOST=1000 pages
#   make clean     away with everything that was made

PYTHON ?= python3
VENV ?= .venv
OUT ?= out
MOST ?= 1000
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
WANGGE := $(BIN)/wangge
SOURCES := ontology extractors graph
STORE := $(OUT)/seeds.kg
PAGE := $(OUT)/seeds.html

.PHONY: demo test lint format types pytest lock wheel docs bench clean
.DEFAULT_GOAL := demo

# Three of the named queries, fitted to the terminal. The store is built anew: one that an older
# version left there may be of another format.
demo: $(VENV)/.runtime
	@rm -rf $(STORE)
	@$(WANGGE) build seeds -o $(STORE)
	@columns=$$(test -t 1 && tput cols 2>/dev/null || echo 120); \
	for name in recruitment checkpoints donations; do \
	  printf '\n$$ wangge query %s %s\n' $(STORE) $$name; \
	  COLUMNS=$$columns $(WANGGE) query $(STORE) $$name || exit 1; \
	done
	@printf '\n$$ wangge view %s -o %s\n' $(STORE) $(PAGE)
	@$(WANGGE) view $(STORE) -o $(PAGE)

test: lint types pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/.dev
	$(BIN)/mypy

pytest: $(VENV)/.dev
	$(BIN)/pytest --numprocesses auto --dist worksteal

wheel: $(VENV)/.dev
	$(BIN)/python -m build --no-isolation

docs: $(VENV)/.dev demo
	$(BIN)/python docs/examples.py
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/query_reference.py
	$(BIN)/python docs/pictures.py $(PAGE)

bench: $(VENV)/.dev
	$(BIN)/python benchmarks/suite.py --most $(MOST) --page docs/benchmarks.md

clean:
	rm -rf $(VENV) $(OUT) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find $(SOURCES) tests -name __pycache__ -prune -exec rm -rf {} +

# One environment in two steps: what wangge needs to run, and what its makers need on top. The
# stamps keep a second run quick; a lock file or pyproject.toml that changed runs the step again.

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "wangge needs Python 3.11 or newer, and $(PYTHON) is not: $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make environments; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making the environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.python requirements-build.lock requirements.lock pyproject.toml
	@echo "Installing what wangge needs ..."
	@$(PIP) install --require-hashes --requirement requirements-build.lock
	@$(PIP) install --require-hashes --no-build-isolation --requirement requirements.lock
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@echo "Installing what its tests need ..."
	@$(PIP) install --require-hashes --no-build-isolation --requirement requirements-dev.lock
	@touch $@

# The hashes are those of every file of a version, for every system and Python, and the files say
# nothing of where they came from: any index will do. Versions stay as they are where they can:
# `make lock UPGRADE=--upgrade` takes the newest.

UPGRADE ?=
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
  --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate $(UPGRADE) \
  --custom-compile-command 'make lock'

lock: $(VENV)/.python
	@$(PIP) install 'uv>=0.6'
	$(COMPILE) --group build --output-file requirements-build.lock
	$(COMPILE) pyproject.toml --constraint requirements-build.lock --output-file requirements.lock
	$(COMPILE) --group dev --constraint requirements-build.lock --constraint requirements.lock \
	  --output-file requirements-dev.lock
