import * as tf from '@tensorflow/tfjs';

import { newtonDirection, remember, type CurvatureMemory } from './curvature-memory.js';
import { select, type TensorRecord } from './select.js';

/** Where L-BFGS is. */
export type LbfgsPoint = TensorRecord<'position' | 'loss' | 'gradient'>;

/** The line that the last iteration goes along: its direction, the gradient at its start, and how far it goes. */
export type LbfgsLine = TensorRecord<'direction' | 'gradient' | 'length'>;

/** What an iteration of L-BFGS leaves to the next, within an update. */
export interface LbfgsState {
  readonly memory: CurvatureMemory;
  readonly point: LbfgsPoint;
  readonly line: LbfgsLine;
  /** Iterations of all updates, and of this one, and evaluations of this one. */
  readonly counts: TensorRecord<'all' | 'own' | 'evaluations'>;
  /** Whether it goes on. */
  readonly goesOn: tf.Tensor;
}

/** What L-BFGS ends an update by. */
export interface LbfgsLimits {
  readonly maxIter: number;
  readonly maxEval: number;
  readonly toleranceGrad: number;
  readonly toleranceChange: number;
}

/** Begins an iteration where a condition holds and it goes on: what came of the last one is remembered, and gives the next direction. */
export function beginIteration(
  state: LbfgsState,
  condition: tf.Tensor,
  rate: tf.Tensor,
  { toleranceChange }: LbfgsLimits,
): LbfgsState & { readonly slope: tf.Tensor } {
  const { memory, point, line, counts } = state;
  const begins = tf.logicalAnd(condition, state.goesOn);
  const { gradient } = point;
  const step = tf.mul(line.direction, line.length);
  const next = select(begins, remember(memory, step, tf.sub(gradient, line.gradient)), memory);
  const direction = tf.where(begins, newtonDirection(next, gradient), line.direction);
  const isFirst = tf.equal(counts.all, 0);
  const total = tf.sum(tf.abs(gradient));
  const short = tf.minimum(1, tf.div(1, tf.where(tf.greater(total, 0), total, tf.onesLike(total))));
  const length = tf.mul(rate, tf.where(isFirst, short, tf.onesLike(short)));
  const slope = tf.sum(tf.mul(gradient, direction));
  const one = tf.cast(begins, 'float32');
  return {
    memory: next,
    point,
    line: select(begins, { direction, gradient, length }, line),
    counts: { ...counts, all: tf.add(counts.all, one), own: tf.add(counts.own, one) },
    goesOn: tf.logicalAnd(state.goesOn, tf.logicalOr(tf.logicalNot(begins), tf.lessEqual(slope, -toleranceChange))),
    slope,
  };
}

/** Ends an iteration where a condition holds: it has come to a point, and goes on where it is not near enough to a minimum. */
export function endIteration(
  state: LbfgsState,
  condition: tf.Tensor,
  point: LbfgsPoint,
  length: tf.Tensor,
  evaluations: tf.Tensor,
  limits: LbfgsLimits,
): LbfgsState {
  const ends = tf.logicalAnd(condition, state.goesOn);
  const counts = { ...state.counts, evaluations: tf.add(state.counts.evaluations, tf.where(ends, evaluations, tf.zerosLike(evaluations))) }; // prettier-ignore
  const moved = tf.max(tf.abs(tf.mul(state.line.direction, length)));
  const stops = [
    tf.greaterEqual(counts.own, limits.maxIter),
    tf.greaterEqual(counts.evaluations, limits.maxEval),
    tf.lessEqual(tf.max(tf.abs(point.gradient)), limits.toleranceGrad),
    tf.lessEqual(moved, limits.toleranceChange),
    tf.less(tf.abs(tf.sub(point.loss, state.point.loss)), limits.toleranceChange),
  ].reduce((any, one) => tf.logicalOr(any, one));
  return {
    memory: state.memory,
    point: select(ends, point, state.point),
    line: { ...state.line, length: tf.where(ends, length, state.line.length) },
    counts,
    goesOn: tf.logicalAnd(state.goesOn, tf.logicalNot(tf.logicalAnd(ends, stops))),
  };
}
