"""torchmetrics' part of `metrics.mjs`: for each number of steps on standard input, the processor time of an update in milliseconds."""

import sys
import time

import torch
from torchmetrics import AUROC, Accuracy, ConfusionMatrix, F1Score, MetricCollection, Precision, Recall

torch.set_num_threads(1)
torch.manual_seed(0)
batch, classes, thresholds = map(int, sys.argv[1:])
scores, targets = torch.randn(batch, classes), torch.randint(0, classes, (batch,))
options = {"task": "multiclass", "num_classes": classes, "validate_args": False}
metrics = MetricCollection(
    [
        *(kind(average="macro", **options) for kind in (Accuracy, Precision, Recall, F1Score)),
        ConfusionMatrix(**options),
        AUROC(thresholds=thresholds, **options),
    ]
)

for line in sys.stdin:
    steps = int(line)
    start = time.process_time()
    for _ in range(steps):
        metrics.update(scores, targets)
    print((time.process_time() - start) * 1000 / steps, flush=True)
