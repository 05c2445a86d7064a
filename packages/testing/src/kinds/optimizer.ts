import {
  defineLearner,
  defineModel,
  sameShape,
  toTensor,
  type HyperNumbers,
  type LabelledBatch,
  type Model,
  type NdArray,
  type LossEvaluation,
  type LossGradients,
  type Optimizer,
  type StateEntry,
  type StateSpec,
} from '@lml/core';
import { splitName } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import type { OptimizerConformance } from '../conformance.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';
import { difference } from '../shared/difference.js';
import { onEveryEngine } from '../shared/engines.js';
import { arrayOf } from '../shared/fixtures.js';
import { learning } from '../shared/learning-session.js';
import { ensureUntouched, readTensors } from '../shared/tensors.js';

type Arrays = Readonly<Record<string, NdArray>>;

interface State {
  readonly parameters: Arrays;
  readonly slots: Arrays;
}

const SPECS: readonly StateSpec[] = [
  { name: 'dense_0/kernel', shape: [2, 3], dtype: 'float32', trainable: true },
  { name: 'dense_0/bias', shape: [3], dtype: 'float32', trainable: true },
  { name: 'scale', shape: [], dtype: 'float32', trainable: true },
];
const START: Readonly<Record<string, readonly number[]>> = {
  'dense_0/kernel': [1, -2, 3, -1.5, 2.5, -0.75],
  'dense_0/bias': [0.5, -1, 2],
  scale: [-3],
};
const ENTRIES: readonly StateEntry[] = SPECS.map((spec) => ({
  ...spec,
  value: { dtype: 'float32', shape: spec.shape, data: Float32Array.from(START[spec.name]!) },
}));
/** Curvatures of the quadratic function ½ Σ c x². */
const CURVATURE: Readonly<Record<string, number>> = { 'dense_0/kernel': 1, 'dense_0/bias': 0.5, scale: 2 };

/** A line to be fitted in training steps. */
const fitting = defineLearner<LabelledBatch>({
  batchForward: ({ input }, { model }) => model.apply(input),
  computeLoss: (output, { target }) => tf.mean(tf.squaredDifference(output, target)),
});
const BATCH = { input: arrayOf({ shape: [6, 3] }, 'input'), target: arrayOf({ shape: [6, 2] }, 'target') };
const line = (): Model =>
  defineModel({
    inputs: [null, 3],
    weights: { kernel: { shape: [3, 2] }, bias: { shape: [2], initializer: 'zeros' } },
    forward: (input, { weights: { kernel, bias } }) => tf.add(tf.matMul(input, kernel), bias),
  });

function conformanceOf({ conformance }: Case): OptimizerConformance {
  return conformance ?? {};
}

/** Optimizer: pure, with slots of fixed shape, and downhill. */
export const optimizerSuite: KindSuite = {
  use: (optimizer: Optimizer) => updates(optimizer, 3),
  checks: [
    caseCheck<Optimizer>('optimizer/hyper', 'has the same finite numbers by name for every update', (optimizer) => {
      const { base } = optimizer;
      ensure(Number.isFinite(base.lr) && base.lr >= 0, `its learning rate is ${base.lr}`);
      for (const [name, value] of Object.entries(base))
        ensure(Number.isFinite(value), `its base has ${name} = ${value}`);
      const names = Object.keys(optimizer.hyper(0, base)).join(', ');
      for (const step of [0, 1, 2, 9, 100, 100_000]) {
        const hyper = optimizer.hyper(step, base);
        const found = Object.keys(hyper).join(', ');
        ensure(found === names, `hyper has ${names} for update 0, but ${found} for update ${step}`);
        for (const [name, value] of Object.entries(hyper))
          ensure(Number.isFinite(value), `hyper gives ${name} = ${value} for update ${step}`);
        const again = difference(hyper, optimizer.hyper(step, base));
        ensure(again === undefined, () => `hyper gave for update ${step}, asked twice, ${again}`);
      }
    }),
    caseCheck<Optimizer>(
      'optimizer/slots',
      'has slots named by slot and parameter that keep shape and type',
      async (optimizer) => {
        const entries = optimizer.init(ENTRIES);
        for (const { name, shape, dtype, value } of entries) {
          // What is of no parameter has a name alone, after which stands the group that it is of.
          const known = !splitName(name).name.includes('/') || SPECS.some((spec) => name.endsWith(`/${spec.name}`));
          ensure(known, `the slot '${name}' does not end with the name of a parameter, as momentum/${SPECS[0]!.name}`);
          ensure(
            sameShape(shape, value.shape),
            `the slot '${name}' has shape [${shape.join(', ')}], its value [${value.shape.join(', ')}]`,
          );
          ensure(dtype === value.dtype, `the slot '${name}' is ${dtype}, its value ${value.dtype}`);
        }
        ensure(new Set(entries.map(({ name }) => name)).size === entries.length, 'two slots have one name');
        const first = start(optimizer);
        const second = await update(optimizer, first, 0);
        const found = difference(shapesOf(first), shapesOf(second));
        ensure(found === undefined, () => `an update changed names, shapes or types: ${found}`);
      },
    ),
    caseCheck<Optimizer>('optimizer/descends', 'lowers a quadratic function', async (optimizer, one) => {
      const { maximize = one.options['maximize'] === true, steps = 1 } = conformanceOf(one);
      const before = height(start(optimizer).parameters);
      const after = height((await updates(optimizer, steps)).parameters);
      const right = maximize ? after > before : after < before;
      ensure(right, `${steps} update${steps === 1 ? '' : 's'} took the function from ${before} to ${after}`);
    }),
    caseCheck<Optimizer>(
      'optimizer/rate',
      'follows the learning rate that a schedule gives',
      async (optimizer) => {
        const { base } = optimizer;
        // Those of groups of parameters too.
        const rates = Object.entries(base).filter(([name]) => splitName(name).name === 'lr');
        const others = rates.map(([name, rate]) => [name, rate === 0 ? 0.1 : rate * 2] as const);
        const usual = await updates(optimizer, 2);
        const other = await updates(optimizer, 2, { numbers: { ...base, ...Object.fromEntries(others) } });
        const remedy = 'If that is meant, give the trait conformance: { rate: false }.';
        ensure(
          difference(usual.parameters, other.parameters) !== undefined,
          `with another learning rate than ${base.lr} it makes the same updates; hyper(step, numbers) gives update the rate. ${remedy}`,
        );
      },
      (one) => conformanceOf(one).rate !== false,
    ),
    caseCheck<Optimizer>('optimizer/zero', 'stays finite where the gradient is zero', async (optimizer) => {
      const { parameters, slots } = await updates(optimizer, 3, { slope: 0 });
      for (const [name, { data }] of [...Object.entries(parameters), ...Object.entries(slots)])
        ensure(
          Array.from(data as ArrayLike<number>).every(Number.isFinite),
          `after updates by gradients of zero, ${name} is ${Array.from(data as ArrayLike<number>).join(', ')}`,
        );
    }),
    caseCheck<Optimizer>('optimizer/step', 'updates in a pure training step, alike on every engine', async (_, one) => {
      const { tolerance = 1e-2 } = conformanceOf(one);
      await onEveryEngine(async (engine) => {
        const learner = fitting({ model: line(), optimizer: one.create() as Optimizer });
        return learning(engine, learner, {}, async (session) => {
          for (const number of [0, 1, 2]) await session.train(BATCH, number);
          return session.state();
        });
      }, tolerance);
    }),
    caseCheck<Optimizer>(
      'optimizer/pure',
      'gives the same for the same arguments, and leaves them alone',
      async (optimizer) => {
        const state = await updates(optimizer, 1);
        const found = difference(await update(optimizer, state, 1), await update(optimizer, state, 1));
        ensure(found === undefined, () => `the same update, asked twice, gave ${found}`);
        const tensors = {
          ...tensorsOf(state.parameters),
          ...tensorsOf(
            Object.fromEntries(Object.entries(state.slots).map(([name, value]) => [`slots/${name}`, value])),
          ),
        };
        const pick = (names: readonly string[], prefix = ''): Record<string, tf.Tensor> =>
          Object.fromEntries(names.map((name) => [name, tensors[prefix + name]!]));
        try {
          await ensureUntouched(tensors, () =>
            tf.tidy(() => {
              const parameters = pick(Object.keys(state.parameters));
              const slots = pick(Object.keys(state.slots), 'slots/');
              optimizer.update(parameters, parameters, slots, hyperOf(optimizer, 1), evaluationAt(parameters));
            }),
          );
        } finally {
          tf.dispose(tensors);
        }
      },
    ),
  ],
};

function start(optimizer: Optimizer): State {
  const parameters = ENTRIES.map(({ name, value }) => [name, value] as const);
  const slots = optimizer.init(ENTRIES).map(({ name, value }) => [name, value] as const);
  return { parameters: Object.fromEntries(parameters), slots: Object.fromEntries(slots) };
}

/** What an update is made with: the numbers of a schedule, and how steep the function is. */
interface Conditions {
  readonly numbers?: HyperNumbers;
  readonly slope?: number;
}

async function updates(optimizer: Optimizer, count: number, conditions: Conditions = {}): Promise<State> {
  let state = start(optimizer);
  for (let step = 0; step < count; step++) state = await update(optimizer, state, step, conditions);
  return state;
}

/** ½ Σ c x² times `slope` and its gradients, at some parameters and at others. */
function evaluationAt(parameters: Readonly<Record<string, tf.Tensor>>, slope = 1): LossEvaluation {
  const gradientsAt = (at: Readonly<Record<string, tf.Tensor>>): LossGradients => {
    const gradients = Object.fromEntries(
      Object.entries(at).map(([name, x]) => [name, tf.mul(slope * CURVATURE[name]!, x)]),
    );
    const all = { ...parameters, ...at };
    const terms = Object.entries(all).map(([name, x]) => tf.sum(tf.mul((slope * CURVATURE[name]!) / 2, tf.square(x))));
    return { loss: tf.addN(terms) as tf.Scalar, gradients };
  };
  return { loss: gradientsAt(parameters).loss, gradientsAt };
}

/** One update by the gradient of ½ Σ c x². */
async function update(
  optimizer: Optimizer,
  { parameters, slots }: State,
  step: number,
  { numbers, slope }: Conditions = {},
): Promise<State> {
  const read = await readTensors(() => {
    const before = tensorsOf(parameters);
    const evaluation = evaluationAt(before, slope);
    const { gradients } = evaluation.gradientsAt(before);
    const result = optimizer.update(before, gradients, tensorsOf(slots), hyperOf(optimizer, step, numbers), evaluation);
    const mark = (kind: string, tensors: Readonly<Record<string, tf.Tensor>>): [string, tf.Tensor][] =>
      Object.entries(tensors).map(([name, tensor]) => [`${kind} ${name}`, tensor]);
    return Object.fromEntries([...mark('parameters', result.parameters), ...mark('slots', result.slots)]);
  });
  const pick = (kind: string): Arrays =>
    Object.fromEntries(
      Object.entries(read).flatMap(([name, array]) =>
        name.startsWith(`${kind} `) ? [[name.slice(kind.length + 1), array] as const] : [],
      ),
    );
  return { parameters: pick('parameters'), slots: pick('slots') };
}

function tensorsOf(arrays: Arrays): Record<string, tf.Tensor> {
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, toTensor(array)]));
}

function hyperOf(optimizer: Optimizer, step: number, numbers = optimizer.base): Record<string, tf.Scalar> {
  const hyper = Object.entries(optimizer.hyper(step, numbers));
  return Object.fromEntries(hyper.map(([name, value]) => [name, tf.scalar(value)]));
}

function height(parameters: Arrays): number {
  return Object.entries(parameters).reduce((sum, [name, { data }]) => {
    const squares = Array.from(data as Float32Array, (x) => (CURVATURE[name]! / 2) * x * x);
    return squares.reduce((total, square) => total + square, sum);
  }, 0);
}

function shapesOf({ parameters, slots }: State): Record<string, string> {
  const describe = (kind: string, arrays: Arrays): string[][] =>
    Object.entries(arrays).map(([name, { dtype, shape }]) => [`${kind} ${name}`, `${dtype} [${shape.join(', ')}]`]);
  return Object.fromEntries([...describe('parameter', parameters), ...describe('slot', slots)].sort()) as Record<
    string,
    string
  >;
}
