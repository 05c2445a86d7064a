import { trainingTargets, type DataModule } from '../data/data-module.js';
import type { Stage } from '../data/stage.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import { NotFittedError } from '../errors/not-fitted-error.js';
import { checkHeads } from '../learning/check-heads.js';
import type { Clock } from '../learning/clock.js';
import type { Learner } from '../learning/learner.js';
import { learnerState } from '../learning/join-states.js';
import type { LogRegister } from '../learning/learner-context.js';
import { metricHandles } from '../learning/metric-handle.js';
import { metricState, PREDICTOR_PREFIX } from '../learning/step-metrics.js';
import { evaluationWeights, type EvaluationWeights } from '../learning/evaluation-weights.js';
import { clippingHook, type GradientClip } from '../learning/gradient-clip.js';
import { buildTrainingSteps, sharedTrainingState } from '../learning/training-step.js';
import { isComponent } from '../registry/component.js';
import { RandomStreams } from '../random/random-streams.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';
import type { Backend } from '../steps/backend.js';
import type { Engine } from '../steps/engine.js';
import type { NdArray } from '../data/nd-array.js';
import { isFiniteArray } from './check-finite-state.js';
import { MetricMemory } from '../learning/metric-memory.js';
import type { ReportedDetails } from './details.js';
import { hookNumbers, scopedHooks, sessionState, type OwningHooks } from './session-state.js';
import { createSessionSteps, type SessionSteps } from './session-steps.js';

/** What a session is opened with. */
export interface SessionOptions {
  /** What learns or is judged. */
  readonly learner: Learner;
  /** Its data. */
  readonly data: DataModule;
  /** What runs the steps. */
  readonly engine: Engine;
  /** Where TensorFlow.js computes; by default where it does already. */
  readonly backend?: Backend | undefined;
  /** The seed of weights, order and random streams. */
  readonly seed: number;
  /** What happens when a step is not pure. */
  readonly purity?: 'error' | 'warn' | undefined;
  /** The name of the engine that ran what is gone on from. */
  readonly continues?: string | undefined;
  /** What the session is for; state is declared for it. */
  readonly stages: readonly Stage[];
  /** The stages whose data are opened. Default: those that the session is for. */
  readonly reads?: readonly Stage[] | undefined;
  /** Whether the steps use the predictor; raw outputs do without. Default true. */
  readonly usesPredictor?: boolean | undefined;
  /** Step hooks, in order. */
  readonly hooks?: readonly OwningHooks[] | undefined;
  /** Of how many batches gradients are gathered for an update. Default 1. */
  readonly accumulate?: number | undefined;
  /** How gradients are clipped, after the hooks. Default: not. */
  readonly gradientClip?: GradientClip | undefined;
}

/** A learner whose model is built, whose data are open and whose state an engine holds. */
export interface Session extends SessionOptions, SessionSteps {
  /** How each logged number is to be gathered. */
  readonly register: LogRegister;
  /** The weights and optimizer slots that must stay finite: all that are trained, and others that were finite at first. */
  readonly keptFinite: readonly string[];
  /** The latest arrays and figures of metrics, by full name. */
  details: ReportedDetails;
  /** What metrics remember beyond an epoch. */
  readonly memory: MetricMemory;
  /** The numbers of step hooks for the update that comes next, by full name. */
  hookNumbers(clock: Clock): Readonly<Record<string, number>>;
  /** The weights that are used, where they are not those that are trained. */
  readonly evaluated: EvaluationWeights | undefined;
  /** Reads the model's weights, and the state of loss and learner, from the engine: those that are used. */
  readWeights(): Promise<Record<string, NdArray>>;
  /** Gives the model, the loss and the learner what was read. */
  keepWeights(weights: Readonly<Record<string, NdArray>>): void;
  /** Frees the engine's state. */
  close(): void;
}

/** Engines whose state is that of an open session. */
const busy = new WeakSet<Engine>();

/**
 * Makes everything ready for steps: backend, data, weights, state. After an error nothing is left behind.
 *
 * @throws `LML_INVALID_ARGUMENT` if another open session uses the engine; and what steps, data and engine throw.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { learner, data, engine, backend, seed, purity, stages, accumulate, gradientClip } = options;
  const { hooks: callbackHooks = [] } = options;
  const clipping = gradientClip === undefined ? [] : [clippingHook(gradientClip)];
  const hooks = [...scopedHooks(callbackHooks), ...clipping];
  if (busy.has(engine)) {
    const remedy =
      'Give runs that go on at the same time an engine each, and close a session that is no longer needed.';
    throw new InvalidArgumentError('engine', 'one that no open session uses', engine, remedy);
  }
  busy.add(engine);
  const close = (): void => {
    busy.delete(engine);
    engine.dispose();
  };
  try {
    await backend?.start();
    await engine.setup({ seed, purity, continues: options.continues });
    await data.setup({ seed, stages: options.reads ?? stages });
    await learner.model.build({ random: new RandomStreams(seed) });
    checkHeads(learner);
    const weights = await learner.model.getWeights();
    engine.declare(learner.model.weights.map((spec) => ({ ...spec, value: weights[spec.name]! })));
    const register: LogRegister = new Map();
    const trains = stages.includes('train');
    const invert = (tree: TensorTree): TensorTree => data.invertTargets(tree);
    const known = trains ? { targets: () => trainingTargets(data) } : {};
    const { owned, watched } = await sessionState(learner, trains ? callbackHooks : [], weights, seed, known);
    engine.declare(owned);
    const given = { learner, weights, owned, hooks, register, accumulate, invert };
    const training = trains ? buildTrainingSteps(given) : [];
    if (trains) engine.declare([...watched, ...training.flatMap(({ state }) => state), ...sharedTrainingState()]);
    for (const stage of stages) if (stage !== 'predict') engine.declare(metricState(learner, stage));
    if (options.usesPredictor !== false) declarePredictor(learner, engine, stages);
    const keptFinite = [
      ...learner.model.weights.filter(({ name, trainable }) => trainable || isFiniteArray(weights[name]!)),
      ...owned.filter(({ trainable, value }) => trainable || isFiniteArray(value)),
      ...[...watched, ...training.flatMap(({ state }) => state)].filter(({ value }) => isFiniteArray(value)),
    ].map(({ name }) => name);
    const names = [...learner.model.weights, ...owned].map(({ name }) => name);
    const evaluated = evaluationWeights(learner, training, hooks, owned);
    return Object.assign(createSessionSteps(learner, register, training, data, evaluated), {
      ...options,
      register,
      keptFinite,
      details: {},
      memory: new MetricMemory(),
      hookNumbers: hookNumbers(trains ? callbackHooks : []),
      evaluated,
      readWeights: async (): Promise<Record<string, NdArray>> => ({
        ...(await engine.read(names)),
        ...(await evaluated?.read(engine)),
      }),
      keepWeights(read: Readonly<Record<string, NdArray>>) {
        const own = Object.fromEntries(learner.model.weights.map(({ name }) => [name, read[name]!]));
        learner.model.setWeights(own);
        learnerState(learner).load?.(read);
      },
      close,
    });
  } catch (error) {
    close();
    throw error;
  }
}

function declarePredictor(learner: Learner, engine: Engine, stages: readonly Stage[]): void {
  const { predictor } = learner;
  if (predictor !== undefined && typeof predictor.predict !== 'function') {
    const given: unknown = predictor;
    const called = isComponent(given) ? `: ${given.componentName}()` : '';
    const remedy = called === '' ? undefined : `A component must be called${called}.`;
    throw new InvalidArgumentError('predictor', 'a predictor', predictor, remedy);
  }
  const looked = (stage: Stage): boolean =>
    metricHandles(learner, stage).some(({ metric }) => metric.on === 'prediction');
  if (predictor?.state === undefined || !stages.some((stage) => stage === 'predict' || looked(stage))) return;
  const entries = predictor.state();
  if (entries === undefined) {
    const remedy = stages.includes('train')
      ? "Metrics of its predictions cannot be computed in training: give them stages: ['test']."
      : 'Fit it: await project.fitPredictor().';
    throw new NotFittedError(`The predictor '${predictor.name}' must be fitted first. ${remedy}`);
  }
  engine.declare(entries.map((entry) => ({ ...entry, name: PREDICTOR_PREFIX + entry.name, dtype: entry.dtype })));
}

/** The data of a learner, or those given; a coded error if there are none. */
export function requireData(learner: Learner, data: DataModule | undefined): DataModule {
  const found = data ?? learner.data;
  if (found !== undefined) return found;
  throw new IncompleteLearnerError(
    'There are no data. Give data: in a project file data: { dataset: … }, in code new DataModule({ dataset: … }).',
  );
}
