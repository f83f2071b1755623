# Two commands are all it takes: `make serve` and `make test`. Both install what is missing and say what they do.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup serve test judges lint check bench bench-nation bench-page lock geodata web openapi screenshots snapshots clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install everything that serving and testing need, without doing either
	@scripts/setup.sh dev

serve: ## set up, start the embedded database, load the bundled data, serve the map and the API (PORT=8000)
	@exec scripts/serve.sh

test: ## set up, then run every check and every test; this is what CI runs
	@scripts/setup.sh dev
	@scripts/test.sh

judges: ## start the service and let outside programs judge it: schemathesis, redocly, ogctests, GDAL, QGIS … (JUDGE=name for one)
	@scripts/setup.sh dev
	@judges/setup.sh
	@.venv/bin/python -m judges $(JUDGE)

lint: ## only the static checks: ruff, mypy, import-linter, sqlfluff
	@scripts/setup.sh dev
	@scripts/test.sh lint

check: ## static checks and the tests that need no browser
	@scripts/setup.sh dev
	@scripts/test.sh lint web
	@.venv/bin/python -m pytest -m 'not e2e'

bench: ## measure start-up, publishing, tiles and answers against the SQL alone and tipg (WRITE=1 keeps docs/benchmarks.md)
	@scripts/setup.sh dev
	@benchmarks/setup.sh
	@.venv/bin/python -m benchmarks $(if $(WRITE),--write) $(BENCH)

bench-nation: ## make a nation of 41,000 townships, publish it, weigh its tiles and ask for them (BENCH="--townships 2000")
	@scripts/setup.sh dev
	@benchmarks/setup.sh
	@.venv/bin/python -m benchmarks.nation $(BENCH)

bench-page: ## measure how soon the map is drawn and how evenly it pans, beside the map library alone (BENCH="--rounds 3")
	@scripts/setup.sh dev
	@.venv/bin/python -m benchmarks.page $(BENCH)

lock: ## write the lock files anew from pyproject.toml and package.json
	@scripts/lock.sh

geodata: ## derive the bundled data anew; the bytes stay the same unless the sources or scripts changed
	@scripts/setup.sh dev
	@.venv/bin/python -m geodata.build

web: ## build the map into web/dist
	@scripts/web.sh

openapi: ## write docs/openapi.json anew
	@scripts/setup.sh base
	@.venv/bin/python scripts/openapi.py

screenshots: ## take the pictures of docs/images anew
	@scripts/setup.sh dev
	@.venv/bin/python scripts/screenshots.py

snapshots: ## take the pictures anew that the tests compare the page with
	@scripts/setup.sh dev
	@RENEW_SNAPSHOTS=yes .venv/bin/python -m pytest tests/e2e/test_snapshots.py

clean: ## remove what can be rebuilt: environment, packages, builds, caches; the database in .polycentre stays
	rm -rf .venv .cache web/node_modules judges/node_modules web/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
