import type { TextTokens } from './token-rows.js';

/** How alike the tokens of a prediction and of a reference are, each to that which is most like it. */
export interface TokenMatches {
  readonly prediction: MatchedTokens;
  readonly reference: MatchedTokens;
}

/** The tokens of a text, and the cosine of each with that which is most like it, at least 0. */
export interface MatchedTokens {
  readonly tokens: readonly number[];
  readonly best: readonly number[];
}

/** Precision, recall and F1. */
export type MatchScores = readonly [precision: number, recall: number, f1: number];

/** The tokens of two texts with their best matches. */
export function matchTokens(prediction: TextTokens, reference: TextTokens): TokenMatches {
  const [ours, theirs] = [prediction.rows.map(direction), reference.rows.map(direction)];
  const [found, missed] = [ours.map(() => 0), theirs.map(() => 0)];
  for (const [one, vector] of ours.entries())
    for (const [other, right] of theirs.entries()) {
      let cosine = 0;
      for (let at = 0; at < vector.length; at++) cosine += vector[at]! * right[at]!;
      found[one] = Math.max(found[one]!, cosine);
      missed[other] = Math.max(missed[other]!, cosine);
    }
  return {
    prediction: { tokens: prediction.tokens, best: found },
    reference: { tokens: reference.tokens, best: missed },
  };
}

function direction(vector: Float64Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** The scores of a prediction: of several references the highest of each. Texts without tokens have 0. */
export function matchScores(references: readonly TokenMatches[], weightOf?: (token: number) => number): MatchScores {
  const scores = references.map(({ prediction, reference }): MatchScores => {
    const [precision, recall] = [weightedMean(prediction, weightOf), weightedMean(reference, weightOf)];
    return [precision, recall, precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)];
  });
  const highest = (at: 0 | 1 | 2): number => scores.reduce((most, score) => Math.max(most, score[at]), -Infinity);
  return [highest(0), highest(1), highest(2)];
}

function weightedMean({ tokens, best }: MatchedTokens, weightOf?: (token: number) => number): number {
  let [sum, total] = [0, 0];
  for (const [at, likeness] of best.entries()) {
    const weight = weightOf === undefined ? 1 : weightOf(tokens[at]!);
    sum += weight * likeness;
    total += weight;
  }
  return total === 0 ? 0 : sum / total;
}
