"""Metrics of images, by torchmetrics."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torchmetrics import image as classes
from torchmetrics.functional import image as functional

from golden_file import result
from metrics import MetricCases, metrics
from metrics.images import FLOAT32, Pictures, add_images, of_images

CHANNELS = ("prediction", "target")
REDUCTIONS = ("mean", "sum", "none")
OF_BATCH = "Of each image by itself; torchmetrics takes all images together, so that the score would depend on batches. "


def torch_reduction(reduction: str) -> str:
    return "elementwise_mean" if reduction == "mean" else reduction


@metrics.component("peak-signal-noise-ratio", "torchmetrics", "torch")
def peak_signal_noise_ratio(cases: MetricCases) -> None:
    pictures = Pictures(301)
    cases.input("grey", pictures.pairs((2, 1, 5, 7), (1, 1, 5, 7), (3, 1, 5, 7)), CHANNELS)
    cases.input("colours", pictures.pairs((1, 3, 6, 4), (2, 3, 6, 4)), CHANNELS)
    cases.input("sizes that differ", pictures.pairs((1, 1, 5, 5), (2, 1, 8, 3)), CHANNELS)
    rows = [{"prediction": pictures.noise(count, 6), "target": pictures.noise(count, 6)} for count in (2, 3)]
    cases.input("rows", rows)
    same = pictures.waves(2, 1, 4, 4)
    cases.input("equal images", [{"prediction": same, "target": same}], CHANNELS)
    flat = [{"prediction": np.full((1, 1, 4, 4), 7.0), "target": np.full((1, 1, 4, 4), 9.0)}]
    cases.input("images of one value", flat, CHANNELS)
    cases.input("shapes that differ", [{"prediction": np.ones((2, 3, 4, 4)), "target": np.zeros((2, 1, 4, 4))}], CHANNELS)

    axes = {1: 2, 2: 3, 3: 1}

    def add(input: str, dim: Any = None, reduction: str = "mean", range: Any = 255, base: float = 10, **answer: Any) -> None:
        there = None if dim is None else tuple(axes[one] for one in ([dim] if isinstance(dim, int) else dim))
        if input == "rows" and dim is not None:
            there = dim
        given = tuple(range) if isinstance(range, list) else range
        make = lambda: classes.PeakSignalNoiseRatio(given, base=base, reduction=torch_reduction(reduction), dim=there)
        convert = (lambda value: result(np.atleast_1d(value.numpy()))) if reduction == "none" else result
        name = f"{input}: {reduction}, dim {dim}, range {range}, base {base}"
        options = {"dataRange": range, "base": base, "dim": dim, "reduction": reduction}
        if "error" not in answer:
            answer = {"tolerance": 1e-5, "reason": FLOAT32}
        cases.add(name, input, options, make, convert=convert, **answer)

    for input in ("grey", "colours", "sizes that differ", "rows", "equal images", "images of one value"):
        add(input)
    for reduction in REDUCTIONS:
        add("grey", [1, 2, 3], reduction)
    add("colours", [1, 2], "none")
    add("colours", [1, 2])
    add("colours", 3)
    add("rows", 1, "none")
    add("grey", range=[40, 200])
    add("grey", [1, 2, 3], range=[40, 200])
    add("colours", range=100, base=2)
    add("shapes that differ", error="LML_SHAPE_MISMATCH", reason="torchmetrics broadcasts.")
    add("grey", None, "sum", error="LML_INVALID_OPTIONS", reason="torchmetrics warns that it has no effect.")
    cases.add_case("dim of samples", "grey", {"dataRange": 255, "dim": [0, 1]}, error="LML_INVALID_OPTIONS")
    cases.add_case("an axis too many", "rows", {"dataRange": 255, "dim": [2]}, error="LML_SHAPE_MISMATCH")
    cases.add_case("no range", "rows", {}, error="LML_INVALID_OPTIONS")


@metrics.component("peak-signal-noise-ratio-with-blocked-effect", "torchmetrics", "torch")
def peak_signal_noise_ratio_with_blocked_effect(cases: MetricCases) -> None:
    pictures = Pictures(302)

    def blocks(*shape: int) -> np.ndarray:
        """What is the same within blocks of four pixels, as after a strong compression."""
        count, channels, height, width = shape
        coarse = pictures.noise(count, channels, -(-height // 4), -(-width // 4))
        return np.kron(coarse, np.ones((4, 4)))[:, :, :height, :width]

    targets = [pictures.waves(count, 1, 17, 14) for count in (1, 2)]
    cases.input("blocks", [{"prediction": blocks(*target.shape), "target": target} for target in targets], CHANNELS)
    cases.input("one image", [{"prediction": blocks(1, 1, 12, 20), "target": pictures.waves(1, 1, 12, 20)}], CHANNELS)
    cases.input("no blocks", pictures.pairs((2, 1, 16, 9), (1, 1, 16, 9)), CHANNELS)
    cases.input("small images", pictures.pairs((1, 1, 3, 5)), CHANNELS)
    cases.input("colours", pictures.pairs((1, 3, 9, 9)), CHANNELS)
    reason = "Of the mean blocked effect of images; torchmetrics takes the sum over all of them, so that many images look worse than one."

    def parts(range: float, block: int) -> Callable[..., float]:
        return lambda *pair: 10 ** (-functional.peak_signal_noise_ratio_with_blocked_effect(*pair, range, block) / 10)

    for input in ("blocks", "one image", "no blocks"):
        for block in (4, 8):
            batches = cases.batches[input]
            errors = of_images(parts(255, block), batches, "mean")
            decibels = lambda share: -10 * np.log10(share)
            expected = {
                "value": decibels(errors["value"]),
                "values": [decibels(one) for one in errors["values"]],
                "batchValues": [decibels(one) for one in errors["batchValues"]],
            }
            options = {"dataRange": 255, "blockSize": block}
            cases.add_case(f"{input}: blocks of {block}", input, options, expected=expected, tolerance=1e-5, reason=reason)
    options = {"dataRange": [30, 180], "blockSize": 4}
    make = lambda: classes.PeakSignalNoiseRatioWithBlockedEffect((30, 180), 4)
    cases.add("limited to a range", "one image", options, make, tolerance=1e-5, reason=FLOAT32)
    make = lambda: classes.PeakSignalNoiseRatioWithBlockedEffect(255, 2)
    cases.add("small images", "small images", {"dataRange": 255, "blockSize": 2}, make, tolerance=1e-5, reason=FLOAT32)
    make = lambda: classes.PeakSignalNoiseRatioWithBlockedEffect(255)
    cases.add("colours", "colours", {"dataRange": 255}, make, error="LML_SHAPE_MISMATCH")


def similar_inputs(cases: MetricCases, pictures: Pictures, height: int, width: int) -> None:
    cases.input("grey", pictures.pairs((2, 1, height, width), (1, 1, height, width), (2, 1, height, width)), CHANNELS)
    cases.input("colours", pictures.pairs((1, 3, height, width), (1, 3, height, width), noise=60), CHANNELS)
    same = pictures.waves(1, 1, height, width)
    cases.input("equal images", [{"prediction": same, "target": same}, {"prediction": 255 - same, "target": same}], CHANNELS)
    flat = np.full((1, 1, height, width), 96.0)
    cases.input("a target of one value", [{"prediction": flat + 20, "target": flat}, {"prediction": same, "target": flat}], CHANNELS)
    shapes = [{"prediction": same, "target": np.ones((1, 3, height, width))}]
    cases.input("shapes that differ", shapes, CHANNELS)
    cases.input("no images", [{"prediction": np.ones((2, 9)), "target": np.ones((2, 9))}])


@metrics.component("structural-similarity-index-measure", "torchmetrics", "torch")
def structural_similarity_index_measure(cases: MetricCases) -> None:
    pictures = Pictures(303)
    similar_inputs(cases, pictures, 12, 9)
    cases.input("smaller than half of the window", pictures.pairs((1, 1, 5, 8)), CHANNELS)
    cases.input("half of the window", pictures.pairs((2, 1, 6, 6)), CHANNELS)

    def add(name: str, input: str, options: dict, reduction: str = "mean", **answer: Any) -> None:
        keys = {"dataRange": "data_range", "gaussianKernel": "gaussian_kernel", "kernelSize": "kernel_size"}
        given = {keys.get(key, key): tuple(value) if key == "dataRange" and isinstance(value, list) else value for key, value in options.items()}
        function = lambda *pair: functional.structural_similarity_index_measure(*pair, **given)
        add_images(cases, f"{name}: {input}", input, options, function, reduction=reduction, **answer)

    for input in ("grey", "colours", "equal images", "a target of one value", "half of the window"):
        add("defaults of a range", input, {"dataRange": 255})
    for reduction in ("sum", "none"):
        add(reduction, "grey", {"dataRange": 255}, reduction)
    for input in ("grey", "colours"):
        add("equal weights", input, {"dataRange": 255, "gaussianKernel": False, "kernelSize": 7})
        add("equal weights, low", input, {"dataRange": 255, "gaussianKernel": False, "kernelSize": [3, 9]})
        add("limited to a range", input, {"dataRange": [50, 190], "sigma": 0.8})
        add("a window of its own height", input, {"dataRange": 255, "sigma": [1.6, 0.6]})
        add("other constants", input, {"dataRange": 100, "k1": 0.05, "k2": 0.2, "sigma": 1})
        add("the range of the image", input, {}, reason=OF_BATCH + FLOAT32)
    add("the range of the image", "equal images", {}, reason=OF_BATCH + FLOAT32)
    add("too small", "smaller than half of the window", {"dataRange": 255}, error="LML_SHAPE_MISMATCH")
    add("refused", "shapes that differ", {"dataRange": 255}, error="LML_SHAPE_MISMATCH")
    add("refused", "no images", {"dataRange": 255}, error="LML_SHAPE_MISMATCH")
    cases.add_case("an even window", "grey", {"gaussianKernel": False, "kernelSize": 4}, error="LML_INVALID_OPTIONS")
    cases.add_case("a range that falls", "grey", {"dataRange": [1, 0]}, error="LML_INVALID_OPTIONS")


@metrics.component("multi-scale-structural-similarity-index-measure", "torchmetrics", "torch")
def multi_scale_structural_similarity_index_measure(cases: MetricCases) -> None:
    pictures = Pictures(304)
    similar_inputs(cases, pictures, 25, 22)

    def add(name: str, input: str, options: dict, reduction: str = "mean", **answer: Any) -> None:
        keys = {"dataRange": "data_range", "gaussianKernel": "gaussian_kernel"}
        given = {keys.get(key, key): value for key, value in options.items() if key != "kernelSize"}
        given |= {"betas": tuple(options["betas"]), "kernel_size": options.get("kernelSize", 3)}
        given["normalize"] = None if options.get("normalize") == "none" else options.get("normalize", "relu")

        def function(prediction: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
            width = max(float(images.max() - images.min()) for images in (prediction, target))
            ranged = given if "data_range" in given else {**given, "data_range": width}
            return functional.multiscale_structural_similarity_index_measure(prediction, target, **ranged)

        add_images(cases, f"{name}: {input}", input, options, function, reduction=reduction, **answer)

    three = {"dataRange": 255, "betas": [0.2, 0.3, 0.5], "sigma": 0.5}
    for input in ("grey", "colours", "equal images", "a target of one value"):
        add("three scales", input, three)
        add("two scales", input, {"dataRange": 255, "betas": [0.4, 0.6]})
    for reduction in ("sum", "none"):
        add(reduction, "grey", three, reduction)
    for normalize in ("simple", "none"):
        add(f"normalize {normalize}", "grey", {**three, "normalize": normalize})
        add(f"normalize {normalize}", "equal images", {**three, "normalize": normalize})
    add("equal weights", "colours", {"dataRange": 255, "betas": [0.5, 0.5], "gaussianKernel": False, "kernelSize": 5, "normalize": "simple"})
    own = "The range of each image as it is; torchmetrics takes that of a batch, anew at each scale. "
    add("the range of the image", "grey", {"betas": [0.2, 0.3, 0.5], "sigma": 0.5}, reason=own + FLOAT32)
    cases.add_case("too many scales", "grey", {"dataRange": 255}, error="LML_SHAPE_MISMATCH")
    add("refused", "shapes that differ", three, error="LML_SHAPE_MISMATCH")


@metrics.component("universal-image-quality-index", "torchmetrics", "torch")
def universal_image_quality_index(cases: MetricCases) -> None:
    pictures = Pictures(305)
    similar_inputs(cases, pictures, 14, 13)
    cases.input("smaller than the window", pictures.pairs((1, 1, 10, 12)), CHANNELS)
    each = "Reduced over images; torchmetrics' sum and list are of windows. " + FLOAT32

    def add(name: str, input: str, options: dict, reduction: str = "mean", **answer: Any) -> None:
        given = {{"kernelSize": "kernel_size"}.get(key, key): value for key, value in options.items()}
        function = lambda *pair: functional.universal_image_quality_index(*pair, **given)
        add_images(cases, f"{name}: {input}", input, options, function, reduction=reduction, **answer)

    nothing = {"value": 0, "values": [0, 0], "batchValues": [0, 0]}
    noise = "Nothing goes together with one value; torchmetrics gives what rounding leaves of variances, divided by its square."
    for input in ("grey", "colours", "equal images", "a target of one value"):
        answer = {"expected": nothing, "reason": noise} if input == "a target of one value" else {}
        add("defaults", input, {}, **answer)
        add("a small window", input, {"kernelSize": [5, 5], "sigma": [0.7, 0.7]}, **answer)
    for reduction in ("sum", "none"):
        add(reduction, "grey", {}, reduction, reason=each)
    add("of a quarter", "grey", {"kernelSize": [7, 7]})
    cases.add_case("smaller than the window", "smaller than the window", {}, error="LML_SHAPE_MISMATCH")
    add("refused", "shapes that differ", {}, error="LML_SHAPE_MISMATCH")
    add("refused", "no images", {}, error="LML_SHAPE_MISMATCH")
    cases.add_case("an even window", "grey", {"kernelSize": [4, 4]}, error="LML_INVALID_OPTIONS")


@metrics.component("total-variation", "torchmetrics", "torch")
def total_variation(cases: MetricCases) -> None:
    pictures = Pictures(306)

    def only(*shapes: tuple) -> list:
        return [{"prediction": pictures.waves(*shape)} for shape in shapes]

    cases.input("grey", only((2, 1, 5, 7), (1, 1, 5, 7), (3, 1, 5, 7)), ("prediction",))
    cases.input("colours", only((1, 3, 6, 4), (2, 3, 6, 4)), ("prediction",))
    cases.input("sizes that differ", only((1, 1, 5, 5), (2, 1, 8, 3)), ("prediction",))
    cases.input("a row of pixels", only((2, 1, 1, 6)), ("prediction",))
    cases.input("one pixel", only((2, 3, 1, 1)), ("prediction",))
    cases.input("images of one value", [{"prediction": np.full((2, 1, 4, 4), 7.0)}], ("prediction",))
    cases.input("no images", [{"prediction": np.ones((2, 9))}])
    convert = lambda value: result(np.atleast_1d(value.numpy()))
    for input in cases.batches:
        refused = input == "no images"
        for reduction in ("mean",) if refused else REDUCTIONS:
            answer = {"error": "LML_SHAPE_MISMATCH"} if refused else {}
            make = lambda: classes.TotalVariation(reduction=reduction)
            kept = {"convert": convert} if reduction == "none" else {}
            cases.add(f"{input}: {reduction}", input, {"reduction": reduction}, make, **kept, **answer)


@metrics.component("spectral-angle-mapper", "torchmetrics", "torch")
def spectral_angle_mapper(cases: MetricCases) -> None:
    pictures = Pictures(307)
    cases.input("colours", pictures.pairs((2, 3, 4, 5), (1, 3, 4, 5), (2, 3, 4, 5)), CHANNELS)
    cases.input("eight bands", pictures.pairs((1, 8, 3, 3), (2, 8, 3, 3), noise=3), CHANNELS)
    same = pictures.waves(1, 3, 4, 4) + 1
    cases.input("equal colours, brighter", [{"prediction": same * 2, "target": same}, {"prediction": same, "target": same}], CHANNELS)
    cases.input("opposite colours", [{"prediction": -same, "target": same}], CHANNELS)
    cases.input("a black pixel", [{"prediction": np.zeros((1, 3, 1, 2)), "target": np.ones((1, 3, 1, 2))}], CHANNELS)
    cases.input("grey", pictures.pairs((1, 1, 4, 4)), CHANNELS)
    cases.input("shapes that differ", [{"prediction": same, "target": same[:, :2]}], CHANNELS)
    each = "Reduced over images; torchmetrics' sum and list are of pixels. " + FLOAT32
    for input in cases.batches:
        for reduction in REDUCTIONS if input in ("colours", "eight bands") else ("mean",):
            answer: dict = {"reason": FLOAT32 if reduction == "mean" else each}
            if input in ("grey", "shapes that differ"):
                answer = {"error": "LML_SHAPE_MISMATCH"}
            elif input == "equal colours, brighter":
                exact = {"value": 0, "values": [0, 0], "batchValues": [0, 0]}
                answer = {"expected": exact, "reason": "torchmetrics' arc cosine of nearly 1 is off by 1e-8 in float64."}
            add_images(cases, f"{input}: {reduction}", input, {}, functional.spectral_angle_mapper, reduction=reduction, **answer)


@metrics.component("error-relative-global-dimensionless-synthesis", "torchmetrics", "torch")
def error_relative_global_dimensionless_synthesis(cases: MetricCases) -> None:
    pictures = Pictures(308)
    cases.input("colours", pictures.pairs((2, 3, 4, 5), (1, 3, 4, 5), (2, 3, 4, 5)), CHANNELS)
    cases.input("grey", pictures.pairs((1, 1, 3, 3), (2, 1, 3, 3), noise=3), CHANNELS)
    same = pictures.waves(2, 3, 4, 4)
    cases.input("equal images", [{"prediction": same, "target": same}], CHANNELS)
    cases.input("a black channel", [{"prediction": same, "target": same * np.array([1, 0, 1.0]).reshape(1, 3, 1, 1)}], CHANNELS)
    cases.input("shapes that differ", [{"prediction": same, "target": same[:, :2]}], CHANNELS)
    for input in cases.batches:
        for reduction in REDUCTIONS if input == "colours" else ("mean",):
            for ratio in (4, 2.5):
                make = lambda: classes.ErrorRelativeGlobalDimensionlessSynthesis(ratio, torch_reduction(reduction))
                answer: dict = {"tolerance": 1e-5, "reason": FLOAT32}
                if input == "shapes that differ":
                    answer = {"error": "LML_SHAPE_MISMATCH"}
                if reduction == "none":
                    answer["convert"] = lambda value: result(np.atleast_1d(value.numpy()))
                options = {"ratio": ratio, "reduction": reduction}
                cases.add(f"{input}: {reduction}, ratio {ratio}", input, options, make, **answer)


@metrics.component("spatial-correlation-coefficient", "torchmetrics", "torch")
def spatial_correlation_coefficient(cases: MetricCases) -> None:
    pictures = Pictures(309)
    similar_inputs(cases, pictures, 11, 9)
    cases.input("smaller than the window", pictures.pairs((1, 1, 6, 9)), CHANNELS)
    filters = {"sobel": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], "differences": [[1, -1, 0]], "even": [[1, -1], [1, -1]]}

    def add(name: str, input: str, options: dict, reduction: str = "mean", **answer: Any) -> None:
        given = {{"windowSize": "window_size"}.get(key, key): value for key, value in options.items() if key != "highPassFilter"}
        if "highPassFilter" in options:
            given["hp_filter"] = torch.tensor(options["highPassFilter"])
        function = lambda *pair: functional.spatial_correlation_coefficient(*pair, **given)
        if "error" not in answer:
            answer = {"tolerance": 2e-5, "reason": FLOAT32 + " torchmetrics computes in float32 too.", **answer}
        add_images(cases, f"{name}: {input}", input, options, function, reduction=reduction, **answer)

    for input in ("grey", "colours", "equal images"):
        add("defaults", input, {})
        add("odd window", input, {"windowSize": 3})
        add("sobel", input, {"highPassFilter": filters["sobel"], "windowSize": 5})
        add("even filter", input, {"highPassFilter": filters["even"], "windowSize": 4})
    add("no edges", "a target of one value", {})
    for reduction in ("sum", "none"):
        add(reduction, "grey", {}, reduction)
    add("small", "smaller than the window", {}, error="LML_SHAPE_MISMATCH")
    add("refused", "shapes that differ", {}, error="LML_SHAPE_MISMATCH")
    cases.add_case("no window", "grey", {"windowSize": 0}, error="LML_INVALID_OPTIONS")
    cases.add_case("rows of other lengths", "grey", {"highPassFilter": [[1, -1], [1]]}, error="LML_INVALID_OPTIONS")


@metrics.component("root-mean-squared-error-using-sliding-window", "torchmetrics", "torch")
def root_mean_squared_error_using_sliding_window(cases: MetricCases) -> None:
    pictures = Pictures(310)
    similar_inputs(cases, pictures, 11, 10)
    cases.input("too small", pictures.pairs((1, 1, 8, 9)), CHANNELS)

    def add(input: str, size: int, reduction: str = "mean", **answer: Any) -> None:
        function = lambda *pair: functional.root_mean_squared_error_using_sliding_window(*pair, window_size=size)
        add_images(cases, f"{input}: windows of {size}, {reduction}", input, {"windowSize": size}, function, reduction=reduction, **answer)

    for input in ("grey", "colours", "equal images", "a target of one value"):
        for size in (8, 5, 3, 2):
            add(input, size)
    add("grey", 7, "sum")
    add("grey", 9, "none")
    makes = [lambda: classes.RootMeanSquaredErrorUsingSlidingWindow(4)]
    cases.add("grey: the class", "grey", {"windowSize": 4}, makes[0], tolerance=1e-5, reason=FLOAT32)
    add("shapes that differ", 8, error="LML_SHAPE_MISMATCH")
    cases.add_case("too small", "too small", {"windowSize": 8}, error="LML_SHAPE_MISMATCH")


@metrics.component("relative-average-spectral-error", "torchmetrics", "torch")
def relative_average_spectral_error(cases: MetricCases) -> None:
    pictures = Pictures(311)
    similar_inputs(cases, pictures, 11, 10)
    reason = "torchmetrics divides the means of windows by their pixels once more, and averages windows of all images before the root. "

    def add(input: str, size: int, reduction: str = "mean", **answer: Any) -> None:
        function = lambda *pair: functional.relative_average_spectral_error(*pair, window_size=size) / size**2
        if "error" not in answer:
            answer = {"reason": reason + FLOAT32}
        add_images(cases, f"{input}: windows of {size}, {reduction}", input, {"windowSize": size}, function, reduction=reduction, **answer)

    for input in ("grey", "colours", "equal images", "a target of one value"):
        for size in (8, 5, 2):
            add(input, size)
    add("grey", 7, "sum")
    add("grey", 3, "none")
    add("shapes that differ", 8, error="LML_SHAPE_MISMATCH")


@metrics.component("visual-information-fidelity", "torchmetrics", "torch")
def visual_information_fidelity(cases: MetricCases) -> None:
    pictures = Pictures(312)
    cases.input("grey", pictures.pairs((2, 1, 41, 43), (1, 1, 41, 43)), CHANNELS)
    cases.input("colours", pictures.pairs((1, 3, 42, 41), noise=50), CHANNELS)
    same = pictures.waves(1, 1, 44, 41)
    flat = np.full((1, 1, 44, 41), 96.0)
    cases.input("equal images", [{"prediction": same, "target": same}, {"prediction": 255 - same, "target": same}], CHANNELS)
    cases.input("a prediction of one value", [{"prediction": flat, "target": same}], CHANNELS)
    cases.input("a target of one value", [{"prediction": same, "target": flat}], CHANNELS)
    half = np.where(np.arange(41) < 20, same, flat)
    cases.input("half of one value", [{"prediction": pictures.like(half, 4), "target": half}], CHANNELS)
    cases.input("small", pictures.pairs((1, 1, 40, 41)), CHANNELS)

    def add(input: str, reduction: str = "mean", noise: float = 2.0, **answer: Any) -> None:
        function = lambda *pair: functional.visual_information_fidelity(*pair, sigma_n_sq=noise)
        add_images(cases, f"{input}: {reduction}, noise {noise}", input, {"sigmaNSq": noise}, function, reduction=reduction, **answer)

    for input in cases.batches:
        if input != "small":
            add(input)
            add(input, noise=0.5)
    for reduction in ("sum", "none"):
        add("grey", reduction)
    add("small", error="LML_SHAPE_MISMATCH")


PANSHARPENED = ("prediction", "target", "pan", "coarse")
POOLED = OF_BATCH + "Errors of opposite sign would cancel. "


def sharpened(pictures: Pictures, shape: tuple, times: int, count: tuple, coarse_pan: bool = False, channels: int = 3) -> list:
    """Batches of fused pictures, coarse ones, the sharp grey ones and, if asked for, coarse grey ones."""
    height, width = shape
    batches = []
    for images in count:
        coarse = pictures.waves(images, channels, height, width)
        fused = pictures.like(np.kron(coarse, np.ones((times, times))), 30)
        pan = np.repeat(np.round(fused.mean(1, keepdims=True)), channels, 1)
        batch = {"prediction": fused, "target": coarse, "pan": pictures.like(pan, 5)}
        batches.append({**batch, **({"coarse": np.repeat(np.round(coarse.mean(1, keepdims=True)), channels, 1)} if coarse_pan else {})})
    return batches


@metrics.component("spectral-distortion-index", "torchmetrics", "torch")
def spectral_distortion_index(cases: MetricCases) -> None:
    pictures = Pictures(313)
    for name, batches in {
        "twice as fine": sharpened(pictures, (12, 11), 2, (2, 1)),
        "two bands": sharpened(pictures, (11, 13), 1, (1, 2), channels=2),
        "one band": sharpened(pictures, (11, 11), 1, (1,), channels=1),
        "four bands": sharpened(pictures, (11, 11), 1, (1,), channels=4),
    }.items():
        cases.input(name, [{part: batch[part] for part in CHANNELS} for batch in batches], CHANNELS)
    same = pictures.waves(2, 3, 12, 12)
    cases.input("equal images", [{"prediction": same, "target": same}], CHANNELS)
    cases.input("bands that differ", [{"prediction": same, "target": same[:, :2]}], CHANNELS)
    cases.input("small", pictures.pairs((1, 2, 10, 12)), CHANNELS)

    def add(input: str, p: int = 1, reduction: str = "mean", **answer: Any) -> None:
        function = lambda *pair: functional.spectral_distortion_index(*pair, p=p)
        if "error" not in answer:
            answer = {"reason": POOLED + FLOAT32 + " A small difference of qualities has fewer digits.", "tolerance": 5e-5}
        add_images(cases, f"{input}: p {p}, {reduction}", input, {"p": p}, function, reduction=reduction, **answer)

    for input in ("twice as fine", "two bands", "one band", "four bands", "equal images"):
        for p in (1, 2):
            add(input, p)
    for reduction in ("sum", "none"):
        add("twice as fine", 3, reduction)
    add("bands that differ", error="LML_SHAPE_MISMATCH")
    cases.add_case("small", "small", {}, error="LML_SHAPE_MISMATCH")


@metrics.component("spatial-distortion-index", "torchmetrics", "torch", "torchvision")
def spatial_distortion_index(cases: MetricCases) -> None:
    fused_cases(cases, Pictures(314), {"normOrder": "norm_order", "windowSize": "window_size"}, functional.spatial_distortion_index)


@metrics.component("quality-with-no-reference", "torchmetrics", "torch", "torchvision")
def quality_with_no_reference(cases: MetricCases) -> None:
    keys = {"normOrder": "norm_order", "windowSize": "window_size", "alpha": "alpha", "beta": "beta"}
    fused_cases(cases, Pictures(315), keys, functional.quality_with_no_reference)


def fused_cases(cases: MetricCases, pictures: Pictures, keys: dict, function: Callable[..., Any]) -> None:
    cases.input("twice as fine", sharpened(pictures, (12, 11), 2, (2, 1)), PANSHARPENED)
    cases.input("three times as fine", sharpened(pictures, (11, 12), 3, (1,), channels=2), PANSHARPENED)
    cases.input("a coarse grey image", sharpened(pictures, (11, 13), 2, (1, 1), True, 2), PANSHARPENED)
    cases.input("one band", sharpened(pictures, (11, 11), 2, (2,), channels=1), PANSHARPENED)
    grey = [{**batch, "pan": batch["pan"][:, :1]} for batch in sharpened(pictures, (11, 11), 2, (2, 1))]
    cases.input("a grey image of one channel", grey, PANSHARPENED)
    odd = sharpened(pictures, (12, 12), 2, (1,), channels=1)
    cases.input("no multiple", [{**odd[0], "target": odd[0]["target"][:, :, :11, :11]}], PANSHARPENED)
    cases.input("a small grey image", [{**odd[0], "pan": odd[0]["target"]}], PANSHARPENED)
    cases.input("small", [{part: values[:, :, :10] for part, values in odd[0].items()}], PANSHARPENED)

    def add(input: str, options: dict | None = None, reduction: str = "mean", **answer: Any) -> None:
        options = options or {}
        given = {keys[key]: value for key, value in options.items()}

        def of_one(prediction: torch.Tensor, ms: torch.Tensor, pan: torch.Tensor, *pan_lr: torch.Tensor) -> Any:
            return function(prediction, ms, pan.expand_as(prediction), *pan_lr, **given)

        if "error" not in answer:
            digits = " A small difference of qualities has fewer digits."
            answer = {"reason": POOLED + FLOAT32 + digits, "tolerance": 5e-5}
        add_images(cases, f"{input}: {options}, {reduction}", input, options, of_one, reduction=reduction, **answer)

    for input in ("twice as fine", "three times as fine", "a coarse grey image", "one band", "a grey image of one channel"):
        add(input)
        add(input, {"normOrder": 2, "windowSize": 4})
    add("twice as fine", {"windowSize": 1})
    if "alpha" in keys:
        add("twice as fine", {"alpha": 0.5, "beta": 3})
    for reduction in ("sum", "none"):
        add("twice as fine", {"normOrder": 2}, reduction)
    for input in ("no multiple", "a small grey image", "small"):
        cases.add_case(input, input, {}, error="LML_SHAPE_MISMATCH")
    cases.add_case("a window as large as the image", "one band", {"windowSize": 11}, error="LML_SHAPE_MISMATCH")
