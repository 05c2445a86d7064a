import type { LossEvaluation, NdArray, Optimizer, StateEntry, StepContext } from '@lml/core';
import type * as tf from '@tensorflow/tfjs';

import { ensure, Violation } from '../../shared/check.js';
import { decode } from '../decode.js';
import { goldenStep } from '../engine-session.js';
import type { GoldenRecord } from '../golden-file.js';
import type { GoldenKind } from '../golden-kind.js';
import { evaluationOf, problemOf } from '../optimizer-problem.js';

type Arrays = Readonly<Record<string, NdArray>>;

/** Where gradients are given, and not computed. */
const GIVEN: LossEvaluation = {
  get loss(): never {
    throw new Violation('the golden cases of an optimizer have gradients, but no loss');
  },
  gradientsAt: () => {
    throw new Violation('the golden cases of an optimizer have gradients, but no loss to evaluate again');
  },
};

/**
 * Input: `parameters` by name; `gradients` of each step by the same names, or a problem (`quadratic`, `network`) and the number of
 * `steps`; perhaps `learningRates`, one a step, and `after`, the steps (from 1) whose parameters are expected. Expected: the
 * `parameters` after each of these steps, or after each step; after the last one the `slots`, by LML's names: `expAvg/weight`, and
 * what is `used` instead of the parameters.
 */
export const optimizerKind: GoldenKind<Optimizer> = {
  onEngines: true,
  // float32 against float64. 1/64 is the unit of the inputs, where values cross zero.
  closeness: { tolerance: 1e-5, size: (number) => Math.max(number, 1 / 64) },
  async compute({ instance: optimizer, input, golden: { expected = {} } }, session) {
    const parameters = arraysOf(input['parameters'] as GoldenRecord);
    const specs = Object.entries(parameters).map(([name, value]): StateEntry => ({ name, shape: value.shape, dtype: 'float32', trainable: true, value })); // prettier-ignore
    const slots = optimizer.init(specs);
    session.engine.declare([...specs, ...slots]);
    const problem = problemOf(input);
    const step = goldenStep((given, context) => {
      const numbers = Object.keys(optimizer.hyper(0, optimizer.base)).map((name) => [name, context.hyper(name)]);
      const hyper = Object.fromEntries(numbers) as Record<string, tf.Scalar>;
      const before = readAll(specs, context);
      const evaluation = problem === undefined ? GIVEN : evaluationOf(problem, before);
      const gradients = problem === undefined ? (given as Record<string, tf.Tensor>) : evaluation.gradientsAt({}).gradients; // prettier-ignore
      const updated = optimizer.update(before, gradients, readAll(slots, context), hyper, evaluation);
      for (const [name, value] of Object.entries({ ...updated.parameters, ...updated.slots }))
        context.write(name, value);
      return {};
    });
    const used = goldenStep((_batch, context) => ({
      outputs: optimizer.evaluationParameters!(readAll(specs, context), readAll(slots, context)),
    }));
    const rates = input['learningRates'] as readonly number[] | undefined;
    const expectedAfter = input['after'] as readonly number[] | undefined;
    const after: Arrays[] = [];
    for (const [number, gradients] of gradientsOf(input).entries()) {
      const { base } = optimizer;
      const hyper = optimizer.hyper(number, { ...base, lr: rates?.[number] ?? base.lr });
      await session.run(step, arraysOf(gradients), { step: number, hyper });
      if (expectedAfter?.includes(number + 1) ?? true) after.push(await session.engine.read());
    }
    const pick = (state: Arrays, list: readonly { name: string }[]) => Object.fromEntries(list.map(({ name }) => [name, state[name]])); // prettier-ignore
    const found: Record<string, unknown> = {
      parameters: after.map((state) => pick(state, specs)),
      slots: pick(after.at(-1) ?? {}, slots),
      ...(optimizer.evaluationParameters !== undefined && { used: await session.run(used, {}) }),
    };
    return Object.fromEntries(Object.keys(expected).map((name) => [name, found[name]]));
  },
};

function readAll(list: readonly { name: string }[], context: StepContext): Record<string, tf.Tensor> {
  return Object.fromEntries(list.map(({ name }) => [name, context.read(name)]));
}

/** The gradients of each step; none where they are computed. */
function gradientsOf({ gradients, steps }: GoldenRecord): readonly GoldenRecord[] {
  if (typeof steps === 'number') return Array.from({ length: steps }, () => ({}));
  ensure(Array.isArray(gradients), 'the input has neither a list of gradients nor a number of steps');
  return gradients as GoldenRecord[];
}

function arraysOf(tensors: GoldenRecord): Record<string, NdArray> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, decode(tensor, name)]));
}
