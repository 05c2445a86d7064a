"""Metrics of signals, by torchmetrics; their epsilon is that of float32, as in its usual runs."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torchmetrics import audio as classes
from torchmetrics.functional import audio as functional
from torchmetrics.multimodal import LipVertexError

from golden_file import result, sixty_fourths
from metrics import Batches, MetricCases, metrics, run, to_torch
from metrics.images import float32_epsilon, reduced

FLOAT32 = "Energies are float32 sums on every engine."
REDUCTIONS = ("mean", "sum", "none")


class Signals:
    """Tones with noise, as whole numbers."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.RandomState(seed)

    def tones(self, *shape: int) -> np.ndarray:
        time = np.arange(shape[-1])
        lengths, phases = self.random.uniform(3, 25, (2, *shape[:-1], 1))
        return np.round(60 * np.sin(time / lengths + phases) + self.random.uniform(-25, 25, shape))

    def pairs(self, *shapes: tuple, noise: int = 12) -> Batches:
        targets = [self.tones(*shape) for shape in shapes]
        return [{"prediction": target + self.random.randint(-noise, noise + 1, target.shape), "target": target} for target in targets]


def of_signals(function: Callable[..., Any], batches: Batches, reduction: str) -> dict:
    """What a function gives for all signals, reduced over those up to each batch, and over each batch."""
    with float32_epsilon():
        each = [function(*(to_torch(values, torch.float64) for values in batch.values())).numpy().ravel().tolist() for batch in batches]
    joined = [reduced(sum(each[: end + 1], []), reduction) for end in range(len(each))]
    return {"values": joined, "batchValues": [reduced(one, reduction) for one in each], "value": joined[-1]}


def usual(cases: MetricCases, signals: Signals, *rest: int, time: int = 40) -> None:
    """Inputs of signals [batch, rest, time], with silence and signals that are equal."""
    cases.input("uneven batches", signals.pairs((2, *rest, time), (1, *rest, time), (3, *rest, time)))
    cases.input("several sources", signals.pairs((2, 3, *rest, time), (1, 3, *rest, time), noise=40))
    cases.input("other lengths", signals.pairs((1, *rest, time - 7), (2, *rest, time + 4)))
    far = signals.pairs((2, *rest, time))
    cases.input("far from 0", [{part: values + 400 for part, values in batch.items()} for batch in far])
    same = signals.tones(1, *rest, time)
    # Of an exact multiple float32 would have no digits of what is left.
    louder = 3 * same + (np.arange(time) % 3 - 1)
    cases.input("louder, and another", [{"prediction": louder, "target": same}, {"prediction": signals.tones(1, *rest, time), "target": same}])
    silence = np.zeros_like(same)
    cases.input("a silent target", [{"prediction": same, "target": silence}])
    cases.input("a silent prediction", [{"prediction": silence, "target": same}])
    cases.input("shapes that differ", [{"prediction": same, "target": same[..., 1:]}])
    cases.input("no batch axis", [{"prediction": same.ravel(), "target": same.ravel()}])


def add_all(
    cases: MetricCases,
    function: Callable[..., Any],
    variants: dict[str, dict],
    keys: dict[str, str],
    refused: tuple = ("shapes that differ", "no batch axis"),
    exact: dict[str, str] | None = None,
    tolerance: float = 1e-5,
) -> None:
    for input in cases.batches:
        for variant, options in variants.items():
            given = {keys[key]: value for key, value in options.items() if key in keys}
            for reduction in REDUCTIONS if input == "uneven batches" else ("mean",):
                compute = lambda: of_signals(lambda *pair: function(*pair, **given), cases.batches[input], reduction)
                answer: dict = {"tolerance": tolerance, "reason": FLOAT32}
                if input in refused:
                    answer = {"error": "LML_SHAPE_MISMATCH"}
                    if input == "no batch axis":
                        compute = None
                all = {**options, "reduction": reduction}
                cases.add_case(f"{input}: {variant}, {reduction}", input, all, compute, **answer)


ZERO_MEAN = {"as they are": {}, "without means": {"zeroMean": True}}


@metrics.component("signal-noise-ratio", "torchmetrics", "torch")
def signal_noise_ratio(cases: MetricCases) -> None:
    usual(cases, Signals(401))
    same = Signals(7).tones(2, 20)
    cases.input("equal signals", [{"prediction": same, "target": same}])
    add_all(cases, functional.signal_noise_ratio, ZERO_MEAN, {"zeroMean": "zero_mean"})


@metrics.component("scale-invariant-signal-noise-ratio", "torchmetrics", "torch")
def scale_invariant_signal_noise_ratio(cases: MetricCases) -> None:
    usual(cases, Signals(402))
    add_all(cases, functional.scale_invariant_signal_noise_ratio, {"defaults": {}}, {}, tolerance=2e-5)


@metrics.component("scale-invariant-signal-distortion-ratio", "torchmetrics", "torch")
def scale_invariant_signal_distortion_ratio(cases: MetricCases) -> None:
    usual(cases, Signals(403))
    add_all(cases, functional.scale_invariant_signal_distortion_ratio, ZERO_MEAN, {"zeroMean": "zero_mean"}, tolerance=2e-5)


@metrics.component("complex-scale-invariant-signal-noise-ratio", "torchmetrics", "torch")
def complex_scale_invariant_signal_noise_ratio(cases: MetricCases) -> None:
    signals = Signals(404)
    cases.input("uneven batches", signals.pairs((2, 5, 6, 2), (1, 5, 6, 2)))
    cases.input("several sources", signals.pairs((2, 2, 3, 8, 2), noise=40))
    cases.input("far from 0", [{part: values + 400 for part, values in batch.items()} for batch in signals.pairs((2, 4, 4, 2))])
    silence = {"prediction": signals.tones(1, 3, 3, 2), "target": np.zeros((1, 3, 3, 2))}
    cases.input("a silent target", [silence])
    cases.input("three parts", signals.pairs((2, 4, 4, 3)))
    add_all(
        cases,
        functional.complex_scale_invariant_signal_noise_ratio,
        ZERO_MEAN,
        {"zeroMean": "zero_mean"},
        refused=("three parts",),
        tolerance=2e-5,
    )


@metrics.component("source-aggregated-signal-distortion-ratio", "torchmetrics", "torch")
def source_aggregated_signal_distortion_ratio(cases: MetricCases) -> None:
    usual(cases, Signals(405), 2, time=20)
    variants = {"scaled": {}, "as loud": {"scaleInvariant": False}, "without means": {"zeroMean": True}}
    keys = {"zeroMean": "zero_mean", "scaleInvariant": "scale_invariant"}
    add_all(cases, functional.source_aggregated_signal_distortion_ratio, variants, keys, tolerance=2e-5)


@metrics.component("signal-distortion-ratio", "torchmetrics", "torch")
def signal_distortion_ratio(cases: MetricCases) -> None:
    signals = Signals(406)
    usual(cases, signals, time=120)
    target = signals.tones(2, 300)
    echo = target + np.round(0.5 * np.roll(target, 5, -1)) + signals.random.randint(-6, 7, target.shape)
    cases.input("an echo", [{"prediction": echo, "target": target}])
    cases.input("a long signal", signals.pairs((1, 1600), noise=30))
    sine = np.round(1000 * np.sin(np.arange(200) / 7))[None]
    cases.input("a tone", [{"prediction": sine + signals.random.randint(-9, 10, sine.shape), "target": sine}])

    def add(name: str, input: str, options: dict, reduction: str = "mean", **answer: Any) -> None:
        keys = {"zeroMean": "zero_mean", "filterLength": "filter_length", "loadDiag": "load_diag"}
        given = {keys[key]: value for key, value in options.items()}
        function = lambda *pair: functional.signal_distortion_ratio(*pair, **given)
        compute = None if answer.get("skip") else lambda: of_signals(function, cases.batches[input], reduction)
        answer.pop("skip", None)
        cases.add_case(f"{name}: {input}, {reduction}", input, {**options, "reduction": reduction}, compute, **answer)

    for input in ("uneven batches", "several sources", "other lengths", "far from 0", "louder, and another", "an echo", "a tone"):
        if input != "louder, and another":
            add("filter of 8", input, {"filterLength": 8})
        add("filter of 40, loaded", input, {"filterLength": 40, "loadDiag": 1e-3})
        add("without means", input, {"filterLength": 16, "zeroMean": True, "loadDiag": 1e-4})
    for reduction in REDUCTIONS:
        add("filter of 3", "uneven batches", {"filterLength": 3}, reduction)
    add("defaults", "a long signal", {})
    silent = {"value": -np.inf, "values": [-np.inf], "batchValues": [-np.inf]}
    add("filter of 8", "a silent prediction", {"filterLength": 8})
    add("loaded", "a silent target", {"filterLength": 8, "loadDiag": 0.1})
    nothing = {"value": np.nan, "values": [np.nan], "batchValues": [np.nan]}
    add("filter of 8", "a silent target", {"filterLength": 8}, expected=nothing, reason="No filter makes anything of silence: torchmetrics fails, as the matrix is singular.")
    add("refused", "shapes that differ", {}, error="LML_SHAPE_MISMATCH")
    add("refused", "no batch axis", {}, skip=True, error="LML_SHAPE_MISMATCH")


@metrics.component("permutation-invariant-training", "torchmetrics", "torch")
def permutation_invariant_training(cases: MetricCases) -> None:
    signals = Signals(407)

    def mixed(*shapes: tuple) -> Batches:
        """Sources in another order for each sample."""
        batches = signals.pairs(*shapes, noise=30)
        for batch in batches:
            batch["prediction"] = np.stack([signals.random.permutation(sample) for sample in batch["prediction"]])
        return batches

    cases.input("two sources", mixed((3, 2, 30), (1, 2, 30), (2, 2, 30)))
    cases.input("three sources", mixed((2, 3, 30), (2, 3, 30)))
    cases.input("four sources", mixed((2, 4, 20)))
    cases.input("one source", mixed((2, 1, 20)))
    cases.input("eight sources", mixed((1, 8, 10)))
    same = signals.tones(1, 2, 20)
    cases.input("a silent source", [{"prediction": same, "target": same * np.array([[[0], [1]]])}])
    cases.input("shapes that differ", [{"prediction": same, "target": same[:, :1]}])

    functions = {
        "signal-noise-ratio": functional.signal_noise_ratio,
        "scale-invariant-signal-distortion-ratio": functional.scale_invariant_signal_distortion_ratio,
        "source-aggregated-signal-distortion-ratio": functional.source_aggregated_signal_distortion_ratio,
    }

    def add(input: str, metric: str, mode: str = "speaker-wise", best: str = "max", **answer: Any) -> None:
        def compute() -> dict:
            make = lambda: classes.PermutationInvariantTraining(functions[metric], mode=mode, eval_func=best)
            with float32_epsilon():
                return run(make, cases.batches[input], torch.float64)

        if "error" not in answer:
            answer = {"tolerance": 2e-5, "reason": FLOAT32}
        options = {"metric": metric, "mode": mode, "evalFunc": best}
        cases.add_case(f"{input}: {metric}, {mode}, {best}", input, options, answer.pop("compute", compute), **answer)

    for input in ("two sources", "three sources", "four sources", "one source", "a silent source"):
        for metric in ("signal-noise-ratio", "scale-invariant-signal-distortion-ratio"):
            add(input, metric)
            add(input, metric, best="min")
        add(input, "source-aggregated-signal-distortion-ratio", "permutation-wise")
        add(input, "signal-noise-ratio", "permutation-wise")
    add("shapes that differ", "signal-noise-ratio", error="LML_SHAPE_MISMATCH")
    many = "All orders of eight sources are more than memory should hold; torchmetrics assigns them one by one."
    add("eight sources", "signal-noise-ratio", error="LML_SHAPE_MISMATCH", reason=many)


@metrics.component("short-time-objective-intelligibility", "torchmetrics", "torch", "pystoi")
def short_time_objective_intelligibility(cases: MetricCases) -> None:
    random = np.random.RandomState(408)

    def speech(length: int) -> np.ndarray:
        """Noise of syllables, with silence between them."""
        time = np.arange(length)
        loudness = np.clip(np.sin(time / 650) * 1.2, 0, 1)
        return np.round(90 * loudness * random.uniform(-1, 1, length) * (1 + 0.5 * np.sin(time / 3)))

    clean = speech(5200)
    noisy = clean + random.randint(-25, 26, clean.shape)
    cases.input("noise", [{"prediction": noisy[None], "target": clean[None]}])
    halves = [{"prediction": noisy[None, :2400], "target": clean[None, :2400]}]
    cases.input("too short", halves)
    cases.input("next to nothing", [{"prediction": noisy[None, :200], "target": clean[None, :200]}])
    cases.input("shapes that differ", [{"prediction": noisy[None, :200], "target": clean[None, :300]}])

    def add(input: str, fs: int, extended: bool, **answer: Any) -> None:
        make = lambda: classes.ShortTimeObjectiveIntelligibility(fs, extended)
        options = {"fs": fs, "extended": extended}
        if not answer:
            answer = {"tolerance": 1e-6, "reason": "In float64 on both sides, but torchmetrics' sum is float32."}
        cases.add(f"{input}: fs {fs}, {'extended' if extended else 'plain'}", input, options, make, **answer)

    for extended in (False, True):
        add("noise", 10000, extended)
        add("noise", 8000, extended)
        add("too short", 10000, extended)
    nothing = {"value": 1e-5, "values": [1e-5], "batchValues": [1e-5]}
    add("next to nothing", 10000, False, expected=nothing, reason="As of any signal that is too short; pystoi fails.")
    add("shapes that differ", 10000, False, error="LML_SHAPE_MISMATCH")


@metrics.component("lip-vertex-error", "torchmetrics", "torch")
def lip_vertex_error(cases: MetricCases) -> None:
    random = np.random.RandomState(409)

    def meshes(*shape: int) -> np.ndarray:
        return sixty_fourths(random.standard_normal(shape))

    def of(*shapes: tuple) -> Batches:
        return [{"prediction": meshes(*shape), "target": meshes(*shape)} for shape in shapes]

    cases.input("faces", of((4, 7, 3), (1, 7, 3), (3, 7, 3)))
    cases.input("flat faces", of((2, 5, 2), (3, 5, 2)))
    same = meshes(2, 5, 3)
    cases.input("equal faces", [{"prediction": same, "target": same}])
    cases.input("frames that differ", [{"prediction": meshes(3, 5, 3), "target": meshes(2, 5, 3)}])
    cases.input("no frames", of((5, 3)))
    for input in ("faces", "flat faces", "equal faces"):
        for lips in ([0, 2, 3], [4], [1, 1, 3]):
            make = lambda: LipVertexError(lips)
            cases.add(f"{input}: {lips}", input, {"mouthMap": lips}, make)
    cut = "torchmetrics cuts the longer one."
    cases.add("frames that differ", "frames that differ", {"mouthMap": [0]}, lambda: LipVertexError([0]), error="LML_SHAPE_MISMATCH", reason=cut)
    cases.add("a vertex too many", "flat faces", {"mouthMap": [0, 5]}, lambda: LipVertexError([0, 5]), error="LML_SHAPE_MISMATCH")
    cases.add("no frames", "no frames", {"mouthMap": [0]}, lambda: LipVertexError([0]), error="LML_SHAPE_MISMATCH")
    cases.add("no lips", "faces", {"mouthMap": []}, lambda: LipVertexError([]), error="LML_INVALID_OPTIONS")
    for reduction in ("sum", "none"):
        def expected() -> dict:
            def scores(batch: dict) -> list[float]:
                return [float(LipVertexError([0, 2]).forward(*(to_torch(values[at : at + 1], torch.float32) for values in batch.values()))) for at in range(len(batch["target"]))]

            each = [scores(batch) for batch in cases.batches["faces"]]
            return {"value": reduced(sum(each, []), reduction), "batchValues": [reduced(one, reduction) for one in each]}

        cases.add_case(f"faces: {reduction}", "faces", {"mouthMap": [0, 2], "reduction": reduction}, expected)
