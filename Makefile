# Everything is installed below this folder; docs/decisions/0002 tells why and how.
# Stamps say what is there already, so that a second run has nothing to do.

PYTHON ?= python3
BIN := .venv/bin
RUNTIME := .venv/.ready
DEV := .venv/.ready-dev
PAGES := eaportal/static/vendor/.ready
TEMPLATES := eaportal/templates
CODE := architecture eaportal config.py wsgi.py migrations tests .ci docs/pictures
HERE = $(wildcard $(CODE))

.DEFAULT_GOAL := help
.PHONY: help setup dev run test lint format bench pictures migration lock clean
MAKEFLAGS += --no-print-directory

# A .venv whose Python is gone (moved, upgraded) counts as none.
ifeq ($(wildcard $(BIN)/python),)
.PHONY: $(RUNTIME) $(DEV)
endif

help:  ## Daftar perintah ini
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

setup: $(RUNTIME) $(PAGES)  ## Pasang semua yang diperlukan portal
	@:

dev: setup $(DEV)

$(RUNTIME): requirements.txt
	@$(PYTHON) .ci/setup.py runtime

$(DEV): requirements-dev.txt $(RUNTIME)
	@$(PYTHON) .ci/setup.py dev

$(PAGES): package.json package-lock.json eaportal/static/icons.txt .ci/pages.py \
		| $(RUNTIME)
	@$(PYTHON) .ci/setup.py pages

run: setup  ## Jalankan portal; PORT=… dan DEMO_PASSWORD=… bila perlu
	@exec $(BIN)/python -m eaportal.serve

test: dev  ## Jalankan semua uji; T=path memilih sebagian
	@$(BIN)/python -m tests.chromium --install
	@$(BIN)/python -m pytest -q -n $(or $(WORKERS),2) --dist worksteal $(T)

lint: dev  ## Periksa gaya, tipe, arah impor, dan templat
	@$(BIN)/ruff check $(HERE)
	@$(BIN)/ruff format --check $(HERE)
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@if [ -d $(TEMPLATES) ]; then \
		$(BIN)/djlint --check --lint --quiet $(TEMPLATES); fi

format: dev  ## Rapikan kode dan templat
	@$(BIN)/ruff check --fix $(HERE)
	@$(BIN)/ruff format $(HERE)
	@if [ -d $(TEMPLATES) ]; then \
		$(BIN)/djlint --reformat --quiet $(TEMPLATES) || true; fi

bench: dev  ## Ukur kecepatan; hasilnya untuk docs/benchmarks.md
	@for name in $$(grep -l __main__ tests/bench/*.py | xargs -n 1 basename -s .py); do \
		echo "== $$name"; $(BIN)/python -m tests.bench.$$name || exit 1; done

pictures: dev  ## Potret ulang gambar untuk README dari data percontohan
	@$(BIN)/python -m docs.pictures.make

migration: dev  ## Tulis migrasi; M="apa yang diubahnya"
	@[ -n "$(M)" ] || { echo 'M="apa yang diubahnya" perlu disebut' >&2; exit 1; }
	@$(BIN)/alembic upgrade head
	@$(BIN)/alembic revision --autogenerate -m "$(M)"

lock: $(DEV)  ## Catat ulang versi pustaka; UPGRADE=--upgrade menaikkannya
	@$(BIN)/python .ci/lock.py $(UPGRADE)

clean:  ## Hapus yang dipasang; data di instance/ tetap
	rm -rf .venv .cache eaportal/static/vendor
