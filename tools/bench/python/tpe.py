"""Optuna's part of `tpe.mjs`: for each problem on standard input the best losses of its own searches, by seed, and how likely
differences such as those are were both alike."""

import json
import logging
import math
import sys
import time
from collections.abc import Callable

import optuna
from optuna import Trial
from scipy.stats import mannwhitneyu

optuna.logging.set_verbosity(logging.ERROR)
trials, seeds = map(int, sys.argv[1:])

ALPHA = [1, 1.2, 3, 3.2]
STEEPNESS = [
    [10, 3, 17, 3.5, 1.7, 8],
    [0.05, 10, 17, 0.1, 8, 14],
    [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
]
CENTRES = [
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
    [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
    [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
]


def branin(trial: Trial) -> float:
    x, y = trial.suggest_float("x", -5, 10), trial.suggest_float("y", 0, 15)
    return (y - 5.1 / (4 * math.pi**2) * x**2 + 5 / math.pi * x - 6) ** 2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


def hartmann(trial: Trial) -> float:
    point = [trial.suggest_float(f"x{at}", 0, 1) for at in range(6)]
    return -sum(
        alpha * math.exp(-sum(a * (x - centre) ** 2 for a, x, centre in zip(steepness, point, centres)))
        for alpha, steepness, centres in zip(ALPHA, STEEPNESS, CENTRES)
    )


def conditional(trial: Trial) -> float:
    shared = (math.log10(trial.suggest_float("decay", 1e-6, 1e-2, log=True)) + 4) ** 2 / 4
    optimizer = trial.suggest_categorical("optimizer", ["adam", "lion", "sgd"])
    if optimizer == "lion":
        return shared + 1
    if optimizer == "sgd":
        layers, momentum = trial.suggest_int("layers", 1, 20), trial.suggest_float("momentum", 0, 0.99)
        return shared + 0.1 + 4 * (momentum - 0.9) ** 2 + ((layers - 7) / 5) ** 2
    beta, rate = trial.suggest_float("beta", 0.5, 0.999), trial.suggest_float("rate", 1e-5, 1, log=True)
    return shared + (math.log10(rate) + 2.5) ** 2 + 20 * (beta - 0.9) ** 2


PROBLEMS: dict[str, Callable[[Trial], float]] = {"branin": branin, "hartmann-6": hartmann, "conditional": conditional}


def best(problem: Callable[[Trial], float], seed: int) -> float:
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed))
    study.optimize(problem, n_trials=trials)
    return study.best_value


for line in sys.stdin:
    asked = json.loads(line)
    problem = PROBLEMS[asked["name"]]
    probe = problem(optuna.trial.FixedTrial(asked["probe"]["params"]))
    if not math.isclose(probe, asked["probe"]["loss"], rel_tol=1e-9):
        raise SystemExit(f"{asked['name']} is {asked['probe']['loss']} there and {probe} here.")
    start = time.process_time()
    found = [best(problem, seed) for seed in range(seeds)]
    each = (time.process_time() - start) * 1000 / trials / seeds
    p = float(mannwhitneyu(asked["best"], found, alternative="greater").pvalue)
    print(json.dumps({"best": found, "p": p, "milliseconds": each}), flush=True)
