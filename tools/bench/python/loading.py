"""PyTorch's part of `loading.mjs`: for each number of batches on standard input, the time of one in milliseconds, by the clock."""

import sys
import time

import torch
from torch.utils.data import DataLoader, Dataset, TensorDataset

milliseconds, batch, workers = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])


class Images(Dataset):
    """Images that cost nothing to read, and take some milliseconds to change."""

    image = torch.sin(torch.arange(3 * 64 * 64, dtype=torch.float32)).reshape(3, 64, 64)

    def __len__(self):
        return batch * 1000

    def __getitem__(self, index):
        if milliseconds > 0:
            time.sleep(milliseconds / 1000)
        return {"input": self.image, "target": float(index % 10)}


def batches():
    """Epoch by epoch, by the same workers; without any from tensors in memory, shuffled."""
    if workers == 0:
        images = torch.arange(60_000 * 784, dtype=torch.float32).remainder(255).reshape(60_000, 784)
        loader = DataLoader(TensorDataset(images, torch.zeros(60_000)), batch_size=batch, shuffle=True)
        while True:
            yield from loader
    loader = DataLoader(Images(), batch_size=batch, num_workers=workers, prefetch_factor=2, persistent_workers=True)
    while True:
        yield from loader


if __name__ == "__main__":
    torch.set_num_threads(1)
    source = batches()
    for line in sys.stdin:
        steps = int(line)
        start = time.perf_counter()
        for _ in range(steps):
            next(source)
        print((time.perf_counter() - start) * 1000 / steps, flush=True)
