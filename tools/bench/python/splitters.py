"""scikit-learn's part of `splitters.mjs`: for each name of a splitter on standard input, the processor time of all its folds in milliseconds."""

import json
import re
import sys
import time
import warnings

import numpy as np
from sklearn import model_selection

warnings.simplefilter("ignore")
rows, classes, group_count = map(int, sys.argv[1:])
data = np.zeros((rows, 1), dtype=np.float32)
targets = (np.arange(rows) * 7919) % classes
groups = (np.arange(rows) * 104729) % group_count


def snake(name: str) -> str:
    return re.sub(r"[A-Z]", lambda capital: "_" + capital[0].lower(), name)


for line in sys.stdin:
    name, options = line.rstrip("\n").split(" ", 1)
    arguments = {snake(key): value for key, value in json.loads(options).items()}
    splitter = getattr(model_selection, name)(**arguments)
    start = time.process_time()
    count = sum(len(test) for _, test in splitter.split(data, targets, groups if "Group" in name else None))
    print((time.process_time() - start) * 1000, count, flush=True)
