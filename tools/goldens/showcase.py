"""Numbers for the components of docs/examples/lml-plugin-showcase: `references.json` in its folder `test/goldens`.

A case is `{ name, component, options, input, expected }`; its test knows what a component is given.
"""

import math

import numpy as np
import torch
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.metrics import confusion_matrix
from torch.nn import functional
from torchmetrics.detection import MeanAveragePrecision
from torchmetrics.text import BLEUScore

from golden_file import encode, sixty_fourths, source, write

random = np.random.default_rng(17)
cases: list[dict] = []


def add(component: str, name: str, options: dict, expected: dict, **input) -> None:
    title = f"{component}: {name}"
    entry = {"name": title, "component": component, "options": options, "input": encode(input, exact=True)}
    cases.append({**entry, "expected": encode(expected)})


def normal(*shape: int) -> np.ndarray:
    return sixty_fourths(random.normal(size=shape))


def differentiated(loss, *arrays: np.ndarray) -> dict:
    tensors = [torch.tensor(array, dtype=torch.float64, requires_grad=True) for array in arrays]
    value = loss(*tensors)
    (value.sum() if value.ndim else value).backward()
    return {"value": value, "gradients": [tensor.grad for tensor in tensors]}


def triplet_ratio() -> None:
    anchor, positive, negative = normal(5, 3), normal(5, 3), normal(5, 3)

    def values(a: torch.Tensor, p: torch.Tensor, n: torch.Tensor) -> torch.Tensor:
        distances = torch.stack([functional.pairwise_distance(a, p), functional.pairwise_distance(a, n)])
        return torch.softmax(distances, 0)[0] ** 2

    for reduction, reduced in {"mean": torch.mean, "sum": torch.sum, "none": lambda each: each}.items():
        expected = differentiated(lambda *parts: reduced(values(*parts)), anchor, positive, negative)
        add("triplet-ratio", reduction, {"reduction": reduction}, expected, anchor=anchor, positive=positive, negative=negative)


def prototype_softmax() -> None:
    normal(4, 7, 5)  # Of a component that is gone: what is drawn behind it stays as it was.
    embeddings, prototypes, labels = normal(6, 4), normal(3, 4), np.array([0, 1, 2, 2, 1, 0])
    for scale in (1.0, 0.25, 8.0):

        def value(prediction: torch.Tensor, centres: torch.Tensor) -> torch.Tensor:
            return functional.cross_entropy(-scale * torch.cdist(prediction, centres) ** 2, torch.tensor(labels))

        options = {"numClasses": 3, "embeddingSize": 4, "scale": scale}
        add("prototype-softmax", f"scale {scale}", options, differentiated(value, embeddings, prototypes), prediction=embeddings, prototypes=prototypes, target=labels)


def text_bleu() -> None:
    said = ["the cat sat on the mat", "a dog barks at it now", "no", "one two three four five"]
    right = [
        ["the cat sat on a mat", "there is a cat on the mat"],
        ["a dog barks at me"],
        ["yes", "no not now"],
        ["one two three four five six", "one two three"],
    ]
    for order, smooth in [(4, False), (4, True), (2, False), (1, True)]:
        value = BLEUScore(n_gram=order, smooth=smooth)(said, right)
        add("text-bleu", f"order {order}, smooth {smooth}", {"maxOrder": order, "smooth": smooth}, {"value": float(value)}, said=said, right=right)


def weighted_confusion() -> None:
    said, right = random.integers(0, 3, 20), random.integers(0, 2, 20)
    weight = sixty_fourths(random.uniform(0.5, 2, 20))
    for normalize in ["none", "true", "pred", "all"]:
        for weights in [None, weight]:
            value = confusion_matrix(right, said, labels=[0, 1, 2], sample_weight=weights, normalize=None if normalize == "none" else normalize)
            options = {"numClasses": 3, "normalize": normalize}
            given = {} if weights is None else {"weight": weights}
            add("weighted-confusion", f"{normalize}{'' if weights is None else ', with weights'}", options, {"value": value.astype(float)}, prediction=said, target=right, **given)


def fitted_predictors() -> None:
    logits, labels = normal(40, 3) * 4, random.integers(0, 3, 40)
    labels = np.where(random.uniform(size=40) < 0.6, logits.argmax(1), labels)
    other = normal(6, 3) * 4
    loss = lambda log: -log_softmax(logits / np.exp(log), axis=1)[np.arange(40), labels].mean()  # noqa: E731
    temperature = math.exp(minimize_scalar(loss, bounds=(-4, 4), method="bounded", options={"xatol": 1e-9}).x)
    add("temperature-scaling", "probabilities", {}, {"value": softmax(other / temperature, axis=1)}, outputs=logits, targets=labels, other=other)
    scores = 1 - softmax(logits, axis=1)[np.arange(40), labels]
    for alpha in [0.1, 0.4, 0.01]:
        level = math.ceil(41 * (1 - alpha)) / 40
        threshold = np.quantile(scores, level, method="inverted_cdf") if level <= 1 else 1
        expected = {"value": (1 - softmax(other, axis=1) <= threshold).astype(int)}
        add("conformal-sets", f"alpha {alpha}", {"alpha": alpha}, expected, outputs=logits, targets=labels, other=other)


def box_precision() -> None:
    def boxes(count: int) -> np.ndarray:
        corner = random.integers(0, 8, (count, 2))
        return np.concatenate([corner, corner + random.integers(1, 8, (count, 2))], axis=1).astype(float)

    truth = [(boxes(n), random.integers(0, 3, n)) for n in (3, 1, 0, 4, 2)]
    found = []
    for right, labels in truth:
        near = sixty_fourths(right + random.normal(scale=0.3, size=right.shape))
        both = np.concatenate([near, right[:1], boxes(2)])
        names = np.concatenate([labels, labels[:1], random.integers(0, 3, 2)])
        found.append((both, names, sixty_fourths(random.uniform(size=len(both)) * 60) / 64))
    for thresholds in [None, [0.5], [0.3, 0.75]]:
        # COCO's shares; torchmetrics' own are rounded to float32, so that a share that is reached just misses some.
        shares = np.linspace(0, 1, 101).tolist()
        metric = MeanAveragePrecision(iou_thresholds=thresholds, rec_thresholds=shares)
        predictions = [{"boxes": torch.tensor(b), "labels": torch.tensor(l), "scores": torch.tensor(s)} for b, l, s in found]
        metric.update(predictions, [{"boxes": torch.tensor(b), "labels": torch.tensor(l)} for b, l in truth])
        options = {} if thresholds is None else {"thresholds": thresholds}
        images = [{"boxes": b, "labels": l, "found": f, "names": n, "scores": s} for (b, l), (f, n, s) in zip(truth, found)]
        add("box-precision", f"thresholds {thresholds}", options, {"value": float(metric.compute()["map"])}, images=images)


def small_gpt() -> None:
    size, heads, words, time = 4, 2, 5, 4
    shapes = {
        "tokens/embedding": (words, size), "positions/embedding": (time, size), "norm/gamma": (size,), "norm/beta": (size,),
        "block_0/attention/kernel": (size, 3 * size), "block_0/attention/bias": (3 * size,), "block_0/projection/kernel": (size, size),
        "block_0/hidden/kernel": (size, 4 * size), "block_0/hidden/bias": (4 * size,), "block_0/output/kernel": (4 * size, size),
        "block_0/output/bias": (size,), "block_0/norm-1/gamma": (size,), "block_0/norm-1/beta": (size,),
        "block_0/norm-2/gamma": (size,), "block_0/norm-2/beta": (size,),
    }  # fmt: skip
    weights = {name: normal(*shape) for name, shape in shapes.items()}
    at = {name: torch.tensor(value) for name, value in weights.items()}
    tokens = random.integers(0, words, (2, time))

    def norm(x: torch.Tensor, name: str) -> torch.Tensor:
        return functional.layer_norm(x, (size,), at[f"{name}/gamma"], at[f"{name}/beta"], eps=1e-5)

    x = at["tokens/embedding"][torch.tensor(tokens)] + at["positions/embedding"]
    query, key, value = (
        part.reshape(2, time, heads, size // heads).transpose(1, 2)
        for part in (norm(x, "block_0/norm-1") @ at["block_0/attention/kernel"] + at["block_0/attention/bias"]).chunk(3, dim=2)
    )
    mixed = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
    x = x + mixed.transpose(1, 2).reshape(2, time, size) @ at["block_0/projection/kernel"]
    hidden = functional.gelu(norm(x, "block_0/norm-2") @ at["block_0/hidden/kernel"] + at["block_0/hidden/bias"])
    x = x + hidden @ at["block_0/output/kernel"] + at["block_0/output/bias"]
    options = {"vocabularySize": words, "maxLength": time, "size": size, "heads": heads}
    add("small-gpt", "logits", options, {"value": norm(x, "norm") @ at["tokens/embedding"].T}, tokens=tokens, weights=weights)


for function in [triplet_ratio, prototype_softmax, text_bleu, weighted_confusion, fitted_predictors, box_precision, small_gpt]:
    function()
write(
    "docs/examples/lml-plugin-showcase/test/goldens/references.json",
    source=source("torch", "torchmetrics", "pycocotools", "scikit-learn", "scipy", "numpy"),
    script="tools/goldens/showcase.py",
    cases=cases,
)
