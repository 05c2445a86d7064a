"""PyTorch's part of `ctc.mjs`: for each number of steps on standard input, the processor time of a step in milliseconds."""

import sys
import time

import torch
from torch.nn import functional

torch.set_num_threads(1)
torch.manual_seed(0)
frames, batch, classes, count = map(int, sys.argv[1:])
logits = torch.randn(frames, batch, classes, requires_grad=True)
labels = torch.randint(1, classes, (batch, count))
input_lengths, label_lengths = torch.full((batch,), frames), torch.full((batch,), count)

for line in sys.stdin:
    steps = int(line)
    start = time.process_time()
    for _ in range(steps):
        logits.grad = None
        functional.ctc_loss(functional.log_softmax(logits, -1), labels, input_lengths, label_lengths).backward()
    print((time.process_time() - start) * 1000 / steps, flush=True)
