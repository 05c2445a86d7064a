#!/usr/bin/env bash
# Re-makes the golden files: all of them, or those of the scripts named (`run.sh losses metrics`).
set -euo pipefail

python="${PYTHON:-python3}"
export PYTHONDONTWRITEBYTECODE=1 OMP_NUM_THREADS=1 CUDA_VISIBLE_DEVICES=

if [ $# -eq 0 ]; then
  set -- random_state philox splitters losses metrics optimizers predictors datasets safetensors_files
fi
for script in "$@"; do
  "$python" "$(dirname "$0")/$script.py"
done
