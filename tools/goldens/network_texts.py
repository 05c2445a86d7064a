"""Metrics of texts that need a network (torchmetrics), with small ones whose weights are formulas."""

from types import SimpleNamespace
from typing import Any
from unittest import mock

import numpy as np
import torch
from torch import nn
from torchmetrics.functional.text import bert as bert_module
from torchmetrics.functional.text import helper_embedding_metric as helper
from torchmetrics.functional.text.infolm import _get_batch_distribution, _InformationMeasure
from torchmetrics.multimodal.clip_score import CLIPScore

from golden_file import channels_last, encode, result, source, write

torch.set_num_threads(1)
WORDS = "the a cat dog sat lies on under mat tree and runs home red green".split()
PAD, CLS, SEP, MASK = 0, 1, 2, 3
VOCABULARY, WIDTH = 5, 4
UNSORTED = "torchmetrics sorts texts by length, and puts them back in another order: it is kept from that."


def tokenize(texts: list[str], *_: Any, **__: Any) -> dict[str, torch.Tensor]:
    rows = [[CLS, *(WORDS.index(word) + 4 for word in text.split()), SEP] for text in texts]
    length = max(map(len, rows))
    ids = torch.tensor([row + [PAD] * (length - len(row)) for row in rows])
    return {"input_ids": ids, "attention_mask": (ids != PAD).long()}


def embed(_: Any, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """Vectors of a token and of the next one."""
    ids = batch["input_ids"].double()
    after = torch.cat([ids[:, 1:], torch.zeros(len(ids), 1)], 1)
    return torch.stack([torch.sin(ids * (k + 1)) + 0.25 * torch.cos(after * (k + 2)) for k in range(WIDTH)], -1)


class Expecting(nn.Module):
    """Expects a word by those beside it, and by the place."""

    def forward(self, ids: torch.Tensor, _: torch.Tensor) -> Any:
        ids = ids.double()
        zeros = torch.zeros(len(ids), 1)
        before, after = torch.cat([zeros, ids[:, :-1]], 1), torch.cat([ids[:, 1:], zeros], 1)
        place = torch.arange(ids.shape[1])
        logits = [torch.sin(before * (v + 1)) + 0.5 * torch.cos(after * (v + 2) + place) for v in range(VOCABULARY)]
        return SimpleNamespace(logits=torch.stack(logits, -1))


def as_they_come(ids: torch.Tensor, mask: torch.Tensor) -> tuple:
    return ids, mask, torch.arange(len(ids))


TEXTS = {
    "a few": [
        {"prediction": ["the cat sat on the mat", "a dog runs home"], "target": ["a cat lies on the mat", "the dog runs"]},
        {"prediction": ["red and green"], "target": ["green and red"]},
    ],
    "uneven": [
        {"prediction": ["the cat"], "target": ["a cat and a dog sat under the green tree"]},
        {"prediction": ["the red dog runs under the tree and on", "the cat sat", "home"], "target": ["the dog runs", "a cat sat", "home"]},
    ],
}
SEVERAL = [
    {"prediction": ["the cat sat", "a dog runs home"], "target": [["a cat lies", "the dog sat on the mat"], ["the dog runs home"]]},
    {"prediction": ["red and green"], "target": [["green and red", "red", "the red tree and the green tree"]]},
]
cases: list[dict] = []


def add(metric: str, input: str, options: dict, expected: Any, reason: str | None = None) -> None:
    title = ", ".join([metric, input, *(f"{name} {value}" for name, value in options.items())])
    cases.append({"name": title, "metric": metric, "input": input, "options": options, "expected": encode(expected), "reason": reason})


def bert(batches: list[dict], options: dict) -> dict:
    texts = [sum((batch[side] for batch in batches), []) for side in ("prediction", "target")]
    baseline = None if "baseline" not in options else torch.tensor([options["baseline"]], dtype=torch.float64)
    with mock.patch.object(helper, "_sort_data_according_length", as_they_come), \
         mock.patch.object(bert_module, "_load_baseline", lambda *_: baseline):  # fmt: skip
        scores = bert_module.bert_score(
            *texts,
            model=nn.Identity(),
            user_tokenizer=tokenize,
            user_forward_fn=embed,
            idf=options.get("idf", False),
            rescale_with_baseline=baseline is not None,
        )
    each = {name: scores[name].double().reshape(-1) for name in ("precision", "recall", "f1")}
    means = {name: float(values.mean()) for name, values in each.items()}
    return {**means, "sentences": {name: result(values) for name, values in each.items()}}


def distributions(texts: list[str], temperature: float, idf: bool) -> torch.Tensor:
    batch = dict(tokenize(texts))
    with mock.patch.object(helper, "_sort_data_according_length", as_they_come):
        data = helper.TokenizedDataset(batch["input_ids"], batch["attention_mask"], idf)
    if idf:
        batch["input_ids_idf"] = torch.stack([data[at]["input_ids_idf"] for at in range(len(texts))]).double()
    marks = {"mask_token_id": MASK, "pad_token_id": PAD, "sep_token_id": SEP, "cls_token_id": CLS}
    return _get_batch_distribution(Expecting(), batch, temperature, idf, marks)


def info(batches: list[dict], options: dict) -> dict:
    sides = [sum((batch[side] for batch in batches), []) for side in ("prediction", "target")]
    pair = [distributions(texts, options.get("temperature", 0.25), options.get("idf", False)) for texts in sides]
    name = options["informationMeasure"].replace("-", "_")
    scores = _InformationMeasure(name, options.get("alpha"), options.get("beta"))(*pair)
    if name in ("kl_divergence", "alpha_divergence"):
        scores = -scores
    return {"value": float(scores.mean()), "sentences": result(scores)}


for name, batches in [*TEXTS.items(), ("several references", SEVERAL)]:
    for options in ({}, {"idf": True}, {"baseline": [0.25, 0.5, 0.375]}, {"idf": True, "baseline": [0.25, 0.5, 0.375]}):
        add("bert-score", name, options, bert(batches, options), UNSORTED)
MEASURES: list[dict] = [
    *({"informationMeasure": name} for name in ("kl-divergence", "l1-distance", "l2-distance", "l-infinity-distance", "fisher-rao-distance")),
    *({"informationMeasure": "alpha-divergence", "alpha": alpha} for alpha in (0.5, -0.5, 2.0)),
    *({"informationMeasure": "beta-divergence", "beta": beta} for beta in (0.5, 1.5)),
    *({"informationMeasure": "ab-divergence", "alpha": alpha, "beta": beta} for alpha, beta in ((0.5, 0.25), (2.0, -0.5))),
    *({"informationMeasure": "renyi-divergence", "alpha": alpha} for alpha in (0.5, 2.0)),
]
for name, batches in TEXTS.items():
    for measure in MEASURES:
        reason = "Above 0, where torchmetrics is below." if measure["informationMeasure"] in ("kl-divergence", "alpha-divergence") else None
        add("info-lm", name, {**measure, "temperature": 1}, info(batches, {**measure, "temperature": 1}), reason)
    for options in ({"idf": True}, {"idf": True, "temperature": 1}, {"idf": False}):
        given = {"informationMeasure": "kl-divergence", **options}
        add("info-lm", name, given, info(batches, given), "Above 0, where torchmetrics is below.")


class Clip:
    """In the place of a model and of its processor."""

    config = SimpleNamespace()

    def to(self, _: Any) -> "Clip":
        return self

    def __call__(self, images: Any = None, text: Any = None, **_: Any) -> dict:
        if images is not None:
            return {"pixel_values": torch.stack(images)}
        return {"input_ids": tokenize(text)["input_ids"], "attention_mask": tokenize(text)["attention_mask"]}

    def get_image_features(self, images: torch.Tensor) -> torch.Tensor:
        """The mean of each channel, and of the products of neighbouring channels."""
        mixed = torch.cat([images, images * images.roll(-1, 1)], 1).mean((2, 3))
        return mixed[:, :WIDTH] - 0.25

    def get_text_features(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return (embed(None, {"input_ids": ids}) * mask[..., None]).sum(1)


random = np.random.RandomState(812)
images = lambda count: random.randint(0, 17, (count, 3, 4, 4)) / 16
PAIRS = {
    "images of texts": [{"prediction": images(2), "target": ["the red tree", "a cat and a dog"]}, {"prediction": images(1), "target": ["home"]}],
    "texts of images": [{"prediction": ["green", "the mat on the tree", "a"], "target": images(3)}],
    "two images": [{"prediction": images(1), "target": images(1)}, {"prediction": images(2), "target": images(2)}],
    "two texts": [{"prediction": ["the cat", "a dog runs"], "target": ["a cat", "a dog sat"]}, {"prediction": ["home"], "target": ["the tree"]}],
    "at odds": [{"prediction": ["a", "on"], "target": ["green", "red under"]}],
}
for name, batches in PAIRS.items():
    metric = CLIPScore(model_name_or_path=lambda: (Clip(), Clip())).set_dtype(torch.float64)
    for batch in batches:
        metric.update(*(torch.tensor(side) if isinstance(side, np.ndarray) else side for side in batch.values()))
    add("clip-score", name, {}, float(metric.compute()))

plain = lambda batches: [
    {side: channels_last(part) if isinstance(part, np.ndarray) else part for side, part in batch.items()} for batch in batches
]
write(
    "packages/metrics/src/text/goldens/network-texts.json",
    source=source("torchmetrics", "torch"),
    script="tools/goldens/network_texts.py",
    words=WORDS,
    inputs=encode({name: plain(batches) for name, batches in {**TEXTS, "several references": SEVERAL, **PAIRS}.items()}, exact=True),
    cases=cases,
)
