import { platform } from '#platform';

import type { ArrayTree } from '../../data/concatenate.js';
import { DataModule } from '../../data/data-module.js';
import { lengthOf, type Dataset } from '../../data/dataset.js';
import { holdOut } from '../../data/hold-out.js';
import { splitsOf, targetsOf } from '../../data/split-targets.js';
import type { FoldIndices, Splitter } from '../../data/splitter.js';
import { column, subset } from '../../data/subset.js';
import { LmlError } from '../../errors/lml-error.js';
import type { Clock } from '../../learning/clock.js';
import type { Learner } from '../../learning/learner.js';
import { toFault } from '../../search/trial-fault.js';
import { jsonLines } from '../../training/loggers/json-lines.js';
import { bestEpoch } from '../../training/monitor.js';
import { Trainer } from '../../training/trainer.js';
import type { RequiredLimit, TrainerOptions } from '../../training/trainer-options.js';
import type { ReportedValues } from '../../training/training-events.js';
import { describeProject } from '../describe-project.js';
import { fitPredictor } from '../fit-predictor.js';
import type { Project } from '../project.js';
import { takeWeights } from '../take-weights.js';
import type { FoldOutcome, FoldPlan, FoldSpec, TargetPermutation } from './fold-spec.js';
import { foldPart } from './fold-part.js';
import { foldsOf, trainingData, type Folds } from './folds-of.js';
import { followObjective } from './follow-objective.js';
import { permutedTargets } from './permuted-targets.js';
import { needsValidation, watchesValidation } from './watches-validation.js';
import { withParameters } from './with-params.js';

/** What a fold is run with. */
export interface FoldRun {
  /** The project whose learner, data and trainer it has. */
  readonly project: Project;
  /** What all folds have in common. */
  readonly plan: FoldPlan;
  /** What is its own. */
  readonly spec: FoldSpec;
  /** Where it writes. Default: nowhere. */
  readonly folder: string | undefined;
  /** Ends it after the running step. */
  readonly signal: AbortSignal;
  /** The folds, where they are made already. */
  readonly folds?: Folds | undefined;
}

/** A tenth of a fold's training data watches its training, where something does and nobody says otherwise. */
const WATCHED = 0.1;

/** Trains a fresh learner on a fold and judges it on the rest. What goes wrong with it is an outcome; what is wrong with the project is thrown. */
export async function runFold(run: FoldRun): Promise<FoldOutcome> {
  const { project, plan, spec, folder, signal } = run;
  let made: MadeFold;
  try {
    made = await makeFold(run);
  } catch (error) {
    if (!(error instanceof Unmade)) throw error;
    return { fold: spec.fold, trainSize: 0, validationSize: 0, testSize: 0, ...failed(error.cause, 0) };
  }
  const { learner, data, own, parts } = made;
  const sizes = {
    fold: spec.fold,
    trainSize: parts.train.length,
    validationSize: parts.validation?.length ?? 0,
    testSize: parts.test.length,
  };
  const begun = performance.now();
  try {
    return { ...sizes, ...(await trainAndJudge(project, learner, data, { own, plan, spec, folder, signal })) };
  } catch (error) {
    if (isMistake(error)) throw error;
    return { ...sizes, ...failed(error, (performance.now() - begun) / 1000) };
  } finally {
    learner.model.dispose();
    if (folder !== undefined && !plan.checkpoints) await platform.files?.remove(`${folder}/checkpoints`);
  }
}

/** What a fold is made of. */
interface MadeFold {
  readonly learner: Learner;
  readonly data: DataModule;
  readonly own: Trainer;
  readonly parts: FoldIndices & { readonly validation?: ArrayLike<number> };
}

/** No learner can be made of the parameters. */
class Unmade extends Error {}

/** What a function gives; its error is that of the parameters. */
function ofParameters<Value>(make: () => Value): Value {
  try {
    return make();
  } catch (cause) {
    throw new Unmade(undefined, { cause });
  }
}

async function makeFold({ project, plan, spec, folds: given }: FoldRun): Promise<MadeFold> {
  const { seed } = project;
  const { make, params, data, trainer: own } = ofParameters(() => withParameters(project, spec.params));
  const module = spec.permutation === undefined ? data : await permuted(data, plan, spec.permutation, seed);
  const folds =
    given !== undefined && module === project.data ? given : await foldsOf(await trainingData(module, seed), plan);
  const indices = foldPart(await folds.indices(spec.fold), spec, seed);
  const withPart = async (how: number | Splitter | false): Promise<MadeFold> => {
    const parts = { ...indices, ...(await withWatched(how, folds, indices, seed + spec.fold)) };
    const foldData = module.fold(parts);
    const learner = ofParameters(() => make(foldData, params));
    if (learner.data !== undefined) learner.data = foldData;
    return { learner, data: foldData, own, parts };
  };
  const isWatched = plan.followed !== undefined || (own.options.callbacks ?? []).some(watchesValidation);
  const made = await withPart(plan.validation ?? (isWatched ? WATCHED : false));
  if (plan.validation !== undefined || isWatched || needsValidation(made.learner, own.options).length === 0)
    return made;
  // Its schedule, or its predictor, looks at validation data, which only it could tell.
  made.learner.model.dispose();
  return withPart(WATCHED);
}

interface Training extends Pick<FoldRun, 'plan' | 'spec' | 'folder' | 'signal'> {
  readonly own: Trainer;
}

type Judged = Omit<FoldOutcome, 'fold' | 'trainSize' | 'validationSize' | 'testSize'>;

async function trainAndJudge(
  project: Project,
  learner: Learner,
  data: DataModule,
  { own, plan, spec, folder, signal }: Training,
): Promise<Judged> {
  const { seed, options } = project;
  const follower = plan.followed && followObjective(plan.followed, spec.pruning);
  const trainer = foldTrainer(own.options, spec, folder, follower?.callback);
  const action = { data, seed, folder, fold: spec.fold };
  const described = { learner, seed, trainer: own, options: { ...options, data } };
  const config = folder === undefined ? undefined : await describeProject(described);
  const start = performance.now();
  const { status, history, monitor, bestCheckpoint, clock } = await trainer.fit(learner, { ...action, signal, config });
  const seconds = { fit: (performance.now() - start) / 1000, score: 0 };
  const followed = { curve: follower?.curve ?? [], seconds };
  if (status === 'interrupted') return { ...followed, state: 'interrupted', values: {}, epochs: clock.epoch };
  if (follower?.isHopeless() === true) return { ...followed, state: 'pruned', values: {}, epochs: clock.epoch };
  if (bestCheckpoint !== undefined) await takeWeights({ learner, seed, data }, bestCheckpoint);
  if (learner.predictor?.fit !== undefined) await fitPredictor(trainer, { learner, data, seed, clock });
  const trained = performance.now();
  const values = withoutStage(await trainer.test(learner, { ...action, clock }));
  seconds.fit = (trained - start) / 1000;
  seconds.score = (performance.now() - trained) / 1000;
  const best = bestCheckpoint === undefined ? undefined : bestEpoch(history, monitor)?.clock.epoch;
  const onTraining = plan.trainScores ? await judgeTraining(trainer, learner, data, seed, clock) : {};
  const raw = plan.predict === 'outputs';
  const predictions =
    plan.predict &&
    (await trainer.predict<ArrayTree & never>(learner, {
      data,
      seed,
      clock,
      raw,
      dataset: data.datasets.test as Dataset,
    }));
  return {
    ...followed,
    state: 'completed',
    values: { ...values, ...onTraining },
    epochs: best ?? clock.epoch,
    ...(plan.history && { history }),
    predictions,
  };
}

/** Loss and metrics on the samples that were learnt from, as `train/<name>`. */
async function judgeTraining(
  trainer: Trainer,
  learner: Learner,
  data: DataModule,
  seed: number,
  clock: Clock,
): Promise<ReportedValues> {
  const all = Int32Array.from({ length: lengthOf(data.datasets.train as Dataset) }, (_, index) => index);
  const training = data.fold({ train: all, test: all });
  training.load(data.transformState(), undefined);
  const values = withoutStage(await trainer.test(learner, { data: training, seed, clock }));
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`train/${name}`, value]));
}

/** The trainer of a fold: quiet unless it was given loggers, and with the limits of the fold. */
function foldTrainer(
  options: TrainerOptions & RequiredLimit,
  { epochs }: FoldSpec,
  folder: string | undefined,
  follower: NonNullable<TrainerOptions['callbacks']>[number] | undefined,
): Trainer {
  return new Trainer({
    ...options,
    ...(epochs !== undefined && { maxEpochs: epochs }),
    loggers: options.loggers ?? (folder === undefined ? [] : [jsonLines()]),
    callbacks: [...(options.callbacks ?? []), ...(follower === undefined ? [] : [follower])],
  });
}

/** The data with targets that are dealt anew. */
async function permuted(
  data: DataModule,
  plan: FoldPlan,
  permutation: TargetPermutation,
  seed: number,
): Promise<DataModule> {
  const training = await trainingData(data, seed);
  const { groups } = await foldsOf(training, plan);
  const { dataset: _, split: __, ...settings } = data.options;
  const train = await permutedTargets(training, permutation, groups);
  return new DataModule({
    ...settings,
    train,
    validation: undefined,
    test: undefined,
    predict: undefined,
    seed: data.seed,
  });
}

/** Divides what is learnt from into that and what training is watched by, where it is watched. */
async function withWatched(
  how: number | Splitter | false,
  { training, groups }: Folds,
  { train }: FoldIndices,
  seed: number,
): Promise<{ train: ArrayLike<number>; validation?: ArrayLike<number> }> {
  if (how === false) return { train };
  const own = subset(training, train);
  const inside = groups === undefined ? undefined : Array.from(train, (index) => groups[index]!);
  const parts =
    typeof how === 'number'
      ? holdOut({ length: train.length, targets: targetsOf(await column(own, 'target')), groups: inside }, how, seed)
      : await firstSplit(how, own, inside);
  return {
    train: Int32Array.from(parts.train, (position) => train[position]!),
    validation: Int32Array.from(parts.test, (position) => train[position]!),
  };
}

async function firstSplit(
  splitter: Splitter,
  dataset: Dataset,
  groups: readonly (number | string)[] | undefined,
): Promise<FoldIndices> {
  const [first] = await splitsOf(splitter, dataset, groups);
  if (first !== undefined) return first;
  return { train: Int32Array.from({ length: lengthOf(dataset) }, (_, index) => index), test: [] };
}

/** Whether it is not the candidate but the project that is wrong, so that no other candidate would fare better. */
function isMistake(error: unknown): boolean {
  return LmlError.isInstance(error) && ['LML_FILE_WRITE', 'LML_PROJECT_BUSY'].includes(error.code);
}

function failed(error: unknown, fit: number): Judged {
  return { state: 'failed', error: toFault(error), values: {}, epochs: 0, curve: [], seconds: { fit, score: 0 } };
}

function withoutStage(values: ReportedValues): ReportedValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name.replace(/^test\//, ''), value]));
}
