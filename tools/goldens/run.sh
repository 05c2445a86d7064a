#!/usr/bin/env bash
# Re-makes the golden files: all of them, those named (`run.sh losses metrics`), or those of components (`run.sh losses/mse`).
set -euo pipefail

python="${PYTHON:-python3}"
here="$(dirname "$0")"
export PYTHONDONTWRITEBYTECODE=1 OMP_NUM_THREADS=1 CUDA_VISIBLE_DEVICES=

if [ $# -eq 0 ]; then
<<<<<<< HEAD
  set -- random_state philox splitters search losses metrics optimizers schedulers evaluating_optimizers weight_averages gradient_clip pairwise predictors tune_threshold datasets generators array_files safetensors_files compare_folds importances model_selection showcase
  set -- random_state philox splitters transforms search losses metrics optimizers schedulers evaluating_optimizers weight_averages gradient_clip pairwise predictors tune_threshold datasets safetensors_files compare_folds importances model_selection showcase
=======
  set -- random_state philox splitters search losses metrics optimizers schedulers evaluating_optimizers weight_averages gradient_clip pairwise predictors tune_threshold datasets generators array_files tables_binary safetensors_files compare_folds importances model_selection showcase
>>>>>>> 1cfa057 (Parquet files are datasets, whole or group by group, and are proven by what pyarrow writes)
fi
for name in "$@"; do
  if [ -f "$here/$name.py" ]; then "$python" "$here/$name.py"; else "$python" "$here/make.py" ${name/\// }; fi
done
