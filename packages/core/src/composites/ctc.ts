import * as tf from '@tensorflow/tfjs';

import { defineComposite } from '../steps/composite.js';
import { asFloat } from '../tensorflow/arguments.js';
import { ctcRecursion, CTC_IMPOSSIBLE, logAddExp } from './ctc-recursion.js';
import { compositeNames } from './names.js';

/** What frames are to say, for {@link ctcNegativeLogLikelihood}. */
export interface CtcTarget {
  /** Class numbers, `[batch, labels]`. Behind `labelLengths` they may be anything. */
  readonly labels: tf.Tensor;
  /** How many labels count, `[batch]`. */
  readonly labelLengths: tf.Tensor;
  /** How many frames count, `[batch]`. */
  readonly inputLengths: tf.Tensor;
}

/** Attributes of the composite `ctc`. */
export type CtcAttributes = Readonly<{
  /** The class that stands for no label. */
  blank: number;
}>;

/** What labels and blanks emit, and by which they are reached in both directions. */
type Saved = readonly [ofLabels: tf.Tensor, ofBlanks: tf.Tensor, labelStates: tf.Tensor, blankStates: tf.Tensor];

/** What stands before the first label and behind the last one. They are no classes, and differ from each other. */
const [START, END] = [-1, -2];

/**
 * Inputs: log-probabilities, labels, how many of them count, and how many frames. Output: the values. Saved: see `Saved`, all with time in
 * front.
 */
const composite = defineComposite<CtcAttributes>({
  name: compositeNames.ctc,
  forward([logProbabilities, ...target], { blank }) {
    const [labels, labelLengths, inputLengths] = target as [tf.Tensor, tf.Tensor, tf.Tensor];
    const classes = placesOf(labels, labelLengths);
    const [ofLabels, ofBlanks] = emissions(logProbabilities!, classes, labelLengths, inputLengths, blank);
    const both = tf.concat([classes, tf.reverse(classes, 1)]);
    const first = tf.concat([tf.zerosLike(labelLengths), tf.sub(tf.scalar(labels.shape[1]!, 'int32'), labelLengths)]);
    const [labelStates, blankStates] = ctcRecursion(
      tf.concat([ofLabels, tf.reverse(ofLabels, [0, 2])], 1),
      tf.concat([ofBlanks, tf.reverse(ofBlanks, 0)], 1),
      leadsOn(both),
      tf.where(tf.equal(placeNumbers(classes), column(first)), 0, CTC_IMPOSSIBLE),
    );
    const saved: Saved = [ofLabels, ofBlanks, labelStates, blankStates];
    const likelihood = logLikelihoods(saved);
    return { outputs: [tf.where(isPossible(likelihood), tf.neg(likelihood), Infinity)], saved };
  },
  backward([outputGradient], [logProbabilities, labels, labelLengths], saved, { blank }) {
    const [ofLabels, ofBlanks, labelStates, blankStates] = saved as Saved;
    const [time, batch, places] = ofLabels.shape as [number, number, number];
    // Behind the last place is no blank.
    const onLabels = throughAll(labelStates, ofLabels, places);
    const onBlanks = throughAll(blankStates, ofBlanks, places - 1);
    const shares = tf.softmax(tf.concat([onLabels, onBlanks], 2));
    const likelihood = logLikelihoods(saved as Saved);
    const flow = tf.neg(tf.where(isPossible(likelihood), outputGradient!, 0));
    const [labelFlow, blankFlow] = tf.split(tf.mul(shares, column(flow)), [places, places - 1], 2);
    const classes = logProbabilities!.shape[2]!;
    const ofClasses = tf.matMul(tf.transpose(labelFlow!, [1, 0, 2]), rows(placesOf(labels!, labelLengths!), classes));
    const isBlank = rows(tf.tensor1d([blank], 'int32'), classes);
    const ofBlank = tf.mul(tf.reshape(tf.transpose(tf.sum(blankFlow!, 2)), [batch, time, 1]), isBlank);
    return [tf.add(ofClasses, ofBlank), undefined, undefined, undefined];
  },
});

/** The classes of all places of labels, `[batch, labels + 2]`: one before the labels, and one or more behind them. */
function placesOf(labels: tf.Tensor, labelLengths: tf.Tensor): tf.Tensor {
  const padded = tf.pad(labels, [[0, 0], [1, 1]], START); // prettier-ignore
  return tf.where(tf.lessEqual(placeNumbers(padded), column(labelLengths)), padded, tf.scalar(END, 'int32'));
}

/** What places of labels `[time, batch, places]` and blanks `[time, batch, 1]` emit; behind the frames that count only the end emits. */
function emissions(
  logProbabilities: tf.Tensor,
  classes: tf.Tensor,
  labelLengths: tf.Tensor,
  inputLengths: tf.Tensor,
  blank: number,
): [labels: tf.Tensor, blanks: tf.Tensor] {
  const [batch, time, count] = logProbabilities.shape as [number, number, number];
  const finite = tf.maximum(logProbabilities, CTC_IMPOSSIBLE);
  const chosen = tf.transpose(tf.matMul(finite, rows(classes, count), false, true), [1, 0, 2]);
  const silent = tf.transpose(tf.slice(finite, [0, 0, blank], [batch, time, 1]), [1, 0, 2]);
  const frames = tf.reshape(tf.range(0, time, 1, 'int32'), [time, 1, 1]);
  const counts = tf.less(frames, column(inputLengths));
  const isEnd = tf.equal(placeNumbers(classes), column(tf.add(labelLengths, tf.scalar(1, 'int32'))));
  const ofLabels = tf.where(tf.greaterEqual(classes, 0), chosen, CTC_IMPOSSIBLE);
  return [tf.where(counts, ofLabels, tf.where(isEnd, 0, CTC_IMPOSSIBLE)), tf.where(counts, silent, CTC_IMPOSSIBLE)];
}

/** Whether a place leads to the next one without a blank between: where their classes differ. */
function leadsOn(classes: tf.Tensor): tf.Tensor {
  const [count, places] = classes.shape as [number, number];
  const next = tf.concat([tf.slice(classes, [0, 1], [count, places - 1]), tf.slice(classes, [0, places - 1])], 1);
  return tf.notEqual(classes, next);
}

/** ln p of the samples, `[batch]`: where the second direction ends, in the first label's place and in that of the blank before it. */
function logLikelihoods([ofLabels, ofBlanks, labelStates, blankStates]: Saved): tf.Tensor {
  const [time, batch, places] = ofLabels.shape as [number, number, number];
  const last = (states: tf.Tensor, emitted: tf.Tensor, place: number): tf.Tensor => {
    const reached = tf.slice(states, [time - 1, batch, places - 2], [1, batch, 1]);
    return tf.reshape(tf.add(reached, tf.slice(emitted, [0, 0, place], [1, batch, 1])), [batch]);
  };
  return logAddExp(last(labelStates, ofLabels, 1), last(blankStates, ofBlanks, 0));
}

function isPossible(likelihood: tf.Tensor): tf.Tensor {
  return tf.greater(likelihood, CTC_IMPOSSIBLE / 2);
}

/** ln of the probability of all ways through the first places, each frame by itself: without what the frame emits in both directions. */
function throughAll(states: tf.Tensor, emitted: tf.Tensor, places: number): tf.Tensor {
  const [time, batch] = emitted.shape as [number, number];
  const [there, back] = [0, batch].map((row) => tf.slice(states, [0, row, 0], [time, batch, places]));
  return tf.add(tf.add(there!, tf.reverse(back!, [0, 2])), emitted);
}

/** 1 where a class stands, `[…, classes]`; zeros for what is no class. */
function rows(indices: tf.Tensor, classes: number): tf.Tensor {
  return tf.cast(tf.equal(tf.expandDims(indices, -1), tf.range(0, classes, 1, 'int32')), 'float32');
}

function placeNumbers(places: tf.Tensor): tf.Tensor {
  return tf.range(0, places.shape[1]!, 1, 'int32');
}

/** A number for each sample, beside its places. */
function column(values: tf.Tensor): tf.Tensor {
  return tf.expandDims(values, -1);
}

/**
 * The composite `ctc`, connectionist temporal classification: how unlikely frames say labels, `−ln p` of each sample, `[batch]`, of
 * log-probabilities `[batch, time, classes]` of one frame or more. A frame says a label or nothing, the class `blank`; a label may last for several frames, and
 * between equal ones is a blank. All ways to say the labels are summed up, in logarithms.
 *
 * Labels and lengths may be of any type. Where labels do not fit into their frames the value is ∞, with gradient zero. A label that counts
 * but is no class, or the blank, and lengths that are none make the value NaN: no value is read back, so they cannot be refused.
 * The gradient goes to the log-probabilities: with γ the share of ways that say a class in a frame, −γ. There is no second one.
 *
 * @throws `LML_MISSING_GRADIENT` for a second derivative.
 *
 * @example
 * ```ts
 * import { ctcNegativeLogLikelihood } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * // Two frames say "1" in three of four ways: 1 1, blank 1, 1 blank.
 * const logProbabilities = tf.fill([1, 2, 2], Math.log(0.5));
 * const target = { labels: tf.tensor2d([[1]]), labelLengths: tf.tensor1d([1]), inputLengths: tf.tensor1d([2]) };
 * ctcNegativeLogLikelihood(logProbabilities, target); // => [-Math.log(3 / 4)]
 * ```
 *
 * @see Graves, Fernández, Gomez and Schmidhuber, Connectionist temporal classification, 2006.
 */
export function ctcNegativeLogLikelihood(
  logProbabilities: tf.Tensor,
  { labels, labelLengths, inputLengths }: CtcTarget,
  { blank = 0 }: Partial<CtcAttributes> = {},
): tf.Tensor {
  const [batch, time, classes] = logProbabilities.shape as [number, number, number];
  if (batch === 0) return tf.sum(logProbabilities, [1, 2]);
  const whole = [labels, labelLengths, inputLengths].map((each) => tf.cast(each, 'int32'));
  const wrong = tf.addN([
    isNoLength(labelLengths, labels.shape[1]!),
    isNoLength(inputLengths, time),
    wrongLabels(labels, labelLengths, classes, blank),
  ]);
  return tf.mul(composite([logProbabilities, ...whole], { blank })[0]!, tf.where(tf.equal(wrong, 0), 1, NaN));
}

/** Whether numbers are no lengths up to `most`, as 0 and 1. */
function isNoLength(values: tf.Tensor, most: number): tf.Tensor {
  return tf.cast(tf.logicalNot(isWholeUpTo(values, most)), 'int32');
}

/** How many labels that count are no classes other than the blank, `[batch]`. */
function wrongLabels(labels: tf.Tensor, lengths: tf.Tensor, classes: number, blank: number): tf.Tensor {
  const right = tf.logicalAnd(isWholeUpTo(labels, classes - 1), tf.notEqual(labels, blank));
  const counts = tf.less(placeNumbers(labels), column(lengths));
  return tf.sum(tf.cast(tf.logicalAnd(counts, tf.logicalNot(right)), 'int32'), 1);
}

function isWholeUpTo(values: tf.Tensor, most: number): tf.Tensor {
  const isInside = tf.logicalAnd(tf.greaterEqual(values, 0), tf.lessEqual(values, most));
  return tf.logicalAnd(isInside, tf.equal(values, tf.floor(asFloat(values))));
}
