import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import type { CurveFigure } from '../../learning/figure.js';
import { formatSeconds } from '../../training/format.js';
import type { Project } from '../project.js';
import { checkSeed } from './check-seed.js';
import { curveFigures, curveScores, type CurveScores } from './curve-scores.js';
import type { FoldOutcome } from './fold-spec.js';
import { numbersOf } from './progress.js';
import { runRecorded, type FoldsOptions } from './run-recorded.js';

/** Options of {@link learningCurve}. Those of folds that are left out are the project's `crossValidation`. */
export interface LearningCurveOptions extends FoldsOptions {
  /**
   * How many samples are learnt from: parts of the first fold's training data, or where all are whole numbers, counts. Those that come
   * to the same number are one. Default: `[0.1, 0.325, 0.55, 0.775, 1]`.
   */
  readonly trainSizes?: readonly number[] | undefined;
  /** Whether the training samples of a fold are put into random order before the first of them are taken. Default `false`. */
  readonly shuffle?: boolean | undefined;
  /** The seed of that order. Default 0. */
  readonly randomState?: number | undefined;
}

/** Scores by the number of samples that were learnt from. */
export interface LearningCurveResult {
  /** Whether all points are there, or a signal ended it before. */
  readonly status: 'completed' | 'interrupted';
  /** The numbers of samples that were learnt from, ascending; after an interruption those of which all folds are there. */
  readonly trainSizes: readonly number[];
  /** Loss and metrics on the samples that were learnt from. */
  readonly train: CurveScores;
  /** Loss and metrics on the samples that were left out. */
  readonly test: CurveScores;
  /** Where it was written. */
  readonly folder: string | undefined;
}

const FRACTIONS = [0.1, 0.325, 0.55, 0.775, 1];

/**
 * The learning curve of a project: for each of some numbers of training samples a fresh learner is trained on as many of each fold, and
 * judged on them and on the rest. It shows whether more data would help: as long as the two lines are apart, they might.
 *
 * The numbers, and with `shuffle` the samples, are those of scikit-learn's `learning_curve`: parts are of the training data of the first
 * fold, rounded down, at least 1; of a smaller fold there are as many as it has. Where training is watched by validation data, these are
 * a part of them. It is written to a folder with what came out of each fold; an interrupted one goes on where it was, as
 * {@link Project.crossValidate} does.
 *
 * @throws `LML_FACTORY_REQUIRED` if the project's learner cannot be made anew; `LML_INVALID_ARGUMENT` for sizes that are none; what went
 * wrong in a fold.
 *
 * @see `sklearn.model_selection.learning_curve` of scikit-learn 1.9.
 *
 * @example
 * ```ts
 * import { DataModule, learningCurve, learningCurveFigures, Project } from '@lml/core';
 * import { iris } from '@lml/datasets';
 * import { supervised } from '@lml/learners';
 * import { crossEntropy } from '@lml/losses';
 * import { accuracy } from '@lml/metrics';
 * import { mlp } from '@lml/models';
 * import { adam } from '@lml/optimizers';
 * import { stratifiedKFold } from '@lml/splitters';
 *
 * const project = new Project({
 *   learner: ({ data }) =>
 *     supervised({
 *       data,
 *       model: mlp({ inputSize: 4, hiddenSizes: [], outputSize: 3 }),
 *       loss: crossEntropy(),
 *       optimizer: adam({ lr: 0.05 }),
 *       metrics: [accuracy()],
 *     }),
 *   data: new DataModule({ dataset: iris(), batchSize: 16 }),
 *   trainer: { maxEpochs: 5, loggers: [], progressBar: false },
 *   folder: false,
 * });
 * const splitter = stratifiedKFold({ nSplits: 3, shuffle: true, randomState: 0 });
 * const curve = await learningCurve(project, { splitter, trainSizes: [0.2, 1], shuffle: true });
 * curve.trainSizes; // => [20, 100]
 * curve.test.values['accuracy']!.map(({ length }) => length); // => [3, 3]
 * learningCurveFigures(curve)['accuracy']!.lines.map(({ name }) => name); // => ['train', 'test']
 * ```
 */
export function learningCurve(
  project: Project,
  options: Partial<LearningCurveOptions> = {},
): Promise<LearningCurveResult> {
  const { trainSizes = FRACTIONS, shuffle = false, randomState = 0 } = options;
  return runRecorded<LearningCurveResult>(project, options, {
    what: 'the learning curve',
    own: ['trainSizes', 'shuffle', 'randomState'],
    file: 'learning-curve.json',
    trainScores: true,
    define: ({ trainSizes: [first], params }) => {
      checkSeed('randomState', randomState);
      if (typeof shuffle !== 'boolean') throw new InvalidArgumentError('shuffle', 'true or false', shuffle);
      return { definition: { sizes: sizesOf(trainSizes, first!), shuffle, randomState }, learners: [params] };
    },
    async run({ params, count, trainSizes: all, record, run }) {
      const sizes = sizesOf(trainSizes, all[0]!);
      const tasks = sizes.flatMap((samples) =>
        Array.from({ length: count }, (_, fold) => {
          const order = shuffle ? { seed: randomState, before: all.slice(0, fold) } : undefined;
          return { spec: { params, fold, trainSize: { samples, order } }, place: `sizes/${samples}/fold-${fold}` };
        }),
      );
      const outcomes = await run(tasks, { line: (outcome, at) => sizeLine(sizes[Math.floor(at / count)]!, outcome) });
      const points = sizes.flatMap((size, at) => {
        const own = outcomes.slice(at * count, (at + 1) * count);
        return own.every((outcome) => outcome !== undefined) ? [{ size, folds: own }] : [];
      });
      const isWhole = points.length === sizes.length;
      const scores = curveScores(points.map(({ folds }) => folds));
      const found = { trainSizes: points.map(({ size }) => size), ...scores };
      if (isWhole) {
        await record.write('result.json', found);
        await record.complete();
      }
      return { status: isWhole ? 'completed' : 'interrupted', ...found, folder: record.folder };
    },
  });
}

/** The numbers of samples of parts or counts, ascending, each once: as scikit-learn makes them. */
export function sizesOf(given: readonly number[], most: number): number[] {
  const isList = Array.isArray(given) && given.length > 0 && given.every((size) => typeof size === 'number');
  const areCounts = isList && given.every((size) => Number.isInteger(size));
  const limit = areCounts ? most : 1;
  if (!isList || !given.every((size) => size > 0 && size <= limit)) {
    const expected = `parts above 0 and of at most 1, or counts of at most ${most}, which the first fold has`;
    throw new InvalidArgumentError('trainSizes', expected, given);
  }
  const sizes = areCounts ? given : given.map((part) => Math.max(1, Math.floor(part * most)));
  return [...new Set(sizes)].sort((a, b) => a - b);
}

function sizeLine(size: number, { fold, values, epochs, seconds }: FoldOutcome): string {
  const time = formatSeconds(seconds.fit + seconds.score);
  return `${size} samples, fold ${fold + 1}   ${numbersOf(values)}   (${epochs} epochs, ${time})`;
}

/**
 * Draws a learning curve: for each number a figure with a line for the samples that were learnt from and one for those that were left
 * out, each the mean over folds.
 *
 * @example
 * ```ts
 * import { learningCurveFigures } from '@lml/core';
 *
 * const scores = (...loss: number[]) => ({ values: {}, mean: { loss }, standardDeviation: {} });
 * const figures = learningCurveFigures({ trainSizes: [10, 100], train: scores(0.1, 0.2), test: scores(0.9, 0.3) });
 * figures['loss']!.lines.map(({ y }) => y.data); // => [Float64Array.of(0.1, 0.2), Float64Array.of(0.9, 0.3)]
 * ```
 */
export function learningCurveFigures({
  trainSizes,
  ...scores
}: Pick<LearningCurveResult, 'trainSizes' | 'train' | 'test'>): Readonly<Record<string, CurveFigure>> {
  return curveFigures(scores, { x: trainSizes, xTitle: 'training samples' });
}
