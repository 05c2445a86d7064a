import type { NdArray } from '../data/nd-array.js';
import type { Engine } from '../steps/engine.js';
import type { StateSpec } from '../steps/state.js';
import { withStepContext, type StepContext } from '../steps/step-context.js';
import type { DeviceValue, Step } from '../steps/step.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';
import type { Learner } from './learner.js';
import { withValues } from './replayed-context.js';
import { weightContext, type StepHooks } from './step-hooks.js';
import type { OptimizerStep } from './training-step.js';

/** The weights that are used (validated, saved, predicted with), where they are not those that are trained. */
export interface EvaluationWeights {
  /** The step with these weights instead of those that are trained. */
  applied(step: Step): Step;
  /** Those that are others, on the host. */
  read(engine: Engine): Promise<Record<string, NdArray>>;
}

/** The weights that a run uses: what the optimizers say, and then the hooks; `undefined` where they are those that are trained. */
export function evaluationWeights(
  learner: Learner,
  training: readonly OptimizerStep[],
  hooks: readonly StepHooks[],
  owned: readonly StateSpec[],
): EvaluationWeights | undefined {
  const steps = training.filter(({ evaluationParameters }) => evaluationParameters !== undefined);
  const changing = hooks.filter(({ evaluationParameters }) => evaluationParameters !== undefined);
  if (training.length === 0 || steps.length + changing.length === 0) return undefined;
  const trained = [...learner.model.weights, ...owned].filter(({ trainable }) => trainable).map(({ name }) => name);
  const compute = (context: StepContext): Tensors => {
    const own = Object.assign({}, ...steps.map((step) => step.evaluationParameters!(context))) as Tensors;
    if (changing.length === 0) return own;
    const all = Object.fromEntries(trained.map((name) => [name, own[name] ?? context.read(name)]));
    return changing.reduce<Tensors>(
      (current, hook) => hook.evaluationParameters!(current, weightContext(context)),
      all,
    );
  };
  const reading: Step = {
    name: 'evaluation-weights',
    stage: 'validation',
    training: false,
    run: (_batch, context) => ({ outputs: compute(context) }),
  };
  return {
    applied: (step) => ({
      ...step,
      run(batch, context) {
        const changed = withValues(context, compute(context));
        return withStepContext(changed, () => step.run(batch, changed));
      },
    }),
    async read(engine) {
      const { outputs } = await engine.run(reading, {}, { step: 0 });
      const entries = Object.entries(outputs as Readonly<Record<string, DeviceValue>>);
      try {
        return Object.fromEntries(
          await Promise.all(entries.map(async ([name, value]) => [name, await value.read()] as const)),
        );
      } finally {
        for (const [, value] of entries) value.dispose();
      }
    },
  };
}
