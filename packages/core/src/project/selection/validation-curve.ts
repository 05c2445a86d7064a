import { ndArray } from '../../data/nd-array.js';
import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { LmlError } from '../../errors/lml-error.js';
import type { BarsFigure, CurveFigure } from '../../learning/figure.js';
import { formatSeconds } from '../../training/format.js';
import type { SearchParameters } from '../../search/distribution.js';
import type { TrialFault } from '../../search/trial.js';
import type { Project } from '../project.js';
import { curveFigures, curveScores, type CurveScores } from './curve-scores.js';
import type { FoldOutcome } from './fold-spec.js';
import { numbersOf, shortNumber } from './progress.js';
import { runRecorded, type FoldsOptions } from './run-recorded.js';

/** A value of a parameter: plain data. */
export type ParameterValue = SearchParameters[string];

/** Options of {@link validationCurve}. Those of folds that are left out are the project's `crossValidation`. */
export interface ValidationCurveOptions extends FoldsOptions {
  /**
   * The parameter that is varied: of a config a path, `optimizer.lr`; of a factory a name in `params`; `data.batchSize` and
   * `trainer.gradientClip` change the project's data and trainer in both.
   */
  readonly parameter: string;
  /** Its values. */
  readonly values: readonly ParameterValue[];
}

/** A fold that failed. */
export interface FailedFold extends TrialFault {
  /** The value that it had. */
  readonly value: ParameterValue;
  /** Its number, from 0. */
  readonly fold: number;
}

/** Scores by the value of a parameter. */
export interface ValidationCurveResult {
  /** Whether all points are there, or a signal ended it before. */
  readonly status: 'completed' | 'interrupted';
  /** The parameter. */
  readonly parameter: string;
  /** Its values, as given; after an interruption those of which all folds are there. */
  readonly values: readonly ParameterValue[];
  /** Loss and metrics on the samples that were learnt from; of a fold that failed they are NaN. */
  readonly train: CurveScores;
  /** Loss and metrics on the samples that were left out; of a fold that failed they are NaN. */
  readonly test: CurveScores;
  /** The folds that failed, and why: a learning rate at which training diverges, say. */
  readonly failed: readonly FailedFold[];
  /** Where it was written. */
  readonly folder: string | undefined;
}

/**
 * The validation curve of a parameter: for each of its values a fresh learner is trained on each fold, and judged on what it learnt from
 * and on the rest. Where the first is good and the second is not, the model overfits; where both are bad, it underfits.
 *
 * It is for looking: what is best here is chosen, and is not how good it will be ({@link nestedCrossValidate}). It is written to a folder
 * with what came out of each fold; an interrupted one goes on where it was, as {@link Project.crossValidate} does.
 *
 * @throws `LML_FACTORY_REQUIRED` if the project's learner cannot be made anew; `LML_INVALID_ARGUMENT` without values, or for one that is
 * there twice; what the learner says of a value; what went wrong first, where all folds failed.
 *
 * @see `sklearn.model_selection.validation_curve` of scikit-learn 1.9.
 *
 * @example
 * ```ts
 * import { DataModule, Project, validationCurve, validationCurveFigures } from '@lml/core';
 * import { iris } from '@lml/datasets';
 * import { supervised } from '@lml/learners';
 * import { crossEntropy } from '@lml/losses';
 * import { mlp } from '@lml/models';
 * import { adam } from '@lml/optimizers';
 * import { stratifiedKFold } from '@lml/splitters';
 *
 * const project = new Project({
 *   learner: ({ data, params }) =>
 *     supervised({
 *       data,
 *       model: mlp({ inputSize: 4, hiddenSizes: [], outputSize: 3 }),
 *       loss: crossEntropy(),
 *       optimizer: adam({ lr: params['lr'] as number }),
 *     }),
 *   data: new DataModule({ dataset: iris(), batchSize: 16 }),
 *   params: { lr: 0.01 },
 *   trainer: { maxEpochs: 3, loggers: [], progressBar: false },
 *   folder: false,
 * });
 * const splitter = stratifiedKFold({ nSplits: 3, shuffle: true, randomState: 0 });
 * const curve = await validationCurve(project, { splitter, parameter: 'lr', values: [1e-4, 1e-2] });
 * const [slow, fast] = curve.test.mean['loss']!;
 * slow! > fast!; // => true
 * validationCurveFigures(curve, { xScale: 'log' })['loss']!.figure; // => 'curve'
 * ```
 */
export function validationCurve(
  project: Project,
  options: Partial<ValidationCurveOptions>,
): Promise<ValidationCurveResult> {
  const { parameter = '', values = [] } = options;
  const withValue = (params: SearchParameters, value: ParameterValue): SearchParameters => ({
    ...params,
    [parameter]: value,
  });
  return runRecorded<ValidationCurveResult>(project, options, {
    what: 'the validation curve',
    own: ['parameter', 'values'],
    file: 'validation-curve.json',
    trainScores: true,
    define({ params }) {
      checkOptions(options);
      return { definition: { parameter, values }, learners: values.map((value) => withValue(params, value)) };
    },
    async run({ params, count, record, run }) {
      const tasks = values.flatMap((value, point) =>
        Array.from({ length: count }, (_, fold) => ({
          spec: { params: withValue(params, value), fold },
          place: `values/${point}/fold-${fold}`,
        })),
      );
      const valueAt = (at: number): ParameterValue => values[Math.floor(at / count)]!;
      const outcomes = await run(tasks, {
        allowsFailed: true,
        line: (outcome, at) => valueLine(parameter, valueAt(at), outcome),
      });
      const points = values.flatMap((value, at) => {
        const own = outcomes.slice(at * count, (at + 1) * count);
        return own.every((outcome) => outcome !== undefined) ? [{ value, folds: own }] : [];
      });
      const failed = points.flatMap(({ value, folds }) =>
        folds.flatMap(({ fold, error }) => (error === undefined ? [] : [{ value, fold, ...error }])),
      );
      if (failed.length > 0 && failed.length === tasks.length) {
        const { code, message } = failed[0]!;
        throw new LmlError(code, `None of the ${tasks.length} folds was completed. The first failed: ${message}`);
      }
      const isWhole = points.length === values.length;
      const scores = curveScores(points.map(({ folds }) => folds));
      const found = { parameter, values: points.map(({ value }) => value), ...scores, failed };
      if (isWhole) {
        await record.write('result.json', found);
        await record.complete();
      }
      return { status: isWhole ? 'completed' : 'interrupted', ...found, folder: record.folder };
    },
  });
}

function checkOptions({ parameter, values }: Partial<ValidationCurveOptions>): void {
  if (typeof parameter !== 'string' || parameter === '')
    throw new InvalidArgumentError('parameter', "the name or the path of a parameter, as 'optimizer.lr'", parameter);
  if (!Array.isArray(values) || values.length === 0)
    throw new InvalidArgumentError('values', 'a list of at least one value of the parameter', values);
  const shown = values.map((value) => JSON.stringify(value));
  const twice = shown.find((value, at) => shown.indexOf(value) !== at);
  if (twice !== undefined) throw new InvalidArgumentError('values', 'values that differ', `${twice} twice`);
}

function valueLine(
  parameter: string,
  value: ParameterValue,
  { fold, values, error, epochs, seconds }: FoldOutcome,
): string {
  const time = formatSeconds(seconds.fit + seconds.score);
  const result = error === undefined ? numbersOf(values) : `failed: ${error.message}`;
  return `${parameter} ${shownValue(value)}, fold ${fold + 1}   ${result}   (${epochs} epochs, ${time})`;
}

function shownValue(value: ParameterValue): string {
  if (typeof value === 'number') return shortNumber(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * Draws a validation curve: for each number a figure with a line for the samples that were learnt from and one for those that were left
 * out, each the mean over folds. Of values that are no numbers it is bars, of those that were left out.
 *
 * @param options - `xScale: 'log'` where values differ by factors, as learning rates do. Default `'linear'`.
 *
 * @example
 * ```ts
 * import { validationCurveFigures } from '@lml/core';
 *
 * const scores = (...loss: number[]) => ({ values: {}, mean: { loss }, standardDeviation: {} });
 * const curve = { parameter: 'activation', values: ['relu', 'tanh'], train: scores(0.1, 0.2), test: scores(0.9, 0.3) };
 * const { loss } = validationCurveFigures(curve);
 * loss?.figure === 'bars' && loss.labels; // => ['relu', 'tanh']
 * ```
 */
export function validationCurveFigures(
  { parameter, values, train, test }: Pick<ValidationCurveResult, 'parameter' | 'values' | 'train' | 'test'>,
  { xScale = 'linear' }: Pick<CurveFigure, 'xScale'> = {},
): Readonly<Record<string, CurveFigure | BarsFigure>> {
  if (!['linear', 'log'].includes(xScale)) throw new InvalidArgumentError('xScale', "'linear' or 'log'", xScale);
  const x = values.filter((value) => typeof value === 'number');
  if (x.length === values.length) {
    const low = x.find((value) => xScale === 'log' && value <= 0);
    if (low !== undefined) throw new InvalidArgumentError('xScale', "'linear' for values that are not above 0", xScale);
    return curveFigures({ train, test }, { x, xTitle: parameter, ...(xScale === 'log' && { xScale }) });
  }
  const labels = values.map(shownValue);
  return Object.fromEntries(
    Object.entries(test.mean).map(([name, mean]): [string, BarsFigure] => [
      name,
      { figure: 'bars', title: `${name} by ${parameter}`, labels, values: ndArray([...mean], { dtype: 'float64' }) },
    ]),
  );
}
