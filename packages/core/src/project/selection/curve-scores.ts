import { ndArray } from '../../data/nd-array.js';
import type { CurveFigure } from '../../learning/figure.js';
import type { ReportedValues } from '../../training/training-events.js';
import { aggregate } from './cross-validation.js';
import type { FoldOutcome } from './fold-spec.js';

/** Loss and metrics by name, each at point after point: of all folds, or their mean. */
export interface CurveScores {
  /** `[points][folds]`, by name. */
  readonly values: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** The mean over folds, `[points]`, by name. */
  readonly mean: Readonly<Record<string, readonly number[]>>;
  /** The standard deviation over folds (of the population), `[points]`, by name. */
  readonly standardDeviation: Readonly<Record<string, readonly number[]>>;
}

const TRAIN = 'train/';

/** The scores of points, each with all its folds; of a fold that failed they are NaN. */
export function curveScores(points: readonly (readonly FoldOutcome[])[]): { train: CurveScores; test: CurveScores } {
  const names = [...new Set(points.flat().flatMap(({ values }) => Object.keys(values)))];
  const isTrain = (name: string): boolean => name.startsWith(TRAIN);
  return {
    train: scoresOf(points, Object.fromEntries(names.filter(isTrain).map((name) => [name.slice(TRAIN.length), name]))),
    test: scoresOf(points, Object.fromEntries(names.filter((name) => !isTrain(name)).map((name) => [name, name]))),
  };
}

function scoresOf(
  points: readonly (readonly FoldOutcome[])[],
  reported: Readonly<Record<string, string>>,
): CurveScores {
  const aggregates = points.map((folds) =>
    aggregate(
      folds.map(({ values }): ReportedValues =>
        Object.fromEntries(Object.entries(reported).map(([name, key]) => [name, values[key] ?? NaN])),
      ),
    ),
  );
  const byName = <Value>(make: (name: string, key: string) => Value): Record<string, Value> =>
    Object.fromEntries(Object.entries(reported).map(([name, key]) => [name, make(name, key)]));
  return {
    values: byName((_, key) => points.map((folds) => folds.map(({ values }) => values[key] ?? NaN))),
    mean: byName((name) => aggregates.map(({ mean }) => mean[name]!)),
    standardDeviation: byName((name) => aggregates.map(({ standardDeviation }) => standardDeviation[name]!)),
  };
}

/** A figure for each number, with a line for what was learnt from and one for what was left out. */
export function curveFigures(
  { train, test }: { readonly train: CurveScores; readonly test: CurveScores },
  { x, xTitle, xScale }: { readonly x: readonly number[] } & Pick<CurveFigure, 'xTitle' | 'xScale'>,
): Readonly<Record<string, CurveFigure>> {
  const line = (name: string, y: readonly number[]): CurveFigure['lines'][number] => {
    const known = x.flatMap((at, index) => (Number.isFinite(y[index]) ? [[at, y[index]!] as const] : []));
    known.sort(([a], [b]) => a - b);
    return {
      name,
      x: ndArray(
        known.map(([at]) => at),
        { dtype: 'float64' },
      ),
      y: ndArray(
        known.map(([, value]) => value),
        { dtype: 'float64' },
      ),
    };
  };
  return Object.fromEntries(
    Object.keys(test.mean).map((name): [string, CurveFigure] => {
      const lines = [line('train', train.mean[name] ?? []), line('test', test.mean[name]!)];
      return [name, { figure: 'curve', title: name, lines, xTitle, ...(xScale !== undefined && { xScale }) }];
    }),
  );
}
