"""NumPy's legacy RandomState: what a sequence of calls returns, and the state that it leaves."""

import hashlib
from typing import Any

import numpy as np

from golden_file import number, outcome, sha256_of_indices, source, write

Call = tuple[str, dict]

SEEDS: dict[str, Any] = {
    "0": 0,
    "1": 1,
    "42": 42,
    "2^31": 2**31,
    "2^32 - 1": 2**32 - 1,
    "[1, 2, 3]": [1, 2, 3],
    "[42]": [42],
    "[0]": [0],
    "[2^32 - 1, 0, 5]": [2**32 - 1, 0, 5],
    "623 words": list(range(1, 624)),
    "624 words": list(range(1, 625)),
    "700 words": [word * 6131 % 2**32 for word in range(700)],
}

RANGES = [
    (0, 1), (5, 6), (-3, -2), (0, 2), (0, 10), (0, 100), (-50, 50), (0, 128), (0, 129), (0, 1000), (-7, 3),
    (0, 2**31 - 1), (0, 2**31), (-(2**31), 2**31), (0, 2**32 - 1), (0, 2**32), (100, 2**32 + 100), (0, 2**32 + 1),
    (0, 2**33), (0, 2**40), (-(2**53), 2**53), (-(2**63), 2**63 - 1), (-(2**63), 2**63),
]  # fmt: skip


def plain(value: Any) -> Any:
    """Nested lists of JSON numbers; integers beyond 2^53 as strings."""
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (bool, np.bool_)):
        return int(value)
    if isinstance(value, (int, np.integer)):
        return int(value) if abs(int(value)) <= 2**53 else str(int(value))
    if isinstance(value, (float, np.floating)):
        return number(value)
    return value


def is_wide(arguments: dict) -> bool:
    return "high" in arguments and int(arguments["high"]) - int(arguments["low"]) > 2**32


def call(random: np.random.RandomState, method: str, arguments: dict) -> Any:
    """Calls NumPy; `n` stands for an integer population, `values` for a sequence."""
    arguments = dict(arguments)
    if method == "uint32":
        return np.atleast_1d(random._bit_generator.random_raw(arguments["size"]))
    if method == "shuffle":
        values = arguments["values"]
        values = np.array(values) if isinstance(values[0], list) else list(values)
        random.shuffle(values)
        return values
    if method in ("permutation", "choice"):
        population = arguments.pop("n") if "n" in arguments else arguments.pop("values")
        return getattr(random, method)(population, **arguments)
    if method == "seed":
        return random.seed(**arguments)
    return getattr(random, method)(**arguments)


def record(random: np.random.RandomState, method: str, arguments: dict) -> dict:
    hashed = arguments.pop("hashed", False)
    answer = call(random, method, arguments)
    entry: dict = {"method": method, "args": {name: plain(value) for name, value in arguments.items()}}
    if hashed:
        return {**entry, "sha256": sha256_of_indices(answer)}
    if is_wide(arguments):
        entry["args"].update(low=str(arguments["low"]), high=str(arguments["high"]))
        return {**entry, "result": [str(value) for value in np.atleast_1d(answer).tolist()]}
    return {**entry, "result": plain(answer)}


def state_of(random: np.random.RandomState) -> dict:
    _, key, position, has_gauss, cached = random.get_state()
    return {
        "keySha256": hashlib.sha256(key.astype("<u4").tobytes()).hexdigest(),
        "position": int(position),
        "hasGauss": bool(has_gauss),
        "cachedGaussian": number(cached),
    }


def case(name: str, seed: Any, calls: list[Call]) -> dict:
    """Calls with their results and the state after them; where one is refused, the calls without results."""

    def run() -> dict:
        random = np.random.RandomState(seed)
        return {"calls": [record(random, method, dict(args)) for method, args in calls], "state": state_of(random)}

    attempted = [{"method": method, "args": args} for method, args in calls]
    return {"name": name, "seed": seed, "calls": attempted, **outcome(run)}


def seed_cases() -> list[dict]:
    calls = [("uint32", {"size": 8}), ("random_sample", {"size": 4}), ("randint", {"low": 0, "high": 100, "size": 8})]
    cases = [case(f"seed {name}", seed, [*calls, ("permutation", {"n": 10})]) for name, seed in SEEDS.items()]
    cases += [
        case("several refills of the state", seed=42, calls=[
            ("permutation", {"n": 5000, "hashed": True}),
            ("uint32", {"size": 4}),
            ("permutation", {"n": 50000, "hashed": True}),
            ("uint32", {"size": 4}),
        ]),
        case("seeded again", seed=42, calls=[
            ("standard_normal", {}), ("seed", {"seed": 7}), ("standard_normal", {"size": 3}), ("uint32", {"size": 2}),
        ]),
    ]  # fmt: skip
    errors = {"-1": -1, "2^32": 2**32, "0.5": 0.5, "an empty array": [], "[-1]": [-1], "[2^32]": [2**32]}
    return cases + [case(f"seed {name} is refused", seed, []) for name, seed in errors.items()]


def integer_cases() -> list[dict]:
    cases = []
    for low, high in RANGES:
        dtype = {"dtype": "int64"} if abs(low) >= 2**63 or high >= 2**63 else {}
        arguments = {"low": low, "high": high, "size": 6, **dtype}
        cases.append(case(f"randint {low} to {high}", 42, [("randint", arguments), ("uint32", {"size": 2})]))
    for dtype, low, high in [
        ("uint8", 0, 256), ("uint8", 3, 100), ("int8", -128, 128), ("uint16", 0, 65536), ("uint16", 0, 1000),
        ("uint32", 0, 2**32), ("uint32", 5, 50), ("int32", -10, 10), ("bool", 0, 2), ("uint64", 0, 2**64),
    ]:  # fmt: skip
        arguments = {"low": low, "high": high, "size": 7, "dtype": dtype}
        calls = [("randint", arguments), ("randint", arguments), ("uint32", {"size": 1})]
        cases.append(case(f"randint {dtype} {low} to {high}", 42, calls))
    cases += [
        case("randint one at a time", 7, [("randint", {"low": 0, "high": 6})] * 6),
        case("randint in two dimensions", 7, [("randint", {"low": 0, "high": 6, "size": [3, 4]})]),
        case("randint of size 0", 7, [("randint", {"low": 0, "high": 6, "size": 0}), ("uint32", {"size": 1})]),
        case("randint with low = high is refused", 7, [("randint", {"low": 3, "high": 3})]),
        case("randint with low > high is refused", 7, [("randint", {"low": 3, "high": 1})]),
    ]
    return cases


def order_cases() -> list[dict]:
    cases = []
    for seed in (0, 42):
        for n in (0, 1, 2, 3, 7, 10, 100):
            cases.append(case(f"permutation of {n}, seed {seed}", seed, [("permutation", {"n": n}), ("uint32", {"size": 1})]))
        for n in (1000, 65537):
            cases.append(case(f"permutation of {n}, seed {seed}", seed, [("permutation", {"n": n, "hashed": True})]))
    matrix = [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]]
    return cases + [
        case("permutation of a sequence", 42, [("permutation", {"values": ["a", "b", "c", "d", "e"]})]),
        case("permutation of rows", 42, [("permutation", {"values": matrix})]),
        case("shuffle of a list", 42, [("shuffle", {"values": list(range(10))}), ("uint32", {"size": 1})]),
        case("shuffle of strings", 42, [("shuffle", {"values": ["a", "b", "c", "d", "e", "f"]})]),
        case("shuffle of rows", 42, [("shuffle", {"values": matrix})]),
        case("shuffle of one value draws nothing", 42, [("shuffle", {"values": [5]}), ("uint32", {"size": 1})]),
        case("shuffle twice", 3, [("shuffle", {"values": list(range(8))})] * 2),
    ]


def choice_cases() -> list[dict]:
    after = ("uint32", {"size": 1})
    tenths = [0.1, 0.2, 0.3, 0.4]
    gaps = [0.0, 0.25, 0.0, 0.5, 0.25, 0.0]
    arguments = {
        "with replacement": {"n": 10, "size": 5},
        "one value": {"n": 10},
        "of a sequence": {"values": ["a", "b", "c"], "size": 6},
        "without replacement": {"n": 10, "size": 4, "replace": False},
        "without replacement, all": {"n": 6, "size": 6, "replace": False},
        "without replacement, none": {"n": 6, "size": 0, "replace": False},
        "without replacement, of one": {"n": 1, "size": 1, "replace": False},
        "without replacement, of a sequence": {"values": ["a", "b", "c", "d"], "size": 2, "replace": False},
        "without replacement, few of many": {"n": 500, "size": 5, "replace": False},
        "with p": {"n": 4, "size": 12, "p": tenths},
        "with p, one value": {"n": 4, "p": tenths},
        "with p and zeros": {"n": 6, "size": 12, "p": gaps},
        "with p, without replacement": {"n": 4, "size": 3, "replace": False, "p": tenths},
        "with p, without replacement, all": {"n": 4, "size": 4, "replace": False, "p": tenths},
        "with p and zeros, without replacement": {"n": 6, "size": 3, "replace": False, "p": gaps},
        "with a skewed p, without replacement": {"n": 4, "size": 4, "replace": False, "p": [0.97, 0.01, 0.01, 0.01]},
        "of a sequence with p": {"values": ["x", "y", "z"], "size": 5, "p": [0.5, 0.25, 0.25]},
        "in two dimensions": {"n": 10, "size": [2, 3]},
    }
    refused = {
        "more than there are": {"n": 3, "size": 4, "replace": False},
        "more than p allows": {"n": 3, "size": 3, "replace": False, "p": [0.5, 0.5, 0.0]},
        "p that does not sum to 1": {"n": 2, "size": 1, "p": [0.5, 0.4]},
        "a negative p": {"n": 2, "size": 1, "p": [1.5, -0.5]},
        "p of another length": {"n": 3, "size": 1, "p": [0.5, 0.5]},
        "an empty population": {"n": 0, "size": 1},
    }
    cases = [
        case(f"choice {name}, seed {seed}", seed, [("choice", args), after])
        for seed in (0, 42)
        for name, args in arguments.items()
    ]
    return cases + [case(f"choice of {name} is refused", 42, [("choice", args)]) for name, args in refused.items()]


def real_cases() -> list[dict]:
    cases = []
    for seed in (0, 42, 2**32 - 1, [1, 2, 3]):
        cases += [
            case(f"random_sample, seed {seed}", seed, [("random_sample", {"size": 10}), ("random_sample", {})]),
            case(f"uniform, seed {seed}", seed, [
                ("uniform", {"low": -1.0, "high": 1.0, "size": 5}), ("uniform", {"low": 10.0, "high": 10.5}),
                ("uniform", {"low": 3.0, "high": 3.0, "size": 2}), ("uniform", {"low": 2.0, "high": -1.0, "size": 2}),
            ]),
            case(f"standard_normal, seed {seed}", seed, [("standard_normal", {"size": 20}), ("uint32", {"size": 1})]),
            case(f"standard_normal keeps the second of a pair, seed {seed}", seed, [
                ("standard_normal", {}), ("uint32", {"size": 1}), ("standard_normal", {}), ("standard_normal", {"size": 3}),
            ]),
            case(f"normal, seed {seed}", seed, [
                ("normal", {"loc": 5.0, "scale": 0.25, "size": 5}), ("normal", {"loc": -1.0, "scale": 0.0}),
            ]),
        ]  # fmt: skip
    return cases + [case("normal with a negative scale is refused", 42, [("normal", {"loc": 0.0, "scale": -1.0})])]


def poisson_cases() -> list[dict]:
    """Means on both sides of 10, where NumPy changes its method, and up to 2^50, the largest that is offered."""
    means = [0.0, 0.01, 0.5, 2.0, 7.25, 9.999, 10.0, 10.5, 30.0, 123.456, 1000.0, 1e6, 1e10, 2.0**50]
    after = ("uint32", {"size": 1})
    cases = [
        case(f"poisson of mean {mean}, seed {seed}", seed, [("poisson", {"lam": mean, "size": 40}), after])
        for mean in means
        for seed in (0, 42)
    ]
    return cases + [case("poisson with a negative mean is refused", 42, [("poisson", {"lam": -1.0, "size": 1})])]


def mixed_cases() -> list[dict]:
    calls: list[Call] = [
        ("random_sample", {"size": 3}),
        ("randint", {"low": 0, "high": 1000, "size": 4}),
        ("standard_normal", {}),
        ("permutation", {"n": 6}),
        ("standard_normal", {}),
        ("choice", {"n": 5, "size": 3, "replace": False}),
        ("normal", {"loc": 1.0, "scale": 2.0}),
        ("randint", {"low": 0, "high": 2**40, "size": 2}),
        ("shuffle", {"values": list(range(9))}),
        ("choice", {"n": 3, "size": 4, "p": [0.2, 0.5, 0.3]}),
        ("uniform", {"low": -2.0, "high": 2.0, "size": 2}),
        ("uint32", {"size": 3}),
        ("standard_normal", {"size": 2}),
    ]
    return [case(f"mixed calls, seed {seed}", seed, calls) for seed in (0, 1, 42, 2**32 - 1, [1, 2, 3])]


if __name__ == "__main__":
    write(
        "packages/core/src/random/goldens/random-state.json",
        source=source("numpy"),
        script="tools/goldens/random_state.py",
        cases=[*seed_cases(), *integer_cases(), *order_cases(), *choice_cases(), *real_cases(), *poisson_cases(), *mixed_cases()],
    )
