"""The models of the benchmark in PyTorch: the same layers and parameters as in `layers/`, giving logits."""

import torch
from torch import nn
from torch.nn import functional


def mlp():
    return nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(1600, 128),
        nn.ReLU(),
        nn.Linear(128, 10),
    )


def normalised(inputs, outputs, size, stride):
    """A convolution with batch normalisation."""
    convolution = nn.Conv2d(inputs, outputs, size, stride, padding=size // 2, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(outputs))


class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = normalised(inputs, outputs, 3, stride)
        self.second = normalised(outputs, outputs, 3, 1)
        self.shortcut = nn.Identity() if stride == 1 else normalised(inputs, outputs, 1, stride)

    def forward(self, x):
        return functional.relu(self.second(functional.relu(self.first(x))) + self.shortcut(x))


def resnet20():
    blocks = []
    inputs = 16
    for channels in (16, 32, 64):
        for block in range(3):
            stride = 2 if block == 0 and channels > 16 else 1
            blocks.append(Residual(inputs, channels, stride))
            inputs = channels
    head = (nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))
    return nn.Sequential(normalised(3, 16, 3, 1), nn.ReLU(), *blocks, *head)


class Lstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(5000, 64)
        self.lstm = nn.LSTM(64, 64, batch_first=True)
        # PyTorch adds two biases; one is enough.
        nn.init.zeros_(self.lstm.bias_hh_l0)
        self.lstm.bias_hh_l0.requires_grad_(False)
        self.head = nn.Linear(64, 2)

    def forward(self, tokens):
        _, (state, _) = self.lstm(self.embedding(tokens))
        return self.head(state[-1])


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(5000, 64)
        self.positions = nn.Parameter(torch.empty(64, 64).uniform_(-0.05, 0.05))
        options = {"dim_feedforward": 128, "dropout": 0.0, "activation": "gelu", "batch_first": True}
        self.layers = nn.Sequential(*(nn.TransformerEncoderLayer(64, 4, **options) for _ in range(2)))
        self.head = nn.Linear(64, 10)

    def forward(self, tokens):
        return self.head(self.layers(self.embedding(tokens) + self.positions).mean(dim=1))


MODELS = {"mlp": mlp, "lenet": lenet, "resnet20": resnet20, "lstm": Lstm, "transformer": Transformer}
