"""Losses with centres of their own for each class, by PyTorch metric learning."""

from collections.abc import Callable

import numpy as np
import torch
from pytorch_metric_learning import losses as reference
from pytorch_metric_learning.reducers import DoNothingReducer

from golden_file import sixty_fourths
from losses import REDUCTIONS, LossCases, losses, reduced

CLASSES, SIZE = 3, 4


def values_of(module: torch.nn.Module, weight: str, transposed: bool) -> Callable[..., torch.Tensor]:
    """The values of samples by a module, whose parameter is given."""
    module.reducer = DoNothingReducer()
    parameter = getattr(module, weight)
    del module._parameters[weight]

    def values(x: torch.Tensor, y: torch.Tensor, centres: torch.Tensor) -> torch.Tensor:
        assert (centres.T if transposed else centres).shape == parameter.shape
        # The package casts the parameter in place, which is no more than its type here.
        setattr(module, weight, (centres.T if transposed else centres).clone())
        return module(x, y)["loss"]["losses"]

    return values


def with_centres(
    cases: LossCases,
    make: Callable[[dict], torch.nn.Module],
    weight: str,
    variants: list[dict],
    transposed: bool = True,
    per_class: str | None = None,
    answers: dict[str, dict] = {},
) -> None:
    """Cases of usual embeddings, of weights and of edges, over all reductions and some sets of options."""
    random = np.random.RandomState(131)

    def normal(*shape: int) -> np.ndarray:
        return sixty_fourths(random.standard_normal(shape))

    def add(name: str, options: dict, reduction: str, rows: np.ndarray, labels: list[int], sample_weight: np.ndarray | None = None,
            centres: np.ndarray | None = None) -> None:  # fmt: skip
        count = options.get(per_class, 1) if per_class else 1
        input = name if count == 1 or per_class is None else f"{name}, {count} centres a class"
        if input not in cases.arrays:
            drawn = normal(CLASSES * count, SIZE) if centres is None else centres
            cases.input(input, prediction=rows, target=np.array(labels), weight=sample_weight, state={"centres": drawn})

        def loss(x: torch.Tensor, y: torch.Tensor, weights: torch.Tensor | None = None, *, state: dict) -> torch.Tensor:
            each = values_of(make(options), weight, transposed)(x, y, state["centres"])
            if weights is None:
                return reduced(each, reduction, torch.tensor(float(len(x))))
            return reduced(weights * each, reduction, weights.sum())

        given = {"reduction": reduction, "numClasses": CLASSES, "embeddingSize": SIZE, **options}
        title = "".join(f", {option} {value}" for option, value in options.items())
        cases.add(f"{name}{title}, {reduction}", input, given, loss, right_in_float32=False, **answers.get(name, {}))

    rows, weighted = normal(6, SIZE), normal(4, SIZE)
    own = normal(CLASSES, SIZE)
    edges = {
        "opposite to its centre": (np.stack([-2 * own[0], own[1] + 0.125]), [0, 1], own),
        "one class": (normal(3, SIZE), [2, 2, 2], None),
        "long ones": (64 * normal(2, SIZE), [0, 2], None),
        "a batch of one": (normal(1, SIZE), [1], None),
    }
    for index, options in enumerate(variants):
        for reduction in REDUCTIONS if index == 0 else ("mean",):
            add("embeddings", options, reduction, rows, [0, 1, 2, 2, 1, 0])
        for reduction in REDUCTIONS if index == 0 else ("mean",):
            add("weights", options, reduction, weighted, [2, 0, 1, 0], np.array([0.5, 2, 0, 1]))
        for edge, (embeddings, labels, centres) in edges.items():
            if centres is not None and per_class is not None:
                continue
            if edge == "opposite to its centre" and make(options).__class__.__name__ in ("ArcFaceLoss", "SphereFaceLoss"):
                # Where the cosine is -1 but for rounding, its arc has an infinite slope.
                embeddings = embeddings + np.array([0.25, 0, -0.125, 0])
            add(edge, options, "none", embeddings, labels, centres=centres)
    options = {"numClasses": CLASSES, "embeddingSize": SIZE, **variants[0]}
    for name, shape, target in [("another size", (2, 3), [0, 1]), ("no batch", (4,), [0]), ("a class too many", (2, SIZE), [0, 1, 2])]:
        centres = np.zeros((CLASSES * (options.get(per_class, 1) if per_class else 1), SIZE))
        cases.input(name, prediction=normal(*shape), target=np.array(target), state={"centres": centres})
        cases.add(f"refused: {name}", name, options, error="LML_SHAPE_MISMATCH", reason="Shapes must fit.")


@losses.component("arc-face", "pytorch-metric-learning", "torch")
def arc_face(cases: LossCases) -> None:
    def make(options: dict) -> torch.nn.Module:
        return reference.ArcFaceLoss(CLASSES, SIZE, **options)

    variants = [{"margin": 28.6, "scale": 64}, {"margin": 0, "scale": 1}, {"margin": 60, "scale": 8}, {"margin": 100, "scale": 2}]
    with_centres(cases, make, "W", variants)


@losses.component("sub-center-arc-face", "pytorch-metric-learning", "torch")
def sub_center_arc_face(cases: LossCases) -> None:
    def make(options: dict) -> torch.nn.Module:
        return reference.SubCenterArcFaceLoss(
            num_classes=CLASSES, embedding_size=SIZE, margin=options["margin"], scale=options["scale"], sub_centers=options["subCenters"]
        )

    variants = [{"margin": 28.6, "scale": 64, "subCenters": 3}, {"margin": 10, "scale": 4, "subCenters": 2}]
    with_centres(cases, make, "W", variants, per_class="subCenters")


@losses.component("cos-face", "pytorch-metric-learning", "torch")
def cos_face(cases: LossCases) -> None:
    def make(options: dict) -> torch.nn.Module:
        return reference.CosFaceLoss(CLASSES, SIZE, **options)

    with_centres(cases, make, "W", [{"margin": 0.35, "scale": 64}, {"margin": 0, "scale": 1}, {"margin": 1.5, "scale": 4}])


@losses.component("sphere-face", "pytorch-metric-learning", "torch")
def sphere_face(cases: LossCases) -> None:
    def make(options: dict) -> torch.nn.Module:
        return reference.SphereFaceLoss(CLASSES, SIZE, **options)

    variants = [{"margin": 4, "scale": 1}, {"margin": 1, "scale": 2}, {"margin": 2, "scale": 1}, {"margin": 3, "scale": 0.5}]
    with_centres(cases, make, "W", variants)


@losses.component("normalised-softmax", "pytorch-metric-learning", "torch")
def normalised_softmax(cases: LossCases) -> None:
    def make(options: dict) -> torch.nn.Module:
        return reference.NormalizedSoftmaxLoss(CLASSES, SIZE, **options)

    with_centres(cases, make, "W", [{"temperature": 0.05}, {"temperature": 1}])


@losses.component("proxy-nca", "pytorch-metric-learning", "torch")
def proxy_nca(cases: LossCases) -> None:
    def make(options: dict) -> torch.nn.Module:
        return reference.ProxyNCALoss(CLASSES, SIZE, softmax_scale=options["softmaxScale"])

    variants = [{"softmaxScale": 1}, {"softmaxScale": 8}]
    with_centres(cases, make, "proxies", variants, transposed=False)


@losses.component("soft-triple", "pytorch-metric-learning", "torch")
def soft_triple(cases: LossCases) -> None:
    def make(options: dict) -> torch.nn.Module:
        others = {name: value for name, value in options.items() if name != "centersPerClass"}
        return reference.SoftTripleLoss(CLASSES, SIZE, centers_per_class=options["centersPerClass"], **others)

    variants = [
        {"centersPerClass": 4, "la": 20, "gamma": 0.1, "margin": 0.01},
        {"centersPerClass": 2, "la": 5, "gamma": 1, "margin": 0.5},
    ]
    lone = {"tolerance": 2e-5, "reason": "The cosine rounds to 6e-8, and its softmax multiplies that by 1 / gamma and la."}
    with_centres(cases, make, "fc", variants, per_class="centersPerClass", answers={"a batch of one": lone})


@losses.component("proxy-anchor", "pytorch-metric-learning", "torch")
def proxy_anchor(cases: LossCases) -> None:
    random = np.random.RandomState(137)

    def normal(*shape: int) -> np.ndarray:
        return sixty_fourths(random.standard_normal(shape))

    centres = normal(CLASSES, SIZE)
    for name, rows, labels in [
        ("embeddings", normal(6, SIZE), [0, 1, 2, 2, 1, 0]),
        ("one class", normal(3, SIZE), [2, 2, 2]),
        ("a batch of one", normal(1, SIZE), [1]),
        ("at and opposite to its proxy", np.stack([centres[0], -centres[1]]), [0, 1]),
    ]:
        cases.input(name, prediction=rows, target=np.array(labels), state={"centres": centres})

    def loss_of(options: dict, reduction: str) -> Callable[..., torch.Tensor]:
        def loss(x: torch.Tensor, y: torch.Tensor, weights: torch.Tensor | None = None, *, state: dict) -> torch.Tensor:
            if weights is not None:
                # A weight counts a sample so many times; of the package each row is one sample.
                x, y = (part.repeat_interleave(weights.long(), 0) for part in (x, y))
            module = reference.ProxyAnchorLoss(CLASSES, SIZE, margin=options["margin"], alpha=options["alpha"])
            del module._parameters["proxies"]
            module.proxies = state["centres"].clone()
            if reduction != "mean":
                parts = module.compute_loss(x, y, None, x, y)
                each = parts["pos_loss"]["losses"] + parts["neg_loss"]["losses"]
                return each.sum() if reduction == "sum" else each
            return module(x, y)

        return loss

    variants = [{"margin": 0.1, "alpha": 32}, {"margin": 0, "alpha": 1}, {"margin": 0.5, "alpha": 8}]
    options = {"numClasses": CLASSES, "embeddingSize": SIZE}
    names = list(cases.arrays)
    cases.input("weights", prediction=normal(4, SIZE), target=np.array([2, 0, 1, 0]), weight=np.array([2.0, 1, 0, 3]), state={"centres": centres})
    for variant in variants:
        for name in [*names, "weights"]:
            for reduction in REDUCTIONS:
                title = "".join(f", {option} {value}" for option, value in variant.items())
                given = {"reduction": reduction, **options, **variant}
                cases.add(f"{name}{title}, {reduction}", name, given, loss_of(variant, reduction), right_in_float32=False)
    cases.input("another size", prediction=normal(2, 3), target=np.array([0, 1]), state={"centres": centres})
    cases.add("refused: another size", "another size", {**options, **variants[0]}, error="LML_SHAPE_MISMATCH", reason="Shapes must fit.")
