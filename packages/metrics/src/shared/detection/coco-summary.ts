import { ndArray, type CurveFigure, type MetricResult, type MetricValues, type NdArray } from '@lml/core';

import { resultOf } from '../values.js';
import { extendedOf, matchesOf, meanOf, type Matches, type Mean, type PrecisionOptions } from './coco-precision.js';
import { AREAS } from './match-image.js';

/** What is summed up of all images, of boxes or of masks. */
export interface SummaryOptions extends PrecisionOptions {
  /** What the names of kept arrays begin with. */
  readonly prefix: string;
  /** Whether all classes were taken for one. */
  readonly asOne: boolean;
  /** What those of each class by itself begin with; undefined where they are not asked for. */
  readonly classPrefix: string | undefined;
  /** Whether precision and recall are given by thresholds, classes, areas and numbers of detections. */
  readonly extended: boolean;
}

/** The numbers of COCO's summary. */
export function summaryOf(state: MetricValues, options: SummaryOptions): Record<string, MetricResult> {
  const { prefix, asOne, classPrefix, extended, ...thresholds } = options;
  const matches = matchesOf(state, prefix, asOne, thresholds);
  return {
    ...numbersOfAll(matches, thresholds),
    ...(classPrefix !== undefined && numbersByClass(matchesOf(state, classPrefix, false, thresholds), thresholds)),
    ...(extended && {
      ...extendedOf(matches, thresholds),
      ious: overlapsOf(state, prefix),
      curve: curveOf(matches, thresholds),
    }),
  };
}

/** The mean precision and recall of all classes. */
function numbersOfAll(matches: Matches, options: PrecisionOptions): Record<string, number> {
  const { iouThresholds, recThresholds, maxDetections } = options;
  const last = maxDetections.length - 1;
  const [at50, at75] = [iouThresholds.indexOf(0.5), iouThresholds.indexOf(0.75)];
  const precisions = AREAS.map(meanOf);
  const recalls = AREAS.map(meanOf);
  const byNumber = maxDetections.map(meanOf);
  const [half, three] = [meanOf(), meanOf()];
  const addLevel = (mean: Mean, values: Float64Array, level: number): void => {
    if (level >= 0) mean.add(values, level * recThresholds.length, (level + 1) * recThresholds.length);
  };
  matches.visit(
    ({ area, most, precision, recall }) => {
      if (area === 0) byNumber[most]!.add(recall);
      if (most !== last) return;
      precisions[area]!.add(precision);
      recalls[area]!.add(recall);
      if (area > 0) return;
      addLevel(half, precision, at50);
      addLevel(three, precision, at75);
    },
    (area, most) => area === 0 || most === last,
  );
  const [all, small, medium, large] = precisions.map((mean) => mean.value());
  const numbers = maxDetections.map((limit, most) => [`mar${limit}`, byNumber[most]!.value()] as const);
  return {
    map: all!,
    map50: half.value(),
    map75: three.value(),
    mapSmall: small!,
    mapMedium: medium!,
    mapLarge: large!,
    ...Object.fromEntries(numbers),
    marSmall: recalls[1]!.value(),
    marMedium: recalls[2]!.value(),
    marLarge: recalls[3]!.value(),
  };
}

function numbersByClass(matches: Matches, { maxDetections }: PrecisionOptions): Record<string, NdArray> {
  const last = maxDetections.length - 1;
  const [precisions, recalls] = [0, 1].map(() => new Float64Array(matches.classes.length).fill(NaN));
  matches.visit(
    ({ label, precision, recall }) => {
      const [ofPrecision, ofRecall] = [meanOf(), meanOf()];
      ofPrecision.add(precision);
      ofRecall.add(recall);
      precisions![label] = ofPrecision.value();
      recalls![label] = ofRecall.value();
    },
    (area, most) => area === 0 && most === last,
  );
  return { mapPerClass: resultOf(precisions!), [`mar${maxDetections[last]!}PerClass`]: resultOf(recalls!) };
}

/** How much objects of a class overlap in an image, by `<image>/<class>`; pairs without either side have none. */
function overlapsOf(state: MetricValues, prefix: string): Record<string, NdArray> {
  const kept = (name: string): ArrayLike<number> => (state[`kept/${prefix}${name}`]?.data ?? []) as ArrayLike<number>;
  const [overlaps, shapes, matrices] = [kept('overlaps') as Float64Array, kept('overlap-shapes'), kept('matrices')];
  const all: Record<string, NdArray> = {};
  let [start, at] = [0, 0];
  for (let image = 0; image < matrices.length; image++)
    for (let matrix = 0; matrix < matrices[image]!; matrix++, at++) {
      const [label, rows, columns] = [shapes[3 * at]!, shapes[3 * at + 1]!, shapes[3 * at + 2]!];
      const data = overlaps.slice(start, (start += rows * columns));
      all[`${image}/${label}`] = ndArray(data, { shape: [rows, columns] });
    }
  return all;
}

/** Precision over recall, the mean of all classes, for each threshold. */
function curveOf(matches: Matches, { iouThresholds, recThresholds, maxDetections }: PrecisionOptions): CurveFigure {
  const means = iouThresholds.map(() => recThresholds.map(meanOf));
  matches.visit(
    ({ precision }) => {
      for (const [level, points] of means.entries())
        for (const [point, mean] of points.entries()) {
          const place = level * recThresholds.length + point;
          mean.add(precision, place, place + 1);
        }
    },
    (area, most) => area === 0 && most === maxDetections.length - 1,
  );
  const order = recThresholds.map((_, at) => at).sort((a, b) => recThresholds[a]! - recThresholds[b]!);
  return {
    figure: 'curve',
    title: 'Precision and recall of objects',
    xTitle: 'recall',
    yTitle: 'precision',
    lines: iouThresholds.map((threshold, level) => ({
      name: `IoU ${Number(threshold.toPrecision(6))}`,
      x: resultOf(order.map((at) => recThresholds[at]!)),
      y: resultOf(order.map((at) => means[level]![at]!.value())),
    })),
  };
}
