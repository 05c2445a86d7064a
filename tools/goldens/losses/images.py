"""Losses of images, by kornia. Images have their channels at the end."""

from collections.abc import Callable

import numpy as np
import torch

from golden_file import sixty_fourths
from losses import REDUCTIONS, LossCases, losses, reduced

Values = Callable[[torch.Tensor, torch.Tensor, dict], torch.Tensor]
"""The values of images, not reduced; the samples come first."""


NO_VARIANCE = "Small variances are differences of squares, known to 1e-7 in float32; what they are compared with is 9e-4."


def first(x: torch.Tensor) -> torch.Tensor:
    return torch.movedim(x, -1, 1)


def last(x: torch.Tensor) -> torch.Tensor:
    return torch.movedim(x, 1, -1)


def pixels(random: np.random.RandomState, *shape: int) -> np.ndarray:
    return sixty_fourths(random.random_sample(shape))


def add_inputs(cases: LossCases, has_target: bool = True, seed: int = 111) -> None:
    random = np.random.RandomState(seed)

    def add(name: str, prediction: np.ndarray, target: np.ndarray | None, weight: np.ndarray | None = None) -> None:
        cases.input(name, prediction=prediction, target=target if has_target else None, weight=weight)

    for name, shape in {"images": (1, 6, 7, 2), "one channel": (1, 8, 6, 1), "small": (2, 3, 4, 1), "empty": (0, 6, 6, 1)}.items():
        add(name, pixels(random, *shape), pixels(random, *shape))
    add("weights", pixels(random, 3, 3, 3, 1), pixels(random, 3, 3, 3, 1), np.array([0.5, 2, 0]))
    add("of 255", np.floor(255 * pixels(random, 1, 6, 6, 1)), np.floor(255 * pixels(random, 1, 6, 6, 1)))
    same = pixels(random, 1, 6, 6, 1)
    add("equal", same, same)
    add("flat", np.full((1, 6, 6, 1), 0.25), np.full((1, 6, 6, 1), 0.75))
    add("black", np.zeros((1, 6, 6, 1)), np.zeros((1, 6, 6, 1)))
    add("opposite", same, 1 - same)
    add("extreme", 1e4 * (2 * np.floor(2 * pixels(random, 1, 6, 6, 1)) - 1), np.floor(2 * pixels(random, 1, 6, 6, 1)))
    add("one pixel", pixels(random, 2, 1, 1, 2), pixels(random, 2, 1, 1, 2))
    add("one row", pixels(random, 1, 1, 5, 2), pixels(random, 1, 1, 5, 2))
    add("no images", pixels(random, 6, 6, 1), pixels(random, 6, 6, 1))
    add("shapes that broadcast", pixels(random, 2, 6, 6, 2), pixels(random, 2, 6, 6, 1))


def adder(cases: LossCases, values: Values, plain: dict, has_target: bool = True) -> Callable[..., None]:
    """Adds a case of some options, with weights where the input has them."""

    def add(input: str, reduction: str = "mean", in_float32: bool = True, answer: dict | None = None, **own: object) -> None:
        options = {"reduction": reduction, **plain, **own}

        def loss(x: torch.Tensor, *rest: torch.Tensor) -> torch.Tensor:
            each = values(x, rest[0] if has_target else x, options)
            weight = rest[-1] if len(rest) > has_target else None
            weights = torch.ones_like(each) if weight is None else weight.reshape(-1, *[1] * (each.ndim - 1)).expand(each.shape)
            return reduced(weights * each, reduction, weights.sum())

        title = "".join(f", {name} {value}" for name, value in own.items())
        cases.add(f"{input}{title}, {reduction}", input, options, loss, right_in_float32=in_float32, **(answer or {}))

    return add


@losses.component("ssim", "kornia", "torch")
def ssim(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        import kornia

        own = {"window_size": options["windowSize"], "max_val": float(options["maxVal"]), "eps": options["eps"], "padding": options["padding"]}
        return last(kornia.losses.ssim_loss(first(x), first(y), reduction="none", **own))

    add_inputs(cases)
    plain = {"windowSize": 11, "maxVal": 1, "eps": 1e-12, "padding": "same"}
    add = adder(cases, values, plain)
    for reduction in REDUCTIONS:
        add("images", reduction)
        add("images", reduction, windowSize=3, padding="valid")
        add("weights", reduction, windowSize=5)
    for size in (3, 5):
        add("images", windowSize=size)
    add("one channel", windowSize=5, padding="valid")
    add("small", "none", windowSize=3)
    add("small", windowSize=3, padding="valid")
    add("images", maxVal=2, eps=0.125)
    add("images", eps=0)
    add("of 255", maxVal=255)
    add("opposite", "none", answer={"tolerance": 1e-4, "reason": NO_VARIANCE})
    for input in ("equal", "black"):
        add(input)
    for input, own in (("flat", {}), ("images", {"windowSize": 1})):
        add(input, in_float32=False, answer={"tolerance": 1e-3, "reason": NO_VARIANCE}, **own)
    add("extreme")
    add("images", "none", windowSize=5, maxVal=0.25)
    for reduction in REDUCTIONS:
        shape = (0, 6, 6, 1)
        value = {"mean": float("nan"), "sum": 0, "none": np.zeros(shape)}[reduction]
        add("empty", reduction, answer={"expected": {"value": value, "gradient": np.zeros(shape)}, "reason": "The reference convolves no images."})
    for title, input, size, padding in (
        ("images smaller than half a window", "small", 11, "same"),
        ("images smaller than a window", "small", 5, "valid"),
        ("no images", "no images", 3, "same"),
        ("shapes that broadcast", "shapes that broadcast", 3, "same"),
    ):
        options = {"reduction": "mean", **plain, "windowSize": size, "padding": padding}
        cases.add(f"refused: {title}", input, options, error="LML_SHAPE_MISMATCH", reason="It does not fit.")
    cases.add("refused: a window of 4", "images", {"reduction": "mean", **plain, "windowSize": 4}, error="LML_INVALID_OPTIONS", reason="It has no middle.")


@losses.component("ms-ssim", "kornia", "torch")
def ms_ssim(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        import kornia

        own = {"sigmas": options["sigmas"], "data_range": float(options["maxVal"]), "K": tuple(options["k"])}
        loss = kornia.losses.MS_SSIMLoss(alpha=options["alpha"], compensation=options["compensation"], reduction="none", **own)
        # Its windows are made in float32.
        size = loss._g_masks.shape[-1]
        loss._g_masks = torch.stack([window(size, sigma, x.dtype) for sigma in options["sigmas"]])[:, None]
        return loss(first(x), first(y))

    def window(size: int, sigma: float, dtype: torch.dtype) -> torch.Tensor:
        weights = torch.exp(-((torch.arange(size, dtype=torch.float64) - size // 2) ** 2) / (2 * sigma**2))
        weights = (weights / weights.sum()).to(dtype)
        return torch.outer(weights, weights)

    add_inputs(cases)
    plain = {"sigmas": [0.5, 1, 2, 4, 8], "maxVal": 1, "k": [0.01, 0.03], "alpha": 0.025, "compensation": 200}
    add = adder(cases, values, plain)
    for reduction in REDUCTIONS:
        add("small", reduction)
        add("weights", reduction)
        add("small", reduction, sigmas=[0.5, 1.5], alpha=0.84, compensation=1)
    add("images")
    add("images", sigmas=[0.5, 1], alpha=0.84, in_float32=False)  # Known to 5e-6 of the largest.
    for own in ({"alpha": 1}, {"alpha": 0}, {"maxVal": 2}, {"k": [0.1, 0.2]}, {"sigmas": [0.25]}, {"sigmas": [4, 1]}):
        add("small", **own)
        add("weights", **own)
    add("of 255", maxVal=255)
    for input in ("black", "extreme", "one pixel", "one row"):
        add(input, "none" if input == "one row" else "mean")
    for input in ("equal", "flat", "opposite"):
        add(input, answer={"tolerance": 1e-4, "reason": NO_VARIANCE})
    for reduction in ("mean", "sum"):
        answer = {"expected": {"value": float("nan") if reduction == "mean" else 0, "gradient": np.zeros((0, 6, 6, 1))}}
        add("empty", reduction, answer={**answer, "reason": "The reference convolves no images."})
    for input in ("no images", "shapes that broadcast"):
        cases.add(f"refused: {input}", input, {"reduction": "mean", **plain}, error="LML_SHAPE_MISMATCH", reason="It does not fit.")
    cases.add("refused: no scales", "images", {"reduction": "mean", **plain, "sigmas": []}, error="LML_INVALID_OPTIONS", reason="It has no window.")


@losses.component("total-variation", "kornia", "torch")
def total_variation(cases: LossCases) -> None:
    def values(x: torch.Tensor, _: torch.Tensor, options: dict) -> torch.Tensor:
        import kornia

        return kornia.losses.total_variation(first(x), reduction=options["differences"])

    add_inputs(cases, has_target=False)
    for differences in ("sum", "mean"):
        add = adder(cases, values, {"differences": differences}, has_target=False)
        for reduction in REDUCTIONS:
            add("images", reduction, differences=differences)
            add("weights", reduction, differences=differences)
            add("empty", reduction, differences=differences)
        for input in ("small", "flat", "extreme", "one pixel", "one row"):
            add(input, "none", differences=differences)
    options = {"reduction": "mean", "differences": "sum"}
    cases.add("refused: no images", "no images", options, error="LML_SHAPE_MISMATCH", reason="Images have channels.")


@losses.component("psnr", "kornia", "torch")
def psnr(cases: LossCases) -> None:
    add_inputs(cases)

    def add(input: str, maximum: float = 1, **answer: object) -> None:
        def loss(x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor | None = None) -> torch.Tensor:
            import kornia

            if weight is None:
                return kornia.losses.psnr_loss(x, y, maximum)
            weights = weight.reshape(-1, *[1] * (x.ndim - 1)).expand(x.shape)
            return -10 * torch.log10(maximum**2 / ((weights * (x - y) ** 2).sum() / weights.sum()))

        cases.add(f"{input}, maxVal {maximum}", input, {"maxVal": maximum}, loss, **answer)

    for maximum in (1, 255, 0.5):
        for input in ("small", "weights", "one pixel", "one row"):
            add(input, maximum)
    for input in ("images", "flat", "opposite", "extreme", "no images"):
        add(input)
    for input in ("of 255", "extreme"):
        add(input, 255)
    for input, value in (("equal", float("-inf")), ("empty", float("nan"))):
        # Its gradient is not a number.
        cases.add(f"{input}, value alone", input, {"maxVal": 1}, expected={"value": value}, reason="The reference has the same value, and no gradient.")
    cases.add("refused: shapes that broadcast", "shapes that broadcast", {"maxVal": 1}, error="LML_SHAPE_MISMATCH", reason="Nothing broadcasts silently.")
