"""scikit-learn's and pandas' part of `tabular.mjs`: for each name on standard input two times in milliseconds, and a number to compare."""

import sys
import time

import numpy as np
import pandas as pd
from sklearn.preprocessing import OneHotEncoder, StandardScaler

rows, features, batch = map(int, sys.argv[1:4])
file = sys.argv[4]


def data(values: int) -> np.ndarray:
    return ((np.arange(rows * features, dtype=np.int64) * 7919) % values).astype(np.float32).reshape(rows, features)


cases = {
    "StandardScaler": (StandardScaler, data(10_007)),
    "OneHotEncoder": (lambda: OneHotEncoder(sparse_output=False, dtype=np.float32), data(10)),
}


def transform(name: str) -> tuple[float, float, float]:
    make, matrix = cases[name]
    start = time.process_time()
    transformer = make().fit(matrix)
    fitted = time.process_time()
    total = 0.0
    for at in range(0, rows, batch):
        total += float(np.abs(transformer.transform(matrix[at : at + batch]).ravel()[::1009].astype(np.float64)).sum())
    return (fitted - start) * 1000, (time.process_time() - fitted) * 1000, total


def read() -> tuple[float, float, float]:
    start, clock = time.process_time(), time.perf_counter()
    table = pd.read_csv(file)
    return (time.process_time() - start) * 1000, (time.perf_counter() - clock) * 1000, len(table)


for line in sys.stdin:
    name = line.strip()
    print(*(read() if name == "read_csv" else transform(name)), flush=True)
