"""Stems of English words, as rouge-score finds them by NLTK: words of Python's own help texts, and words with each suffix that has a rule."""

import re
from pydoc_data.topics import topics

from nltk.stem.porter import PorterStemmer

from golden_file import source, write

STEMS = "a be go cr tr str happ enjo relat condit valen digit conform radic differ vil analog oper feud decis hop call formal sens geo archaeo tri act angul homo adopt ow fizz fall hiss tann cease roll control prob".split()
SUFFIXES = (
    "sses ies ss s eed ed ing ied y at bl iz ational tional enci anci izer bli abli alli entli eli ousli ization ation ator alism "
    "iveness fulness ousness aliti iviti biliti fulli logi icate ative alize iciti ical ful ness al ance ence er ic able ible ant ement "
    "ment ent ion tion sion ou ism ate iti ous ive ize e ll lly"
).split()
IRREGULAR = "sky skies dying lying tying news innings inning outings outing cannings canning howe proceed exceed succeed dies died flies".split()

words = {word for text in topics.values() for word in re.findall(r"[a-z]{4,}", text.lower())}
every = sorted(words)[::5]
made = [stem + suffix for at, stem in enumerate(STEMS) for suffix in SUFFIXES[at % 2 :: 2]]
stemmer = PorterStemmer()
pairs = {word: stemmer.stem(word) for word in [*IRREGULAR, *every, *made, "yyyyed", "x1y2ing", "2nd", "1990s"]}

write(
    "packages/metrics/src/shared/goldens/porter-stems.json",
    source=source("nltk", "rouge-score"),
    script="tools/goldens/porter_stems.py",
    cases=[{"name": letter, "stems": {word: stem for word, stem in pairs.items() if word[0] == letter}}
           for letter in sorted({word[0] for word in pairs})],
)  # fmt: skip
print(len(pairs))
