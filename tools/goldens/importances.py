"""Optuna's PED-ANOVA: how important parameters are, for given trials."""

import logging
import warnings
from typing import Any

import numpy as np
import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.importance import PedAnovaImportanceEvaluator
from optuna.trial import create_trial

from golden_file import number, source, write

optuna.logging.set_verbosity(logging.ERROR)
warnings.simplefilter("ignore")

X = {"type": "number", "low": -5, "high": 10, "log": False, "integer": False}
RATE = {"type": "number", "low": 0.0001, "high": 0.1, "log": True, "integer": False}
DROPOUT = {"type": "number", "low": 0, "high": 0.5, "step": 0.125, "log": False, "integer": False}
LAYERS = {"type": "number", "low": 1, "high": 6, "step": 1, "log": False, "integer": True}
UNITS = {"type": "number", "low": 8, "high": 1024, "step": 8, "log": False, "integer": True}
WIDTH = {"type": "number", "low": 1, "high": 300, "step": 1, "log": True, "integer": True}
ACTIVATION = {"type": "choice", "values": ["relu", "gelu", "tanh"]}
ONE = {"type": "choice", "values": ["only"]}
MOMENTUM = {"type": "number", "low": 0, "high": 1, "log": False, "integer": False}
NARROW = {**MOMENTUM, "high": 0.5}
OPTIMIZER = {"type": "choice", "values": ["sgd", "rmsprop", "adam"], "branches": [{"momentum": MOMENTUM}, {"momentum": NARROW}, {}]}

SPACES: dict[str, dict] = {
    "flat": {"x": X, "rate": RATE},
    "mixed": {"activation": ACTIVATION, "dropout": DROPOUT, "layers": LAYERS, "one": ONE, "rate": RATE, "units": UNITS, "width": WIDTH},
    "branches": {"optimizer": OPTIMIZER, "rate": RATE},
}  # fmt: skip


def optuna_distribution(one: dict) -> Any:
    if one["type"] == "choice":
        return CategoricalDistribution(one["values"])
    if one["integer"]:
        return IntDistribution(one["low"], one["high"], step=one["step"], log=one["log"])
    return FloatDistribution(one["low"], one["high"], step=one.get("step"), log=one["log"])


def draw(one: dict, random: np.random.RandomState) -> Any:
    if one["type"] == "choice":
        return one["values"][random.randint(len(one["values"]))]
    low, high = one["low"], one["high"]
    if one["log"]:
        value = float(np.exp(random.uniform(np.log(low), np.log(high))))
        return int(round(value)) if one["integer"] else float(f"{value:.6g}")
    if "step" in one:
        return low + one["step"] * random.randint(round((high - low) / one["step"]) + 1)
    return round(random.uniform(low, high), 4)


def choose(space: dict, random: np.random.RandomState) -> tuple[dict, dict]:
    params, distributions = {}, {}
    for name, one in space.items():
        params[name] = draw(one, random)
        distributions[name] = optuna_distribution(one)
        if "branches" in one:
            inner = choose(one["branches"][one["values"].index(params[name])], random)
            params |= inner[0]
            distributions |= inner[1]
    return params, distributions


def loss(params: dict, random: np.random.RandomState) -> float:
    value = random.normal(0, 0.05)
    value += (params.get("x", 1) - 1) ** 2 / 30
    value += abs(np.log10(params["rate"]) + 2.5) / 3
    value += {"relu": 0, "gelu": 0.3, "tanh": 0.9}[params.get("activation", "relu")]
    value += params.get("dropout", 0) + abs(np.log(params.get("width", 16) / 16)) / 4
    value += {"sgd": 0, "rmsprop": 0.2, "adam": 0.1}[params.get("optimizer", "sgd")] + (params.get("momentum", 0.9) - 0.9) ** 2
    return round(float(value), 4)


def main() -> None:
    cases = []
    for space, count, mode, quantile in [
        ("flat", 40, "min", 0.1), ("flat", 40, "max", 0.1), ("flat", 2, "min", 0.1), ("flat", 25, "min", 0.3),
        ("mixed", 120, "min", 0.1), ("mixed", 33, "min", 0.1), ("mixed", 60, "max", 0.2),
        ("branches", 100, "min", 0.1), ("branches", 30, "min", 0.25),
    ]:  # fmt: skip
        random = np.random.RandomState(len(cases))
        study = optuna.create_study(direction="minimize" if mode == "min" else "maximize")
        trials = []
        for _ in range(count):
            params, distributions = choose(SPACES[space], random)
            value = loss(params, random)
            study.add_trial(create_trial(params=params, distributions=distributions, value=value))
            trials.append([params, value])
        evaluator = PedAnovaImportanceEvaluator(target_quantile=quantile)
        raw = evaluator.evaluate(study)
        shares = optuna.importance.get_param_importances(study, evaluator=evaluator) if sum(raw.values()) > 0 else raw
        case = {"name": f"{space}, {count} trials, {mode}, {quantile}", "space": SPACES[space], "mode": mode, "quantile": quantile}
        cases.append({**case, "trials": trials, "importances": {key: number(share) for key, share in sorted(shares.items())}})
    write("packages/core/src/search/goldens/importances.json", source=source("Optuna", "NumPy"), script="tools/goldens/importances.py", cases=cases)  # fmt: skip


main()
