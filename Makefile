# make demo, make test: each does all set-up itself. `make` alone lists what there is.
PYTHON ?= python3
JOBS ?= 2

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup demo test check fmt tables manual long oracle mutation defects coverage-of-law bench coverage clean

BIN := .venv/bin
READY := .venv/.ready
TIAOWEN := $(BIN)/tiaowen
DEMO_POLICIES := baoshan-2022 kaizhou-2017 yunyang-2023 yunnan-2019 lianyungang-2017
DEMO_CLAIMS := docs/demo/claims-kaizhou.csv
heading = printf '\n== %s ==\n\n' '$(1)'

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name text; do printf '  make %-15s %s\n' "$$name" "$$text"; done

setup: $(READY) ## make .venv and install everything (the other targets do it when needed)

$(READY): pyproject.toml setup.py .ci/setup
	@PYTHON="$(PYTHON)" .ci/setup
	@touch $@

demo: $(READY) ## the main job: check, test, settle, explain and compare the shipped policies
	@$(call heading,The shipped policies)
	@$(TIAOWEN) list
	@$(call heading,Check: $(DEMO_POLICIES))
	@# The real texts have defects: the command says which, and leaves with 1.
	@$(TIAOWEN) check $(DEMO_POLICIES) || [ $$? -eq 1 ]
	@$(call heading,Test: the examples written in them)
	@$(TIAOWEN) test $(DEMO_POLICIES)
	@$(call heading,Settle a file of claims under kaizhou-2017)
	@$(TIAOWEN) settle kaizhou-2017 $(DEMO_CLAIMS)
	@$(call heading,Explain the first of them)
	@mkdir -p build
	@sed -n '1,2p' $(DEMO_CLAIMS) > build/one-claim.csv
	@$(TIAOWEN) explain kaizhou-2017 build/one-claim.csv
	@$(call heading,Compare kaizhou-2017 with yunyang-2023 (the first 40 lines))
	@$(TIAOWEN) diff kaizhou-2017 yunyang-2023 | sed -n '1,40p'
	@$(TIAOWEN) diff kaizhou-2017 yunyang-2023 --format html -o build/kaizhou-yunyang.html
	@printf '\nThe whole comparison as a page: build/kaizhou-yunyang.html\n'

# Everything runs even when an earlier part fails, so that one run shows all there is to mend.
test: $(READY) ## everything that must hold: format, lint, types, tests
	@failed=""; \
	$(BIN)/ruff format --check --quiet . || failed+=" format"; \
	$(BIN)/ruff check --quiet . || failed+=" lint"; \
	$(BIN)/mypy || failed+=" types"; \
	$(BIN)/pytest -n $(JOBS) --dist loadgroup || failed+=" tests"; \
	if [ -n "$$failed" ]; then echo "failed:$$failed" >&2; exit 1; fi

check: $(READY) ## the quick part of it: format, lint, types, architecture, and the wheel
	@failed=""; \
	$(BIN)/ruff format --check . || failed+=" format"; \
	$(BIN)/ruff check . || failed+=" lint"; \
	$(BIN)/mypy || failed+=" types"; \
	$(BIN)/pytest -q tests/test_architecture.py tests/test_wheel.py || failed+=" tests"; \
	if [ -n "$$failed" ]; then echo "failed:$$failed" >&2; exit 1; fi

fmt: $(READY) ## format the code and mend what ruff can mend
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

tables: $(READY) ## compute the parser's tables anew, after a change of the grammar
	@$(BIN)/python -m tiaowen.dsl.tables

manual: $(READY) ## write the pages of the findings anew (docs/manual), after a change of a finding or its page
	@$(BIN)/python -m tiaowen.compiler.manual

long: $(READY) ## the long differential run: 20,000 claims a document (seed and last result: ARCHITECTURE.md)
	@TIAOWEN_DIFFERENTIAL_CLAIMS=20000 TIAOWEN_DIFFERENTIAL_SEED=77 $(BIN)/pytest -q tests/differential

oracle: $(READY) ## 10,000 random pairs of documents: every proved effect against a solver, notches against sampling
	@JOBS=$(JOBS) PYTHONPATH=tests $(BIN)/python -m oracle.run

mutation: $(READY) ## change every figure and word of the policies, one at a time, and tell what nothing notices
	@JOBS=$(JOBS) PYTHONPATH=tests $(BIN)/python -m mutation.run

defects: $(READY) ## put every defect of the table of checks into every document, and tell which checks see it
	@JOBS=$(JOBS) PYTHONPATH=tests $(BIN)/python -m defects.run

coverage-of-law: $(READY) ## the provisions of the documents: where each is encoded, and what would notice a change
	@PYTHONPATH=tests $(BIN)/python -m law.coverage_of_law

bench: $(READY) ## measure
	@$(BIN)/python bench/run.py

coverage: $(READY) ## branch coverage of dsl and compiler
	@$(BIN)/pytest -n $(JOBS) --dist loadgroup -m "not wheel" --cov --cov-branch --cov-report=term-missing

clean: ## remove what was built, and .venv
	@rm -rf .venv build dist *.egg-info .coverage .coverage.* htmlcov .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
