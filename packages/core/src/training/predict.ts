import type { EngineArray } from '../data/computed-array.js';
import { isRecord } from '../data/given-record.js';
import { concatenateTrees } from '../data/concatenate.js';
import { isNdArray } from '../data/nd-array.js';
import { decodePrediction } from '../learning/decode-prediction.js';
import type { Predicted } from '../learning/predictor.js';
import type { BatchLoader } from '../data/batch-loader.js';
import { checkInputNames, checkInputTypes } from '../data/data-identity.js';
import type { DataModule } from '../data/data-module.js';
import type { Stage } from '../data/stage.js';
import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import { checkLearner } from '../learning/check-learner.js';
import { NOT_FINITE } from '../learning/predict-step.js';
import type { Learner } from '../learning/learner.js';
import { clockNumbers } from '../learning/step-clock.js';
import { takeTree } from '../steps/read-tree.js';
import type { StepResult } from '../steps/step.js';
import { warn } from '../node/warnings.js';
import { checkPrediction, withSample } from './batch-fault.js';
import { callHook } from './call-hook.js';
import { changedParts, checkFree } from './reservations.js';
import { limitedLength } from './interval.js';
import { warnOfUntrained } from './warn-of-untrained.js';
import { callbacksOf, plainContext, sessionOf } from './run-context.js';
import { requireData } from './session.js';
import { streamRun, type RunPlan } from './run-life.js';
import type { PredictOptions, TrainerOptions } from './trainer-options.js';
import { createYielder } from './yielder.js';

/** A batch that was predicted. */
interface PredictedBatch {
  readonly prediction: Predicted;
  /** A row or a record for each sample, where they are asked for. */
  readonly rows: readonly unknown[];
}

/** Predictions for all samples, along the first axis: as arrays, or as a record for each sample. */
export async function predict(
  learner: Learner,
  options: TrainerOptions,
  action: PredictOptions,
): Promise<Predicted | readonly unknown[]> {
  const parts: PredictedBatch[] = [];
  for await (const part of predictBatches(learner, options, action)) parts.push(part);
  if (isBySample(action)) return parts.flatMap(({ rows }) => rows);
  return concatenateTrees(parts.map(({ prediction }) => prediction));
}

function isBySample({ as }: PredictOptions): boolean {
  return as === 'rows' || as === 'records';
}

/** Predictions batch by batch. */
export async function* predictStream(
  learner: Learner,
  options: TrainerOptions,
  action: PredictOptions,
): AsyncGenerator<Predicted | readonly unknown[]> {
  for await (const { prediction, rows } of predictBatches(learner, options, action))
    yield isBySample(action) ? rows : prediction;
}

/**
 * Predicts batch by batch.
 *
 * @throws `LML_NON_FINITE_OUTPUT` where a predictor would have to predict from NaN, or makes NaN of infinity.
 */
async function* predictBatches(
  learner: Learner,
  options: TrainerOptions,
  action: PredictOptions,
): AsyncGenerator<PredictedBatch> {
  checkLearner(learner);
  checkFree(changedParts(learner));
  const callbacks = callbacksOf({ ...options, checkpoint: false }, action.folder);
  const plan: RunPlan = {
    callbacks,
    open: () => {
      const reads = predictedStages(requireData(learner, action.data), action);
      return sessionOf(learner, ['predict'], options, action, callbacks, { usesPredictor: action.raw !== true, reads });
    },
    begin: ({ engine }) => plainContext('predict', learner, engine, action.folder, undefined),
  };
  yield* streamRun(plan, async function* (run): AsyncGenerator<PredictedBatch, void> {
    const { session } = run;
    const loader = predictLoader(session.data, action);
    await loader.open();
    if (action.dataset !== undefined) {
      checkInputNames(session.data.inputNames, action.dataset.inputNames, 'the samples to predict');
      checkInputTypes(session.data.inputTypes, action.dataset.inputTypes, 'the samples to predict');
    }
    const batches = limitedLength(options.limits?.predict, loader.length);
    const context = (run.context = { ...run.context, batchesPerEpoch: batches });
    warnOfUntrained(learner, 'predicts');
    const step = session.predictStep(action.raw ?? false);
    const used = action.raw === true ? undefined : learner.predictor;
    const turn = createYielder();
    const hyper = action.clock === undefined ? learner.hyper : { ...learner.hyper, ...clockNumbers(action.clock) };
    await callHook(callbacks, 'setup', context);
    await callHook(callbacks, 'predictStart', context);
    for await (const loaded of loader.iterate(0)) {
      const { batch, index, size } = loaded;
      if (batches !== undefined && index >= batches) break;
      let result: StepResult;
      try {
        result = await session.engine.run(step, batch, { step: index, hyper });
      } catch (error) {
        throw withSample(error, batch, { loader, epoch: 0, batch: index });
      }
      const { prediction: device, [NOT_FINITE]: marks } = result.outputs;
      // Both at once, so that the one is disposed though reading the other fails.
      const [prediction, notFinite] = await Promise.all([takeTree(device!), marks && takeTree(marks)]);
      if (notFinite !== undefined) {
        const place = { loader, epoch: 0, batch: index };
        checkPrediction(notFinite as EngineArray, arraysOfTree(prediction), batch, place);
      }
      const metadata = batch['metadata'] as readonly unknown[] | undefined;
      const known = { metadata, classNames: session.data.classNames };
      const decoding = action.as === 'records' ? used : undefined;
      const decoded = isBySample(action) ? decodePrediction(decoding, prediction, known, size) : [];
      const rows = decoding === undefined ? decoded : decoded.map((row, at) => withMetadata(row, metadata?.[at]));
      loaded.release();
      await callHook(callbacks, 'predictBatchEnd', context, { index, size, batches });
      yield { prediction, rows };
      await turn();
    }
    await callHook(callbacks, 'predictEnd', context);
  });
}

/** A record with what belongs to its sample, so that it is known whose prediction it is. */
function withMetadata(record: unknown, metadata: unknown): unknown {
  return metadata === undefined || !isRecord(record) || 'metadata' in record ? record : { ...record, metadata };
}

/** The arrays of a prediction. */
function arraysOfTree(prediction: Predicted): EngineArray[] {
  return isNdArray(prediction) ? [prediction] : Object.values(prediction).flatMap(arraysOfTree);
}

/** The stages whose data are predicted: none where a dataset is given. */
export function predictedStages(data: DataModule, { dataset }: Pick<PredictOptions, 'dataset'>): readonly Stage[] {
  if (dataset !== undefined) return [];
  return [data.has('predict') ? 'predict' : 'test'];
}

/** What is to be predicted: a dataset, or the predict data, or else the test data. */
export function predictLoader(data: DataModule, { dataset }: Pick<PredictOptions, 'dataset'>): BatchLoader {
  if (dataset !== undefined) return data.loaderOf(dataset, 'predict');
  const own = data.loader('predict');
  if (own !== undefined) return own;
  const test = data.loader('test');
  if (test === undefined)
    throw new IncompleteLearnerError(
      'There is nothing to predict: hand a dataset over, or give data what to predict, predict, or test data.',
    );
  warn('LML_PREDICTS_TEST_DATA', 'There are no predict data, so the test data are predicted.');
  return test;
}
