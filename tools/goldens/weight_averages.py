"""Averages of weights by PyTorch's `AveragedModel`: exponential (`get_ema_multi_avg_fn`) and equal (SWA, with `SWALR` and `update_bn`).

A linear model whose inputs are centred by a running mean, and one with batch normalisation, by SGD in float64; the samples in their order.
"""

import numpy as np
import torch
from torch import nn
from torch.optim.swa_utils import SWALR, AveragedModel, get_ema_multi_avg_fn, update_bn

from golden_file import encode, sixty_fourths, source, write

EPOCHS, BATCH, LR = 4, 4, 0.125
random = np.random.RandomState(318)
INPUT = sixty_fourths(random.standard_normal((12, 3)) + 1)
TARGET = sixty_fourths(random.standard_normal((12, 1)))
START = {"kernel": sixty_fourths(random.standard_normal((3, 1))), "bias": sixty_fourths(random.standard_normal(1))}


class Centred(nn.Module):
    """A linear model of inputs less their running mean, which moves half-way to that of each batch."""

    def __init__(self) -> None:
        super().__init__()
        self.kernel = nn.Parameter(torch.tensor(START["kernel"]))
        self.bias = nn.Parameter(torch.tensor(START["bias"]))
        self.register_buffer("mean", torch.zeros(3, dtype=torch.float64))

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        if self.training:
            self.mean.copy_((self.mean + rows.mean(0)) / 2)
        return (rows - self.mean) @ self.kernel + self.bias


class Normalised(nn.Module):
    """Batch normalisation before a linear layer."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(3, eps=0.001, dtype=torch.float64)
        self.kernel = nn.Parameter(torch.tensor(START["kernel"]))
        self.bias = nn.Parameter(torch.tensor(START["bias"]))

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        return self.norm(rows) @ self.kernel + self.bias


def batches() -> list[tuple[torch.Tensor, torch.Tensor]]:
    return [(torch.tensor(INPUT[row : row + BATCH]), torch.tensor(TARGET[row : row + BATCH])) for row in range(0, 12, BATCH)]


def state(module: nn.Module) -> dict:
    return {name.removeprefix("module."): value.clone() for name, value in module.state_dict().items() if "num_" not in name and name != "n_averaged"}


def ema(name: str, options: dict) -> dict:
    model = Centred()
    optimizer = torch.optim.SGD(model.parameters(), lr=LR)
    count = 0

    def average(averaged: list, current: list, updates: torch.Tensor) -> None:
        t = int(updates)
        decay = options.get("decay", 0.999)
        get_ema_multi_avg_fn(min(decay, (1 + t) / (10 + t)) if options.get("warmup") else decay)(averaged, current, updates)

    averaged = AveragedModel(model, multi_avg_fn=average, use_buffers=options.get("buffers", True))
    visits = []
    for _ in range(EPOCHS):
        for rows, target in batches():
            optimizer.zero_grad()
            nn.functional.mse_loss(model(rows), target).backward()
            optimizer.step()
            since = count - options.get("start", 0)
            if since < 0:
                averaged.module.load_state_dict(model.state_dict())
            elif since % options.get("every", 1) == 0:
                averaged.update_parameters(model)
            if options.get("buffers", True) is False:
                averaged.module.mean.copy_(model.mean)
            count += 1
        visits.append({"trained": state(model), "used": state(averaged)})
    return {"name": name, "kind": "ema", "options": options, "visits": encode(visits)}


def swa(name: str, options: dict) -> dict:
    model = Normalised()
    optimizer = torch.optim.SGD(model.parameters(), lr=LR)
    averaged = AveragedModel(model)
    start = options["start"]["epoch"]
    schedule = None
    visits = []
    for epoch in range(EPOCHS):
        if epoch == start:
            strategy = {"linear": "linear", "cosine": "cos"}[options.get("annealing", "cosine")]
            schedule = SWALR(optimizer, swa_lr=options["swaLr"], anneal_epochs=options["annealEpochs"], anneal_strategy=strategy)
            rates = [LR]
        rate = optimizer.param_groups[0]["lr"] if schedule is not None else LR
        model.train()
        for rows, target in batches():
            optimizer.zero_grad()
            nn.functional.mse_loss(model(rows), target).backward()
            optimizer.step()
        used = state(model)
        if schedule is not None:
            averaged.update_parameters(model)
            update_bn(batches(), averaged)
            used = state(averaged)
            schedule.step()
        visits.append({"rate": rate, "used": {key: value for key, value in used.items()}})
    return {"name": name, "kind": "swa", "options": options, "visits": encode(visits)}


write(
    "tools/engines/goldens/weight-averages.json",
    source=source("torch"),
    script="tools/goldens/weight_averages.py",
    input=encode(INPUT, exact=True),
    target=encode(TARGET, exact=True),
    start=encode(START, exact=True),
    cases=[
        ema("by default", {}),
        ema("a decay", {"decay": 0.5}),
        ema("a warm-up", {"decay": 0.4, "warmup": True}),
        ema("a warm-up that is not over", {"warmup": True}),
        ema("every third step from the second", {"decay": 0.75, "every": 3, "start": 1}),
        ema("statistics of the model itself", {"decay": 0.5, "buffers": False}),
        swa("from the second epoch, cosine", {"swaLr": 0.03125, "start": {"epoch": 1}, "annealEpochs": 2}),
        swa("from the third epoch, linear", {"swaLr": 0.5, "start": {"epoch": 2}, "annealEpochs": 5, "annealing": "linear"}),
        swa("from the first, at once", {"swaLr": 0.0625, "start": {"epoch": 0}, "annealEpochs": 0}),
    ],
)
