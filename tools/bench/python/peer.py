"""PyTorch, by hand or compiled, or PyTorch Lightning, on the data that the parent has written."""

import json
import logging
import platform
import sys
import warnings

import numpy
import torch
from models import MODELS
from pacer import Pacer
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset


def read_data(task):
    inputs = numpy.fromfile(task["data"] + ".inputs", dtype=task["dtype"])
    x = torch.from_numpy(inputs).reshape(task["samples"], *task["shape"])
    if x.dim() == 4:
        # PyTorch has channels first.
        x = x.permute(0, 3, 1, 2).contiguous()
    y = torch.from_numpy(numpy.fromfile(task["data"] + ".targets", dtype="int32"))
    return x, y.long()


def by_hand(task, model, pacer, x, y):
    """A loop by hand over data that lie in tensors."""
    compiled = task["way"] == "compile"
    forward = torch.compile(model) if compiled else model
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=compiled or None)
    batch = task["batch"]
    while True:
        order = torch.randperm(len(x))
        for start in range(0, len(x) - batch + 1, batch):
            pacer.step_starts()
            rows = order[start : start + batch]
            loss = functional.cross_entropy(forward(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            pacer.step_ends(batch)


def by_lightning(task, model, pacer, x, y):
    import lightning

    class Learner(lightning.LightningModule):
        def __init__(self):
            super().__init__()
            self.model = model

        def training_step(self, batch, _):
            inputs, targets = batch
            return functional.cross_entropy(self.model(inputs), targets)

        def configure_optimizers(self):
            return torch.optim.Adam(self.parameters(), lr=1e-3)

    class Pacing(lightning.Callback):
        def on_train_batch_start(self, *_):
            pacer.step_starts()

        def on_train_batch_end(self, *_):
            pacer.step_ends(task["batch"])

    trainer = lightning.Trainer(
        max_epochs=-1,
        accelerator="cpu",
        logger=False,
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
        callbacks=[Pacing()],
    )
    loader = DataLoader(TensorDataset(x, y), batch_size=task["batch"], shuffle=True, drop_last=True, num_workers=0)
    trainer.fit(Learner(), loader)


def versions(way):
    found = {"Python": platform.python_version(), "PyTorch": torch.__version__}
    if way == "lightning":
        import lightning

        found["Lightning"] = lightning.__version__
    return found


def main():
    task = json.loads(sys.argv[1])
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    torch.set_num_threads(task["threads"])
    torch.manual_seed(0)
    x, y = read_data(task)
    model = MODELS[task["model"]]().train()
    parameters = sum(weight.numel() for weight in model.parameters() if weight.requires_grad)
    pacer = Pacer({"parameters": parameters, "versions": versions(task["way"])})
    run = by_lightning if task["way"] == "lightning" else by_hand
    run(task, model, pacer, x, y)


main()
