# The chores by name; `make` alone lists them.

PYTHON ?= python3
JOBS ?= 2
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input \
	--require-hashes --only-binary :all:
# One version of everything for every Python and processor; hashes and no addresses.
LOCK := $(BIN)/python -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --custom-compile-command 'make lock'

export NO_MKDOCS_2_WARNING := 1
export PYTHONDONTWRITEBYTECODE := 1
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve test check bench format lock clean distclean

help:  ## list the chores
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' Makefile
	@echo
	@echo "Settings: PYTHON=python3.12 (which Python makes .venv; first 'make distclean'),"
	@echo "          JOBS=$(JOBS) (processes for tests), ARGS='…' (more arguments for pytest or uv)"

site: $(VENV)/installed  ## clean the texts, build site/, pack dist/*.zip
	@echo "→ Cleaning the texts"
	@$(BIN)/python scripts/clean.py write
	@echo "→ Building site/"
	@$(BIN)/python -m mkdocs build --strict
	@echo "→ Packing dist/"
	@$(BIN)/python scripts/bundle.py

serve: $(VENV)/installed  ## show the site while you write (stop with Ctrl-C)
	@$(BIN)/python -m mkdocs serve

# The last line printed is pytest's own.
test: $(VENV)/installed-dev  ## run the tests, in a browser too
	@chromium=$$(scripts/setup/chromium.sh $(BIN)/python) && \
	echo "→ Testing, with $$chromium" && \
	CHROMIUM="$$chromium" $(BIN)/python -m pytest -q -n $(JOBS) --dist loadfile \
		-m 'not slow and not bench' $(ARGS)

check: $(VENV)/installed-dev  ## check style, types and that no generated page is stale
	@echo "→ ruff"
	@$(BIN)/python -m ruff check
	@$(BIN)/python -m ruff format --check
	@echo "→ mypy"
	@$(BIN)/python -m mypy
	@echo "→ clean.py check"
	@$(BIN)/python scripts/clean.py check

format: $(VENV)/installed-dev  ## let ruff mend and lay out the code
	@$(BIN)/python -m ruff check --fix
	@$(BIN)/python -m ruff format

bench: $(VENV)/installed-dev  ## measure: speed and repairs, beside what they are compared to
	@$(BIN)/python tests/bench/cleaning.py
	@$(BIN)/python tests/bench/shift.py $(ARGS)
	@$(BIN)/python tests/bench/emendation.py $(firstword $(ARGS))
	@$(BIN)/python tests/bench/structure.py
	@$(BIN)/python tests/bench/unseen.py
	@$(BIN)/python tests/bench/layouts.py
	@$(BIN)/python tests/bench/strewn.py
	@$(BIN)/python tests/bench/sites.py
	@export CHROMIUM=$$(scripts/setup/chromium.sh $(BIN)/python) && \
	$(BIN)/python tests/bench/glossary.py && \
	$(BIN)/python tests/bench/page.py && \
	$(BIN)/python tests/bench/search.py

lock: $(VENV)/installed-dev  ## pin what pyproject.toml asks for (newest: ARGS=--upgrade)
	@echo "→ Pinning"
	@$(LOCK) $(ARGS) --output-file requirements.txt
	@$(LOCK) $(ARGS) --output-file requirements-dev.txt --group dev --constraints requirements.txt

clean:  ## remove what is built, and caches
	@rm -rf site dist .cache .hypothesis
	@find scripts tests -type d -name __pycache__ -prune -exec rm -rf {} +

distclean: clean  ## the same, and .venv
	@rm -rf $(VENV)

$(VENV)/made:
	@scripts/setup/venv.sh '$(PYTHON)' $(VENV)
	@touch $@

$(VENV)/installed: requirements.txt $(VENV)/made
	@echo "→ Installing what $< pins"
	@$(PIP_INSTALL) -r $<
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/made
	@echo "→ Installing what $< pins"
	@$(PIP_INSTALL) -r $<
	@touch $@
