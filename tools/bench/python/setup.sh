#!/usr/bin/env bash
# Installs what the Python peers of the benchmark need, pinned, into `.cache/bench/python` of the checkout: about 6 GB on
# Linux, since PyTorch brings its CUDA libraries, without which it cannot be imported. No GPU is used.
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)"
environment="$here/../../../.cache/bench/python"

"${PYTHON:-python3}" -m venv "$environment"
"$environment/bin/python" -m pip install --requirement "$here/requirements.txt"
"$environment/bin/python" -c 'import lightning, torch; print(f"torch {torch.__version__}, lightning {lightning.__version__}")'
