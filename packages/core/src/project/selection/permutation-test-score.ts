import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import type { Objective } from '../../search/objective.js';
import type { Project } from '../project.js';
import { checkSeed } from './check-seed.js';
import type { FoldOutcome } from './fold-spec.js';
import { foldLine, shortNumber } from './progress.js';
import { runRecorded, type FoldsOptions } from './run-recorded.js';
import { reported } from './run-trial.js';
import { objectivesOf, type ObjectiveInput } from './search-options.js';

/** Options of {@link permutationTestScore}. Those of folds that are left out are the project's `crossValidation`. */
export interface PermutationTestOptions extends FoldsOptions {
  /** The number that is compared: its name without stage. Which way is better the metric says, else lower. Default `'loss'`. */
  readonly objective?: ObjectiveInput | undefined;
  /** How often targets are dealt anew. The p-value is at least `1 / (permutations + 1)`. Default 100. */
  readonly permutations?: number | undefined;
  /** The seed of the permutations. Default 0. */
  readonly randomState?: number | undefined;
}

/** What a permutation test found. */
export interface PermutationTestResult {
  /** Whether it came to its end, or a signal ended it before. */
  readonly status: 'completed' | 'interrupted';
  /** The number that was compared, and which way it gets better. */
  readonly objective: Objective;
  /** Its mean over folds with the targets as they are; not there where it was interrupted before. */
  readonly score: number | undefined;
  /** Its mean over folds with each permutation of the targets; after an interruption of those that were done. */
  readonly permutationScores: readonly number[];
  /**
   * `(C + 1) / (n + 1)`, where `C` of `n` permutations were at least as good: how likely so good a score would be if targets had nothing to do
   * with inputs. Not there after an interruption.
   */
  readonly pValue: number | undefined;
  /** Where it was written. */
  readonly folder: string | undefined;
}

/**
 * Whether a score could be chance: the project is cross-validated with its targets, and again with the targets dealt to other samples at
 * random, `permutations` times. Where inputs say nothing about targets, both give the same.
 *
 * Permutations are drawn as scikit-learn's `permutation_test_score` draws them, index for index: one after the other from one
 * `RandomState`, within groups where there are `groups`, in ascending order of the groups. Folds are made anew for each, since a stratified
 * splitter looks at targets. It takes `permutations + 1` cross-validations; an `executor` runs them side by side. It is written to a
 * folder; an interrupted one goes on where it was, as {@link Project.crossValidate} does.
 *
 * @throws `LML_FACTORY_REQUIRED` if the project's learner cannot be made anew; `LML_INVALID_ARGUMENT` for an objective that is not
 * reported and for other wrong options; what went wrong in a fold.
 *
 * @see Ojala and Garriga 2010, Permutation Tests for Studying Classifier Performance; `sklearn.model_selection.permutation_test_score` of
 * scikit-learn 1.9.
 *
 * @example
 * ```ts
 * import { DataModule, permutationTestScore, Project } from '@lml/core';
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
 *   data: new DataModule({ dataset: iris(), batchSize: 50 }),
 *   trainer: { maxEpochs: 10, loggers: [], progressBar: false },
 *   folder: false,
 * });
 * const splitter = stratifiedKFold({ nSplits: 2, shuffle: true, randomState: 0 });
 * const { pValue } = await permutationTestScore(project, { splitter, objective: 'accuracy', permutations: 4 });
 * pValue; // => 0.2
 * ```
 */
export function permutationTestScore(
  project: Project,
  options: Partial<PermutationTestOptions> = {},
): Promise<PermutationTestResult> {
  const { permutations = 100, randomState = 0, objective: given = 'loss' } = options;
  let objective: Objective;
  return runRecorded<PermutationTestResult>(project, options, {
    what: 'the permutation test',
    own: ['objective', 'permutations', 'randomState'],
    file: 'permutation-test.json',
    trainScores: false,
    define({ params }) {
      checkSeed('randomState', randomState);
      if (!Number.isSafeInteger(permutations) || permutations < 1)
        throw new InvalidArgumentError('permutations', 'an integer of at least 1', permutations);
      if (Array.isArray(given)) throw new InvalidArgumentError('objective', 'the name of one number', given);
      objective = objectivesOf(project, given)[0]!;
      return { definition: { objective, permutations, randomState }, learners: [params] };
    },
    async run({ params, count, record, run }) {
      const numbers = [undefined, ...Array.from({ length: permutations }, (_, number) => number)];
      const tasks = numbers.flatMap((number) =>
        Array.from({ length: count }, (_, fold) => ({
          spec: { params, fold, ...(number !== undefined && { permutation: { seed: randomState, number } }) },
          place: number === undefined ? `folds/fold-${fold}` : `permutations/${number}/fold-${fold}`,
        })),
      );
      const left = new Map<number, FoldOutcome[]>();
      const line = (outcome: FoldOutcome, at: number): string => {
        const which = Math.floor(at / count);
        if (which === 0) return foldLine(outcome, count);
        const own = [...(left.get(which) ?? []), outcome];
        left.set(which, own);
        return own.length < count
          ? ''
          : `permutation ${which}/${permutations}   ${objective.name} ${shortNumber(meanOf(own, objective))}`;
      };
      const outcomes = await run(tasks, { line });
      const means = numbers.map((_, at) => {
        const own = outcomes.slice(at * count, (at + 1) * count);
        return own.every((outcome) => outcome !== undefined) ? meanOf(own, objective) : undefined;
      });
      const [score, ...rest] = means;
      const permutationScores = rest.filter((mean) => mean !== undefined);
      const isWhole = score !== undefined && permutationScores.length === permutations;
      const pValue = isWhole ? pValueOf(score, permutationScores, objective) : undefined;
      const found = { objective, score, permutationScores, pValue };
      if (isWhole) {
        await record.write('result.json', found);
        await record.complete();
      }
      return { status: isWhole ? 'completed' : 'interrupted', ...found, folder: record.folder };
    },
  });
}

function meanOf(folds: readonly FoldOutcome[], { name }: Objective): number {
  return folds.reduce((sum, { values }) => sum + reported(values, name), 0) / folds.length;
}

/** The share of scores, that of the targets as they are among them, which are at least as good as that one. */
export function pValueOf(
  score: number,
  permutationScores: readonly number[],
  { mode }: Pick<Objective, 'mode'>,
): number {
  const isAsGood = (other: number): boolean => (mode === 'max' ? other >= score : other <= score);
  return (permutationScores.filter(isAsGood).length + 1) / (permutationScores.length + 1);
}
