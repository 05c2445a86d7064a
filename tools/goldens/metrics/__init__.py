"""Metrics by torchmetrics: the value after each update, and of each batch alone."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torchmetrics import Metric

from golden_cases import Cases, Package
from golden_file import channels_last, result

torch.set_num_threads(1)

Batches = list[dict[str, np.ndarray]]


class MetricCases(Cases):
    """The cases of a metric. `batches` are the inputs as torchmetrics takes them: the arguments of `update`, in order."""

    def __init__(self, kind: str, component: str) -> None:
        super().__init__(kind, component)
        self.batches: dict[str, Batches] = {}

    def input(self, name: str, batches: Batches, channels: tuple[str, ...] = ()) -> None:
        """`channels` names the parts whose axis 1 is the last one in LML."""
        self.batches[name] = batches
        super().input(name, batches=[
            {part: channels_last(values) if part in channels else values for part, values in batch.items()} for batch in batches
        ])  # fmt: skip

    def add(
        self,
        name: str,
        input: str,
        options: dict,
        make: Callable[[], Metric],
        dtype: torch.dtype = torch.float64,
        convert: Callable[[Any], Any] = result,
        **answer: Any,
    ) -> None:
        """What a metric of torchmetrics gives, `convert`ed. Those that count run in float32: they count in integers, and divide in float32."""
        self.add_case(name, input, options, lambda: run(make, self.batches[input], dtype, convert), **answer)


def run(
    make: Callable[[], Metric], batches: Batches, dtype: torch.dtype, convert: Callable[[Any], Any] = result
) -> dict:
    def update(metric: Metric, batch: dict[str, np.ndarray]) -> None:
        metric.update(*(to_torch(values, dtype) for values in batch.values()))

    metric, values, batch_values = make().set_dtype(dtype), [], []
    for batch in batches:
        update(metric, batch)
        values.append(convert(metric.compute()))
        alone = make().set_dtype(dtype)
        update(alone, batch)
        batch_values.append(convert(alone.compute()))
    return {"values": values, "batchValues": batch_values, "value": convert(metric.compute())}


def run_function(function: Callable[..., Any], batches: Batches) -> dict:
    """What a function gives for all samples up to each batch, and for each batch alone."""
    parts = list(batches[0])
    joined = [[np.concatenate([batch[part] for batch in batches[: end + 1]]) for part in parts] for end in range(len(batches))]
    values = [result(np.asarray(function(*arrays), dtype=np.float64)) for arrays in joined]
    alone = [result(np.asarray(function(*(batch[part] for part in parts)), dtype=np.float64)) for batch in batches]
    return {"values": values, "batchValues": alone, "value": values[-1]}


def to_torch(values: np.ndarray, dtype: torch.dtype) -> torch.Tensor:
    return torch.from_numpy(np.array(values)).to(torch.int64 if np.issubdtype(values.dtype, np.integer) else dtype)


metrics = Package("metrics", "metric", MetricCases)
