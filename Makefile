# The Devolution Desk. `make` alone lists what there is. GNU make 3.81, which macOS has, is enough.

PYTHON_IN := .venv/bin/python
DESK := .venv/bin/desk
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
# What a lock of one model's package leaves out: all that requirements.lock holds already.
HELD = $$(sed -n 's/^\([a-z0-9.-]*\)==.*/--no-emit-package \1/p' requirements.lock | sort -u)

.PHONY: help run test quick ollama anthropic torture check format docs screenshot graph lock clean install install-dev

help: ## list what there is
	@awk -F': .*## ' '/^[a-z-]+: .*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run: install ## install what is missing, bring corpus/ into the library, start the page
	@$(DESK) ingest || { code=$$?; [ $$code -eq 1 ] || exit $$code; }
	@$(DESK) serve

test: install-dev check ## all that CI does: format, lint, types, every test, the docs
	@$(PYTHON_IN) -m pytest -n 2 --dist loadfile -m "not browser and not server"
	@$(PYTHON_IN) -m pytest -m "browser or server"

quick: install-dev check ## the same without a browser, servers and slow tests, in under a minute
	@$(PYTHON_IN) -m pytest -n 2 --dist loadfile -m "not browser and not server and not slow"

ollama: install ## install what speaks to a model of Ollama; [llm] in config.toml names the model
	@sh install.sh requirements-ollama.lock

anthropic: install ## install what speaks to a model of Anthropic; [llm] in config.toml names the model
	@sh install.sh requirements-anthropic.lock

torture: install-dev ## kill an ingest 200 times, damage the vectors 100 times, and try the laws on new cases
	@DESK_TORTURE=1 $(PYTHON_IN) -m pytest tests/test_torture.py tests/test_vectors.py -k "instant or damaged"
	@DESK_TORTURE=1 $(PYTHON_IN) -m pytest -m hypothesis

check:
	@$(PYTHON_IN) -m ruff format --quiet --check . || { echo "desk: not formatted yet; run make format" >&2; exit 1; }
	@$(PYTHON_IN) -m ruff check --quiet .
	@$(PYTHON_IN) -m mypy

format: install-dev ## format the code, and mend what the linter can
	@$(PYTHON_IN) -m ruff format .
	@$(PYTHON_IN) -m ruff check --fix .

docs: install-dev ## write the generated parts of README.md again
	@$(PYTHON_IN) docs/generate.py

screenshot: install-dev ## take the pictures of README.md again: needs Chromium
	@PYTHONPATH=. $(PYTHON_IN) tests/browser.py docs/ask.png docs/briefing.png

graph: install-dev ## make ingest/minilm.onnx again
	@$(PYTHON_IN) -m ingest.graph

lock: ## resolve the locks again, for maintainers: needs uv and the network
	@command -v uv >/dev/null || { echo "desk: make lock needs uv; docs.astral.sh/uv says how to get it" >&2; exit 2; }
	@$(LOCK) requirements.in -o requirements.lock
	@$(LOCK) requirements-dev.in -o requirements-dev.lock
	@$(LOCK) requirements-ollama.in $(HELD) -o requirements-ollama.lock
	@$(LOCK) requirements-anthropic.in $(HELD) -o requirements-anthropic.lock

clean: ## remove what was made, but for .venv and the library in data/
	@rm -rf build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/shots
	@find . -name .venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

install:
	@sh install.sh requirements.lock

install-dev:
	@sh install.sh requirements-dev.lock
