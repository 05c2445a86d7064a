"""Losses of views of the same samples, by lightly and PyTorch metric learning."""

from typing import Any

import numpy as np
import torch
from torch.nn import functional

from golden_file import sixty_fourths
from losses import REDUCTIONS, LossCases, differentiate, losses, reduced
from losses.rows import rowwise

VIEWS = ("prediction", "target")


def embeddings(random: np.random.RandomState, *shape: int) -> np.ndarray:
    return sixty_fourths(random.standard_normal(shape))


def add_views(cases: LossCases, seed: int) -> None:
    """Two views of usual and unusual batches."""
    random = np.random.RandomState(seed)
    for name, shape in {"views": (6, 4), "two samples": (2, 3), "one feature": (5, 1), "more features than samples": (3, 5)}.items():
        first = embeddings(random, *shape)
        cases.input(name, prediction=first, target=sixty_fourths(first + embeddings(random, *shape) / 2))
    cases.input("spread widely", prediction=embeddings(random, 4, 3) * 1024, target=embeddings(random, 4, 3) * 1024)
    cases.input("weights", prediction=embeddings(random, 3, 2), target=embeddings(random, 3, 2), weight=np.array([0.5, 1, 2]))
    cases.input("views of other shapes", prediction=embeddings(random, 3, 2), target=embeddings(random, 3, 1))
    cases.input("views of more axes", prediction=embeddings(random, 3, 2, 2), target=embeddings(random, 3, 2, 2))


def add_refused(cases: LossCases) -> None:
    cases.add("refused: weights", "weights", {}, error="LML_INVALID_ARGUMENT", reason="The reference takes none.")
    for name in ("views of other shapes", "views of more axes"):
        cases.add(f"refused: {name}", name, {}, error="LML_SHAPE_MISMATCH", reason="Views are [batch, dims].")


def title(options: dict) -> str:
    return "".join(f", {name} {value}" for name, value in options.items())


@losses.component("vic-reg", "lightly", "pytorch-metric-learning", "torch")
def vic_reg(cases: LossCases) -> None:
    from lightly.loss import VICRegLoss
    from pytorch_metric_learning.losses import VICRegLoss as OtherVICRegLoss

    def add(name: str, **chosen: float) -> None:
        options = {"invariance": 25, "variance": 25, "covariance": 1, "eps": 1e-4, **chosen}

        def loss(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
            names = dict(zip(("lambda_param", "mu_param", "nu_param"), list(options.values())))
            value = VICRegLoss(**names, eps=options["eps"])(x, y)
            names = dict(zip(("invariance_lambda", "variance_mu", "covariance_v"), list(options.values())))
            other = OtherVICRegLoss(**names, eps=options["eps"])(x, ref_emb=y)
            torch.testing.assert_close(value, other, rtol=1e-5, atol=1e-6)
            return value

        cases.add(f"{name}{title(chosen)}", name, options, loss, of=VIEWS)

    add_views(cases, 201)
    equal = np.tile(np.array([[0.5, -1, 2]]), (4, 1))
    cases.input("equal samples", prediction=equal, target=equal)
    for name in ("views", "two samples", "one feature", "more features than samples", "spread widely"):
        add(name)
    for chosen in [{"invariance": 0}, {"variance": 0}, {"covariance": 0}, {"eps": 0.125}, {"invariance": 1, "variance": 2, "covariance": 3}]:
        for name in ("views", "more features than samples"):
            add(name, **chosen)
    add("equal samples")
    add("equal samples", eps=0.25)
    one = np.array([[1.0, 2]])
    cases.input("one sample", prediction=one, target=one + 1)
    nothing = {"value": 25 + 25 * (1 - 1e-4**0.5), "gradient": np.array([[-25.0, -25]]), "targetGradient": np.array([[25.0, 25]])}
    cases.add("one sample", "one sample", {}, expected=nothing, reason="The reference refuses it; its variance is 0 here.")
    cases.add("refused: a factor below 0", "views", {"variance": -1}, error="LML_INVALID_OPTIONS")
    add_refused(cases)


@losses.component("barlow-twins", "lightly", "torch")
def barlow_twins(cases: LossCases) -> None:
    from lightly.loss import BarlowTwinsLoss

    def add(name: str, lambda_: float = 5e-3) -> None:
        def loss(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
            if x.shape[1] > 1:
                return BarlowTwinsLoss(lambda_param=lambda_)(x, y)
            # The reference cannot leave out the diagonal of a matrix of one.
            first, second = (functional.batch_norm(view, None, None, training=True) for view in (x, y))
            return ((first * second).mean() - 1) ** 2

        cancels = name in ("two samples", "opposite views", "the same view twice")
        answer = {"tolerance": 1e-3, "reason": "What is left of gradients of standardised features that cancel."} if cancels else {}
        cases.add(f"{name}, lambda {lambda_}", name, {"lambda": lambda_}, loss, of=VIEWS, right_in_float32=name != "spread widely", **answer)

    add_views(cases, 202)
    same = embeddings(np.random.RandomState(203), 5, 3)
    constant = same.copy()
    constant[:, 1] = 0.5
    cases.input("the same view twice", prediction=same, target=same)
    cases.input("a feature that is constant", prediction=constant, target=same)
    cases.input("opposite views", prediction=same, target=-same)
    for name in ("views", "two samples", "more features than samples", "the same view twice", "a feature that is constant",
                 "opposite views", "one feature", "spread widely"):  # fmt: skip
        for value in (5e-3, 0.5, 0.0):
            add(name, value)
    cases.add("refused: lambda below 0", "views", {"lambda": -1}, error="LML_INVALID_OPTIONS")
    add_refused(cases)


@losses.component("negative-cosine", "lightly", "torch")
def negative_cosine(cases: LossCases) -> None:
    from lightly.loss import NegativeCosineSimilarity

    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        y = y.detach() if options["stopGradient"] else y
        # PyTorch hides from gradients that a length is not taken below eps; the values are the same.
        first, second = (rows / rows.norm(dim=-1, keepdim=True).clamp(min=options["eps"]) for rows in (x, y))
        each = -(first * second).sum(-1)
        if x.ndim == 2 and len(x) > 0:
            torch.testing.assert_close(NegativeCosineSimilarity(eps=options["eps"])(x, y), each.mean())
        return each

    plain = {"stopGradient": True, "eps": 1e-8}
    variants = [plain, {**plain, "stopGradient": False}, {**plain, "eps": 0.5}]
    edges = {"of any length": ([[1e4, 0, 0], [2.0**-10, 0, 0], [0.125, 0, 0]], [[2.0**-8, 2.0**-8, 0], [0, 3, 4], [0.25, 0.25, 0]])}
    rowwise(cases, values, variants, edges=edges)
    for stops in (True, False):
        loss = lambda x, y, stops=stops: values(x, y, {**plain, "stopGradient": stops}).mean()  # noqa: E731
        cases.add(f"rows, both gradients, stopGradient {stops}", "rows", {**plain, "stopGradient": stops}, loss, of=VIEWS)


@losses.component("swav", "lightly", "torch")
def swav(cases: LossCases) -> None:
    from lightly.loss import SwaVLoss

    random = np.random.RandomState(204)

    def cosines(*shape: int) -> np.ndarray:
        return sixty_fourths(random.uniform(-1, 1, shape))

    cases.input("two views", prediction=cosines(2, 6, 4), parts=2)
    cases.input("four views", prediction=cosines(4, 5, 3), parts=4)
    cases.input("a queue", prediction=cosines(3, 2, 4), target=[cosines(6, 4), cosines(6, 4)], parts=3)
    cases.input("one sample", prediction=cosines(2, 1, 3), parts=2)
    cases.input("one prototype", prediction=cosines(2, 3, 1), parts=2)
    cases.input("alike", prediction=np.full((2, 3, 4), 0.5), parts=2)

    def add(name: str, reduction: str = "mean", **chosen: Any) -> None:
        options = {"temperature": 0.1, "sinkhornIterations": 3, "sinkhornEpsilon": 0.05, "highResolution": 2, **chosen}

        def loss(x: torch.Tensor, queue: list[torch.Tensor] | None = None) -> torch.Tensor:
            of = SwaVLoss(options["temperature"], options["sinkhornIterations"], options["sinkhornEpsilon"])
            high = options["highResolution"]
            mean = of(list(x[:high]), list(x[high:]), queue).squeeze()
            return mean if reduction == "mean" else mean * x.shape[1]

        cases.add(f"{name}, {reduction}{title(chosen)}", name, {"reduction": reduction, **options}, loss)

    for name in cases.arrays:
        add(name)
    for chosen in [{"temperature": 0.5}, {"temperature": 1.0}, {"sinkhornIterations": 1}, {"sinkhornIterations": 8}, {"sinkhornEpsilon": 0.5},
                   {"sinkhornEpsilon": 0.25, "sinkhornIterations": 5, "temperature": 0.25}]:  # fmt: skip
        for name in ("two views", "a queue"):
            add(name, **chosen)
    for high in (1, 3, 4):
        add("four views", highResolution=high)
    for name in ("two views", "a queue"):
        add(name, "sum", temperature=0.5)

    cases.input("weights", prediction=cosines(2, 3, 4), weight=np.array([0.5, 2, 0]), parts=2)
    for reduction in REDUCTIONS:

        def weighted(x: torch.Tensor, weight: torch.Tensor, reduction: str = reduction) -> torch.Tensor:
            from lightly.loss.swav_loss import sinkhorn

            pairs = [(x[0], sinkhorn(x[1].detach())), (x[1], sinkhorn(x[0].detach()))]
            each = sum(-(codes * functional.log_softmax(scores / 0.1, 1)).sum(1) for scores, codes in pairs) / 2
            return reduced(weight * each, reduction, weight.sum())

        cases.add(f"weights, {reduction}", "weights", {"reduction": reduction}, weighted)
    cases.input("one view", prediction=cosines(1, 3, 4), parts=1)
    cases.add("refused: one view", "one view", {}, error="LML_INVALID_ARGUMENT")
    cases.add("refused: more codes than views", "two views", {"highResolution": 3}, error="LML_INVALID_ARGUMENT")
    cases.add("refused: no iterations", "two views", {"sinkhornIterations": 0}, error="LML_INVALID_OPTIONS")
    cases.add("refused: a queue for another number of views", "a queue", {"highResolution": 1}, error="LML_INVALID_ARGUMENT")
    cases.input("a queue of other prototypes", prediction=cosines(2, 3, 4), target=[cosines(2, 3), cosines(2, 3)], parts=2)
    cases.add("refused: a queue of other prototypes", "a queue of other prototypes", {}, error="LML_SHAPE_MISMATCH")


@losses.component("dino", "lightly", "torch")
def dino(cases: LossCases) -> None:
    from lightly.loss import DINOLoss

    random = np.random.RandomState(205)

    def add_input(name: str, student: int, teacher: int, batch: int, size: int, **more: Any) -> None:
        views = [embeddings(random, batch, size) for _ in range(teacher)]
        cases.input(name, prediction=embeddings(random, student, batch, size), target=views, parts=student, **more)

    add_input("two views", 2, 2, 4, 3)
    add_input("crops", 4, 2, 3, 5)
    add_input("one view of the teacher", 2, 1, 3, 4)
    add_input("one sample", 2, 2, 1, 3)
    add_input("a centre", 2, 2, 4, 3, state={"center": np.array([0.5, -0.25, 1])})

    def add(name: str, **chosen: Any) -> None:
        size = cases.arrays[name]["prediction"].shape[-1]
        options = {"outputSize": size, "teacherTemperature": 0.04, "studentTemperature": 0.1, "centerMomentum": 0.9, **chosen}
        warms_up = "warmUpTeacherTemperature" in options
        arrays = dict(cases.arrays[name])
        center = arrays.pop("state", {"center": np.zeros(size)})["center"]
        after: dict = {}

        def compute(x: torch.Tensor, views: list[torch.Tensor]) -> torch.Tensor:
            first = options.get("warmUpTeacherTemperature", 0.04)
            temperatures = (first, options["teacherTemperature"], options.get("warmUpEpochs", 30), options["studentTemperature"])
            of = DINOLoss(size, *temperatures, options["centerMomentum"])
            of.center.data = torch.tensor(center, dtype=x.dtype).reshape(1, 1, size)
            value = of(views, list(x), epoch=0 if warms_up else None)
            after["center"] = of.center.reshape(-1).detach().numpy()
            return value

        value, gradient = differentiate(compute, arrays, ("prediction",), torch.float64)
        expected = {"value": value, "gradient": gradient, "state": {"center": after["center"]}}
        cases.add(f"{name}{title(chosen)}", name, options, expected=expected)

    for name in list(cases.arrays):
        add(name)
        add(name, teacherTemperature=0.5, warmUpTeacherTemperature=0.5, studentTemperature=0.25)
    for chosen in [{"centerMomentum": 0.5}, {"centerMomentum": 1.0}, {"warmUpTeacherTemperature": 0.5}, {"studentTemperature": 1.0},
                   {"warmUpTeacherTemperature": 0.25, "warmUpEpochs": 1, "teacherTemperature": 0.5}]:  # fmt: skip
        for name in ("two views", "crops"):
            add(name, **chosen)

    views = [embeddings(random, 3, 4) for _ in range(2)]
    cases.input("weights", prediction=embeddings(random, 2, 3, 4), target=views, weight=np.array([0.5, 2, 0]), parts=2)
    for reduction in REDUCTIONS:

        def weighted(x: torch.Tensor, views: list[torch.Tensor], weight: torch.Tensor, reduction: str = reduction) -> torch.Tensor:
            pairs = [(x[0], views[1]), (x[1], views[0])]
            each = sum(-((teacher / 0.04).softmax(1) * (student / 0.1).log_softmax(1)).sum(1) for student, teacher in pairs) / 2
            return reduced(weight * each, reduction, weight.sum())

        cases.add(f"weights, {reduction}", "weights", {"reduction": reduction, "outputSize": 4}, weighted)
    cases.input("one view", prediction=embeddings(random, 1, 2, 3), target=[embeddings(random, 2, 3)], parts=1)
    cases.add("refused: one view", "one view", {"outputSize": 3}, error="LML_INVALID_ARGUMENT")
    cases.add("refused: outputs of another size", "two views", {"outputSize": 4}, error="LML_SHAPE_MISMATCH", reason="The reference broadcasts.")
    cases.add("refused: temperature 0", "two views", {"outputSize": 3, "studentTemperature": 0}, error="LML_INVALID_OPTIONS")
