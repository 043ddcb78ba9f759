# Two commands do everything on a fresh machine: `make run` and `make test`. Both leave the environment in .venv.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && $$p -c 'import sys; print(sys.executable)' && break; done)
BIN := .venv/bin
BUILT := src/southgate/config/static/built
ASSETS := $(shell find assets -type f 2>/dev/null) package.json package-lock.json
PARTS := $(wildcard src/southgate/locale/en/parts/*.po)

.PHONY: run test trust bench setup assets lint check-python clean

run: setup  ## opens a working zone on the embedded default; the last line is its address
	@$(BIN)/southgate up --samples

test: setup  ## all tests, on SQLite and on PostgreSQL where it is installed
	@$(BIN)/python tools/test.py

trust: setup  ## full counts of faults, kills and fuzz
	@SOUTHGATE_TRUST=1 $(BIN)/python tools/test.py --trust

bench: setup  ## the speed table, printed with its floor
	@$(BIN)/python -m bench

lint: setup
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports && $(BIN)/mypy src/southgate

setup: check-python .venv/.done $(BUILT)/.done src/southgate/locale/.done

check-python:
	@test -n "$(PYTHON)" || { echo "Southgate needs Python 3.11 or later with venv (Debian: apt-get install python3 python3-venv)"; exit 1; }

.tools/.done: requirements/tools.txt
	@echo "1/4 tools"
	@test -x .tools/bin/python || $(PYTHON) -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt
	@touch $@

.venv/.done: requirements/dev.txt pyproject.toml .tools/.done
	@echo "2/4 environment"
	@test -x $(BIN)/python || .tools/bin/uv venv --quiet --python "$(PYTHON)" .venv
	@.tools/bin/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt
	@.tools/bin/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

$(BUILT)/.done: $(ASSETS) .tools/.done
	@echo "3/4 pages"
	@PATH="$(CURDIR)/.tools/bin:$$PATH" .tools/bin/npm ci --silent --no-audit --no-fund
	@PATH="$(CURDIR)/.tools/bin:$$PATH" .tools/bin/npm run --silent build
	@touch $@

src/southgate/locale/.done: $(PARTS) tools/catalogue.py .venv/.done
	@echo "4/4 words"
	@$(BIN)/python tools/catalogue.py build
	@touch $@

clean:  ## removes what setup made; data stays
	rm -rf .venv .tools node_modules $(BUILT) src/southgate/locale/.done
