import { checkSplit } from '../data/data-identity.js';
import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import { checkLearner } from '../learning/check-learner.js';
import type { Learner } from '../learning/learner.js';
import { callHook } from './call-hook.js';
import { CallbackLog } from './callback-log.js';
import { checkFolder } from './checkpoints/check-folder.js';
import { detailsOf } from './details.js';
import { changedParts, checkFree } from './reservations.js';
import { EvaluationSets } from './evaluation-sets.js';
import { callbacksOf, loggersOf, plainContext, sessionOf } from './run-context.js';
import { withRun, type RunPlan } from './run-life.js';
import type { ActionOptions, TrainerOptions } from './trainer-options.js';
import type { ReportedValues } from './training-events.js';
import { warnOfUntrained } from './warn-of-untrained.js';

/** Judges a learner on the validation or test data. */
export async function evaluate(
  learner: Learner,
  stage: 'validation' | 'test',
  options: TrainerOptions,
  action: ActionOptions,
): Promise<ReportedValues> {
  checkLearner(learner);
  await checkFolder(action.folder);
  checkFree(changedParts(learner));
  const { folder, fold, checkpoint, clock } = action;
  const callbacks = callbacksOf({ ...options, checkpoint: false }, folder);
  const loggers = loggersOf(options, folder);
  const name = stage === 'test' ? 'test' : 'validate';
  const plan: RunPlan = {
    callbacks,
    open: () => sessionOf(learner, [stage], options, action, callbacks),
    begin: ({ engine }) => ({
      ...plainContext(name, learner, engine, folder, undefined),
      ...(clock !== undefined && { clock }),
    }),
    close: (failure) =>
      loggers.map((logger) => () => logger.close?.({ status: failure === undefined ? 'completed' : 'failed' })),
  };
  return withRun(plan, async (run) => {
    const { session } = run;
    const loaders = session.data.loaders(stage);
    if (loaders.length === 0) {
      throw new IncompleteLearnerError(
        `There are no ${stage} data. Give data a part of its dataset for it, split: { ${stage}: 0.2 }, or a dataset of its own, ${stage}.`,
      );
    }
    if (stage === 'test') warnOfUntrained(learner, 'is tested');
    if (action.trainedOn !== undefined) checkSplit(action.trainedOn, await session.data.identity(), stage);
    for (const { loader } of loaders) await loader.open();
    const sets = new EvaluationSets(loaders, options.limits?.[stage]);
    const log = new CallbackLog(session.register);
    const context = (run.context = {
      ...run.context,
      batchesPerEpoch: sets.batches,
      log: (owner, name, value, logged) => log.add(owner, name, value, logged),
    });
    for (const logger of loggers) {
      await logger.open?.({ folder, action: name, fold, checkpoint, notice: session.engine.notice });
    }
    await callHook(callbacks, 'setup', context);
    const values: Record<string, number> = {};
    log.publishTo(stage, (name, value) => void (values[name] = value));
    await callHook(callbacks, `${stage}Start`, context);
    const judged = sets.judge(session, stage, undefined, clock);
    let next = await judged.next();
    try {
      for (; next.done !== true; next = await judged.next()) {
        await callHook(callbacks, `${stage}BatchEnd`, context, next.value);
      }
    } finally {
      // After an error in a hook, what is still on the device is disposed.
      if (next.done !== true) await judged.return({});
    }
    Object.assign(values, next.value);
    await callHook(callbacks, `${stage}End`, { ...context, values }, values);
    log.close();
    const details = { ...detailsOf(session.details, [stage]), ...log.details };
    const record = { type: stage, clock: context.clock, values, ...(Object.keys(details).length > 0 && { details }) };
    action.details?.(details);
    for (const logger of loggers) await logger.log(record);
    return values;
  });
}
