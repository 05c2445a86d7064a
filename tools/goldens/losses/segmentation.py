"""Losses of masks, by segmentation-models-pytorch. A weight of 2 is a sample that is there twice: the reference has no weights."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from unittest.mock import patch

import numpy as np
import torch

from golden_file import sixty_fourths
from losses import LossCases, losses
from losses.elementwise import LARGE, add_class_weights, elementwise, shares, zero_or_one

Reference = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
"""A loss of predictions with the classes at the end, and targets."""

NO_ROWS = "The reference cannot reshape nothing; nothing overlaps."


def first(x: torch.Tensor) -> torch.Tensor:
    """Classes as PyTorch has them, on the second axis."""
    return torch.movedim(x, -1, 1)


def repeated(reference: Reference) -> Callable[..., torch.Tensor]:
    """The loss with weights, which are whole numbers, by samples that are repeated."""

    def loss(x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor | None = None) -> torch.Tensor:
        if weight is None:
            return reference(x, y)
        times = weight.to(torch.int64)
        return reference(x.repeat_interleave(times, 0), y.repeat_interleave(times, 0))

    return loss


def add_inputs(cases: LossCases, seed: int = 110) -> None:
    """Indices of classes, masks of one class and of several, with weights, ignored positions, absent classes and extremes."""
    random = np.random.RandomState(seed)

    def scores(*shape: int) -> np.ndarray:
        return sixty_fourths(random.standard_normal(shape) * 2)

    def indices(*shape: int) -> np.ndarray:
        return random.randint(0, 3, shape)

    def masks(*shape: int) -> np.ndarray:
        return random.randint(0, 2, shape).astype(float)

    def some(values: np.ndarray, ignored: int) -> np.ndarray:
        values = values.copy()
        values.ravel()[[0, 3, 4]] = ignored
        return values

    cases.input("classes", prediction=scores(2, 2, 3, 3), target=indices(2, 2, 3))
    cases.input("classes, some ignored", prediction=scores(2, 2, 3, 3), target=some(indices(2, 2, 3), -100))
    cases.input("classes, 2 ignored", prediction=scores(2, 6, 3), target=indices(2, 6))
    cases.input("classes, all ignored", prediction=scores(2, 3, 3), target=np.full((2, 3), -100))
    cases.input("classes, some absent", prediction=scores(2, 2, 2, 4), target=np.array([[[1, 1], [3, 1]], [[3, 1], [1, 1]]]))
    cases.input("classes, one", prediction=scores(2, 3, 3), target=np.full((2, 3), 1))
    cases.input("classes, empty", prediction=scores(0, 2, 2, 3), target=indices(0, 2, 2))
    cases.input("classes, weights", prediction=scores(3, 4, 3), target=indices(3, 4), weight=np.array([2.0, 1, 0]))
    extreme = np.array([[[1e4, 0, -1e4], [-1e4, 1e4, 0], [0, 0, 1e4]]])
    cases.input("classes, extreme", prediction=extreme, target=np.array([[0, 0, 1]]))
    cases.input("classes, certain", prediction=np.array([[[1.0, 0, 0], [0, 1, 0], [0, 0.5, 0.5]]]), target=np.array([[0, 0, 1]]))
    cases.input("mask", prediction=scores(2, 2, 3), target=masks(2, 2, 3))
    cases.input("mask, some ignored", prediction=scores(2, 2, 3, 1), target=some(masks(2, 2, 3, 1), -100))
    cases.input("mask, 255 ignored", prediction=scores(2, 5), target=some(masks(2, 5), 255))
    cases.input("mask, an image ignored", prediction=scores(2, 5), target=np.array([[-100.0] * 5, [0, 1, 1, 0, 0]]))
    cases.input("mask, all ignored", prediction=scores(2, 3), target=np.full((2, 3), -100.0))
    cases.input("mask, soft", prediction=scores(2, 5), target=shares(random, (2, 5)))
    cases.input("mask, whole numbers", prediction=scores(2, 5), target=random.randint(0, 2, (2, 5)))
    cases.input("mask, nothing there", prediction=scores(2, 5), target=np.zeros((2, 5)))
    cases.input("mask, all there", prediction=scores(2, 5), target=np.ones((2, 5)))
    cases.input("mask, empty", prediction=scores(0, 5), target=np.zeros((0, 5)))
    cases.input("mask, weights", prediction=scores(3, 4), target=masks(3, 4), weight=np.array([2.0, 1, 0]))
    cases.input("mask, extreme", prediction=np.array([[1e4, -1e4, 1e4, -1e4, 0]]), target=np.array([[1.0, 0, 0, 1, 1]]))
    cases.input("mask, ties", prediction=np.array([[0.5, 0.5, -0.5, 0.5], [2, 0, 0, 0]]), target=np.array([[1.0, 0, 1, 1], [0, 0, 1, 0]]))
    cases.input("mask, certain", prediction=np.array([[1.0, 0, 1, 0]]), target=np.array([[1.0, 0, 0, 1]]))
    cases.input("masks", prediction=scores(2, 2, 2, 3), target=masks(2, 2, 2, 3))
    cases.input("masks, some ignored", prediction=scores(2, 4, 3), target=some(masks(2, 4, 3), -100))
    cases.input("masks, weights", prediction=scores(3, 2, 3), target=masks(3, 2, 3), weight=np.array([2.0, 1, 0]))
    cases.input("shapes that broadcast", prediction=scores(2, 3, 1), target=masks(2, 3))
    cases.input("scores of one class", prediction=scores(2, 3, 1), target=np.zeros((2, 3), dtype=int))


OVERLAP = {
    "classes": None,
    "classWeights": None,
    "fromLogits": True,
    "smooth": 0,
    "eps": 1e-7,
    "logLoss": False,
    "ignoreIndex": -100,
}


def add_overlap(cases: LossCases, name: str, variants: list[dict], own: dict[str, str] | None = None) -> None:
    """Cases over all options; `own` are options that only this loss has, with what the reference calls them."""
    add_inputs(cases)
    names = {"classWeights": "class_weights", "fromLogits": "from_logits", "logLoss": "log_loss", "ignoreIndex": "ignore_index", **(own or {})}

    def reference(options: dict) -> Reference:
        def loss(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
            import segmentation_models_pytorch as smp

            measure = getattr(smp.losses, name)(**{names.get(option, option): value for option, value in options.items()})
            if measure.class_weights is not None:
                measure.class_weights = measure.class_weights.to(x.dtype)
            return measure(x if options["mode"] == "binary" else first(x), first(y) if options["mode"] == "multilabel" else y)

        return repeated(loss)

    def add(input: str, mode: str, options: dict | None = None, **answer: object) -> None:
        own_options = {"mode": mode, **OVERLAP, **variants[0], **(options or {})}
        title = "".join(f", {option} {value}" for option, value in (options or {}).items())
        cases.add(f"{input}{title}", input, own_options, reference(own_options), **answer)

    def nothing(input: str) -> dict:
        return {"expected": {"value": 0, "gradient": np.zeros(cases.arrays[input]["prediction"].shape)}}

    for options in variants:
        add("classes", "multiclass", options)
        add("classes, some absent", "multiclass", options)
        add("mask", "binary", options)
        add("masks", "multilabel", options)
    for options in ({"smooth": 1}, {"logLoss": True}, {"classes": [2, 0]}, {"classWeights": [0.5, 2, 1]}):
        add("classes", "multiclass", options)
    add("classes", "multiclass", {"classes": [2, 1], "classWeights": [0.5, 2, 1], "smooth": 0.5, "logLoss": True})
    add("masks", "multilabel", {"classWeights": [0, 2, 1], "smooth": 0.5})
    add("mask", "binary", {"smooth": 1, "logLoss": True})
    for input in ("some ignored", "all ignored", "one", "weights", "extreme"):
        add(f"classes, {input}", "multiclass")
    add("classes, extreme", "multiclass", {"logLoss": True})
    add("classes, certain", "multiclass", {"fromLogits": False})
    add("classes, 2 ignored", "multiclass", {"ignoreIndex": 2})
    add("classes, empty", "multiclass", reason=NO_ROWS, **nothing("classes, empty"))
    for input in ("some ignored", "all ignored", "soft", "nothing there", "weights", "extreme"):
        add(f"mask, {input}", "binary")
    add("mask, nothing there", "binary", {"smooth": 1})
    add("mask, 255 ignored", "binary", {"ignoreIndex": 255})
    add("mask, certain", "binary", {"fromLogits": False})
    add("mask, empty", "binary", reason=NO_ROWS, **nothing("mask, empty"))
    for input in ("some ignored", "weights"):
        add(f"masks, {input}", "multilabel")

    def refuse(title: str, input: str, mode: str, error: str, **options: object) -> None:
        cases.add(f"refused: {title}", input, {"mode": mode, **OVERLAP, **variants[0], **options}, error=error, reason="The options or shapes do not fit.")

    refuse("shapes that broadcast", "shapes that broadcast", "binary", "LML_SHAPE_MISMATCH")
    refuse("one class that excludes no other", "scores of one class", "multiclass", "LML_SHAPE_MISMATCH")
    refuse("weights of another length", "classes", "multiclass", "LML_SHAPE_MISMATCH", classWeights=[1, 2])
    refuse("a class that is not there", "classes", "multiclass", "LML_SHAPE_MISMATCH", classes=[3])
    refuse("weights of one class", "mask", "binary", "LML_INVALID_OPTIONS", classWeights=[1])


@losses.component("dice", "segmentation_models_pytorch", "torch")
def dice(cases: LossCases) -> None:
    add_overlap(cases, "DiceLoss", [{}])


@losses.component("jaccard", "segmentation_models_pytorch", "torch")
def jaccard(cases: LossCases) -> None:
    add_overlap(cases, "JaccardLoss", [{}])


@losses.component("tversky", "segmentation_models_pytorch", "torch")
def tversky(cases: LossCases) -> None:
    plain = {"alpha": 0.5, "beta": 0.5, "gamma": 1}
    focal = {"alpha": 0.25, "beta": 0.75, "gamma": 0.75}
    add_overlap(cases, "TverskyLoss", [plain, {**plain, "alpha": 0.25, "beta": 1}, focal, {**plain, "gamma": 2}])
    nothing = {"value": 0, "gradient": np.zeros((2, 3, 3))}
    options = {"mode": "multiclass", **OVERLAP, **focal}
    cases.add("classes, all ignored, gamma 0.75", "classes, all ignored", options, expected=nothing, reason="The reference's gradient of a root of 0 is NaN.")


@losses.component("mcc", "segmentation_models_pytorch", "torch")
def mcc(cases: LossCases) -> None:
    add_inputs(cases)

    def add(input: str, eps: float = 1e-5, is_logits: bool = True, ignored: int = -100, **answer: object) -> None:
        options = {"eps": eps, "fromLogits": is_logits, "ignoreIndex": ignored}

        def reference(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
            import segmentation_models_pytorch as smp

            counts = y != ignored
            shares = torch.sigmoid(x) if is_logits else x
            if not bool(counts.all()):
                shares, y = shares[counts][None], y[counts][None]
            return smp.losses.MCCLoss(eps=eps)(shares, y)

        cases.add(f"{input}, eps {eps}, ignoreIndex {ignored}", input, options, repeated(reference), **answer)

    masks = [name for name in cases.arrays if name.startswith("mask,") and name not in ("mask, empty", "mask, all ignored")]
    for input in ("mask", "masks", *masks):
        for eps in (1e-5, 0.25):
            add(input, eps, "certain" not in input, 255 if "255" in input else -100)
    for input in ("mask, all ignored", "mask, empty"):
        prediction = cases.arrays[input]["prediction"]
        add(input, expected={"value": 1, "gradient": np.zeros(prediction.shape)}, reason="The reference cannot reshape nothing; what is added to counts remains.")
    cases.add("refused: shapes that broadcast", "shapes that broadcast", {"eps": 1e-5}, error="LML_SHAPE_MISMATCH", reason="Nothing broadcasts silently.")


@losses.component("soft-bce", "segmentation_models_pytorch", "torch")
def soft_bce(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        import segmentation_models_pytorch as smp

        own = {
            name: None if options[option] is None else torch.tensor(options[option], dtype=x.dtype)
            for name, option in (("weight", "weight"), ("pos_weight", "posWeight"))
        }
        smooth, ignored = options["smoothFactor"], options["ignoreIndex"]
        return smp.losses.SoftBCEWithLogitsLoss(reduction="none", smooth_factor=smooth, ignore_index=ignored, **own)(x, y)

    def ignoring(random: np.random.RandomState, shape: tuple[int, ...]) -> np.ndarray:
        return np.where(random.random_sample(shape) < 0.25, -100, shares(random, shape))

    plain = {"weight": None, "posWeight": None, "smoothFactor": 0, "ignoreIndex": -100}
    edges = {"extreme": ([200, -200, 1e4, -1e4], [0, 1, 1, 0]), "all ignored": ([1, 1e4, -3], [-100, -100, -100])}
    variants = [plain, {**plain, "posWeight": 3}, {**plain, "smoothFactor": 0.125}]
    elementwise(cases, values, variants, target=ignoring, edges=edges)
    cases.input("of 255", prediction=np.array([1.0, 2, -3]), target=np.array([255.0, 1, 0]))
    for reduction in ("mean", "none"):
        options = {**plain, "ignoreIndex": 255}
        loss = lambda x, y, reduction=reduction: values(x, y, options) if reduction == "none" else values(x, y, options).mean()  # noqa: E731
        cases.add(f"ignored 255, {reduction}", "of 255", {"reduction": reduction, **options}, loss)
    add_class_weights(cases, values, {**plain, "weight": [0.5, 2, 1.25], "posWeight": [3, 1, 0.5], "smoothFactor": 0.125})
    cases.add("refused: weights of another length", "matrix", {"reduction": "mean", **plain, "posWeight": [1, 2]}, error="LML_SHAPE_MISMATCH")


def as_exact_as(x: torch.Tensor) -> AbstractContextManager:
    """The reference makes targets float32 by `float()`, whatever the predictions are."""
    return patch.object(torch.Tensor, "float", lambda values: values.to(x.dtype))


LOVASZ = {"perImage": False, "ignoreIndex": -100}


@losses.component("lovasz-hinge", "segmentation_models_pytorch", "torch")
def lovasz_hinge(cases: LossCases) -> None:
    add_inputs(cases)

    def add(input: str, per_image: bool, ignored: int = -100, **answer: object) -> None:
        def reference(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
            import segmentation_models_pytorch as smp

            with as_exact_as(x):
                return smp.losses.LovaszLoss("multilabel", per_image=per_image, ignore_index=ignored)(x, y)

        options = {**LOVASZ, "perImage": per_image, "ignoreIndex": ignored}
        cases.add(f"{input}, perImage {per_image}, ignoreIndex {ignored}", input, options, repeated(reference), **answer)

    masks = [name for name in cases.arrays if name.startswith("mask") and name not in ("mask, empty", "mask, soft")]
    for input in masks:
        for per_image in (False, True):
            if "certain" not in input:
                add(input, per_image, 255 if "255" in input else -100)
    for per_image in (False, True):
        value = float("nan") if per_image else 0
        why = "A mean of no images is NaN." if per_image else "The reference has no gradient of nothing."
        add("mask, empty", per_image, expected={"value": value, "gradient": np.zeros((0, 5))}, reason=why)
    cases.add("refused: shapes that broadcast", "shapes that broadcast", LOVASZ, error="LML_SHAPE_MISMATCH", reason="Nothing broadcasts silently.")


@losses.component("lovasz-softmax", "segmentation_models_pytorch", "torch")
def lovasz_softmax(cases: LossCases) -> None:
    add_inputs(cases)

    def add(input: str, per_image: bool = False, classes: object = "present", is_logits: bool = True, ignored: int = -100, **answer: object) -> None:
        def reference(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
            from segmentation_models_pytorch.losses.lovasz import _lovasz_softmax

            if x.ndim == 3:  # It would take two axes of positions for images of one class.
                x, y = x[:, None], y[:, None]
            shares = first(torch.softmax(x, -1) if is_logits else x)
            with as_exact_as(x):
                return _lovasz_softmax(shares, y, classes=classes, per_image=per_image, ignore=ignored)

        options = {**LOVASZ, "perImage": per_image, "classes": classes, "fromLogits": is_logits, "ignoreIndex": ignored}
        title = f"{input}, perImage {per_image}, classes {classes}, ignoreIndex {ignored}"
        cases.add(title, input, options, repeated(reference), **answer)

    for per_image in (False, True):
        for classes in ("present", "all", [2, 0]):
            for input in ("classes", "classes, some ignored", "classes, some absent", "classes, one", "classes, weights"):
                if input != "classes, some absent" or classes != [2, 0]:
                    add(input, per_image, classes)
        add("classes, extreme", per_image)
        add("classes, certain", per_image, is_logits=False)
        add("classes, 2 ignored", per_image, ignored=2)
        nothing = {"value": 0, "gradient": np.zeros((2, 3, 3))}
        add("classes, all ignored", per_image, expected=nothing, reason="Of nothing the reference gives no number.")
        value = float("nan") if per_image else 0
        empty = {"value": value, "gradient": np.zeros((0, 2, 2, 3))}
        add("classes, empty", per_image, expected=empty, reason="Of nothing the reference gives no number.")
    cases.add("refused: one class", "scores of one class", LOVASZ, error="LML_SHAPE_MISMATCH", reason="Its softmax is always 1.")
    cases.add("refused: a class that is not there", "classes", {**LOVASZ, "classes": [3]}, error="LML_SHAPE_MISMATCH", reason="The reference's list ends.")
