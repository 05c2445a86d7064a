"""Parameters after each update, by PyTorch in float64, and by the formulas of the papers where PyTorch has no such optimizer.

A neuron with tanh and a mean of squared errors; 12 samples, in batches of four in their order, or all at once. Run it by
`python trajectories.py` with torch 2; it writes trajectories.json beside itself.
"""

import json
import pathlib

import numpy as np
import torch

UPDATES = 8
BATCH = 4


def sixty_fourths(values):
    return np.round(values * 64) / 64


random = np.random.RandomState(17)
INPUT = torch.tensor(sixty_fourths(random.standard_normal((12, 3))))
TARGET = torch.tensor(sixty_fourths(random.uniform(-0.9, 0.9, (12, 1))))
START = torch.tensor(sixty_fourths(random.standard_normal(4)))


def loss_at(parameters, rows):
    output = torch.tanh(INPUT[rows] @ parameters[:3, None] + parameters[3])
    return torch.nn.functional.mse_loss(output, TARGET[rows])


def batch(update):
    return [(BATCH * update + row) % len(INPUT) for row in range(BATCH)]


def gradient(parameters, rows):
    at = parameters.detach().clone().requires_grad_()
    loss_at(at, rows).backward()
    return at.grad


def l_bfgs(lr=1.0, history=3):
    """torch.optim.LBFGS, one iteration an update, without line search."""
    weights = START.clone().requires_grad_()
    optimizer = torch.optim.LBFGS(
        [weights], lr=lr, max_iter=1, history_size=history, tolerance_grad=0, tolerance_change=0
    )

    def closure():
        optimizer.zero_grad()
        loss = loss_at(weights, range(len(INPUT)))
        loss.backward()
        return loss

    for _ in range(UPDATES):
        optimizer.step(closure)
        yield weights.detach(), weights.detach()


def l_bfgs_with_search(lr=16.0, history=3, trials=6, sufficient=1e-4):
    """The inverse Hessian as a matrix (Nocedal and Wright 2006, formula 6.17) of the last pairs, and a backtracking search."""
    rows = range(len(INPUT))
    w = START.clone()
    pairs = []
    before = None
    for update in range(UPDATES):
        g = gradient(w, rows)
        if before is not None:
            step, change = w - before[0], g - before[1]
            if step @ change > 1e-10:
                pairs = [*pairs, (step, change)][-history:]
        matrix = torch.eye(4, dtype=torch.float64)
        if pairs:
            step, change = pairs[-1]
            matrix = matrix * (step @ change) / (change @ change)
        for step, change in pairs:
            inverse = 1 / (step @ change)
            left = torch.eye(4, dtype=torch.float64) - inverse * torch.outer(step, change)
            matrix = left @ matrix @ left.T + inverse * torch.outer(step, step)
        d = -(matrix @ g)
        length = lr * (min(1.0, float(1 / g.abs().sum())) if update == 0 else 1.0)
        start = loss_at(w, rows)
        for trial in range(trials):
            if trial == trials - 1 or loss_at(w + length * d, rows) <= start + sufficient * length * (g @ d):
                break
            length /= 2
        before = (w, g)
        w = w + length * d
        yield w, w


def warm_restarts(period, factor):
    """torch.optim.lr_scheduler.CosineAnnealingWarmRestarts."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, period, factor)
    rates = []
    for _ in range(40):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return {"period": period, "factor": factor, "rates": rates}


def numbers(tensor):
    return tensor.flatten().tolist()


trajectories = {
    function.__name__: [{"trained": numbers(trained), "used": numbers(used)} for trained, used in function()]
    for function in (l_bfgs, l_bfgs_with_search)
}
content = {
    "source": f"torch {torch.__version__.split('+')[0]}",
    "input": INPUT.tolist(),
    "target": TARGET.tolist(),
    "start": START.tolist(),
    "trajectories": trajectories,
    "schedules": [warm_restarts(5, 1), warm_restarts(4, 2), warm_restarts(3, 3)],
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(content, indent=1) + "\n")
