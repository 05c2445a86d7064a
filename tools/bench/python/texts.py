"""torchmetrics' part of `texts.mjs`: for each number of steps on standard input, the processor time of a pass over all sentences in ms."""

import sys
import time

import torch
from torchmetrics.text import BLEUScore, ROUGEScore, SacreBLEUScore

torch.set_num_threads(1)
sentences, size, number = map(int, sys.argv[1:])
state = 1


def below(limit: int) -> int:
    global state
    state = (state * 1664525 + 1013904223) % 2**32
    return int(state / 2**32 * limit)


batches = []
for first in range(0, sentences, size):
    predictions, targets = [], []
    for _ in range(first, min(sentences, first + size)):
        words = [f"word{below(1000)}ing" for _ in range(5 + below(26))]
        targets.append([" ".join(words)])
        predictions.append(" ".join(f"word{below(1000)}ing" if below(5) == 0 else word for word in words))
    batches.append((predictions, targets))

keys = ("rouge1", "rouge2", "rougeL")
make = (
    BLEUScore,
    SacreBLEUScore,
    lambda: ROUGEScore(rouge_keys=keys),
    lambda: ROUGEScore(rouge_keys=keys, use_stemmer=True),
)[number]

for line in sys.stdin:
    start = time.process_time()
    for _ in range(int(line)):
        metric = make()
        for predictions, targets in batches:
            metric.update(predictions, targets)
        result = metric.compute()
    print((time.process_time() - start) * 1000 / int(line), flush=True)
print(result, file=sys.stderr)
