"""torchmetrics' part of `similarity.mjs`: for each number of steps on standard input, the processor time of an update in milliseconds."""

import sys
import time

import torch
from torchmetrics.image import StructuralSimilarityIndexMeasure

torch.set_num_threads(1)
torch.manual_seed(0)
images, size, channels = map(int, sys.argv[1:])
target = torch.rand(images, channels, size, size)
prediction = 0.8 * target + 0.2 * torch.rand_like(target)
metric = StructuralSimilarityIndexMeasure(data_range=1.0)

for line in sys.stdin:
    steps = int(line)
    start = time.process_time()
    for _ in range(steps):
        metric.update(prediction, target)
    print((time.process_time() - start) * 1000 / steps, flush=True)
