"""Optuna's pruners: at which epoch each of some trials is ended, beside completed ones."""

import logging
import re
import warnings
from collections.abc import Callable

import numpy as np
import optuna
from optuna.trial import TrialState, create_trial

from golden_cases import Cases
from search import search

Pruner = optuna.pruners.BasePruner


def curves(random: np.random.RandomState, count: int, longest: int, mode: str) -> list[list[float]]:
    """Curves that fall, or rise, in noise; some have values that are no numbers, and values that are equal."""
    made = []
    for _ in range(count):
        length = int(random.randint(1, longest + 1))
        falling = np.exp(-np.arange(length) / random.uniform(1, 6)) * random.uniform(0.5, 2) + random.randn(length) * 0.15
        values = np.round(falling if mode == "min" else 2 - falling, 2)
        values[random.rand(length) < 0.02] = np.nan
        made.append(values.tolist())
    return made


def verdicts(pruner: Pruner, mode: str, completed: list[list[float]], tried: list[list[float]]) -> list[list[bool]]:
    """For each epoch of each curve whether it would be ended there."""
    study = optuna.create_study(direction={"min": "minimize", "max": "maximize"}[mode])
    for curve in completed:
        study.add_trial(create_trial(state=TrialState.COMPLETE, value=0.0, intermediate_values=dict(enumerate(curve))))
    found = []
    for curve in tried:
        parts = [create_trial(state=TrialState.RUNNING, intermediate_values=dict(enumerate(curve[: end + 1]))) for end in range(len(curve))]
        found.append([bool(pruner.prune(study, part)) for part in parts])
    return found


def options_of(random: np.random.RandomState) -> dict:
    return {"nWarmupSteps": int(random.choice([0, 0, 2, 5])), "intervalSteps": int(random.choice([1, 1, 2, 3]))}


def comparing(random: np.random.RandomState) -> dict:
    return {"nStartupTrials": int(random.choice([0, 3, 5, 7])), **options_of(random), "nMinTrials": int(random.choice([1, 1, 3]))}


def snake(options: dict) -> dict:
    return {re.sub(r"[A-Z]", lambda capital: "_" + capital[0].lower(), name): value for name, value in options.items()}


def add(cases: Cases, make: Callable[[dict], Pruner], draw: Callable[[np.random.RandomState], dict], count: int) -> None:
    optuna.logging.set_verbosity(logging.ERROR)
    warnings.simplefilter("ignore")
    cases.kind = "pruner"
    random = np.random.RandomState(len(cases.component))
    for at in range(count):
        mode, name = ["min", "max"][at % 2], f"random {at}"
        completed, tried = curves(random, int(random.randint(0, 10)), 12, mode), curves(random, 3, 14, mode)
        options = draw(random)
        cases.input(name, mode=mode, completed=completed, tried=tried)
        cases.add_case(name, name, options, lambda: {"hopeless": verdicts(make(options), mode, completed, tried)})


@search.component("percentile", "optuna", "numpy")
def percentile(cases: Cases) -> None:
    def draw(random: np.random.RandomState) -> dict:
        return {"percentile": float(random.choice([0, 10, 25, 33.3, 60, 75, 100])), **comparing(random)}

    add(cases, lambda options: optuna.pruners.PercentilePruner(**snake(options)), draw, 60)


@search.component("median", "optuna", "numpy")
def median(cases: Cases) -> None:
    add(cases, lambda options: optuna.pruners.MedianPruner(**snake(options)), comparing, 50)


@search.component("threshold", "optuna", "numpy")
def threshold(cases: Cases) -> None:
    def draw(random: np.random.RandomState) -> dict:
        bounds = [{"lower": 0.5}, {"upper": 1.2}, {"lower": 0.2, "upper": 1.5}][random.randint(3)]
        return {**bounds, **options_of(random)}

    add(cases, lambda options: optuna.pruners.ThresholdPruner(**snake(options)), draw, 30)


@search.component("patient", "optuna", "numpy")
def patient(cases: Cases) -> None:
    def draw(random: np.random.RandomState) -> dict:
        inner = {"pruner": {"name": "median", **comparing(random)}} if random.rand() < 0.5 else {}
        return {**inner, "patience": int(random.randint(0, 4)), "minDelta": float(random.choice([0, 0.05, 0.25]))}

    def make(options: dict) -> Pruner:
        inner = {name: value for name, value in options.get("pruner", {}).items() if name != "name"}
        wrapped = optuna.pruners.MedianPruner(**snake(inner)) if inner else None
        return optuna.pruners.PatientPruner(wrapped, options["patience"], options["minDelta"])

    add(cases, make, draw, 60)
