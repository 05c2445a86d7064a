import { LmlError, type Optimizer } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { adam, adamw, sgd } from './components.js';
import adamGolden from './goldens/adam.json' with { type: 'json' };
import adamwGolden from './goldens/adamw.json' with { type: 'json' };
import sgdGolden from './goldens/sgd.json' with { type: 'json' };

type Values = Record<string, readonly number[]>;
type Slots = Record<string, number[]>;

interface Input {
  readonly shapes: Record<string, number[]>;
  readonly initial: Values;
  readonly gradients: readonly Record<string, readonly number[] | null>[];
}

interface Case {
  readonly name: string;
  readonly input: string;
  readonly options: Record<string, unknown>;
  readonly groups?: readonly unknown[];
  readonly learningRates?: readonly number[];
  readonly float64?: Record<string, readonly (readonly number[])[]>;
  readonly error?: { readonly type: string; readonly message: string };
}

/** float32 against float64, relative to the value, or to 1/64, the unit of the inputs, where values cross zero. */
const TOLERANCE = 1e-5;
const expectClose = (
  received: ArrayLike<number>,
  expected: readonly number[],
  place: string,
  tolerance = TOLERANCE,
): void => {
  expect(received.length).toBe(expected.length);
  expected.forEach((value, i) => {
    const error = Math.abs(received[i]! - value) / Math.max(Math.abs(value), 1 / 64);
    if (!(error <= tolerance)) throw new Error(`${place}, entry ${i}: ${received[i]} instead of ${value}`);
  });
};

/** A rule in float64 for one weight and one step, as PyTorch writes it: new value, and slots as they are left. */
type Reference = (value: number, gradient: number, slots: Record<string, number>, step: number, lr: number) => number;

const sgdReference =
  (o: Record<string, number>): Reference =>
  (value, gradient, slots, step, lr) => {
    let g = o['maximize']! ? -gradient : gradient;
    g += o['weightDecay']! * value;
    if (o['momentum'] !== 0) {
      slots['momentumBuffer'] = step === 0 ? g : o['momentum']! * slots['momentumBuffer']! + (1 - o['dampening']!) * g;
      g = o['nesterov']! ? g + o['momentum']! * slots['momentumBuffer'] : slots['momentumBuffer'];
    }
    return value - lr * g;
  };

const adamReference =
  (o: Record<string, number>, [beta1, beta2]: [number, number], decoupled: boolean): Reference =>
  (value, gradient, slots, step, lr) => {
    let g = o['maximize']! ? -gradient : gradient;
    let theta = value;
    if (decoupled) theta *= 1 - lr * o['weightDecay']!;
    else g += o['weightDecay']! * value;
    slots['expAvg'] = beta1 * slots['expAvg']! + (1 - beta1) * g;
    slots['expAvgSq'] = beta2 * slots['expAvgSq']! + (1 - beta2) * g * g;
    let second = slots['expAvgSq'];
    if (o['amsgrad']!) second = slots['maxExpAvgSq'] = Math.max(slots['maxExpAvgSq']!, second);
    const denominator = Math.sqrt(second) / Math.sqrt(1 - beta2 ** (step + 1)) + o['eps']!;
    return theta - ((lr / (1 - beta1 ** (step + 1))) * slots['expAvg']) / denominator;
  };

function runOptimizer(
  optimizer: Optimizer,
  { shapes, initial, gradients }: Input,
  rates: readonly number[] | undefined,
  visit: (step: number, parameters: Record<string, Float32Array>, slots: Record<string, Float32Array>) => void,
): void {
  const read = (tensors: Readonly<Record<string, tf.Tensor>>): Record<string, Float32Array> =>
    Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tensor.dataSync() as Float32Array]));
  tf.tidy(() => {
    const make = (values: Record<string, readonly number[] | null>): Record<string, tf.Tensor> =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, tf.tensor([...value!], shapes[name])]));
    let parameters: Readonly<Record<string, tf.Tensor>> = make(initial);
    const specs = Object.entries(shapes).map(([name, shape]) => ({
      name,
      shape,
      dtype: 'float32' as const,
      trainable: true,
    }));
    let slots: Readonly<Record<string, tf.Tensor>> = Object.fromEntries(
      optimizer.init(specs).map(({ name, value }) => [name, tf.tensor(value.data as Float32Array, [...value.shape])]),
    );
    gradients.forEach((gradient, step) => {
      const numbers = optimizer.hyper(step, rates?.[step] ?? optimizer.lr);
      const hyper = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, tf.scalar(value)]));
      ({ parameters, slots } = optimizer.update(parameters, make(gradient), slots, hyper));
      visit(step, read(parameters), read(slots));
    });
  });
}

function runReference(
  reference: Reference,
  slotNames: readonly string[],
  { initial, gradients }: Input,
  rates: readonly number[],
): { parameters: Values; slots: Slots }[] {
  const parameters = Object.fromEntries(Object.entries(initial).map(([name, values]) => [name, [...values]]));
  const slots: Slots = {};
  for (const slot of slotNames) for (const name in initial) slots[`${slot}/${name}`] = initial[name]!.map(() => 0);
  return gradients.map((gradient, step) => {
    for (const [name, values] of Object.entries(parameters)) {
      values.forEach((value, i) => {
        const own = Object.fromEntries(slotNames.map((slot) => [slot, slots[`${slot}/${name}`]![i]!]));
        values[i] = reference(value, gradient[name]![i]!, own, step, rates[step]!);
        for (const slot of slotNames) slots[`${slot}/${name}`]![i] = own[slot]!;
      });
    }
    return structuredClone({ parameters, slots });
  });
}

/** Cases that the contract of an optimizer has no place for. */
function notOffered({ groups, input }: Case): string | undefined {
  if (groups !== undefined) return 'groups of weights with options of their own';
  if (input === 'missing in some steps') return 'weights without a gradient: a gradient that is not reached is 0';
  return undefined;
}

const optimizers = {
  sgd: { golden: sgdGolden, create: sgd },
  adam: { golden: adamGolden, create: adam },
  adamw: { golden: adamwGolden, create: adamw },
} as const;

describe.each(Object.entries(optimizers))('%s against PyTorch', (optimizerName, { golden }) => {
  const cases = golden.cases as unknown as Case[];
  const inputs = golden.inputs as unknown as Record<string, Input>;
  const offered = cases.filter((golden) => notOffered(golden) === undefined);

  /** PyTorch's Adam has an option that makes it AdamW; here that is a component of its own. */
  const make = ({ decoupledWeightDecay, ...options }: Record<string, unknown>): Optimizer => {
    const create = decoupledWeightDecay === true ? adamw : optimizers[optimizerName as 'sgd'].create;
    return create(options);
  };

  it.each(offered.filter(({ error }) => error === undefined))('agrees in every step: $name', (golden) => {
    const { options, float64 } = golden;
    const input = inputs[golden.input]!;
    const optimizer = make(options);
    const rates = golden.learningRates ?? input.gradients.map(() => optimizer.lr);
    const numbers = options as Record<string, number>;
    const decoupled = optimizerName === 'adamw' || options['decoupledWeightDecay'] === true;
    const reference =
      optimizerName === 'sgd'
        ? sgdReference(numbers)
        : adamReference(numbers, options['betas'] as [number, number], decoupled);
    const slotNames = new Set(
      optimizer
        .init([{ name: 'w', shape: [], dtype: 'float32', trainable: true }])
        .map(({ name }) => name.slice(0, -2)),
    );
    const expected = runReference(reference, [...slotNames], input, rates);
    let steps = 0;
    runOptimizer(optimizer, input, golden.learningRates, (step, parameters, slots) => {
      steps++;
      for (const name in input.shapes) {
        const exact = float64![name]![step]!;
        expectClose(parameters[name]!, exact, `${name} after step ${step}`);
        // The reference for the slots is PyTorch's rule: its parameters are PyTorch's.
        expectClose(expected[step]!.parameters[name]!, exact, `${name} of the reference after step ${step}`, 1e-13);
      }
      expect(Object.keys(slots).sort()).toEqual(Object.keys(expected[step]!.slots).sort());
      for (const [name, values] of Object.entries(expected[step]!.slots)) {
        expectClose(slots[name]!, values, `${name} after step ${step}`);
      }
    });
    expect(steps).toBe(12);
  });

  it.each(offered.filter(({ error }) => error !== undefined))('$name', ({ options }) => {
    let caught: unknown;
    try {
      make(options);
    } catch (error) {
      caught = error;
    }
    expect(LmlError.isInstance(caught, 'LML_INVALID_OPTIONS')).toBe(true);
  });

  it('leaves out no other case', () => {
    const left = cases.filter((golden) => notOffered(golden) !== undefined).map(({ name }) => name);
    const groups = optimizerName === 'sgd' ? 'momentum in one group' : 'betas of a group';
    const missing =
      optimizerName === 'sgd'
        ? ['missing gradients', 'momentum, missing gradients']
        : ['amsgrad, missing gradients', 'missing gradients do not count as steps', 'missing gradients, weight decay'];
    expect(left.sort()).toEqual(['two groups', groups, ...missing].sort());
  });
});
