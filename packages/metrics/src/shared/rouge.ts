import { commonLength, commonPlaces } from './common-subsequence.js';
import { commonNGrams, nGramCount, nGramsOf } from './n-grams.js';

/** Precision, recall and F score of a prediction against a reference. */
export interface RougeScore {
  readonly fmeasure: number;
  readonly precision: number;
  readonly recall: number;
}

/** A text as words, and as the words of each of its sentences. */
export interface RougeText {
  readonly words: readonly string[];
  readonly sentences: readonly (readonly string[])[];
}

/** ROUGE-N (`n` words together), ROUGE-L (`'L'`) or ROUGE-Lsum (`'Lsum'`) of a prediction. */
export function rougeOf(kind: number | 'L' | 'Lsum', prediction: RougeText, reference: RougeText): RougeScore {
  const [ours, right] = [prediction.words, reference.words];
  if (kind === 'Lsum') {
    const [own, other] = [lengthOf(prediction), lengthOf(reference)];
    return own === 0 || other === 0 ? scoreOf(0, 0, 0) : scoreOf(summaryHits(prediction, reference), own, other);
  }
  if (kind === 'L') return scoreOf(commonLength(right, ours), ours.length, right.length);
  const hits = commonNGrams(nGramsOf(ours, kind, ' '), nGramsOf(right, kind, ' '));
  return scoreOf(hits, nGramCount(ours.length, kind), nGramCount(right.length, kind));
}

function scoreOf(hits: number, predicted: number, right: number): RougeScore {
  if (hits === 0) return { fmeasure: 0, precision: 0, recall: 0 };
  return { fmeasure: (2 * hits) / (predicted + right), precision: hits / predicted, recall: hits / right };
}

function lengthOf({ sentences }: RougeText): number {
  return sentences.reduce((sum, { length }) => sum + length, 0);
}

/** Words of the reference's sentences in a longest common subsequence with any sentence of the prediction, no word more often than in both. */
function summaryHits(prediction: RougeText, reference: RougeText): number {
  const [left, due] = [countsOf(prediction), countsOf(reference)];
  let hits = 0;
  for (const sentence of reference.sentences) {
    const places = new Set(prediction.sentences.flatMap((own) => commonPlaces(sentence, own)));
    for (const place of [...places].sort((a, b) => a - b)) {
      const word = sentence[place]!;
      const [had, needed] = [left.get(word) ?? 0, due.get(word) ?? 0];
      if (had === 0 || needed === 0) continue;
      left.set(word, had - 1);
      due.set(word, needed - 1);
      hits += 1;
    }
  }
  return hits;
}

function countsOf({ sentences }: RougeText): Map<string, number> {
  return new Map(nGramsOf(sentences.flat(), 1, ' '));
}
