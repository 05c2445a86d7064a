"""Optuna's TPE: truncated normal distributions, Parzen estimators, good trials, and the proposals made of them."""

import functools
import logging
import re
import warnings
from typing import Any

import numpy as np
import optuna
from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.samplers._tpe import sampler as tpe_sampler
from optuna.samplers._tpe.parzen_estimator import _ParzenEstimator, _ParzenEstimatorParameters
from optuna.trial import TrialState
from scipy import stats

from golden_cases import Cases
from search import search

STATES = {"completed": TrialState.COMPLETE, "pruned": TrialState.PRUNED, "failed": TrialState.FAIL, "running": TrialState.RUNNING}
SEED = 20

Space = dict[str, dict]


def uniform(low: float, high: float, **more: Any) -> dict:
    return {"type": "number", "low": low, "high": high, "log": False, "integer": False, **more}


def integers(low: int, high: int, step: int = 1, log: bool = False) -> dict:
    return {"type": "number", "low": low, "high": high, "step": step, "log": log, "integer": True}


def choice(*values: Any) -> dict:
    return {"type": "choice", "values": list(values)}


def conditional(**branches: Space) -> dict:
    return {"type": "choice", "values": list(branches), "branches": list(branches.values())}


FLAT: Space = {"x": uniform(-5.0, 10.0), "y": uniform(0.0, 15.0)}
MIXED: Space = {
    "activation": choice("relu", "gelu", "tanh"),
    "dropout": uniform(0.0, 0.5, step=0.1),
    "layers": integers(1, 6),
    "one": choice("only"),
    "rate": uniform(1e-4, 0.1, log=True),
    "units": integers(8, 128, step=8),
    "width": integers(1, 300, log=True),
}
BRANCHES: Space = {
    "decay": uniform(1e-6, 1e-2, log=True),
    "optimizer": conditional(
        adam={"beta": uniform(0.9, 0.999), "rate": uniform(1e-4, 1e-1, log=True)},
        sgd={
            "momentum": uniform(0.0, 0.99),
            "rate": uniform(1e-4, 1e-1, log=True),
            "nesterov": conditional(yes={"warmup": integers(0, 20)}, no={}),
        },
        lion={},
    ),
    "size": integers(16, 64, step=16),
}
# The rate of one branch has other ends than that of the other.
RANGES: Space = {"kind": conditional(a={"rate": uniform(0.0, 1.0)}, b={"rate": uniform(0.5, 2.0), "steps": integers(1, 9)})}
SPACES = {"flat": FLAT, "mixed": MIXED, "branches": BRANCHES, "ranges": RANGES}


@search.component("tpe", "optuna", "numpy", "scipy")
def tpe(cases: Cases) -> None:
    # Where values are equal NumPy leaves open which comes first; here, as in LML, it is the one that stands first.
    np.argsort = functools.partial(np.argsort, kind="stable")
    warnings.simplefilter("ignore")
    optuna.logging.set_verbosity(logging.ERROR)
    add_truncated_normal(cases)
    add_estimators(cases)
    add_proposals(cases)


def add_truncated_normal(cases: Cases) -> None:
    ends = [(-1, 1), (-0.001, 0.002), (0, 3), (-3, 0), (2, 2.5), (-9, -8), (5, 40), (-40, -5), (-30, 30), (0.5, 0.5001), (-37.5, -37)]
    fractions = [1e-6, 0.01, 0.3, 0.5, 0.9, 0.999]
    cases.input("ends", part="truncated normal", ends=ends, fractions=fractions)

    def compute() -> dict:
        def masses(a: float, b: float) -> float:
            return float(stats.norm.logpdf(0.5 * (a + b)) - stats.truncnorm.logpdf(0.5 * (a + b), a, b))

        return {
            "masses": [masses(a, b) for a, b in ends],
            "quantiles": [[float(stats.truncnorm.ppf(fraction, a, b)) for fraction in fractions] for a, b in ends],
        }

    cases.add_case("truncated normal", "ends", {}, compute)


def add_estimators(cases: Cases) -> None:
    spaces = {
        "uniform": {"x": uniform(-5.0, 10.0)},
        "logarithmic": {"x": uniform(1e-4, 0.1, log=True)},
        "steps": {"x": uniform(0.0, 0.5, step=0.1)},
        "integers": {"x": integers(1, 9)},
        "logarithmic integers": {"x": integers(1, 300, log=True)},
        "choice": {"x": choice("a", "b", "c")},
        "all": {name: one for name, one in MIXED.items() if name != "one"},
    }
    options = {
        "by default": {},
        "no clip": {"considerMagicClip": False},
        "end points": {"considerEndpoints": True},
        "a heavy prior": {"priorWeight": 3.5},
        "no prior": {"priorWeight": 0},
    }
    random = np.random.RandomState(7)
    for name, space in spaces.items():
        for count in (0, 1, 2, 7, 40):
            points = [internal(space, draw(space, random)) for _ in range(count)]
            cases.input(f"{name}, {count}", part="estimator", distributions=list(space.values()), observations=points, seed=count + 1)
            for title, chosen in options.items():
                if title == "by default" or count == 7:
                    compute = functools.partial(estimator, space, points, chosen, count + 1)
                    cases.add_case(f"estimator: {name}, {count}, {title}", f"{name}, {count}", chosen, compute)


def estimator(space: Space, points: list, options: dict, seed: int) -> dict:
    parameters = _ParzenEstimatorParameters(
        prior_weight=options.get("priorWeight", 1.0),
        consider_magic_clip=options.get("considerMagicClip", True),
        consider_endpoints=options.get("considerEndpoints", False),
        weights=tpe_sampler.default_weights,
        multivariate=True,
    )
    observed = {name: np.array([point[at] for point in points], dtype=float) for at, name in enumerate(space)}
    made = _ParzenEstimator(observed, {name: optunas(one) for name, one in space.items()}, parameters)
    drawn = made.sample(np.random.RandomState(seed), 6)
    kernels = [
        {"weights": one.weights.tolist()} if hasattr(one, "weights") else {"means": one.mu.tolist(), "deviations": one.sigma.tolist()}
        for one in made._mixture_distribution.distributions
    ]
    return {
        "weights": made._mixture_distribution.weights.tolist(),
        "kernels": kernels if len(points) <= 7 else [],
        "samples": [[float(drawn[name][at]) for name in space] for at in range(6)],
        "logDensities": made.log_pdf(drawn).tolist(),
    }


def add_proposals(cases: Cases) -> None:
    random = np.random.RandomState(11)
    one, two = [{"name": "loss", "mode": "min"}], [{"name": "loss", "mode": "min"}, {"name": "accuracy", "mode": "max"}]
    three = [*two, {"name": "seconds", "mode": "min"}]
    four = [*three, {"name": "size", "mode": "max"}]
    tables = {
        "flat": (FLAT, one, 30, 0.0),
        "flat, many": (FLAT, one, 120, 0.1),
        "flat, upwards": (FLAT, [two[1]], 25, 0.2),
        "flat, two objectives": (FLAT, two, 40, 0.1),
        "flat, three objectives": (FLAT, three, 60, 0.0),
        "flat, four objectives": (FLAT, four, 45, 0.1),
        "mixed": (MIXED, one, 40, 0.15),
        "mixed, two objectives": (MIXED, two, 70, 0.1),
        "branches": (BRANCHES, one, 50, 0.15),
        "branches, two objectives": (BRANCHES, two, 35, 0.15),
        "branches, hardly any completed": (BRANCHES, one, 40, 0.9),
        "ranges": (RANGES, one, 40, 0.1),
    }
    options = {
        "by default": {},
        "another draw": {"nEiCandidates": 100},
        "by itself": {"multivariate": False},
        "together": {"multivariate": True},
        "in groups": {"group": True},
        "no liar": {"constantLiar": False},
        "other kernels": {"priorWeight": 0.5, "considerMagicClip": False, "considerEndpoints": True, "gamma": "hyperopt"},
    }
    for name, (space, objectives, count, others) in tables.items():
        trials = [drawn_trial(space, len(objectives), others, random) for _ in range(count)]
        cases.input(name, part="proposal", space=space, objectives=objectives, trials=trials, seed=SEED)
        for title, chosen in options.items():
            compute = functools.partial(proposal, space, objectives, trials, chosen)
            cases.add_case(f"proposal: {name}, {title}", name, chosen, compute)


def drawn_trial(space: Space, objectives: int, others: float, random: np.random.RandomState) -> dict:
    """A trial of random parameters; a share of all is pruned, failed or running, in that order."""
    trial: dict = {"params": draw(space, random)}
    kind = random.rand()
    if kind >= others:
        # Of few values, so that some are equal.
        return {**trial, "state": "completed", "values": [float(np.round(random.standard_normal(), 1)) for _ in range(objectives)]}
    if kind < others * 0.5:
        epochs = int(random.randint(0, 4)) if objectives == 1 else 0
        curve = [float(np.round(random.standard_normal(), 1)) for _ in range(epochs)]
        return {**trial, "state": "pruned", "curves": [curve]}
    return {**trial, "state": "failed" if kind < others * 0.7 else "running"}


def proposal(space: Space, objectives: list, trials: list, options: dict) -> dict:
    study = optuna.create_study(directions=["minimize" if one["mode"] == "min" else "maximize" for one in objectives])
    for trial in trials:
        study.add_trial(
            optuna.trial.create_trial(
                state=STATES[trial["state"]],
                params=trial["params"],
                distributions=distributions_of(space, trial["params"]),
                values=trial.get("values"),
                intermediate_values=dict(enumerate(trial.get("curves", [[]])[0])),
            )
        )
    arguments = {re.sub(r"[A-Z]", lambda capital: "_" + capital[0].lower(), key): value for key, value in options.items()}
    if "gamma" in arguments:
        arguments["gamma"] = tpe_sampler.hyperopt_default_gamma
    sampler = optuna.samplers.TPESampler(**arguments)
    sampler._rng._rng = np.random.RandomState([SEED, 0, len(trials)])
    study.sampler = sampler
    good: list[int] = []

    def split(*given: Any) -> tuple[list, list]:
        parts = original(*given)
        good[:] = [trial.number for trial in parts[0]]
        return parts

    original, tpe_sampler._split_trials = tpe_sampler._split_trials, split
    try:
        asked = study.ask()
        params = suggested(space, asked)
    finally:
        tpe_sampler._split_trials = original
    return {"params": params, "good": good}


def suggested(space: Space, trial: optuna.Trial) -> dict:
    params: dict = {}
    for name in sorted(space):
        params[name] = trial._suggest(name, optunas(space[name]))
        params |= suggested(chosen_branch(space[name], params[name]), trial)
    return params


def draw(space: Space, random: np.random.RandomState) -> dict:
    params: dict = {}
    for name in sorted(space):
        params[name] = drawn_value(space[name], random)
        params |= draw(chosen_branch(space[name], params[name]), random)
    return params


def drawn_value(one: dict, random: np.random.RandomState) -> Any:
    if one["type"] == "choice":
        return one["values"][random.randint(len(one["values"]))]
    low, high = one["low"], one["high"]
    if one["log"]:
        value = float(np.exp(random.uniform(np.log(low), np.log(high))))
        return round(value) if one["integer"] else float(f"{value:.5g}")
    if "step" not in one:
        return float(f"{random.uniform(low, high):.5g}")
    return low + int(random.randint(round((high - low) / one["step"]) + 1)) * one["step"]


def distributions_of(space: Space, params: dict) -> dict[str, BaseDistribution]:
    found: dict[str, BaseDistribution] = {}
    for name, one in space.items():
        found |= {name: optunas(one), **distributions_of(chosen_branch(one, params[name]), params)}
    return found


def chosen_branch(one: dict, value: Any) -> Space:
    return one["branches"][one["values"].index(value)] if "branches" in one else {}


def internal(space: Space, params: dict) -> list:
    return [optunas(one).to_internal_repr(params[name]) for name, one in space.items()]


def optunas(one: dict) -> BaseDistribution:
    if one["type"] == "choice":
        return CategoricalDistribution(one["values"])
    if one["integer"]:
        return IntDistribution(one["low"], one["high"], one["log"], one["step"])
    return FloatDistribution(one["low"], one["high"], one["log"], one.get("step"))
