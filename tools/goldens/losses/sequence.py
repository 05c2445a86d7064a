"""Connectionist temporal classification, by PyTorch."""

import numpy as np
import torch
from torch.nn import functional

from golden_file import sixty_fourths
from losses import REDUCTIONS, LossCases, losses, reduced

Target = dict[str, torch.Tensor]
INFINITE = "Where the value is infinite PyTorch's gradient is NaN; here it is 0."


@losses.component("ctc", "torch")
def ctc(cases: LossCases) -> None:
    random = np.random.RandomState(115)
    logits = lambda *shape: sixty_fourths(random.standard_normal(shape))  # noqa: E731

    def given(name: str, prediction: np.ndarray, labels: list, label_lengths: list | None = None, input_lengths: list | None = None, **rest) -> None:
        lengths = {"labelLengths": label_lengths, "inputLengths": input_lengths}
        target = {"labels": np.array(labels, dtype=np.int32).reshape(len(prediction), -1 if labels else 0)}
        target |= {part: np.array(each, dtype=np.int32) for part, each in lengths.items() if each is not None}
        cases.input(name, prediction=prediction, target=target, **rest)

    def add(input: str, reduction: str = "none", blank: int = 0, zero_infinity: bool = False, from_logits: bool = True, **answer) -> None:
        options = {"blank": blank, "fromLogits": from_logits, "zeroInfinity": zero_infinity, "reduction": reduction}
        changed = {"blank": 0, "fromLogits": True, "zeroInfinity": False}
        title = "".join(f", {name} {options[name]}" for name, default in changed.items() if options[name] != default)
        cases.add(f"{input}{title}, {reduction}", input, options, ctc_loss(options), **answer)

    words, lengths, frames = [[1, 2, 2], [3, 4, 1], [2, 0, 0], [1, 1, 1]], [3, 2, 1, 0], [7, 5, 4, 6]
    given("words", logits(4, 7, 5), words, lengths, frames)
    given("weights", logits(4, 7, 5), words, lengths, frames, weight=np.array([0.5, 2, 0, 1]))
    for reduction in REDUCTIONS:
        add("words", reduction)
        add("weights", reduction)
        add("words", reduction, from_logits=False)

    given("another blank", logits(2, 6, 4), [[0, 1, 3], [3, 3, 0]], [3, 2], [6, 6])
    add("another blank", blank=2)
    given("the last class as blank", logits(2, 6, 4), [[0, 1, 2], [1, 1, 0]], [3, 2], [6, 5])
    add("the last class as blank", "mean", blank=3)

    given("all labels and frames", logits(2, 6, 4), [[1, 2], [3, 3]])
    given("labels that a negative number ends", logits(3, 6, 4), [[1, 2, 3], [3, -1, 1], [-1, -1, -1]], None, [6, 5, 2])
    given("all frames", logits(2, 5, 4), [[1, 2], [3, 3]], [1, 2])
    for reduction in ("mean", "none"):
        add("all labels and frames", reduction)
        add("labels that a negative number ends", reduction)
    add("all frames")

    given("as many frames as are needed", logits(4, 5, 4), [[1, 2, 3], [1, 1, 2], [3, 3, 3], [2, 0, 0]], [3, 3, 3, 1], [3, 4, 5, 1])
    add("as many frames as are needed")
    given("no labels and frames", logits(4, 3, 4), [[1, 2], [1, 2], [1, 2], [1, 2]], [0, 0, 1, 2], [3, 0, 1, 3])
    for reduction in ("mean", "none"):
        add("no labels and frames", reduction)
    given("one frame", logits(3, 1, 3), [[1], [2], [1]], [1, 1, 0])
    add("one frame")
    given("no places for labels", logits(2, 3, 3), [], [0, 0], [3, 2])
    add("no places for labels", "mean")
    given("a long word of two classes", logits(1, 40, 2), [[1] * 9])
    add("a long word of two classes")

    given("too few frames", logits(4, 4, 4), [[1, 2, 2], [3, 3, 3], [1, 2, 3], [1, 0, 0]], [3, 2, 3, 1], [3, 2, 4, 0])
    for reduction in REDUCTIONS:
        add("too few frames", reduction, reason=INFINITE)
        add("too few frames", reduction, zero_infinity=True)

    given("far apart", np.array([[[1e4, -1e4, 0], [-1e4, 1e4, 0]], [[-1e4, 0, 1e4], [1e4, 0, -1e4]]]), [[1], [1]])
    given("near in all that is far", np.array([[[1e4, 1e4, -1e4], [-1e4, -1e4, -1e4]]]), [[1]])
    given("classes that cannot be", np.array([[[0, 0, -np.inf], [0, -np.inf, 0]]]), [[1]])
    for reduction in ("none", "mean"):
        add("far apart", reduction)
        add("near in all that is far", reduction)
        add("classes that cannot be", reduction, reason="PyTorch's gradient is NaN for logits of -Infinity; these are of -1e6.")

    empty = "PyTorch refuses an empty batch."
    cases.input("no samples", prediction=np.zeros((0, 3, 4)), target={"labels": np.zeros((0, 2), dtype=np.int32)})
    gradient = np.zeros((0, 3, 4))
    for reduction, value in {"mean": np.nan, "sum": 0.0, "none": np.zeros(0)}.items():
        add("no samples", reduction, expected={"value": value, "gradient": gradient}, reason=empty)

    nan = {"expected": {"value": np.array([np.nan])}, "reason": "PyTorch refuses or misreads them; no value is read back here."}
    for name, labels, label_lengths, input_lengths in [
        ("a label that is no class", [[3]], [1], [2]),
        ("a label that is the blank", [[0]], [1], [2]),
        ("a negative label", [[-1]], [1], [2]),
        ("more labels than there are", [[1]], [2], [2]),
        ("more frames than there are", [[1]], [1], [3]),
        ("a negative length", [[1]], [1], [-1]),
    ]:
        given(name, logits(1, 2, 3), labels, label_lengths, input_lengths)
        cases.add(f"NaN: {name}", name, {"reduction": "none"}, **nan)

    shapes = {"prediction": np.zeros((2, 3, 4)), "target": {"labels": np.ones((2, 1), dtype=np.int32)}}
    cases.input("a tensor as target", **{**shapes, "target": np.ones((2, 1), dtype=np.int32)})
    cases.input("no time", **{**shapes, "prediction": np.zeros((2, 4))})
    cases.input("other samples", **{**shapes, "target": {"labels": np.ones((3, 1), dtype=np.int32)}})
    cases.input("a length for all", **{**shapes, "target": {**shapes["target"], "inputLengths": np.array([3], dtype=np.int32)}})
    cases.add("refused: a tensor as target", "a tensor as target", {}, error="LML_INVALID_ARGUMENT")
    for name in ("no time", "other samples", "a length for all"):
        cases.add(f"refused: {name}", name, {}, error="LML_SHAPE_MISMATCH")
    cases.add("refused: a blank that is no class", "words", {"blank": 5}, error="LML_SHAPE_MISMATCH")
    cases.add("refused: a negative blank", "words", {"blank": -1}, error="LML_INVALID_OPTIONS")


def ctc_loss(options: dict):
    """The loss of PyTorch, with LML's layout, sample weights and gradients."""

    def loss(x: torch.Tensor, target: Target, weight: torch.Tensor | None = None) -> torch.Tensor:
        labels = target["labels"]
        label_lengths = target.get("labelLengths", (torch.cumsum(labels < 0, 1) == 0).sum(1))
        input_lengths = target.get("inputLengths", torch.full((len(x),), x.shape[1]))
        x = x.clamp(min=-1e6)

        def values(zero_infinity: bool) -> torch.Tensor:
            logarithms = functional.log_softmax(x, -1) if options["fromLogits"] else x
            return functional.ctc_loss(
                logarithms.transpose(0, 1), labels, input_lengths, label_lengths,
                blank=options["blank"], reduction="none", zero_infinity=zero_infinity,
            )  # fmt: skip

        each = values(zero_infinity=True)
        if not options["zeroInfinity"]:
            each = each + torch.where(values(zero_infinity=False).isinf(), torch.inf, 0).detach()
        if not options["fromLogits"]:
            # PyTorch's gradient holds that of a log-softmax before it: e to the power of x, which is not the loss's own.
            counts = torch.arange(x.shape[1]) < input_lengths[:, None]
            sums = torch.where(counts, x.exp().sum(-1), 0).sum(1)
            each = each - sums + sums.detach()
        if options["reduction"] == "mean":
            each = each / label_lengths.clamp(min=1)
        weights = torch.ones_like(each) if weight is None else weight
        return reduced(weights * each, options["reduction"], weights.sum())

    return loss
