"""STOI of signals that a formula makes on both sides, at several sampling rates, by pystoi."""

import numpy as np
from pystoi import stoi

from golden_file import source, write


def mixed(length: int, seed: int) -> np.ndarray:
    """Whole numbers from -1000 to 999 of a linear congruential generator."""
    state, values = seed, []
    for _ in range(length):
        state = (1103515245 * state + 12345) % 2**31
        values.append((state >> 11) % 2000 - 1000)
    return np.array(values, dtype=float)


def speech(length: int, seed: int) -> np.ndarray:
    """Syllables of 1024 samples, of four strengths, with silence in every third."""
    at = np.arange(length)
    return mixed(length, seed) * np.where(at // 1024 % 3 == 2, 0, at // 1024 % 4 + 1)


def main() -> None:
    cases = []
    for fs, length in ((10000, 9000), (16000, 14000), (8000, 8000), (11025, 9000), (44100, 40000), (9999, 9000)):
        clean = speech(length, 1)
        for noise in (0, 1, 4):
            for extended in (False, True):
                if noise == 0 and extended:
                    continue
                value = float(stoi(clean, clean + noise * mixed(length, 2), fs, extended))
                name = f"{fs} Hz, noise {noise}{', extended' if extended else ''}"
                cases.append({"name": name, "fs": fs, "length": length, "noise": noise, "extended": extended, "value": value})
    write("packages/metrics/src/shared/goldens/stoi.json", source=source("pystoi"), script="tools/goldens/stoi.py", cases=cases)


if __name__ == "__main__":
    main()
