"""Losses by PyTorch and pytorch-metric-learning: values, and gradients with respect to the prediction.

Both are computed in float64 from inputs that are exact in float32, and compared with a float32 run.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from pytorch_metric_learning.distances import CosineSimilarity, DotProductSimilarity
from pytorch_metric_learning.losses import NTXentLoss, SelfSupervisedLoss
from pytorch_metric_learning.reducers import DoNothingReducer, MeanReducer, SumReducer
from torch.nn import functional

from golden_file import channels_last, input_tensor, number, outcome, result, sixty_fourths, source, tensor, write

REDUCTIONS = ("mean", "sum", "none")
INFINITY = float("inf")

Inputs = dict[str, dict[str, np.ndarray]]


def encode_inputs(inputs: Inputs) -> dict[str, dict]:
    """Integers as int32, the rest as float32; inputs of rank 3 and more in both layouts."""
    return {name: encode_input(arrays) for name, arrays in inputs.items()}


def encode_input(arrays: dict[str, np.ndarray]) -> dict:
    encoded = {}
    for part, values in arrays.items():
        encode = tensor if np.issubdtype(values.dtype, np.integer) else input_tensor
        encoded[part] = encode(values)
        if arrays.get("hasChannels", False) is not False and values.ndim == arrays["prediction"].ndim:
            encoded[f"{part}ChannelsLast"] = encode(channels_last(values))
    encoded.pop("hasChannels", None)
    return encoded


def to_torch(values: np.ndarray, dtype: torch.dtype) -> torch.Tensor:
    return torch.from_numpy(np.array(values)).to(torch.int64 if np.issubdtype(values.dtype, np.integer) else dtype)


def output_gradient(shape: torch.Size) -> torch.Tensor:
    """What flows into a loss that is not reduced: 1, -0.5, 2, 0.25, 1, …"""
    pattern = torch.tensor([1.0, -0.5, 2.0, 0.25], dtype=torch.float64)
    size = shape.numel()
    return pattern.repeat(size // 4 + 1)[:size].reshape(shape)


def differentiate(loss: Callable[[torch.Tensor], torch.Tensor], prediction: np.ndarray, dtype: torch.dtype) -> tuple:
    variable = to_torch(prediction, dtype).requires_grad_()
    value = loss(variable)
    upstream = output_gradient(value.shape)
    (gradient,) = torch.autograd.grad(value, variable, upstream.to(dtype) if value.ndim else None)
    return value.detach().numpy(), gradient.numpy(), upstream.numpy()


def value_and_gradient(
    loss: Callable[[torch.Tensor], torch.Tensor],
    prediction: np.ndarray,
    *,
    has_channels: bool = False,
    is_right_in_float32: bool = True,
) -> dict:
    value, gradient, upstream = differentiate(loss, prediction, torch.float64)
    if is_right_in_float32:
        single = differentiate(loss, prediction, torch.float32)
        np.testing.assert_allclose(single[0], value, rtol=2e-5, atol=2e-6)
        np.testing.assert_allclose(single[1], gradient, rtol=2e-5, atol=2e-6)
    entry = {"value": result(value)}
    if value.ndim:
        entry["outputGradient"] = input_tensor(upstream)
    entry["gradient"] = tensor(gradient)
    if has_channels:
        entry["gradientChannelsLast"] = tensor(channels_last(gradient))
    return entry


# Cross-entropy


def cross_entropy_inputs() -> Inputs:
    random = np.random.RandomState(101)

    def logits(*shape: int) -> np.ndarray:
        return sixty_fourths(random.standard_normal(shape) * 2)

    def probabilities(*shape: int) -> np.ndarray:
        """Multiples of 1/64 that sum to 1 over axis 1."""
        weights = random.random_sample(shape)
        shares = np.floor(weights / weights.sum(1, keepdims=True) * 64) / 64
        shares[:, :1] += 1 - shares.sum(1, keepdims=True)
        return shares

    def classes(high: int, *shape: int) -> np.ndarray:
        return random.randint(0, high, size=shape)

    def some(target: np.ndarray, value: int) -> np.ndarray:
        """Every third entry replaced."""
        changed = target.copy()
        changed.ravel()[1::3] = value
        return changed

    inputs: Inputs = {}

    def add(name: str, prediction: np.ndarray, target: np.ndarray) -> None:
        inputs[name] = {"prediction": prediction, "target": target}
        if prediction.ndim > 2:
            inputs[name]["hasChannels"] = np.array(True)

    batch, target = logits(6, 4), np.array([2, 0, 3, 1, 1, 2])
    add("classes", batch, target)
    add("classes, some ignored", batch, some(target, -100))
    add("classes, some -1", batch, some(target, -1))
    add("classes, all ignored", batch, np.full(6, -100))
    add("classes, one row ignored alone", logits(1, 4), np.array([-100]))
    add("classes, no batch axis", logits(4), np.array(2))
    add("classes, no batch axis, ignored", logits(4), np.array(-100))
    add("classes, one axis", logits(2, 3, 4), classes(3, 2, 4))
    add("classes, one axis, some 255", logits(2, 3, 4), some(classes(3, 2, 4), 255))
    add("classes, two axes", logits(2, 3, 2, 2), classes(3, 2, 2, 2))
    add("classes, two axes, some ignored", logits(2, 3, 2, 3), some(classes(3, 2, 2, 3), -100))
    add("classes, three axes", logits(1, 3, 2, 1, 2), classes(3, 1, 2, 1, 2))
    add("classes, a single class", logits(3, 1), np.array([0, 0, 0]))
    add("classes, an empty batch", logits(0, 3), np.zeros(0, dtype=np.int64))
    add("probabilities", batch, probabilities(6, 4))
    add("probabilities, one-hot", batch, np.eye(4)[target])
    add("probabilities that sum to less or more than 1", logits(3, 3), sixty_fourths(random.random_sample((3, 3)) * 1.5))
    add("probabilities, no batch axis", logits(4), probabilities(1, 4)[0])
    add("probabilities, one axis", logits(2, 3, 4), probabilities(2, 3, 4))
    add("probabilities, two axes", logits(2, 3, 2, 2), probabilities(2, 3, 2, 2))
    add("probabilities, an empty batch", logits(0, 3), np.zeros((0, 3)))
    add(
        "extreme logits",
        np.array([[200, -200, 0], [-200, 200, 0], [10000, 9999, -10000], [-(2.0**99), 2.0**99, 0], [500, 500, 500]]),
        np.array([0, 0, 1, 1, 2]),
    )
    add("infinite logits, the target finite", np.array([[1, -INFINITY, 2], [-INFINITY, 0, -INFINITY]]), np.array([2, 1]))
    add("infinite logits, the target infinite", np.array([[1, -INFINITY, 2], [0, 1, 2]]), np.array([1, 0]))
    add("a logit of NaN", np.array([[1, np.nan, 2], [0, 1, 2]]), np.array([0, 0]))
    add("extreme logits, probabilities", np.array([[200.0, -200, 0], [10000, 9999, -10000]]),
        np.array([[0.5, 0.25, 0.25], [0, 1, 0]]))  # fmt: skip
    add("a target out of range", logits(2, 3), np.array([0, 3]))
    add("a target below zero", logits(2, 3), np.array([0, -1]))
    add("a target of another length", logits(2, 3), np.array([0, 1, 2]))
    add("probabilities of another shape", logits(2, 3), np.full((2, 4), 0.25))
    return inputs


WEIGHTS = {1: [2.0], 3: [0.5, 2.0, 1.25], 4: [0.5, 2.0, 1.25, 0.75]}


def cross_entropy_case(name: str, arrays: dict, options: dict, title: str) -> dict:
    full = {"reduction": "mean", "weight": None, "ignoreIndex": -100, "labelSmoothing": 0, **options}

    def loss(prediction: torch.Tensor) -> torch.Tensor:
        weight = full["weight"]
        return functional.cross_entropy(
            prediction,
            to_torch(arrays["target"], prediction.dtype),
            weight=None if weight is None else torch.tensor(weight, dtype=prediction.dtype),
            ignore_index=full["ignoreIndex"],
            reduction=full["reduction"],
            label_smoothing=full["labelSmoothing"],
        )

    entry = outcome(lambda: value_and_gradient(loss, arrays["prediction"], has_channels="hasChannels" in arrays))
    return {"name": f"{name}: {title}", "input": name, "options": full, **entry}


def cross_entropy_cases(inputs: Inputs) -> list[dict]:
    cases: list[dict] = []

    def add(name: str, title: str, options: dict, reductions: tuple[str, ...] = REDUCTIONS) -> None:
        for reduction in reductions:
            chosen = {**options, "reduction": reduction}
            cases.append(cross_entropy_case(name, inputs[name], chosen, f"{title}, {reduction}"))

    def add_usual(name: str, extra: dict, reductions: tuple[str, ...] = REDUCTIONS) -> None:
        prediction = inputs[name]["prediction"]
        weight = {"weight": WEIGHTS[prediction.shape[0 if prediction.ndim == 1 else 1]]}
        smoothing = {"labelSmoothing": 0.125}
        add(name, "plain", extra, reductions)
        add(name, "weights", {**weight, **extra}, reductions)
        add(name, "smoothing", {**smoothing, **extra}, reductions)
        add(name, "weights and smoothing", {**weight, **smoothing, **extra}, reductions)

    for name in ("classes", "classes, some ignored", "classes, no batch axis", "classes, one axis", "classes, two axes",
                 "classes, two axes, some ignored", "probabilities", "probabilities, no batch axis",
                 "probabilities, one axis"):  # fmt: skip
        add_usual(name, {})
    for name in ("classes, three axes", "classes, a single class", "classes, an empty batch", "classes, all ignored",
                 "classes, one row ignored alone", "classes, no batch axis, ignored", "probabilities, two axes"):  # fmt: skip
        add(name, "plain", {})
        add(name, "smoothing", {"labelSmoothing": 0.125}, ("mean", "sum"))
    add_usual("classes, some -1", {"ignoreIndex": -1}, ("mean", "none"))
    add_usual("classes, one axis, some 255", {"ignoreIndex": 255}, ("mean", "none"))
    for name in ("classes", "classes, two axes"):
        add_usual(name, {"ignoreIndex": 1}, ("mean",))
        cases[-4:] = [{**case, "name": f"{case['name']}, class 1 ignored"} for case in cases[-4:]]

    add("classes", "smoothing of 1", {"labelSmoothing": 1.0})
    add("classes", "a class with weight 0", {"weight": [1.0, 0.0, 2.0, 0.5]})
    add("classes", "a class with weight 0, smoothing", {"weight": [1.0, 0.0, 2.0, 0.5], "labelSmoothing": 0.25})
    add("classes", "all weights 0", {"weight": [0.0, 0.0, 0.0, 0.0]})
    add("classes, all ignored", "weights", {"weight": WEIGHTS[4]}, ("mean", "sum"))
    for name in ("probabilities, one-hot", "probabilities that sum to less or more than 1", "probabilities, an empty batch"):
        add(name, "plain", {})
        add(name, "weights and smoothing", {"weight": WEIGHTS[inputs[name]["prediction"].shape[1]], "labelSmoothing": 0.25})
    add("probabilities", "smoothing of 1", {"labelSmoothing": 1.0})
    for name in ("extreme logits", "infinite logits, the target finite", "infinite logits, the target infinite",
                 "a logit of NaN", "extreme logits, probabilities"):  # fmt: skip
        add(name, "plain", {})
    add("extreme logits", "weights", {"weight": WEIGHTS[3]})
    add("infinite logits, the target finite", "smoothing", {"labelSmoothing": 0.125})

    mean = ("mean",)
    for name in ("a target out of range", "a target below zero", "a target of another length",
                 "probabilities of another shape"):  # fmt: skip
        add(name, "refused", {}, mean)
    add("classes", "refused: smoothing above 1", {"labelSmoothing": 1.5}, mean)
    add("classes", "smoothing below 0 has no effect", {"labelSmoothing": -0.5}, mean)
    add("classes", "refused: weights of another length", {"weight": [1.0, 2.0]}, mean)
    add("classes", "refused: unknown reduction", {}, ("median",))
    add("probabilities", "refused: an ignored class", {"ignoreIndex": 1}, mean)
    add("probabilities", "an ignored index below zero has no effect", {"ignoreIndex": -1}, mean)
    return cases


# Mean squared error


def mse_inputs() -> Inputs:
    random = np.random.RandomState(102)

    def pair(*shape: int) -> dict[str, np.ndarray]:
        return {part: sixty_fourths(random.standard_normal(shape) * 3) for part in ("prediction", "target")}

    same = sixty_fourths(random.standard_normal((3, 2)))
    return {
        "scalar": pair(),
        "vector": pair(5),
        "one value": pair(1),
        "matrix": pair(4, 3),
        "image": pair(2, 3, 3, 1),
        "empty": pair(0, 3),
        "equal": {"prediction": same, "target": same},
        "extreme": {
            "prediction": np.array([2.0**40, -(2.0**40), 2.0**-40, 0]),
            "target": np.array([0, 2.0**40, 0, 2.0**-60]),
        },
        "infinite": {"prediction": np.array([INFINITY, 1, 2]), "target": np.array([1, 1, -INFINITY])},
        "infinite on both sides": {"prediction": np.array([INFINITY, 1]), "target": np.array([INFINITY, 1])},
        "NaN": {"prediction": np.array([np.nan, 1, 2]), "target": np.array([1, 0, 2.0])},
        "shapes that broadcast": {"prediction": pair(4, 1)["prediction"], "target": pair(4)["target"]},
        "shapes that differ": {"prediction": pair(4)["prediction"], "target": pair(3)["target"]},
    }


def mse_cases(inputs: Inputs) -> list[dict]:
    cases = []
    for name, arrays in inputs.items():
        for reduction in REDUCTIONS if name != "shapes that differ" else ("mean",):

            def loss(prediction: torch.Tensor) -> torch.Tensor:
                return functional.mse_loss(prediction, to_torch(arrays["target"], prediction.dtype), reduction=reduction)

            entry = outcome(lambda: value_and_gradient(loss, arrays["prediction"]))
            cases.append({"name": f"{name}, {reduction}", "input": name, "options": {"reduction": reduction}, **entry})
    return cases


# NT-Xent

REDUCERS = {"mean": MeanReducer, "sum": SumReducer, "none": DoNothingReducer}
DISTANCES = {"cosine": CosineSimilarity, "dot": lambda: DotProductSimilarity(normalize_embeddings=False)}


def nt_xent_inputs() -> Inputs:
    """`labels`: rows with equal labels are positives. `otherView`: row i belongs to row i of `prediction`."""
    random = np.random.RandomState(103)

    def embeddings(*shape: int) -> np.ndarray:
        return sixty_fourths(random.standard_normal(shape))

    def labelled(labels: list[int], dimensions: int = 4) -> dict[str, np.ndarray]:
        return {"prediction": embeddings(len(labels), dimensions), "labels": np.array(labels)}

    def views(rows: int, dimensions: int = 4) -> dict[str, np.ndarray]:
        prediction = embeddings(rows, dimensions)
        return {"prediction": prediction, "otherView": sixty_fourths(prediction + embeddings(rows, dimensions) / 2)}

    zero_row = labelled([0, 1, 0, 1])
    zero_row["prediction"][2] = 0
    equal_rows = labelled([0, 0, 1, 1])
    equal_rows["prediction"][1] = equal_rows["prediction"][0]
    return {
        "pairs": labelled([0, 1, 2, 3, 0, 1, 2, 3], 5),
        "several positives": labelled([0, 0, 1, 0, 1, 2, 2]),
        "some rows without positives": labelled([0, 1, 0, 2, 3]),
        "no positives": labelled([0, 1, 2, 3]),
        "no negatives": labelled([4, 4, 4]),
        "one pair and one negative": labelled([0, 0, 1], 2),
        "a row of zeros": zero_row,
        "equal rows": equal_rows,
        "views": views(4),
        "two views of two rows": views(2, 3),
        "two views of one row": views(1),
    }


def nt_xent_loss(arrays: dict, options: dict) -> Callable[[torch.Tensor], Any]:
    base = NTXentLoss(
        temperature=options["temperature"],
        distance=DISTANCES[options["similarity"]](),
        reducer=REDUCERS[options["reduction"]](),
    )
    if "labels" in arrays:
        return lambda prediction: base(prediction, torch.from_numpy(arrays["labels"]))
    paired = SelfSupervisedLoss(base, symmetric=options["symmetric"])
    return lambda prediction: paired(prediction, to_torch(arrays["otherView"], prediction.dtype))


def pair_losses(loss: Callable[[torch.Tensor], Any], prediction: np.ndarray) -> dict:
    """The losses of the positive pairs, and which rows they are: anchors and positives."""
    found = loss(to_torch(prediction, torch.float64))["loss"]
    if found["reduction_type"] == "already_reduced":
        return {"anchors": [], "positives": [], "value": {"dtype": "float64", "shape": [0], "data": []}}
    anchors, positives = found["indices"]
    return {"anchors": anchors.tolist(), "positives": positives.tolist(), "value": tensor(found["losses"])}


def nt_xent_case(name: str, arrays: dict, **chosen: Any) -> dict:
    options = {"temperature": 0.07, "similarity": "cosine", "reduction": "mean", **chosen}
    loss = nt_xent_loss(arrays, options)
    if options["reduction"] == "none":
        entry = pair_losses(loss, arrays["prediction"])
    else:
        # The package's float32 run ends at -ln(tiny) = 87.3 for a pair; a log-sum-exp does not.
        entry = value_and_gradient(loss, arrays["prediction"], is_right_in_float32=options["temperature"] > 0.05)
    title = ", ".join(f"{option} {number(value) if isinstance(value, float) else value}" for option, value in options.items())
    return {"name": f"{name}: {title}", "input": name, "options": options, **entry}


def nt_xent_cases(inputs: Inputs) -> list[dict]:
    cases = []
    for name, arrays in inputs.items():
        kinds = [{}] if "labels" in arrays else [{"symmetric": True}, {"symmetric": False}]
        for kind in kinds:
            for temperature in (0.07, 0.5, 1.0):
                cases.append(nt_xent_case(name, arrays, temperature=temperature, **kind))
            for reduction in ("sum", "none"):
                cases.append(nt_xent_case(name, arrays, temperature=0.5, reduction=reduction, **kind))
    for name, kind in [("pairs", {}), ("several positives", {}), ("views", {"symmetric": True})]:
        cases.append(nt_xent_case(name, inputs[name], similarity="dot", temperature=0.5, **kind))
        cases.append(nt_xent_case(name, inputs[name], temperature=0.01, **kind))
    return cases


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch_source = source("torch")
    for name, made_by, inputs, cases_of in [
        ("cross-entropy", torch_source, cross_entropy_inputs(), cross_entropy_cases),
        ("mse", torch_source, mse_inputs(), mse_cases),
        ("nt-xent", source("pytorch-metric-learning", "torch"), nt_xent_inputs(), nt_xent_cases),
    ]:
        write(
            f"packages/losses/src/goldens/{name}.json",
            source=made_by,
            script="losses.py",
            inputs=encode_inputs(inputs),
            cases=cases_of(inputs),
        )
