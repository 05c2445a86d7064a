import type { HostMetric, MetricTraits } from '@lml/core';

import { editsOf } from './edits.js';
import { textMetric } from './text-metric.js';
import type { TextSettings } from './text-options.js';
import { wordsOf } from './words.js';

/** How predicted words differ from the right ones, over all samples. */
export interface WordEdits {
  /** The fewest words to put in, leave out or replace. */
  readonly edits: number;
  /** The words that match. */
  readonly hits: number;
  /** The words that were predicted. */
  readonly predicted: number;
  /** The words of the references. */
  readonly right: number;
}

/** What {@link wordEditsMetric} takes. */
export interface WordEditsMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of every metric of texts, with their defaults filled in. */
  readonly options: TextSettings;
  /** The result. */
  readonly rate: (counts: WordEdits) => number;
}

/** What metrics of edits are checked with. */
export const editsConformance = {
  batch: {
    prediction: ['this is the prediction', 'there is an other sample', 'one two', 'a b c d'],
    target: ['this is the reference', 'there is another one', 'one two three', 'b c d a'],
  },
};

/** The share of word information that is preserved: none where nothing matches, of a prediction without words say. */
export function preservedShare({ hits, predicted, right }: WordEdits): number {
  return hits === 0 && predicted + right > 0 ? 0 : (hits / right) * (hits / predicted);
}

/** Makes a metric of the words that are edited, matched and counted; all of one kind count once. */
export function wordEditsMetric({ name, traits, options, rate }: WordEditsMetricOptions): HostMetric {
  return textMetric({
    name,
    traits,
    options,
    group: 'word-edits',
    references: 'one',
    sums: { edits: 1, hits: 1, predicted: 1, right: 1 },
    count: ({ prediction, references }) => {
      const [predicted, right] = [wordsOf(prediction), wordsOf(references[0]!)];
      const { distance, hits } = editsOf(predicted, right);
      return { edits: [distance], hits: [hits], predicted: [predicted.length], right: [right.length] };
    },
    result: ({ edits, hits, predicted, right }) =>
      rate({ edits: edits[0]!, hits: hits[0]!, predicted: predicted[0]!, right: right[0]! }),
  });
}
