# Each command does all its own set-up. PYTHON chooses the interpreter; PORT the port, as BOT_PORT does.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install serve help test test-cluster bench lint types format lock clean bench-service cluster screenshots

install: $(VENV)/.installed  ## install the bot command into .venv
	@echo 'Installed. Type this in each new terminal: . $(VENV)/bin/activate'

serve: $(VENV)/.installed  ## start the service on 127.0.0.1:8000
	$(BIN)/bot serve $(if $(PORT),--port $(PORT))

help:  ## say what each command does
	@sed -n 's/^\([a-z-]*\):.*  ## /\1: /p' $(MAKEFILE_LIST)

test: $(VENV)/.installed-dev $(VENV)/.browsers lint types  ## lint, types and all tests with coverage
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses=auto --dist=loadfile
	$(BIN)/coverage combine -q
	$(BIN)/coverage report --omit='$(if $(TEST_POSTGRES),,bot/log/postgres.py),$(if $(wildcard $(VENV)/lib/python*/site-packages/pyspark),,bot/desk/replay/spark.py)'

cluster: $(VENV)/.installed-dev  ## HAProxy, three replicas, PostgreSQL and Redis on loopback (Debian's packages), until Ctrl-C
	deploy/dev/with-servers.sh $(BIN)/python tests/cluster.py

test-cluster: $(VENV)/.installed-dev  ## load, restart and kill three replicas behind HAProxy; wants a machine of its own
	TEST_CLUSTER=1 deploy/dev/with-servers.sh $(BIN)/python -m pytest tests/test_cluster.py

bench: $(VENV)/.installed-dev  ## measure the matching on the data in DATA, beside other libraries; writes docs/benchmarks.md
	@test -d '$(DATA)' || { echo 'Say where the data is: make bench DATA=folder. docs/benchmarks.md says what it holds.'; exit 2; }
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable '.[bench]'
	$(BIN)/python -m benchmarks.intents --data '$(DATA)' --write docs/benchmarks.md
	$(BIN)/python -m benchmarks.typos --data '$(DATA)' --write docs/benchmarks.md
	$(BIN)/python -m benchmarks.scale --data '$(DATA)' --write docs/benchmarks.md

screenshots: $(VENV)/.browsers  ## take the pictures in docs/ anew
	$(BIN)/python -m pytest tests/browser/test_screenshots.py
	mkdir -p docs/images
	for name in desktop-light-answer phone-light-emergency phone-dark-choices; do cp tests/browser/screenshots/$$name.png docs/images/widget-$$name.png; done

lint: $(VENV)/.installed-dev  ## look for faults of form
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev  ## check the types
	$(BIN)/mypy

format: $(VENV)/.installed-dev  ## mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# A second run installs nothing: the stamps are older than the files they stand for only after a change.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Set PYTHON=…")'
	@$(PYTHON) -m venv $(VENV) || { echo 'No virtual environment could be made. On Debian or Ubuntu: apt install python3-venv'; rm -rf $(VENV); exit 1; }
	@touch $@

$(VENV)/.installed: $(VENV)/.made requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

bench-service: $(VENV)/.installed  ## one process under load (needs wrk and slowhttptest); SOAK=5 adds five minutes
	$(BIN)/python -m benchmarks.service
# What cannot be had is said; the tests that need it then fail.
$(VENV)/.browsers: $(VENV)/.installed-dev tests/browser/browsers.py tests/browser/package.json
	$(BIN)/python tests/browser/browsers.py
	@touch $@

lock:  ## pin the newest versions that pyproject.toml allows, with hashes and without addresses (needs uv)
	echo 'hatchling editables' | tr ' ' '\n' | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml - -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:  ## take away what these commands made
	rm -rf $(VENV) .coverage* .mypy_cache .ruff_cache .pytest_cache
