"""Schedules with a warm-up, by PyTorch; those of Hugging Face transformers by their formulas, in a LambdaLR."""

import math
from collections.abc import Callable
from typing import Any

from torch.optim import Optimizer
from torch.optim.lr_scheduler import ConstantLR, CosineAnnealingLR, LambdaLR, LinearLR, LRScheduler, SequentialLR

from schedulers import SchedulerCases, schedulers

USUAL = {"unit": "step", "numbers": ["lr"]}


def by(factor: Callable[[int], float]) -> Callable[[Optimizer], LRScheduler]:
    return lambda optimizer: LambdaLR(optimizer, factor)


@schedulers.component("constant", "torch")
def constant(cases: SchedulerCases) -> None:
    def add(name: str, input: str, factor: float = 1 / 3, total: int = 5, **options: Any) -> None:
        written = {**USUAL, "factor": factor, "total": total, **options}
        cases.add(name, input, written, lambda o: ConstantLR(o, factor=factor, total_iters=total))

    add("defaults", "two groups")
    add("a small part for long", "a run", 0.01, 70)
    add("beyond the run", "a run", 0.5, 200)
    add("by epochs", "two groups", 0.1, 3, unit="epoch")
    options = {**USUAL, "factor": 0.5, "total": 5}
    cases.add_case("refused: a factor below 0", "a run", {**options, "factor": -1}, error="LML_INVALID_OPTIONS")
    reason = "PyTorch multiplies once, and never back."
    cases.add_case("refused: a total of 0", "a run", {**options, "total": 0}, error="LML_INVALID_OPTIONS", reason=reason)


@schedulers.component("linear", "torch")
def linear(cases: SchedulerCases) -> None:
    def add(name: str, input: str, start: float = 1 / 3, end: float = 1, total: int = 5, **options: Any) -> None:
        written = {**USUAL, "startFactor": start, "endFactor": end, "total": total, **options}
        make = lambda o: LinearLR(o, start_factor=start, end_factor=end, total_iters=total)  # noqa: E731
        cases.add(name, input, written, make)

    add("defaults", "two groups")
    add("a long warm-up", "a run", 0.001, 1, 80)
    add("downwards", "a run", 1, 0.1, 50)
    add("to 0", "a run", 0.5, 0, 60)
    add("beyond the run", "a run", 0.25, 1, 300)
    add("by epochs", "two groups", 0.25, 1, 4, unit="epoch")
    for name, changed in {"a start below 0": {"startFactor": -1}, "a total of 0": {"total": 0}}.items():
        options = {**USUAL, "startFactor": 0.5, "endFactor": 1, "total": 5, **changed}
        cases.add_case(f"refused: {name}", "a run", options, error="LML_INVALID_OPTIONS")


def warm(optimizer: Optimizer, start: float, warmup: int, total: int, least: float) -> LRScheduler:
    parts = [
        LinearLR(optimizer, start_factor=start, end_factor=1.0, total_iters=warmup),
        CosineAnnealingLR(optimizer, T_max=total - warmup, eta_min=least),
    ]
    return SequentialLR(optimizer, parts, milestones=[warmup])


@schedulers.component("cosine-with-warm-up", "torch")
def cosine_with_warm_up(cases: SchedulerCases) -> None:
    def options(**changed: Any) -> dict:
        return {**USUAL, "warmupStart": 0, "min": 0, **changed}

    def transformers(warmup: int, total: int) -> Callable[[int], float]:
        def factor(step: int) -> float:
            if step < warmup:
                return step / max(1, warmup)
            progress = (step - warmup) / max(1, total - warmup)
            return max(0.0, 0.5 * (1 + math.cos(math.pi * min(1, progress))))

        return factor

    cases.add("from 0 to the end of the run", "two groups", options(warmup=10), by(transformers(10, 100)))
    cases.add("it stays at its end", "a run of 50", options(warmup=5), by(transformers(5, 50)))
    cases.add("no warm-up", "two groups", options(warmup=0), lambda o: CosineAnnealingLR(o, T_max=100))
    cases.add("a total", "a run", options(warmup=0, total=140, min=0.01), lambda o: CosineAnnealingLR(o, T_max=140, eta_min=0.01))
    cases.add("a start above 0", "a run", options(warmup=25, warmupStart=0.25), lambda o: warm(o, 0.25, 25, 100, 0))
    cases.add("a least value", "two groups", options(warmup=1, warmupStart=0.5, min=1e-3), lambda o: warm(o, 0.5, 1, 100, 1e-3))
    cases.add("by epochs", "two groups", options(warmup=2, unit="epoch"), by(transformers(2, 20)))
    cases.add_case("unknown length", "a run without end", options(warmup=0), error="LML_INVALID_ARGUMENT", message="total of the scheduler")
    cases.add_case("refused: no warm-up is said", "a run", options(), error="LML_INVALID_OPTIONS")
    cases.add_case("refused: a warm-up below 0", "a run", options(warmup=-1), error="LML_INVALID_OPTIONS")


@schedulers.component("linear-with-warm-up", "torch")
def linear_with_warm_up(cases: SchedulerCases) -> None:
    def transformers(warmup: int, total: int) -> Callable[[int], float]:
        def factor(step: int) -> float:
            if step < warmup:
                return step / max(1, warmup)
            return max(0.0, (total - step) / max(1, total - warmup))

        return factor

    def options(**changed: Any) -> dict:
        return {**USUAL, "warmupStart": 0, "min": 0, **changed}

    cases.add("to the end of the run", "two groups", options(warmup=10), by(transformers(10, 100)))
    cases.add("it stays at its end", "a run of 50", options(warmup=5), by(transformers(5, 50)))
    cases.add("no warm-up", "a run", options(warmup=0), by(transformers(0, 100)))
    cases.add("a total", "a run", options(warmup=3, total=140), by(transformers(3, 140)))
    cases.add("a warm-up as long as the run", "a run", options(warmup=100), by(transformers(100, 100)))
    cases.add("by epochs", "two groups", options(warmup=2, unit="epoch"), by(transformers(2, 20)))
    cases.add_case("unknown length", "a run without end", options(warmup=0), error="LML_INVALID_ARGUMENT", message="total of the scheduler")
    cases.add_case("refused: a total of 0", "a run", options(warmup=1, total=0), error="LML_INVALID_OPTIONS")


@schedulers.component("inverse-square-root", "torch")
def inverse_square_root(cases: SchedulerCases) -> None:
    def transformers(warmup: int, timescale: int | None = None) -> Callable[[int], float]:
        scale = timescale or warmup or 10_000

        def factor(step: int) -> float:
            if step < warmup:
                return step / max(1, warmup)
            return 1 / math.sqrt((step + scale - warmup) / scale)

        return factor

    def options(**changed: Any) -> dict:
        return {**USUAL, "warmupStart": 0, **changed}

    cases.add("a warm-up", "two groups", options(warmup=10), by(transformers(10)))
    cases.add("a timescale", "a run", options(warmup=10, timescale=40), by(transformers(10, 40)))
    cases.add("a timescale below the warm-up", "a run", options(warmup=10, timescale=2), by(transformers(10, 2)))
    cases.add("no warm-up", "a run", options(warmup=0), by(transformers(0)))
    cases.add("no warm-up, a timescale", "a run", options(warmup=0, timescale=5), by(transformers(0, 5)))
    cases.add("by epochs", "two groups", options(warmup=3, unit="epoch"), by(transformers(3)))
    cases.add("without a length", "a run without end", options(warmup=4), by(transformers(4)))
    cases.add_case("refused: a timescale of 0", "a run", options(warmup=1, timescale=0), error="LML_INVALID_OPTIONS")


@schedulers.component("wsd", "torch")
def wsd(cases: SchedulerCases) -> None:
    forms: dict[str, Callable[[float], float]] = {
        "cos": lambda progress: 0.5 * (1 + math.cos(math.pi * progress)),
        "linear": lambda progress: 1 - progress,
        "1-sqrt": lambda progress: 1 - math.sqrt(progress),
    }

    def transformers(warmup: int, decay: int, total: int, form: str) -> Callable[[int], float]:
        def factor(step: int) -> float:
            if step < warmup:
                return step / warmup
            if step < total - decay:
                return 1.0
            return max(0.0, forms[form]((step - total + decay) / decay)) if step < total else 0.0

        return factor

    def options(warmup: int, decay: int, **changed: Any) -> dict:
        return {**USUAL, "warmup": warmup, "warmupStart": 0, "decay": decay, "annealStrategy": "cos", "min": 0, **changed}

    cases.add("defaults", "two groups", options(10, 30), by(transformers(10, 30, 100, "cos")))
    cases.add("a line", "a run", options(5, 20, annealStrategy="linear"), by(transformers(5, 20, 100, "linear")))
    cases.add("a square root", "a run", options(0, 50, annealStrategy="1-sqrt"), by(transformers(0, 50, 100, "1-sqrt")))
    cases.add("it stays at its end", "a run of 50", options(5, 10), by(transformers(5, 10, 50, "cos")))
    cases.add("a total", "a run", options(5, 10, total=30), by(transformers(5, 10, 30, "cos")))
    cases.add("nothing stable", "a run", options(40, 60), by(transformers(40, 60, 100, "cos")))
    cases.add("by epochs", "two groups", options(2, 5, unit="epoch"), by(transformers(2, 5, 20, "cos")))
    cases.add_case("unknown length", "a run without end", options(0, 5), error="LML_INVALID_ARGUMENT", message="total of the scheduler")
    cases.add_case("longer than the run", "a run", options(50, 60), error="LML_INVALID_ARGUMENT", message="warmup and decay")
    cases.add_case("refused: a decay of 0", "a run", options(5, 0), error="LML_INVALID_OPTIONS")
