import { checkNames } from '../../registry/check-names.js';
import type { SearchParameters } from '../../search/distribution.js';
import type { Project } from '../project.js';
import { checkLearner } from './check-learner.js';
import { executorOf, planFrom, preparedFolds, type CrossValidationOptions } from './cross-validation.js';
import type { FoldOutcome, FoldPlan } from './fold-spec.js';
import type { Folds } from './folds-of.js';
import { definitionOf } from './run-definition.js';
import { openRecord, type RunRecord } from './run-record.js';
import { runTasks, type FoldTasks } from './run-tasks.js';
import { withInterrupt } from './with-interrupt.js';

/** Options of whatever trains on folds. Those that are left out are the project's `crossValidation`. */
export interface FoldsOptions extends Pick<
  CrossValidationOptions,
  'splitter' | 'params' | 'groups' | 'validation' | 'executor' | 'resume' | 'signal'
> {}

const SHARED = ['splitter', 'params', 'groups', 'validation', 'executor', 'resume', 'signal'] as const;

/** What folds are run for. */
export interface Recorded<Value> {
  /** What it is called in errors. */
  readonly what: string;
  /** The names of its own options. */
  readonly own: readonly string[];
  /** The file that says what its folder is. */
  readonly file: string;
  /** Whether the samples that were learnt from are judged too. */
  readonly trainScores: boolean;
  /** Checks its options, and says by what it is known again. */
  define(prepared: Prepared): { readonly definition: Readonly<Record<string, unknown>>; readonly learners: readonly SearchParameters[] }; // prettier-ignore
  /** Runs it. */
  run(prepared: PreparedRun): Promise<Value>;
}

/** The folds. */
export interface Prepared {
  readonly plan: FoldPlan;
  readonly folds: Folds;
  /** How many there are. */
  readonly count: number;
  /** The parameters that folds have in common. */
  readonly params: SearchParameters;
  /** The training samples of each. */
  readonly trainSizes: readonly number[];
}

/** The folds, and where what they give is kept. */
export interface PreparedRun extends Prepared {
  readonly record: RunRecord;
  /** Runs some, as {@link runTasks} does. */
  run(
    tasks: FoldTasks['tasks'],
    options?: Pick<FoldTasks, 'line' | 'allowsFailed'>,
  ): Promise<(FoldOutcome | undefined)[]>;
}

/** Does something with folds that has a folder of its own, and goes on where it was interrupted. */
export async function runRecorded<Value>(
  project: Project,
  given: Partial<FoldsOptions>,
  { what, own, file, trainScores, define, run }: Recorded<Value>,
): Promise<Value> {
  const base = project.options.crossValidation ?? {};
  const defaults = Object.fromEntries(SHARED.map((name) => [name, base[name]]));
  checkNames(what, given, [...SHARED, ...own]);
  const options: Partial<FoldsOptions> = { ...defaults, ...given };
  const { splitter, groups, validation, signal } = options;
  const plan = {
    ...planFrom({ splitter, groups, validation, signal, trainScores } as Partial<CrossValidationOptions>),
    history: false,
  };
  const { folds, count } = await preparedFolds(project, plan);
  const params = options.params ?? project.options.params ?? {};
  const trainSizes = (await folds.sizes()).map(({ train }) => train);
  const prepared = { plan, folds, count, params, trainSizes };
  const { definition: more, learners } = define(prepared);
  for (const one of learners) checkLearner(project, one);
  const { definition, isPlain } = await definitionOf(project, plan, { params, ...more });
  const resume = options.resume ?? isPlain;
  const record = await openRecord({ ...project.options, file, definition, resume });
  try {
    return await withInterrupt(options.signal, (interrupt) =>
      run({
        ...prepared,
        record,
        run: (tasks, how) =>
          runTasks(project, {
            plan,
            folds,
            tasks,
            record,
            executor: executorOf(options.executor),
            signal: interrupt,
            ...how,
          }),
      }),
    );
  } finally {
    await record.release();
  }
}
