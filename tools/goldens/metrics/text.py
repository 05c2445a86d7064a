"""Metrics of texts, by torchmetrics and by the packages that it follows: sacrebleu, rouge-score, jiwer.

Each case is computed by both. Where they differ, the original's answer is expected, and `reason` says why.
"""

import math
import random
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import jiwer
import numpy as np
import torch
import torchmetrics.functional.text.rouge as torch_rouge
from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU, CHRF, TER
from torchmetrics import text as torch_text

from golden_file import result, sixty_fourths
from metrics import MetricCases, metrics

NAN = float("nan")
TOLERANCE = 1e-5
Texts = list[dict[str, Any]]

# NLTK's sentence splitter is a model of its own: sentences are lines, as in rouge-score.
torch_rouge._split_sentence = lambda text: text.split("\n")

WORDS = (
    "the cat is on mat a dog and then they were running happily through relational houses, in 1,000 gardens; "
    "he reads books don't well-known U.S. 3.5 (see below) quickly! Really? connection connected generalizations"
).split()


def sentence(generator: random.Random, most: int = 14) -> str:
    return " ".join(generator.choice(WORDS) for _ in range(generator.randint(1, most)))


def changed(generator: random.Random, text: str) -> str:
    """A text with words left out, replaced, put in and moved."""
    words = text.split(" ")
    for _ in range(generator.randint(0, 4)):
        at = generator.randrange(len(words) + 1)
        kind = generator.randrange(4)
        if kind == 0 and len(words) > 1:
            words.pop(at % len(words))
        elif kind == 1:
            words[at % len(words)] = generator.choice(WORDS)
        elif kind == 2:
            words.insert(at, generator.choice(WORDS))
        else:
            length = generator.randint(1, 3)
            start = generator.randrange(len(words))
            run = words[start : start + length]
            rest = words[:start] + words[start + length :]
            at = generator.randrange(len(rest) + 1)
            words = rest[:at] + run + rest[at:]
    return " ".join(words)


def generated(seed: int, *sizes: int, references: int = 1) -> Texts:
    generator = random.Random(seed)
    batches = []
    for size in sizes:
        targets = [[sentence(generator)] for _ in range(size)]
        predictions = [changed(generator, right[0]) for right in targets]
        for right in targets:
            right.extend(changed(generator, right[0]) for _ in range(generator.randint(0, references - 1)))
        batches.append({"prediction": predictions, "target": targets})
    return batches


UNICODE = [
    {
        "prediction": ["我喜欢吃苹果。", "Das “alte” Haus – schön!", "I 😀 you 👩‍👩‍👧", "cafe\u0301 au lait", "今日は良い天気ですね"],
        "target": [["我爱吃苹果。"], ["Das „alte“ Haus — schön!"], ["I 😀😀 you 👩‍👩‍👦"], ["café au lait"], ["今日はいい天気です。"]],
    },
    {
        "prediction": ["ＡＢＣ１２３ ｶﾀｶﾅ", "Straße und İstanbul $5.00 €3"],
        "target": [["ABC123 カタカナ", "ＡＢＣ１２３"], ["STRASSE und istanbul $5 €3.00"]],
    },
]  # fmt: skip
EMPTY = [
    {"prediction": ["", "one two three", ""], "target": [["one two"], [""], [""]]},
    {"prediction": ["the cat sat here today"], "target": [["the cat sat here today"]]},
]
CASED = [
    {"prediction": ["The Cat IS on the mat", "HE READS"], "target": [["the cat is on the mat"], ["he reads", "He Reads"]]},
    {"prediction": ["Stop."], "target": [["stop ."]]},
]
EDGES = [
    {
        "prediction": ["AT&amp;T's &quot;new&quot; 1,000.5 - it's 5-6 <skipped>", "tab\tand\u00a0hard space", "end-\nof line\n- here"],
        "target": [["AT&T's \"new\" 1000.5 -- it's 5-6"], ["tab and hard space"], ["endof line here"]],
    }
]
WRONG = [{"prediction": ["a b c d", "e f g h i"], "target": [["p q r"], ["s t u v w x"]]}]
MOVED = [
    {
        "prediction": ["b c d e f a", "this week the saudis denied information published in the new york times"],
        "target": [["a b c d e f"], ["saudi arabia denied this week information published in the american new york times"]],
    },
    {"prediction": ["one two three four five six seven eight nine ten eleven twelve", "x y"], "target": [["seven eight nine ten eleven twelve one two three four five six"], ["y x"]]},
]
ALL = {
    "a few": generated(1, 3, 2),
    "several references": generated(2, 4, 1, 3, references=4),
    "uneven batches": generated(3, 1, 7, 2),
    "unicode": UNICODE,
    "empty texts": EMPTY,
    "capital letters": CASED,
    "marks and numbers": EDGES,
    "all wrong": WRONG,
    "words moved": MOVED,
}  # fmt: skip


def single(batches: Texts) -> Texts:
    """With the first reference of each only."""
    return [{"prediction": batch["prediction"], "target": [right[0] for right in batch["target"]]} for batch in batches]


def per_batch(of: Callable[[list[str], list], Any], batches: Texts) -> dict:
    """What a function gives for all samples up to each batch, and for each batch alone."""

    def joined(parts: Texts) -> Any:
        return of(*([one for part in parts for one in part[name]] for name in ("prediction", "target")))

    values = [joined(batches[: end + 1]) for end in range(len(batches))]
    return {"values": values, "batchValues": [joined([batch]) for batch in batches], "value": values[-1]}


def by_torch(make: Callable[[], Any], batches: Texts, convert: Callable[[Any], Any]) -> dict:
    metric, values, alone = make(), [], []
    for batch in batches:
        metric.update(batch["prediction"], batch["target"])
        values.append(convert(metric.compute()))
        one = make()
        one.update(batch["prediction"], batch["target"])
        alone.append(convert(one.compute()))
    return {"values": values, "batchValues": alone, "value": values[-1]}


def scalar(value: Any) -> float:
    return float(value)


def with_sentences(value: Any) -> dict:
    total, each = value
    return {"value": float(total), "sentences": as_list(each)}


def as_list(values: torch.Tensor) -> dict:
    """torchmetrics makes a number of a single value."""
    return {"dtype": "float64", "shape": [values.numel()], "data": values.double().reshape(-1).tolist()}


def near(a: Any, b: Any) -> bool:
    """Whether two answers are the same, within float32."""
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(near(a[key], b[key]) for key in a)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(near(one, other) for one, other in zip(a, b))
    if isinstance(a, str):
        return a == b
    return (math.isnan(a) and math.isnan(b)) or a == b or abs(a - b) <= 2e-6 * max(1, abs(b))


class TextCases:
    """Adds the cases of a metric of texts."""

    def __init__(self, cases: MetricCases) -> None:
        self.cases = cases
        self.added: set[str] = set()

    def add(
        self,
        name: str,
        batches: Texts,
        options: dict,
        make: Callable[[], Any],
        original: Callable[[list[str], list], Any] | None = None,
        reason: str | None = None,
        convert: Callable[[Any], Any] = scalar,
    ) -> None:
        """`original` computes what `make`'s metric should; where it differs, it is right, for `reason`."""
        if name not in self.added:
            self.added.add(name)
            self.cases.input(name, batches)
        title = ", ".join(f"{option} {value}" for option, value in options.items()) or "defaults"
        told = {"tolerance": TOLERANCE, "reason": "torchmetrics computes in float32."}
        theirs = None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                theirs = by_torch(make, batches, convert)
            except (ValueError, IndexError, ZeroDivisionError, TypeError) as error:
                if original is None:
                    raise error
        right = theirs if original is None else per_batch(original, batches)
        if theirs is not None and near(theirs, right):
            self.cases.add_case(f"{name}: {title}", name, options, lambda: theirs, **told)
            return
        if reason is None:
            raise ValueError(f"'{name}: {title}' of {self.cases.component} differs: {theirs} and {right}")
        self.cases.add_case(f"{name}: {title}", name, options, expected=right, reason=reason)

    def add_edges(self, options: dict, none: Any = NAN) -> None:
        """What every metric of texts refuses."""
        self.cases.input("no updates", [])
        expected = {"values": [], "batchValues": [], "value": none}
        self.cases.add_case("no updates", "no updates", options, expected=expected, reason="Of nothing there is no score.")
        for name, prediction, target, error in (
            ("numbers", [1, 2], ["a", "b"], "LML_INVALID_ARGUMENT"),
            ("targets that are numbers", ["a", "b"], [1, 2], "LML_INVALID_ARGUMENT"),
            ("too few targets", ["a", "b"], ["a"], "LML_SHAPE_MISMATCH"),
        ):
            self.cases.input(name, [{"prediction": prediction, "target": target}])
            self.cases.add_case(f"refused: {name}", name, options, error=error)


def references_of(targets: list[list[str]]) -> list[list[str]]:
    """As sacrebleu takes them: a list for each number of a reference, with the last again where there are fewer."""
    most = max(len(right) for right in targets)
    return [[right[min(at, len(right) - 1)] for right in targets] for at in range(most)]


def sacre_bleu(options: dict, tokenize: str, predictions: list[str], targets: list[list[str]]) -> float:
    smooth = {False: "none", True: "add-k", "exp": "exp"}[options.get("smooth", False)]
    metric = BLEU(
        lowercase=options.get("lowercase", False),
        force=True,
        tokenize=tokenize,
        smooth_method=smooth,
        max_ngram_order=options.get("nGram", 4),
    )
    return metric.corpus_score(predictions, references_of(targets)).score / 100


BLEU_REASON = (
    "As sacrebleu: of two reference lengths as near the shorter counts, smoothing also counts where nothing matches, and texts "
    "are changed to small letters before words are found."
)


def torch_bleu(kind: type, options: dict) -> Callable[[], Any]:
    names = {"nGram": "n_gram", "smooth": "smooth", "weights": "weights", "tokenize": "tokenize", "lowercase": "lowercase"}
    given = {names[option]: value for option, value in options.items()}
    return partial(kind, **{**given, "smooth": bool(given.get("smooth", False))})


@metrics.component("bleu-score", "torchmetrics", "sacrebleu")
def bleu_score(cases: MetricCases) -> None:
    own = TextCases(cases)
    for name, batches in ALL.items():
        for options in ({}, {"smooth": True}, {"nGram": 2, "smooth": "exp"}):
            original = partial(sacre_bleu, options, "none")
            own.add(name, batches, options, torch_bleu(torch_text.BLEUScore, options), original, BLEU_REASON)
    for options in ({"nGram": 1}, {"nGram": 6, "smooth": True}):
        original = partial(sacre_bleu, options, "none")
        own.add("uneven batches", ALL["uneven batches"], options, torch_bleu(torch_text.BLEUScore, options), original, BLEU_REASON)
    for weights in ([0.7, 0.3], [1.0, 1.0]):
        options = {"nGram": 2, "weights": weights}
        own.add("uneven batches", ALL["uneven batches"], options, torch_bleu(torch_text.BLEUScore, options))
    cases.add_case("refused: too few weights", "a few", {"weights": [0.5, 0.5]}, error="LML_INVALID_OPTIONS")
    own.add_edges({})


@metrics.component("sacre-bleu-score", "torchmetrics", "sacrebleu")
def sacre_bleu_score(cases: MetricCases) -> None:
    own = TextCases(cases)

    def add(name: str, options: dict) -> None:
        original = partial(sacre_bleu, options, options.get("tokenize", "13a"))
        own.add(name, ALL[name], options, torch_bleu(torch_text.SacreBLEUScore, options), original, BLEU_REASON)

    for name in ALL:
        add(name, {})
        add(name, {"tokenize": "intl", "nGram": 2, "lowercase": True})
    for name in ("unicode", "marks and numbers", "capital letters"):
        for tokenize in ("zh", "char", "none"):
            add(name, {"tokenize": tokenize, "smooth": "exp"})
    add("unicode", {"tokenize": "intl", "smooth": True})
    add("several references", {"smooth": "exp", "lowercase": True})
    add("words moved", {"smooth": True, "nGram": 6})
    for tokenize in ("ja-mecab", "ko-mecab", "spm", "flores200"):
        cases.add_case(f"refused: {tokenize}", "unicode", {"tokenize": tokenize}, error="LML_INVALID_OPTIONS", message="'none'",
                       reason="LML has neither dictionaries nor models.")  # fmt: skip
    own.add_edges({})


CHRF_REASON = (
    "As sacrebleu with eps_smoothing: all white space is left out, not spaces alone; the best reference counts also where its score is "
    "0; and n-grams that are longer than the reference do not count."
)


def sacre_chrf(options: dict, predictions: list[str], targets: list[list[str]]) -> Any:
    metric = CHRF(
        char_order=options.get("nCharOrder", 6),
        word_order=options.get("nWordOrder", 2),
        beta=options.get("beta", 2),
        lowercase=options.get("lowercase", False),
        whitespace=options.get("whitespace", False),
        eps_smoothing=True,
    )
    return sacre_scores(metric, options, predictions, targets)


def sacre_scores(metric: Any, options: dict, predictions: list[str], targets: list[list[str]]) -> Any:
    # What stands in the place of 0 is 1e-16.
    value = round(metric.corpus_score(predictions, references_of(targets)).score / 100, 14)
    if not options.get("returnSentenceLevelScore"):
        return value
    each = [round(metric.sentence_score(text, right).score / 100, 14) for text, right in zip(predictions, targets)]
    return {"value": value, "sentences": {"dtype": "float64", "shape": [len(each)], "data": each}}


def snake(option: str) -> str:
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in option)


@metrics.component("chrf-score", "torchmetrics", "sacrebleu")
def chrf_score(cases: MetricCases) -> None:
    own = TextCases(cases)
    variants = (
        {},
        {"nWordOrder": 0, "lowercase": True},
        {"nCharOrder": 4, "nWordOrder": 3, "beta": 1, "whitespace": True, "returnSentenceLevelScore": True},
    )
    for name, batches in ALL.items():
        for options in variants:
            make = partial(torch_text.CHRFScore, **{snake(option): value for option, value in options.items()})
            convert = with_sentences if "returnSentenceLevelScore" in options else scalar
            own.add(name, batches, options, make, partial(sacre_chrf, options), CHRF_REASON, convert)
    own.add_edges({})


TER_REASON = "As sacrebleu, which moves words of the prediction: torchmetrics takes prediction and reference for each other."


def sacre_ter(options: dict, predictions: list[str], targets: list[list[str]]) -> Any:
    metric = TER(
        normalized=options.get("normalize", False),
        no_punct=options.get("noPunctuation", False),
        asian_support=options.get("asianSupport", False),
        case_sensitive=not options.get("lowercase", True),
    )
    # Each list of references has its own length here: sacrebleu would count one that is there twice twice in the mean.
    stats = [metric._compute_segment_statistics(metric._preprocess_segment(text), metric._extract_reference_info(right))
             for text, right in zip(predictions, targets)]  # fmt: skip
    value = metric._aggregate_and_compute(stats).score / 100
    if not options.get("returnSentenceLevelScore"):
        return value
    each = [metric._compute_score_from_stats(own).score / 100 for own in stats]
    return {"value": value, "sentences": {"dtype": "float64", "shape": [len(each)], "data": each}}


@metrics.component("translation-edit-rate", "torchmetrics", "sacrebleu")
def translation_edit_rate(cases: MetricCases) -> None:
    own = TextCases(cases)
    variants = (
        {},
        {"normalize": True, "lowercase": False, "returnSentenceLevelScore": True},
        {"normalize": True, "noPunctuation": True, "asianSupport": True},
    )
    generator = random.Random(6)
    vocabulary = [chr(97 + at) for at in range(12)]
    many = [{"prediction": [], "target": []}]
    for length in (20, 60, 90):
        words = [generator.choice(vocabulary) for _ in range(length)]
        moved = words[length // 2 :] + words[: length // 2]
        many[0]["prediction"].append(" ".join(moved))
        many[0]["target"].append([" ".join(words)])
    # The prediction is so much shorter that the beam is wider.
    many.append({"prediction": ["a b c", "d"], "target": [[" ".join(vocabulary * 15)], [" ".join(vocabulary * 6)]]})
    for name, batches in {**ALL, "long texts": many}.items():
        for options in variants:
            make = partial(torch_text.TranslationEditRate, **{snake(option): value for option, value in options.items()})
            convert = with_sentences if "returnSentenceLevelScore" in options else scalar
            own.add(name, batches, options, make, partial(sacre_ter, options), TER_REASON, convert)
    own.add_edges({})


def rouge_values(value: dict) -> dict:
    found: dict[str, dict] = {}
    for name, number in value.items():
        key, score = name.split("_")
        found.setdefault(key, {})[score] = float(number)
    return found


def by_rouge_score(keys: list[str], stemmer: bool, predictions: list[str], targets: list[list[str]]) -> dict:
    scorer = rouge_scorer.RougeScorer(keys, use_stemmer=stemmer)
    scores = [scorer.score_multi(right, text) for text, right in zip(predictions, targets)]
    return {
        key: {part: float(np.mean([getattr(score[key], part) for score in scores])) for part in ("fmeasure", "precision", "recall")}
        for key in keys
    }  # fmt: skip


SUMMARIES = [
    {
        "prediction": ["The cats ran home.\nThey were hungry and generally tired.\nSo they ate.", "one\n\ntwo three"],
        "target": [
            ["A cat ran to its home.\nIt was hungry.\nThen it was eating", "Hungry cats eat.\nTired cats run home"],
            ["two one\nthree"],
        ],
    },
    {"prediction": ["a b c\na b d"], "target": [["a b d\nc a b"]]},
]


@metrics.component("rouge-score", "torchmetrics", "rouge-score")
def rouge_score(cases: MetricCases) -> None:
    own = TextCases(cases)
    every = ["rouge1", "rouge2", "rougeL", "rougeLsum"]
    variants = ({}, {"useStemmer": True}, {"accumulate": "avg", "rougeKeys": ["rouge1", "rougeLsum"]})
    for name, batches in {**ALL, "summaries": SUMMARIES}.items():
        for options in variants:
            keys = options.get("rougeKeys", every)
            stemmer = options.get("useStemmer", False)
            make = partial(torch_text.ROUGEScore, use_stemmer=stemmer, accumulate=options.get("accumulate", "best"), rouge_keys=tuple(keys))
            original = None if "accumulate" in options else partial(by_rouge_score, keys, stemmer)
            own.add(name, batches, options, make, original, convert=rouge_values)
    options = {"rougeKeys": ["rouge3", "rouge5", "rouge9"]}
    make = partial(torch_text.ROUGEScore, rouge_keys=tuple(options["rougeKeys"]))
    original = partial(by_rouge_score, options["rougeKeys"], False)
    own.add("words moved", MOVED, options, make, original, convert=rouge_values)
    nothing = {"fmeasure": NAN, "precision": NAN, "recall": NAN}
    own.add_edges({"rougeKeys": ["rouge1"]}, {"rouge1": nothing})


def jiwer_rate(name: str, predictions: list[str], targets: list[str]) -> float:
    # jiwer's words are separated by single spaces only.
    found = jiwer.process_words(*([" ".join(text.split()) for text in texts] for texts in (targets, predictions)))
    counts = (found.hits, found.substitutions, found.deletions, found.insertions)
    hits, substitutions, deletions, insertions = counts
    right, own = hits + substitutions + deletions, hits + substitutions + insertions
    edits = substitutions + deletions + insertions
    with np.errstate(all="ignore"):
        rates = {
            "wer": np.float64(edits) / right,
            "mer": np.float64(edits) / (edits + hits),
            # Nothing is preserved where nothing matches, though one side has no words.
            "wip": 0.0 if hits == 0 and right + own > 0 else (np.float64(hits) / right) * (np.float64(hits) / own),
        }
    rates["wil"] = 1 - rates["wip"]
    return float(rates[name])


LONG_WORDS = [
    {"prediction": [" ".join(f"w{at}" for at in range(30, 90))], "target": [[" ".join(f"w{at}" for at in range(80))]]},
    {"prediction": ["b a c a b", "x a b c"], "target": [["a b a c a"], ["a b c y"]]},
]
EDITED = {**ALL, "many words": LONG_WORDS, "more": generated(8, 5, 1, 6), "others": generated(9, 12)}


def add_rates(cases: MetricCases, kind: type, name: str) -> None:
    own = TextCases(cases)
    reason = "As jiwer: matches are counted. torchmetrics takes the longer text less the edits for them, which is too few where words are both put in and left out."
    for title, batches in EDITED.items():
        own.add(title, single(batches), {}, kind, partial(jiwer_rate, name), reason)
    # jiwer refuses texts without words.
    own.add("no words", [{"prediction": [""], "target": [""]}], {}, kind)
    own.add("no words to find", [{"prediction": ["a b"], "target": [" "]}], {}, kind, partial(jiwer_rate, name), reason)
    cases.input("two references", [{"prediction": ["a"], "target": [["a", "b"]]}])
    cases.add_case("refused: two references", "two references", {}, error="LML_INVALID_ARGUMENT")
    own.add_edges({})


for component, kind, short in (
    ("word-error-rate", torch_text.WordErrorRate, "wer"),
    ("match-error-rate", torch_text.MatchErrorRate, "mer"),
    ("word-info-lost", torch_text.WordInfoLost, "wil"),
    ("word-info-preserved", torch_text.WordInfoPreserved, "wip"),
):
    metrics.component(component, "torchmetrics", "jiwer")(
        (lambda kind, short: lambda cases: add_rates(cases, kind, short))(kind, short)
    )


@metrics.component("char-error-rate", "torchmetrics")
def char_error_rate(cases: MetricCases) -> None:
    own = TextCases(cases)
    for title, batches in EDITED.items():
        own.add(title, single(batches), {}, torch_text.CharErrorRate)
    own.add("nothing to find", [{"prediction": ["ab"], "target": [""]}], {}, torch_text.CharErrorRate)
    own.add_edges({})


def exact_distance(options: dict, predictions: list[str], targets: list[str]) -> Any:
    cost = options.get("substitutionCost", 1)

    def distance(a: str, b: str) -> int:
        row = list(range(len(b) + 1))
        for i, one in enumerate(a, 1):
            before, row = row, [i]
            for j, other in enumerate(b, 1):
                row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (0 if one == other else cost)))
        return row[-1]

    each = [distance(a, b) for a, b in zip(predictions, targets)]
    reduction = options.get("reduction", "mean")
    if reduction == "none":
        return {"dtype": "float64", "shape": [len(each)], "data": each}
    return sum(each) / (len(each) if reduction == "mean" else 1)


@metrics.component("edit-distance", "torchmetrics")
def edit_distance(cases: MetricCases) -> None:
    own = TextCases(cases)
    reason = "torchmetrics looks only at 25 places around the diagonal."
    for title, batches in EDITED.items():
        for options in ({}, {"substitutionCost": 2, "reduction": "none"}, {"reduction": "sum"}):
            if title in ("a few", "all wrong", "words moved") and options == {"reduction": "sum"}:
                continue
            make = partial(torch_text.EditDistance, **{snake(option): value for option, value in options.items()})
            own.add(title, single(batches), options, make, partial(exact_distance, options), reason, as_list if options.get("reduction") == "none" else scalar)
    own.add_edges({})


@metrics.component("extended-edit-distance", "torchmetrics")
def extended_edit_distance(cases: MetricCases) -> None:
    own = TextCases(cases)
    names = [{"prediction": ["Mr . Smith and Dr Who, e.g. 3.5 U.S. i.e. a test !"], "target": [["Mr. Smith and Dr. Who, e.g. 3.5, U.S., i.e. a test!"]]}]
    variants = (
        {},
        {"language": "ja", "returnSentenceLevelScore": True},
        {"alpha": 1.0, "rho": 0.6, "deletion": 0.4, "insertion": 0.7},
    )
    for title, batches in {**ALL, "names": names}.items():
        for options in variants:
            make = partial(torch_text.ExtendedEditDistance, **{snake(option): value for option, value in options.items()})
            convert = with_sentences if "returnSentenceLevelScore" in options else scalar
            own.add(title, batches, options, make, convert=convert)
    own.add_edges({})


class Squad(torch_text.SQuAD):
    """Takes answers in the order of the questions."""

    def update(self, predictions: list[str], targets: list[list[str]]) -> None:
        ids = [str(at) for at in range(len(predictions))]
        super().update(
            [{"prediction_text": text, "id": own} for text, own in zip(predictions, ids)],
            [{"answers": {"answer_start": [0], "text": right}, "id": own} for right, own in zip(targets, ids)],
        )


@metrics.component("squad", "torchmetrics")
def squad(cases: MetricCases) -> None:
    own = TextCases(cases)
    convert = lambda value: {"exactMatch": float(value["exact_match"]), "f1": float(value["f1"])}  # noqa: E731
    answers = [
        {"prediction": ["1976", "the  Green, house", "a the an", "ça a été", "No."], "target": [["1976", "in 1976"], ["green house"], ["", "none"], ["ça été"], ["no", "no no"]]},
        {"prediction": ["in a red house"], "target": [["the red houses", "red house in"]]},
    ]  # fmt: skip
    for title, batches in {**ALL, "answers": answers}.items():
        own.add(title, batches, {}, Squad, convert=convert)
    cases.input("no right answers", [{"prediction": ["", "x"], "target": [[], []]}])
    told = {"exactMatch": 50, "f1": 50}
    cases.add_case("no right answers", "no right answers", {}, expected={"values": [told], "batchValues": [told], "value": told},
                   reason="As SQuAD 2.0, where no answer is right then; torchmetrics refuses.")  # fmt: skip
    records = [{"prediction": [{"text": "1976"}], "target": [{"text": ["in 1976", "1976"], "answer_start": [1, 4]}]}]
    cases.input("records", records)
    told = {"exactMatch": 100, "f1": 100}
    cases.add_case("records", "records", {}, expected={"values": [told], "batchValues": [told], "value": told},
                   reason="SQuAD's own records of answers, in one order.")  # fmt: skip
    own.add_edges({}, {"exactMatch": NAN, "f1": NAN})


@metrics.component("perplexity", "torchmetrics", "torch")
def perplexity(cases: MetricCases) -> None:
    generator = np.random.RandomState(310)

    def logits(*shapes: tuple[int, int, int], scale: float = 1) -> Texts:
        return [
            {"prediction": sixty_fourths(generator.standard_normal(shape) * scale), "target": generator.randint(0, shape[2], shape[:2])}
            for shape in shapes
        ]  # fmt: skip

    inputs = {
        "sequences": logits((3, 5, 7), (2, 5, 7), (1, 5, 7)),
        "sequences of several lengths": logits((2, 6, 4), (2, 3, 4), (1, 1, 4)),
        "sure ones": logits((4, 3, 5), (2, 3, 5), scale=6),
        "two tokens": logits((6, 4, 2)),
        "one token": logits((2, 3, 1)),
    }
    exact = {"tolerance": TOLERANCE, "reason": "Sums of a batch are float32."}
    for name, batches in inputs.items():
        cases.input(name, batches)
        cases.add(name, name, {}, torch_text.Perplexity, torch.float64, **exact)
        for ignore in (0, 1, -100):
            changed_batches = [{**batch, "target": batch["target"].copy()} for batch in batches]
            if ignore == -100:
                for batch in changed_batches:
                    batch["target"][0, -1] = -100
            title = f"{name}, {ignore} ignored"
            cases.input(title, changed_batches)
            if name in ("one token", "two tokens") and ignore == 0:
                continue
            cases.add(title, title, {"ignoreIndex": ignore}, partial(torch_text.Perplexity, ignore_index=ignore), torch.float64, **exact)
    far = [{"prediction": np.array([[[200.0, 0, 0], [0, 0, 0]]]), "target": np.array([[1, 2]])}]
    cases.input("far logits", far)
    value = math.exp((200 + math.log(3)) / 2)
    cases.add_case("far logits", "far logits", {}, expected={"values": [value], "batchValues": [value], "value": value}, tolerance=TOLERANCE,
                   reason="torchmetrics takes the logarithm of a softmax that is 0 in float32.")  # fmt: skip
    cases.input("no tokens", [{"prediction": np.zeros((1, 2, 3)), "target": np.array([[0, 3]])}])
    cases.add_case("refused: no tokens", "no tokens", {}, error="LML_INVALID_ARGUMENT")
    cases.input("too few axes", [{"prediction": np.zeros((2, 3)), "target": np.zeros((2, 3), dtype=int)}])
    cases.add_case("refused: too few axes", "too few axes", {}, error="LML_SHAPE_MISMATCH")
