# Every target sets up what it needs on Debian 12, Ubuntu 24.04 or newer; `setup/prepare` says how.
# PYTHON=python3.12 chooses the Python of a new .venv.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# `make check test` runs them one after the other, so that pytest's last lines are the last.
.NOTPARALLEL:

ROOT := $(dir $(abspath $(lastword $(MAKEFILE_LIST))))
BIN := .venv/bin
DEBIAN := $(ROOT).cache/debian
TRIPLET := $(shell uname -m)-linux-gnu

# What was unpacked without root (setup/prepare) is found through these.
export LD_LIBRARY_PATH := $(DEBIAN)/usr/lib/$(TRIPLET):$(DEBIAN)/lib/$(TRIPLET)$(if $(LD_LIBRARY_PATH),:$(LD_LIBRARY_PATH))
export PATH := $(DEBIAN)/usr/bin:$(PATH)

FAST := not pages and not slow and not crash
SLOW := pages or slow or crash

.PHONY: help demo test test-slow check bench bench-typesetting docs soak fonts system goldens constraints dist clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' Makefile

demo: ## publish the example article: PDF, Word draft and a record in the archive
	@setup/prepare environment pdf fonts
	@$(BIN)/publisher -C . publish examples/hupan/article.txt

test: ## the quick tests
	@setup/prepare environment pdf fonts
	@$(BIN)/python -m pytest -n auto -m "$(FAST)"

test-slow: ## whole pages with real faces, packaging, LibreOffice
	@setup/prepare environment pdf fonts office
	@$(BIN)/python -m pytest -n auto -m "$(SLOW)"

check: ## lint, format, types, the floors of the house, the catalogues of words
	@setup/prepare environment
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python setup/words.py --check
	@$(BIN)/python setup/findings.py --check

bench: ## how long publishing takes, beside bare WeasyPrint
	@setup/prepare environment pdf fonts
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python bench/bench.py

bench-typesetting: ## how Chinese lines come out beside WeasyPrint alone, Typst and Chromium, for docs/typography.md
	@setup/prepare environment pdf fonts peers
	@$(BIN)/python bench/typesetting.py

soak: ## random inputs, crashes and kills, ten times as many as the tests try
	@setup/prepare environment pdf fonts
	@KANYIN_EFFORT=10 $(BIN)/python -m pytest -n auto tests/archive tests/readers tests/composer tests/test_pictures.py tests/writers

goldens: ## renew the reference pages; look at them before you commit
	@setup/prepare environment pdf fonts
	@$(BIN)/python -m pytest -n auto -m pages --renew-goldens

fonts: ## the faces of fonts/fonts.toml; with npm also as static files, which are quicker
	@setup/prepare environment fonts static
	@$(BIN)/publisher -C . fonts

system: ## Pango and HarfBuzz, the faces, and what the slow tests open files with
	@setup/prepare environment pdf fonts office

docs: ## the pages that are made from the code: findings, the schema of articles
	@setup/prepare environment
	@$(BIN)/python setup/findings.py

constraints: ## choose the versions that constraints.txt pins anew
	@setup/prepare environment
	@test -x .cache/uv/bin/uv || { $(BIN)/python -m venv .cache/uv && .cache/uv/bin/pip --quiet install uv; }
	@.cache/uv/bin/uv pip compile --quiet --system-certs --universal --upgrade --python-version 3.11 --all-extras \
		--group dev --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
		--output-file constraints.txt pyproject.toml

dist: ## wheel and source distribution in dist/
	@setup/prepare environment
	@$(BIN)/hatchling build --directory dist

clean: ## take away what was made, but not the archive
	@rm -rf .venv .cache out dist bench/.work .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
