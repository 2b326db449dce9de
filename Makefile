# make report   the 2025Q1 bulletin (another quarter: make report Q=2025Q2)
# make test     lint, types and all tests
# make lab      JupyterLab on a quarter's notebooks
# make lock     requirements.lock anew from pyproject.toml
# make pictures the pictures of README anew from reports/

Q ?= 2025Q1
# The first Python of 3.11 or newer; PYTHON=… chooses another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
# The quarters whose records are reconstructed, not delivered.
SAMPLES := $(patsubst %/reconstruction.yaml,%/evaluations.parquet,$(wildcard data/*/reconstruction.yaml))
# Everything that is installed is one of requirements.lock, checked against its hash.
# Byte code is compiled here, for where Python may not write it: imports are then three times as fast.
INSTALL = .venv/bin/uv pip install --quiet --compile-bytecode --require-hashes \
  -c requirements.lock -r pyproject.toml
SELF = .venv/bin/uv pip install --quiet --no-deps --no-build-isolation -e .

.PHONY: report test lab lock pictures
report: .venv/report.done $(SAMPLES)
	.venv/bin/bulletin build $(Q) --anew

test: .venv/test.done
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/python -m pytest -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lab: .venv-lab/lab.done $(SAMPLES)
	.venv-lab/bin/bulletin lab $(Q)

lock: .venv/bin/uv
	.venv/bin/uv pip compile pyproject.toml --quiet --all-extras --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock

pictures: .venv/test.done
	.venv/bin/python -m docs.pictures

data/%/evaluations.parquet: data/%/reconstruction.yaml params/units.yaml | .venv/report.done
	.venv/bin/bulletin sample $*

.venv/report.done: .venv/bin/uv pyproject.toml requirements.lock
	$(INSTALL) --python .venv --extra build
	$(SELF) --python .venv
	.venv/bin/python -m compileall -q src
	touch $@

.venv/test.done: .venv/report.done
	$(INSTALL) --python .venv --extra build --extra test
	touch $@

# JupyterLab has an environment of its own: with it, every start of a report is slower.
.venv-lab/lab.done: .venv/bin/uv pyproject.toml requirements.lock
	$(PYTHON) -m venv .venv-lab
	$(INSTALL) --python .venv-lab --extra build --extra lab
	$(SELF) --python .venv-lab
	touch $@

# pip installs nothing but uv, in the version and with the hash of the lock.
.venv/bin/uv:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新版本。"; exit 1; }
	$(PYTHON) -m venv .venv
	awk '/^[a-z]/ { wanted = /^uv==/ } wanted' requirements.lock > .venv/uv.txt
	.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
