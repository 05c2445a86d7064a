import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import { checkLearner } from '../learning/check-learner.js';
import type { Learner } from '../learning/learner.js';
import { callHook } from './callback.js';
import { checkFolder } from './checkpoints/check-folder.js';
import { changing, checkUnclaimed } from './claims.js';
import { evaluationLoop } from './evaluation-loop.js';
import { finishAll, lastCalls, type Failure } from './finish-all.js';
import { limitedLength } from './interval.js';
import type { RunStatus } from './logger.js';
import { callbacksOf, loggersOf, plainContext, sessionOf } from './run-context.js';
import type { ActionOptions, TrainerOptions } from './trainer-options.js';
import type { Values } from './training-events.js';
import { warnOfUntrained } from './warn-of-untrained.js';

/** Judges a learner on the validation or test data. */
export async function evaluate(
  learner: Learner,
  stage: 'validation' | 'test',
  options: TrainerOptions,
  action: ActionOptions,
): Promise<Values> {
  checkLearner(learner);
  await checkFolder(action.folder);
  checkUnclaimed(changing(learner));
  const callbacks = callbacksOf({ ...options, checkpoint: false }, action.folder);
  const loggers = loggersOf(options, action.folder);
  const session = await sessionOf(learner, [stage], options, action, callbacks);
  const { engine } = session;
  let run = plainContext(stage === 'test' ? 'test' : 'validate', learner, engine, action.folder, undefined);
  if (action.clock !== undefined) run = { ...run, clock: action.clock };
  let status: RunStatus = 'failed';
  let failure: Failure | undefined;
  try {
    const loader = session.data.loader(stage);
    if (loader === undefined) {
      throw new IncompleteLearnerError(
        `There are no ${stage} data. Give data a part of its dataset for it, split: { ${stage}: 0.2 }, or a dataset of its own, ${stage}.`,
      );
    }
    if (stage === 'test') warnOfUntrained(learner, 'is tested');
    await loader.open();
    const batches = limitedLength(options.limits?.[stage], loader.length);
    run = { ...run, batchesPerEpoch: batches };
    const { notice } = session.engine;
    const { folder, fold, checkpoint } = action;
    const opened = { folder, action: run.action as 'validate' | 'test', fold, checkpoint, notice };
    for (const logger of loggers) await logger.open?.(opened);
    await callHook(callbacks, 'setup', run);
    await callHook(callbacks, `${stage}Start`, run);
    const judged = evaluationLoop(session, stage, loader, batches);
    let next = await judged.next();
    try {
      for (; next.done !== true; next = await judged.next()) {
        await callHook(callbacks, `${stage}BatchEnd`, run, next.value);
      }
    } finally {
      // After an error in a hook, what is still on the device is let go.
      if (next.done !== true) await judged.return({});
    }
    const values = next.value;
    await callHook(callbacks, `${stage}End`, { ...run, values }, values);
    for (const logger of loggers) await logger.log({ type: stage, clock: run.clock, values });
    status = 'completed';
    return values;
  } catch (error) {
    failure = { error };
    await finishAll(failure, lastCalls(callbacks, 'exception', run, error));
    throw error;
  } finally {
    await finishAll(failure, [
      () => session.close(),
      ...lastCalls(callbacks, 'teardown', run),
      ...loggers.map((logger) => () => logger.close?.({ status })),
    ]);
  }
}
