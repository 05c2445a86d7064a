import type { SharedRun } from './call-hook.js';
import type { Callback } from './callback.js';
import { finishAll, lastCalls, type Failure } from './finish-all.js';
import type { Session } from './session.js';

/** What differs between the lives of a fit, an evaluation and a prediction. */
export interface RunPlan {
  /** Whose hooks are called. */
  readonly callbacks: readonly Callback[];
  /** Opens the session. */
  open(): Promise<Session>;
  /** Makes what hooks are told. Before it, no hook is called, not even after an error. */
  begin(session: Session): SharedRun;
  /** After an error, before the hook `exception`. */
  failed?(session: Session): Promise<void>;
  /** What is undone first when the run is over, whether or not it could begin. */
  release?(): readonly (() => unknown)[];
  /** What is closed last, after the hook `teardown`; not where the session did not open. */
  close?(failure: Failure | undefined): readonly (() => unknown)[];
}

/** A run that has begun. */
export interface OpenRun {
  /** Its session. */
  readonly session: Session;
  /** What hooks are told. It may be replaced when more is known. */
  context: SharedRun;
}

/**
 * The life of a run, the same for fit, evaluation and prediction: opens the session, does the `work`, and closes all, whatever fails.
 * The order at the end: `exception` (after an error), what is released, the session, `teardown`, what is closed.
 *
 * What the work yields is passed on, and what it returns is returned. An error is thrown on; what fails after it is a warning.
 */
export async function* streamRun<Part, Result>(
  plan: RunPlan,
  work: (run: OpenRun) => AsyncGenerator<Part, Result>,
): AsyncGenerator<Part, Result> {
  let session: Session | undefined;
  let run: OpenRun | undefined;
  let failure: Failure | undefined;
  try {
    session = await plan.open();
    run = { session, context: plan.begin(session) };
    return yield* work(run);
  } catch (error) {
    failure = { error };
    if (session !== undefined) await plan.failed?.(session);
    if (run !== undefined) await finishAll(failure, lastCalls(plan.callbacks, 'exception', run.context, error));
    throw error;
  } finally {
    await finishAll(failure, [
      ...(plan.release?.() ?? []),
      () => session?.close(),
      ...(run === undefined ? [] : lastCalls(plan.callbacks, 'teardown', run.context)),
      ...(session === undefined ? [] : (plan.close?.(failure) ?? [])),
    ]);
  }
}

/** {@link streamRun} for work that yields nothing on the way. */
export async function withRun<Result>(plan: RunPlan, work: (run: OpenRun) => Promise<Result>): Promise<Result> {
  // eslint-disable-next-line require-yield -- there is nothing on the way
  const run = streamRun(plan, async function* (open): AsyncGenerator<never, Result> {
    return await work(open);
  });
  const { value } = await run.next();
  return value;
}
