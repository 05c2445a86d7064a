import * as tf from '@tensorflow/tfjs';

import { select, type TensorRecord } from './select.js';

/** A place on a line: how far from its start, the loss there, how steep it is along the line, and the gradient. */
export type LinePoint = TensorRecord<'length' | 'loss' | 'slope' | 'gradient'>;

/** A search along a line, between two evaluations. */
export interface LineSearch {
  /** Its start. */
  readonly start: LinePoint;
  /** The point before, as long as no interval is known. */
  readonly previous: LinePoint;
  /** The better end of the interval. */
  readonly low: LinePoint;
  /** The other end. */
  readonly high: LinePoint;
  /** Whether an interval is known (bool), and whether the last trial came close to its end. */
  readonly flags: TensorRecord<'zooms' | 'isStuck'>;
  /** The length that is tried next, and how many were tried. */
  readonly trial: TensorRecord<'length' | 'count'>;
}

/** What the search ends by. */
export interface LineLimits {
  /** The largest number of the direction. */
  readonly reach: tf.Tensor;
  /** How many trials there may be after the first. */
  readonly trials: tf.Tensor;
  /** The width of an interval that is not made smaller. */
  readonly toleranceChange: number;
}

/** How much of the promised descent is sufficient, and to which part the slope must fall. */
const [SUFFICIENT, FLAT] = [1e-4, 0.9];

/** A search that begins. */
export function beginSearch(start: LinePoint, length: tf.Tensor): LineSearch {
  const no = tf.zerosLike(length);
  return {
    start,
    previous: start,
    low: start,
    high: start,
    flags: { zooms: tf.greater(no, 0), isStuck: tf.greater(no, 0) },
    trial: { length, count: no },
  };
}

/** One of two searches. */
export function selectSearch(condition: tf.Tensor, yes: LineSearch, no: LineSearch): LineSearch {
  return {
    start: select(condition, yes.start, no.start),
    previous: select(condition, yes.previous, no.previous),
    low: select(condition, yes.low, no.low),
    high: select(condition, yes.high, no.high),
    flags: select(condition, yes.flags, no.flags),
    trial: select(condition, yes.trial, no.trial),
  };
}

/**
 * Takes in the evaluation of a trial, as PyTorch's search for the strong Wolfe conditions does: first the interval is looked for that
 * holds a fitting point, then it is made smaller. Where the search has ended, `low` is where it leads.
 */
export function takeTrial(
  { start, previous, low, high, flags, trial }: LineSearch,
  found: LinePoint,
  { reach, trials, toleranceChange }: LineLimits,
): { readonly search: LineSearch; readonly hasEnded: tf.Tensor } {
  const { zooms } = flags;
  const allowed = tf.add(start.loss, tf.mul(SUFFICIENT, tf.mul(found.length, start.slope)));
  const isTooHigh = tf.greater(found.loss, allowed);
  const isFlat = tf.lessEqual(tf.abs(found.slope), tf.mul(-FLAT, start.slope));
  const isOver = tf.greaterEqual(trial.count, trials);

  // The interval, as long as it is looked for.
  const isLater = tf.greater(trial.count, 1);
  const hasRisen = tf.logicalOr(isTooHigh, tf.logicalAnd(isLater, tf.greaterEqual(found.loss, previous.loss)));
  const isEnd = tf.logicalOr(isOver, hasRisen);
  const fits = tf.logicalAnd(tf.logicalNot(isEnd), isFlat);
  const opens = tf.logicalOr(tf.logicalOr(isEnd, isFlat), tf.greaterEqual(found.slope, 0));
  const other = select(isOver, start, previous);
  const otherIsLower = tf.logicalAnd(tf.logicalNot(fits), tf.lessEqual(other.loss, found.loss));
  const firstLow = select(otherIsLower, other, found);
  const firstHigh = select(otherIsLower, found, other);

  // The interval, as it is made smaller.
  const isWorse = tf.greaterEqual(found.loss, low.loss);
  const isOut = tf.logicalOr(isTooHigh, isWorse);
  const pointsAway = tf.greaterEqual(tf.mul(found.slope, tf.sub(high.length, low.length)), 0);
  const nextLow = select(isWorse, low, found);
  const nextHigh = select(isOut, select(isWorse, found, low), select(tf.logicalAnd(pointsAway, tf.logicalNot(isFlat)), low, high)); // prettier-ignore

  const newLow = select(zooms, nextLow, firstLow);
  const newHigh = select(zooms, nextHigh, firstHigh);
  const isInterval = tf.logicalOr(zooms, opens);
  const isDone = tf.where(zooms, tf.logicalAnd(tf.logicalNot(isOut), isFlat), fits);
  const width = tf.abs(tf.sub(newHigh.length, newLow.length));
  const isNarrow = tf.less(tf.mul(width, reach), toleranceChange);
  const hasEnded = tf.logicalAnd(isInterval, tf.logicalOr(isDone, tf.logicalOr(isOver, isNarrow)));

  const inner = innerLength(newLow, newHigh, flags.isStuck);
  const outer = cubicMinimum(previous, found, [
    tf.add(found.length, tf.mul(0.01, tf.sub(found.length, previous.length))),
    tf.mul(10, found.length),
  ]);
  return {
    hasEnded,
    search: {
      start,
      previous: found,
      low: newLow,
      high: newHigh,
      flags: { zooms: isInterval, isStuck: tf.logicalAnd(isInterval, inner.isStuck) },
      trial: { length: tf.where(isInterval, inner.length, outer), count: tf.add(trial.count, 1) },
    },
  };
}

/** Where the next trial within an interval lies; not twice running close to an end. */
function innerLength(one: LinePoint, other: LinePoint, wasStuck: tf.Tensor): TensorRecord<'length' | 'isStuck'> {
  const [least, most] = [tf.minimum(one.length, other.length), tf.maximum(one.length, other.length)];
  const length = cubicMinimum(one, other, [least, most]);
  const margin = tf.mul(0.1, tf.sub(most, least));
  const [below, above] = [tf.sub(length, least), tf.sub(most, length)];
  const isClose = tf.less(tf.minimum(below, above), margin);
  const isAtEnd = tf.logicalOr(tf.lessEqual(below, 0), tf.lessEqual(above, 0));
  const isMoved = tf.logicalAnd(isClose, tf.logicalOr(wasStuck, isAtEnd));
  const moved = tf.where(tf.less(tf.abs(above), tf.abs(below)), tf.sub(most, margin), tf.add(least, margin));
  return {
    length: tf.where(isMoved, moved, length),
    isStuck: tf.logicalAnd(isClose, tf.logicalNot(isMoved)),
  };
}

/** The minimum of the cubic through two points with their slopes, within bounds; their middle where it has none. */
function cubicMinimum(one: LinePoint, other: LinePoint, [least, most]: readonly [tf.Tensor, tf.Tensor]): tf.Tensor {
  const inOrder = tf.lessEqual(one.length, other.length);
  const [left, right] = [select(inOrder, one, other), select(inOrder, other, one)];
  const width = tf.sub(right.length, left.length);
  const secant = tf.div(tf.mul(3, tf.sub(left.loss, right.loss)), width);
  const first = tf.add(tf.add(left.slope, right.slope), secant);
  const square = tf.sub(tf.square(first), tf.mul(left.slope, right.slope));
  const root = tf.sqrt(tf.maximum(square, 0));
  const divisor = tf.add(tf.sub(right.slope, left.slope), tf.mul(2, root));
  const part = tf.div(tf.sub(tf.add(right.slope, root), first), divisor);
  const minimum = tf.minimum(tf.maximum(tf.sub(right.length, tf.mul(width, part)), least), most);
  return tf.where(tf.greaterEqual(square, 0), minimum, tf.div(tf.add(least, most), 2));
}
