#!/usr/bin/env bash
# Re-makes the golden files: all of them, those named (`run.sh losses metrics`), or those of components (`run.sh losses/mse`).
set -euo pipefail

python="${PYTHON:-python3}"
here="$(dirname "$0")"
export PYTHONDONTWRITEBYTECODE=1 OMP_NUM_THREADS=1 CUDA_VISIBLE_DEVICES=

if [ $# -eq 0 ]; then
  set -- random_state philox splitters transforms search losses metrics optimizers schedulers evaluating_optimizers weight_averages gradient_clip pairwise network_images network_texts porter_stems torchmetrics_names predictors tune_threshold datasets tables tables_binary generators array_files safetensors_files compare_folds importances model_selection showcase masks stoi
fi
for name in "$@"; do
  if [ -f "$here/$name.py" ]; then "$python" "$here/$name.py"; else "$python" "$here/make.py" ${name/\// }; fi
done
