# 权责 Quanze. Each target says what it does, then does it. Another Python: make PYTHON=python3.13 …
PYTHON ?= python3
BIN := .venv/bin
SOURCES := quanze tests tools bench
# How many test processes at once.
WORKERS ?= 2
.DEFAULT_GOAL := run
.PHONY: setup setup-dev run examples test check prove bench bundle pins python

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "需要 Python 3.11 或更高版本：安装后用 make PYTHON=python3.x 指定 / Python 3.11 or later is needed: install it and name it with make PYTHON=python3.x" >&2; exit 1; }

setup: python
	@echo "准备：在 .venv 中安装 quanze 命令 / Set-up: the quanze command in .venv"
	@$(PYTHON) tools/setup_env.py run
	@$(BIN)/python -m compileall -q quanze

setup-dev: python
	@echo "准备：在 .venv 中安装 quanze 命令和测试工具 / Set-up: the quanze command and the test tools in .venv"
	@$(PYTHON) tools/setup_env.py dev

run: setup
	@echo "运行：演示城市，数据在 .demo 中，只供本机；准备好后打印网址和演示账号 / Run: the demo city, its data in .demo, for this machine only; prints address and accounts once ready"
	@env -u DATABASE_URL QUANZE_HOME="$(CURDIR)/.demo" $(BIN)/quanze demo serve $(if $(PORT),--port $(PORT)) $(DEMO)

examples: setup
	@echo "示例：为 examples/ 中的每个案例出具定责建议，页面写入 out/ / Examples: a determination sheet for every case in examples/, as pages under out/"
	@$(BIN)/quanze determine examples --html --out out
	@$(BIN)/quanze determine examples/yiyang-big-case.yaml
	@page=out/index.html; [ -f $$page ] || page=$$(ls out/*.html | head -n 1); \
	  echo "请用浏览器打开 / Open in a browser: $$page"

check: setup-dev
	@echo "检查：格式、类型、层次、依赖、死代码、仓库规则 / Check: style, types, layers, dependencies, dead code, laws of the repository"
	@$(BIN)/ruff check --quiet --output-format concise .
	@$(BIN)/ruff format --check --quiet --output-format concise .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/deptry --no-ansi .
	@$(BIN)/vulture
	@$(BIN)/python -m pytest -q tests/laws

test: check
	@echo "测试：全部测试，通常规模；与数据库有关的再在 PostgreSQL 上测一遍 / Test: every test at the usual size, those of the database on PostgreSQL too"
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile $(PYTEST)
	@$(BIN)/python -m tests.on_postgres pytest -q -n $(WORKERS) --dist loadfile $(PYTEST)

prove: check
	@echo "证明：全部测试，完整规模，逐部分，结果写入 docs/proofs/full-size.md / Prove: every test at full size, part by part, results into docs/proofs/full-size.md"
	@$(BIN)/python -m tools.prove $(PART)

bench: setup-dev
	@echo "测速：与逐行循环比较，结果写入 bench/results/ / Bench: speed beside plain loops, results into bench/results/"
	@$(BIN)/python -m bench

bundle: setup-dev
	@echo "离线安装包：依赖、程序、规则、部署文件和摘要，写入 dist/ / Bundle for offices without internet: packages, program, rules, deploy files, sums, into dist/"
	@$(BIN)/python tools/bundle.py dist

pins:
	@echo "固定依赖：由 pyproject.toml 重写带摘要的清单（需要 uv） / Pins: the hashed lists anew from pyproject.toml (needs uv)"
	@uv pip compile $(PIN) pyproject.toml -o requirements.txt
	@uv pip compile $(PIN) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

PIN := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
