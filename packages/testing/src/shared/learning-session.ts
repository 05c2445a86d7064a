import {
  columnarDataset,
  DataModule,
  ndArray,
  type Engine,
  type HostBatch,
  type Learner,
  type NdArray,
} from '@lml/core';
import { BATCH_NUMBER, clockNumbers, openSession, takeTree, type SessionOptions, type Step } from '@lml/core/engine';

/** The seed of weights and random streams. */
export const SEED = 7;

/** A learner with its own training, evaluation and predict steps, as a trainer has them, run one by one. */
export interface LearningSession {
  /** The names of its training steps. */
  readonly steps: readonly string[];
  /** Runs each training step in its turn on a batch, or only one; what they gave, by path, each after the name of its step. */
  train(batch: HostBatch, number?: number, only?: string): Promise<Arrays>;
  /** Runs the step that judges. */
  judge(batch: HostBatch): Promise<Arrays>;
  /** Runs the step that predicts: by the predictor, or as it is with `raw`. */
  predict(batch: HostBatch, options?: { readonly raw?: boolean }): Promise<Arrays>;
  /** All state, or that named. */
  state(): Promise<Arrays>;
  /** Replaces state. */
  write(values: Arrays): Promise<void>;
  /** Gives model, loss and learner the values that the engine has. */
  keepWeights(): Promise<void>;
}

/** Arrays by name or path. */
export type Arrays = Readonly<Record<string, NdArray>>;

/** What a session is for. */
export interface SessionUse {
  /** Whether it trains. Default true. */
  readonly trains?: boolean | undefined;
  /** Step hooks, of a callback perhaps. */
  readonly hooks?: SessionOptions['hooks'];
}

/** Opens a session of a learner on an engine, uses it, and frees what the two held. */
export async function learning<Value>(
  engine: Engine,
  learner: Learner,
  { trains = true, hooks = [] }: SessionUse,
  use: (session: LearningSession) => Promise<Value>,
): Promise<Value> {
  const data = new DataModule({ train: columnarDataset(() => ({ input: ndArray([0]) })) });
  const stages = [...(trains ? (['train'] as const) : []), 'validation', 'predict'] as const;
  try {
    const session = await openSession({ learner, data, engine, seed: SEED, stages, reads: [], hooks });
    try {
      return await use(sessionOf(session, engine));
    } finally {
      session.close();
    }
  } finally {
    learner.model.dispose();
  }
}

function sessionOf(session: Awaited<ReturnType<typeof openSession>>, engine: Engine): LearningSession {
  const named = renamed();
  const run = async (step: Step, batch: HostBatch, hyper = {}, number = 0): Promise<Arrays> => {
    const all = { ...session.learner.hyper, ...hyper };
    const { scalars, outputs } = await engine.run(named(step), batch, { step: number, hyper: all });
    return byPath(await takeTree({ scalars, outputs }), '');
  };
  return {
    steps: session.trainingSteps.map(({ name }) => name),
    async train(batch, number = 0, only) {
      const results: Record<string, NdArray> = {};
      const clock = { batch: number, step: number, samples: number, epoch: 0, seconds: 0 };
      for (const step of session.trainingSteps.filter(({ name }) => only === undefined || name === only)) {
        const hyper = {
          ...{ ...clockNumbers(clock), ...session.hookNumbers(clock) },
          ...{ ...step.hyper(number, step.base), [BATCH_NUMBER]: number },
        };
        for (const [path, array] of Object.entries(await run(step, batch, hyper, number)))
          results[`${step.name} ${path}`] = array;
      }
      return results;
    },
    judge: (batch) => run(session.evaluationStep('validation'), batch),
    predict: (batch, { raw = false } = {}) => run(session.predictStep(raw), batch),
    state: async () => engine.read(),
    write: (values) => engine.write(values),
    keepWeights: async () => session.keepWeights(await session.readWeights()),
  };
}

let count = 0;

/** Gives each step a name that no other has: engines warn only once in the same words. The same object for the same step. */
function renamed(): (step: Step) => Step {
  const made = new Map<Step, Step>();
  return (step) => {
    const own = made.get(step) ?? { ...step, name: `${step.name} of check ${count++}` };
    made.set(step, own);
    return own;
  };
}

function byPath(tree: unknown, path: string): Record<string, NdArray> {
  if (typeof tree !== 'object' || tree === null) return {};
  if ('data' in tree && 'dtype' in tree) return { [path]: tree as NdArray };
  return Object.assign(
    {},
    ...Object.entries(tree).map(([key, part]) => byPath(part, path === '' ? key : `${path}.${key}`)),
  );
}
