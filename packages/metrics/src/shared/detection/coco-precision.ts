import { InvalidArgumentError, type MetricValues, type NdArray } from '@lml/core';

import { AREAS, LEFT_OUT, RIGHT } from './match-image.js';

/** By what precision and recall are told apart. */
export interface PrecisionOptions {
  /** By which overlaps an object is right. */
  readonly iouThresholds: readonly number[];
  /** At which recalls precision is read. */
  readonly recThresholds: readonly number[];
  /** How many of a class are looked at in an image, from few to many. */
  readonly maxDetections: readonly number[];
}

/** Precision and recall of one class, range of areas and number of detections. */
export interface ClassPrecision {
  /** The place of the class. */
  readonly label: number;
  /** The place of the range of areas. */
  readonly area: number;
  /** The place of the number of detections. */
  readonly most: number;
  /** The precision at each recall, `[thresholds, recalls]`. */
  readonly precision: Float64Array;
  /** The score that is needed for it, likewise; 0 where the recall is not reached. */
  readonly scores: Float64Array;
  /** The recall that is reached, `[thresholds]`. */
  readonly recall: Float64Array;
}

/** What is kept of objects and matches, by class. */
export interface Matches {
  /** The classes that occur, in order. */
  readonly classes: readonly number[];
  /** Shows what is known of each class, range of areas and number of detections in which an object is to be found. */
  visit(show: (one: ClassPrecision) => void, isWanted: (area: number, most: number) => boolean): void;
}

/** The smallest difference of a number from 1, which keeps COCO's quotients from 0 / 0. */
const SPACING = 2 ** -52;

/** Matches from what is kept; of all objects as one, there is one class even where nothing occurs. */
export function matchesOf(state: MetricValues, prefix: string, asOne: boolean, options: PrecisionOptions): Matches {
  const kept = (name: string): ArrayLike<number> => (state[`kept/${prefix}${name}`]?.data ?? []) as ArrayLike<number>;
  const [scores, labels, ranks, marks] = [kept('scores'), kept('labels'), kept('ranks'), kept('marks')];
  const [rightLabels, counts] = [kept('right-labels'), kept('counts')];
  const [found, right] = [rowsByLabel(labels), rowsByLabel(rightLabels)];
  const classes = asOne ? [0] : [...new Set([...found.keys(), ...right.keys()])].sort((a, b) => a - b);
  const { maxDetections } = options;
  return {
    classes,
    visit(show, isWanted) {
      classes.forEach((label, at) => {
        // Equal scores stay in the order of images.
        const rows = Int32Array.from(found.get(label) ?? []).sort((a, b) => scores[b]! - scores[a]! || a - b);
        AREAS.forEach((_, area) => {
          const there = (right.get(label) ?? []).filter((row) => counts[row * AREAS.length + area] === 1).length;
          if (there === 0) return;
          maxDetections.forEach((limit, most) => {
            if (!isWanted(area, most)) return;
            const looked = rows.filter((row) => ranks[row]! < limit);
            show({ label: at, area, most, ...curveOf(looked, there, area, scores, marks, options) });
          });
        });
      });
    },
  };
}

function rowsByLabel(labels: ArrayLike<number>): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (let row = 0; row < labels.length; row++) {
    const own = rows.get(labels[row]!);
    if (own === undefined) rows.set(labels[row]!, [row]);
    else own.push(row);
  }
  return rows;
}

function curveOf(
  rows: Int32Array,
  there: number,
  area: number,
  scores: ArrayLike<number>,
  marks: ArrayLike<number>,
  { iouThresholds, recThresholds }: PrecisionOptions,
): Pick<ClassPrecision, 'precision' | 'scores' | 'recall'> {
  const [levels, recalls] = [iouThresholds.length, recThresholds.length];
  const precision = new Float64Array(levels * recalls);
  const needed = new Float64Array(levels * recalls);
  const recall = new Float64Array(levels);
  const [reached, share] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  const width = AREAS.length * levels;
  for (let level = 0; level < levels; level++) {
    let [hits, misses] = [0, 0];
    for (let at = 0; at < rows.length; at++) {
      const mark = marks[rows[at]! * width + area * levels + level]!;
      if (mark === RIGHT) hits++;
      else if (mark !== LEFT_OUT) misses++;
      reached[at] = hits / there;
      share[at] = hits / (misses + hits + SPACING);
    }
    recall[level] = hits / there;
    for (let at = rows.length - 1; at > 0; at--) if (share[at]! > share[at - 1]!) share[at - 1] = share[at]!;
    for (let point = 0; point < recalls; point++) {
      const at = firstAtLeast(reached, recThresholds[point]!);
      if (at === rows.length) continue;
      precision[level * recalls + point] = share[at]!;
      needed[level * recalls + point] = scores[rows[at]!]!;
    }
  }
  return { precision, scores: needed, recall };
}

/** The place of the first number of a rising list that is at least so large, or its length. */
function firstAtLeast(rising: Float64Array, least: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Means over what is known, NaN of nothing. */
export interface Mean {
  add(values: ArrayLike<number>, from?: number, to?: number): void;
  value(): number;
}

/** A mean that is counted number by number. */
export function meanOf(): Mean {
  let [sum, count] = [0, 0];
  return {
    add(values, from = 0, to = values.length) {
      for (let at = from; at < to; at++) sum += values[at]!;
      count += to - from;
    },
    value: () => sum / count,
  };
}

/**
 * Precision `[thresholds, recalls, classes, areas, numbers of detections]`, the scores that are needed for it, and recall without the axis of
 * recalls; NaN where nothing is to be found.
 *
 * @throws `LML_INVALID_ARGUMENT` where they are more than 2²⁷ numbers.
 */
export function extendedOf(
  matches: Matches,
  options: PrecisionOptions,
): Record<'precision' | 'recall' | 'scores', NdArray> {
  const { iouThresholds, recThresholds, maxDetections } = options;
  const [levels, recalls, classes] = [iouThresholds.length, recThresholds.length, matches.classes.length];
  const [areas, numbers] = [AREAS.length, maxDetections.length];
  const shape = [levels, recalls, classes, areas, numbers];
  const size = shape.reduce((product, side) => product * side, 1);
  if (size > 2 ** 27)
    throw new InvalidArgumentError(
      'The summary',
      `of at most ${2 ** 27} numbers`,
      size,
      `There are ${classes} classes.`,
    );
  const [precision, scores] = [new Float64Array(size).fill(NaN), new Float64Array(size).fill(NaN)];
  const recall = new Float64Array(size / Math.max(1, recalls)).fill(NaN);
  matches.visit(
    (one) => {
      for (let level = 0; level < levels; level++) {
        for (let point = 0; point < recalls; point++) {
          const place = (((level * recalls + point) * classes + one.label) * areas + one.area) * numbers + one.most;
          precision[place] = one.precision[level * recalls + point]!;
          scores[place] = one.scores[level * recalls + point]!;
        }
        recall[((level * classes + one.label) * areas + one.area) * numbers + one.most] = one.recall[level]!;
      }
    },
    () => true,
  );
  return {
    precision: { dtype: 'float64', shape, data: precision },
    recall: { dtype: 'float64', shape: [levels, classes, areas, numbers], data: recall },
    scores: { dtype: 'float64', shape, data: scores },
  };
}
