"""Philox 4x32-10 and the random streams that are made of it: bits by randomgen, the rest by plain arithmetic on them."""

import math
import struct
from collections.abc import Iterator

import numpy as np
from randomgen import Philox

from golden_file import number, numbers, source, write

WORD = 2**32

BLOCKS = {
    "all zero": ([0] * 4, [0] * 2),
    "all ones": ([WORD - 1] * 4, [WORD - 1] * 2),
    "digits of pi": ([0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344], [0xA4093822, 0x299F31D0]),
    "counter 1": ([1, 0, 0, 0], [0, 0]),
    "second word of the counter": ([0, 1, 0, 0], [0, 0]),
    "third word of the counter": ([0, 0, 1, 0], [0, 0]),
    "fourth word of the counter": ([0, 0, 0, 1], [0, 0]),
    "first word of the key": ([0, 0, 0, 0], [1, 0]),
    "second word of the key": ([0, 0, 0, 0], [0, 1]),
    "high bits": ([2**31] * 4, [2**31] * 2),
    "halves": ([0xFFFF, 0xFFFF0000, 0x10000, 0x8000FFFF], [0xFFFF0000, 0xFFFF]),
}

STREAMS = [
    (0, "dropout", 0),
    (42, "dropout", 1),
    (42, "", 1),
    (2**32 + 7, "init/dense_0/kernel", 2**32 - 1),
    (2**53 - 1, "flip", 2**32),
    (2**64 - 1, "größe/\U0001f3b2", 2**53 - 1),
]


def joined(words: list[int]) -> int:
    return sum(word << (32 * place) for place, word in enumerate(words))


def philox(counter: list[int], key: list[int], length: int) -> list[int]:
    """`length` words from the block of `counter` on. randomgen adds 1 to its counter before it makes a block."""
    generator = Philox(counter=(joined(counter) - 1) % 2**128, key=joined(key), number=4, width=32)
    return [int(word) for word in generator.random_raw(length)]


def name_hash(name: str) -> int:
    """FNV-1a, 32 bits."""
    value = 0x811C9DC5
    for byte in name.encode():
        value = (value ^ byte) * 0x01000193 % WORD
    return value


def uniform(words: list[int], low: float, high: float) -> np.ndarray:
    low, high = np.float32(low), np.float32(high)
    values = [float(low) + (word >> 8) * 2.0**-24 * (float(high) - float(low)) for word in words]
    return np.minimum(np.array(values).astype(np.float32), np.nextafter(high, low))


def normal(words: list[int]) -> list[float]:
    values = []
    for first, second in zip(words[::2], words[1::2]):
        radius = math.sqrt(-2 * math.log((first + 1) / WORD))
        angle = 2 * math.pi * (second / WORD)
        values += [radius * math.cos(angle), radius * math.sin(angle)]
    return values


def mask(words: list[int], drop_probability: float) -> np.ndarray:
    halves = struct.unpack(f"<{2 * len(words)}H", struct.pack(f"<{len(words)}I", *words))
    kept = np.float32(1 / (1 - drop_probability))
    return np.array([0 if half < round(drop_probability * 65536) else kept for half in halves], dtype=np.float32)


def bounded(words: Iterator[int], high: int) -> int:
    """As many low bits as `high - 1` has, from word after word until they are below `high`."""
    if high == 1:
        return 0
    while True:
        value = next(words) & (2 ** (high - 1).bit_length() - 1)
        if value < high:
            return value


def permutation(words: Iterator[int], length: int) -> list[int]:
    values = list(range(length))
    for last in range(length - 1, 0, -1):
        other = bounded(words, last + 1)
        values[last], values[other] = values[other], values[last]
    return values


def block_case(name: str, counter: list[int], key: list[int]) -> dict:
    return {"name": name, "counter": counter, "key": key, "words": philox(counter, key, 4)}


def stream_case(seed: int, stream: str, step: int) -> dict:
    counter = [0, step % WORD, step // WORD, name_hash(stream)]
    words = philox(counter, [seed % WORD, seed // WORD], 1000)
    return {
        "name": f"seed {seed}, stream '{stream}', step {step}",
        "seed": str(seed),
        "stream": stream,
        "step": step,
        "counter": counter,
        "uint32": words[:10],
        "uint32From990": words[990:],
        "uniform": numbers(uniform(words[:10], 0, 1)),
        "uniformFrom-3To0.5": numbers(uniform(words[:10], -3, 0.5)),
        "normal": [number(value) for value in normal(words[:10])],
        "maskOf0.1": numbers(mask(words[:8], 0.1)),
        "maskOf0.5": numbers(mask(words[:8], 0.5)),
        "integersBelow10": [bounded(draws, 10) for draws in [iter(words)] for _ in range(12)],
        "integersBelow2^31": [bounded(draws, 2**31) for draws in [iter(words)] for _ in range(5)],
        "permutationOf12": permutation(iter(words), 12),
    }


if __name__ == "__main__":
    write(
        "packages/core/src/random/goldens/philox.json",
        source=source("randomgen"),
        script="tools/goldens/philox.py",
        cases=[
            *(block_case(name, counter, key) for name, (counter, key) in BLOCKS.items()),
            *(stream_case(seed, stream, step) for seed, stream, step in STREAMS),
        ],
    )
