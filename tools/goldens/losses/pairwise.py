"""Losses that compare the embeddings of a batch by their classes, by PyTorch metric learning."""

from collections.abc import Callable

import numpy as np
import torch
from pytorch_metric_learning import losses as reference
from pytorch_metric_learning.distances import CosineSimilarity, DotProductSimilarity, LpDistance
from pytorch_metric_learning.miners import BatchHardMiner, MultiSimilarityMiner, TripletMarginMiner
from pytorch_metric_learning.reducers import DoNothingReducer, SumReducer

from golden_file import number, sixty_fourths
from losses import LossCases, losses

DISTANCES = {
    "euclidean": lambda normalised: LpDistance(normalize_embeddings=normalised),
    "squared-euclidean": lambda normalised: LpDistance(normalize_embeddings=normalised, power=2),
    "cosine": lambda _: CosineSimilarity(),
    "dot": lambda _: DotProductSimilarity(normalize_embeddings=False),
}

Make = Callable[[dict, dict], torch.nn.Module]
"""Makes the package's loss from options and the arguments that all have: distance and reducer."""


def distance_of(options: dict, fallback: str) -> torch.nn.Module:
    return DISTANCES[options.get("distance", fallback)](options.get("normalizeEmbeddings", True))


def pairwise(
    cases: LossCases,
    make: Make,
    variants: list[dict],
    fallback: str,
    miner: Callable[[dict], torch.nn.Module | None] = lambda _: None,
    state: Callable[[dict], dict | None] = lambda _: None,
    seed: int = 139,
) -> None:
    """Cases of batches of several sorts over some sets of options."""
    random = np.random.RandomState(seed)

    def normal(*shape: int) -> np.ndarray:
        return sixty_fourths(random.standard_normal(shape))

    twins = normal(5, 3)
    twins[1], twins[4] = twins[0], twins[2]
    inputs = {
        "three classes": (normal(8, 4), [0, 1, 2, 1, 0, 0, 2, 1]),
        "two of each": (normal(6, 3), [5, 7, 6, 7, 6, 5]),
        "one without another": (normal(5, 3), [0, 1, 0, 2, 1]),
        "one class": (normal(4, 3), [3, 3, 3, 3]),
        "all of different classes": (normal(4, 3), [0, 1, 2, 3]),
        "twins": (twins, [0, 0, 1, 0, 1]),
        "a batch of one": (normal(1, 3), [1]),
        "far ones": (16 * normal(4, 3), [0, 1, 0, 1]),
    }

    def loss_of(options: dict, reduction: str) -> Callable[..., torch.Tensor]:
        def loss(x: torch.Tensor, y: torch.Tensor, state: dict | None = None) -> torch.Tensor:
            shared = {"distance": distance_of(options, fallback)}
            if reduction == "sum":
                shared["reducer"] = SumReducer()
            module = make(options, shared)
            for name, value in (state or {}).items():
                del module._parameters[name]
                setattr(module, name, value)
            mining = miner(options)
            mined = None if mining is None else mining(x.detach(), y)
            return module(x, y, mined)

        return loss

    for index, options in enumerate(variants):
        owned = state(options)
        for name, (rows, labels) in inputs.items():
            input = name if owned is None else f"{name}, {', '.join(f'{len(value)} {key}' for key, value in owned.items())}"
            if owned is not None and len(next(iter(owned.values()))) > 1:
                labels = [label % len(next(iter(owned.values()))) for label in labels]
            if input not in cases.arrays:
                cases.input(input, prediction=rows, target=np.array(labels), state=owned)
            if index > 1 and name not in ("three classes", "one without another", "twins"):
                continue
            title = "".join(f", {option} {number(value) if isinstance(value, float) else value}" for option, value in options.items())
            for reduction in ("mean", "sum") if name == "three classes" else ("mean",):
                cases.add(f"{name}{title}, {reduction}", input, {"reduction": reduction, **options}, loss_of(options, reduction), right_in_float32=False)

    def refuse(name: str, prediction: np.ndarray, target: np.ndarray, **rest) -> None:
        cases.input(name, prediction=prediction, target=target, state=state(variants[0]), **rest)
        cases.add(f"refused: {name}", name, variants[0], error="LML_SHAPE_MISMATCH", reason="Shapes must fit.")

    refuse("a column of classes", normal(3, 2), np.zeros((3, 1), dtype=int))
    refuse("embeddings of more axes", normal(3, 2, 2), np.zeros(3, dtype=int))
    refuse("weights of pairs", normal(3, 2), np.array([0, 0, 1]), weight=np.ones(4))


@losses.component("contrastive", "pytorch-metric-learning", "torch")
def contrastive(cases: LossCases) -> None:
    def make(options: dict, shared: dict) -> torch.nn.Module:
        return reference.ContrastiveLoss(pos_margin=options["posMargin"], neg_margin=options["negMargin"], **shared)

    variants = [
        {"posMargin": 0, "negMargin": 1},
        {"posMargin": 0.5, "negMargin": 1.5, "distance": "euclidean", "normalizeEmbeddings": False},
        {"posMargin": 0, "negMargin": 2, "distance": "squared-euclidean"},
        {"posMargin": 1, "negMargin": 0.25, "distance": "cosine"},
        {"posMargin": 2, "negMargin": -1, "distance": "dot"},
    ]
    pairwise(cases, make, variants, "euclidean")


@losses.component("sup-con", "pytorch-metric-learning", "torch")
def sup_con(cases: LossCases) -> None:
    def make(options: dict, shared: dict) -> torch.nn.Module:
        return reference.SupConLoss(temperature=options["temperature"], **shared)

    variants = [
        {"temperature": 0.1},
        {"temperature": 1},
        {"temperature": 0.5, "distance": "euclidean"},
        {"temperature": 2, "distance": "dot"},
    ]
    pairwise(cases, make, variants, "cosine")


@losses.component("circle", "pytorch-metric-learning", "torch")
def circle(cases: LossCases) -> None:
    def make(options: dict, shared: dict) -> torch.nn.Module:
        return reference.CircleLoss(m=options["m"], gamma=options["gamma"], **shared)

    pairwise(cases, make, [{"m": 0.4, "gamma": 80}, {"m": 0.25, "gamma": 4}, {"m": -0.25, "gamma": 1}], "cosine")


@losses.component("multi-similarity", "pytorch-metric-learning", "torch")
def multi_similarity(cases: LossCases) -> None:
    def make(options: dict, shared: dict) -> torch.nn.Module:
        return reference.MultiSimilarityLoss(alpha=options["alpha"], beta=options["beta"], base=options["base"], **shared)

    def miner(options: dict) -> torch.nn.Module | None:
        if "epsilon" not in options:
            return None
        return MultiSimilarityMiner(epsilon=options["epsilon"], distance=distance_of(options, "cosine"))

    plain = {"alpha": 2, "beta": 50, "base": 0.5}
    variants = [
        plain,
        {**plain, "epsilon": 0.1},
        {"alpha": 1, "beta": 2, "base": 1, "distance": "euclidean"},
        {"alpha": 1, "beta": 2, "base": 1, "epsilon": 0.5, "distance": "euclidean"},
        {"alpha": 0.5, "beta": 1, "base": 0, "distance": "dot"},
    ]
    pairwise(cases, make, variants, "cosine", miner)


@losses.component("n-pairs", "pytorch-metric-learning", "torch")
def n_pairs(cases: LossCases) -> None:
    def make(_: dict, shared: dict) -> torch.nn.Module:
        return reference.NPairsLoss(**shared)

    variants = [{}, {"distance": "dot"}, {"distance": "euclidean"}, {"distance": "squared-euclidean", "normalizeEmbeddings": False}]
    pairwise(cases, make, variants, "cosine")


@losses.component("lifted", "pytorch-metric-learning", "torch")
def lifted(cases: LossCases) -> None:
    def make(options: dict, shared: dict) -> torch.nn.Module:
        return reference.GeneralizedLiftedStructureLoss(pos_margin=options["posMargin"], neg_margin=options["negMargin"], **shared)

    variants = [
        {"posMargin": 0, "negMargin": 1},
        {"posMargin": 0.25, "negMargin": 3, "distance": "euclidean", "normalizeEmbeddings": False},
        {"posMargin": 1, "negMargin": 0, "distance": "cosine"},
        {"posMargin": 0, "negMargin": 1, "distance": "squared-euclidean"},
    ]
    pairwise(cases, make, variants, "euclidean")


@losses.component("angular", "pytorch-metric-learning", "torch")
def angular(cases: LossCases) -> None:
    class Normalised(torch.nn.Module):
        """The package normalises two of the three only."""

        def __init__(self, loss: torch.nn.Module) -> None:
            super().__init__()
            self.loss = loss

        def forward(self, x: torch.Tensor, y: torch.Tensor, mined: None) -> torch.Tensor:
            return self.loss(torch.nn.functional.normalize(x), y, mined)

    def make(options: dict, shared: dict) -> torch.nn.Module:
        loss = reference.AngularLoss(alpha=options["alpha"], **{**shared, "distance": LpDistance()})
        loss.alpha = torch.deg2rad(torch.tensor(float(options["alpha"]), dtype=torch.float64))
        return Normalised(loss)

    pairwise(cases, make, [{"alpha": 40}, {"alpha": 15}, {"alpha": 60}], "euclidean")


@losses.component("margin", "pytorch-metric-learning", "torch")
def margin(cases: LossCases) -> None:
    def make(options: dict, shared: dict) -> torch.nn.Module:
        # Its own reducer divides by what the values tell it.
        return reference.MarginLoss(
            margin=options["margin"],
            nu=options.get("nu", 0),
            beta=options["beta"],
            learn_beta=options.get("learnBeta", False),
            num_classes=options.get("numClasses"),
            **shared,
        )

    def state(options: dict) -> dict | None:
        if not options.get("learnBeta"):
            return None
        return {"beta": np.array([1.25, 0.75, 1.0]) if "numClasses" in options else np.array([1.25])}

    variants = [
        {"margin": 0.2, "beta": 1.2},
        {"margin": 0.5, "beta": 2, "distance": "euclidean", "normalizeEmbeddings": False},
        {"margin": 0.1, "beta": 0.25, "distance": "cosine"},
        {"margin": 0.2, "beta": 1.2, "learnBeta": True},
        {"margin": 0.2, "beta": 1.2, "learnBeta": True, "numClasses": 3, "nu": 0.1},
    ]
    pairwise(cases, make, variants, "euclidean", state=state)


@losses.component("triplet", "pytorch-metric-learning", "torch")
def triplet(cases: LossCases) -> None:
    def make(options: dict, shared: dict) -> torch.nn.Module:
        return reference.TripletMarginLoss(
            margin=options["margin"], swap=options.get("swap", False), smooth_loss=options.get("smoothLoss", False), **shared
        )

    def miner(options: dict) -> torch.nn.Module | None:
        distance = distance_of(options, "euclidean")
        mining = options.get("mining", "all")
        if mining == "all":
            return None
        if mining == "batch-hard":
            return BatchHardMiner(distance=distance)
        return TripletMarginMiner(
            margin=options.get("miningMargin", 0.2), type_of_triplets=mining.replace("-", ""), distance=distance
        )

    variants = [
        {"margin": 0.05},
        {"margin": 0.5, "swap": True},
        {"margin": 0.05, "smoothLoss": True, "distance": "euclidean", "normalizeEmbeddings": False},
        {"margin": 0.25, "distance": "cosine", "swap": True},
        {"margin": 0.05, "mining": "hard"},
        {"margin": 0.5, "mining": "semi-hard"},
        {"margin": 1, "mining": "semi-hard", "miningMargin": 0.5, "distance": "squared-euclidean"},
        {"margin": 0.05, "mining": "easy", "smoothLoss": True},
        {"margin": 0.05, "mining": "batch-hard"},
        {"margin": 0.5, "mining": "batch-hard", "swap": True, "distance": "dot"},
    ]
    pairwise(cases, make, variants, "euclidean", miner)
