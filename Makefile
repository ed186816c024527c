# The commands of the house. Python 3.11 or newer and make are all they need; the rest comes from
# the lock files, each file checked against its hash.
#
#   make demo      the graph of the sample pages, three answers, and the viewer
#   make test      lint, format, types and all tests
#   make test-spark  those on a cluster of Spark, which it installs (needs Java 17)
#   make lock      the lock files anew, from pyproject.toml
#   make wheel     the wheel and the source archive, in dist/
#   make docs      the answers, the fact and the pictures in the documents (needs Chromium)
#   make site      the documents as a site, in out/site, in English and Chinese
#   make licences  docs/licences.md, from the lock file and what the packages tell
#   make audit     known vulnerabilities of what is locked (asks a service on the network)
#   make release   all that a release has and is checked by, in dist/
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

.PHONY: demo test test-spark lint format types pytest lock wheel docs site licences audit release bench clean
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

# Spark is half a gigabyte, so that `make test` does without; it needs Java 17.
test-spark: $(VENV)/.dev
	@$(PIP) install --require-hashes --no-build-isolation --requirement requirements-spark.lock
	$(BIN)/pytest tests/graph/spark

wheel: $(VENV)/.dev
	$(BIN)/python -m build --no-isolation

# What is released is what was checked: both archives are installed into environments with nothing in
# them, and the bill of materials lists the one of the wheel. Times are those of the last commit, so
# that the same commit gives the same wheel. The audit comes last; where it finds something, or no
# service can be had, dist/ is complete and the release has failed.
release: $(VENV)/.release
	rm -rf dist build *.egg-info $(OUT)/release
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m build --no-isolation
	$(BIN)/twine check --strict dist/*
	$(BIN)/hadolint Dockerfile
	$(BIN)/pytest tests/packaging
	$(BIN)/python -m release.installed $(OUT)/release/sdist dist/*.tar.gz
	$(BIN)/python -m release.installed $(OUT)/release/wheel dist/*.whl
	$(BIN)/python -m release.bill $(OUT)/release/wheel/bin/python \
	  dist/$$(basename dist/*.whl -py3-none-any.whl).cdx.json
	cp docs/licences.md dist/
	cd dist && sha256sum * > SHA256SUMS && cat SHA256SUMS
	@$(MAKE) --no-print-directory audit

# --strict: a package that could not be looked up is a failure, not a pass.
audit: $(VENV)/.release
	$(BIN)/pip-audit --strict --disable-pip --require-hashes --requirement requirements.lock || { \
	  echo "Not audited, or not clean: see above. It needs the vulnerability service of PyPI." >&2; \
	  exit 1; }

licences: $(VENV)/.dev
	$(BIN)/python -m release.licences

site: $(VENV)/.dev
	$(BIN)/python -m docs.site $(OUT)/site

docs: $(VENV)/.dev demo
	$(BIN)/python docs/examples.py
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/query_reference.py
	$(BIN)/python docs/command_reference.py
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

$(VENV)/.release: $(VENV)/.dev requirements-release.lock
	@echo "Installing what a release needs ..."
	@$(PIP) install --require-hashes --no-build-isolation --requirement requirements-release.lock
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
	$(COMPILE) pyproject.toml --extra spark --constraint requirements-build.lock \
	  --constraint requirements.lock --constraint requirements-dev.lock \
	  --output-file requirements-spark.lock
	$(COMPILE) --group release --constraint requirements-build.lock --constraint requirements.lock \
	  --constraint requirements-dev.lock --output-file requirements-release.lock
