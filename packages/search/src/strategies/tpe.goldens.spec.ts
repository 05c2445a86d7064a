import { RandomState, type Distribution, type Objective, type Proposal, type SearchSpace, type Trial } from '@lml/core';

import golden from '../goldens/tpe.json' with { type: 'json' };
import type { KernelOptions } from '../tpe/kernels.js';
import { parzenEstimator } from '../tpe/parzen-estimator.js';
import { splitTrials } from '../tpe/split-trials.js';
import { logNormalMass, truncatedNormalQuantile } from '../tpe/truncated-normal.js';
import { tpe, type TpeOptions } from './tpe.js';

interface Input {
  readonly part: string;
  readonly ends: readonly (readonly [number, number])[];
  readonly fractions: readonly number[];
  readonly distributions: readonly Distribution[];
  readonly observations: readonly (readonly number[])[];
  readonly seed: number;
  readonly space: SearchSpace;
  readonly objectives: readonly Objective[];
  readonly trials: readonly Omit<Trial, 'number'>[];
}

interface Case {
  readonly name: string;
  readonly input: string;
  readonly options: Partial<KernelOptions> & TpeOptions;
  readonly expected: Readonly<Record<string, unknown>>;
}

const cases = golden.cases as unknown as readonly Case[];
const inputs = golden.inputs as unknown as Readonly<Record<string, Input>>;

/** Computes what a case expects. */
const parts: Record<string, (input: Input, options: Case['options']) => Readonly<Record<string, unknown>>> = {
  'truncated normal': ({ ends, fractions }) => ({
    masses: ends.map(([a, b]) => logNormalMass(a, b)),
    quantiles: ends.map(([a, b]) => fractions.map((fraction) => truncatedNormalQuantile(fraction, a, b))),
  }),
  estimator: ({ distributions, observations, seed }, options) => {
    const kernels = { priorWeight: 1, considerMagicClip: true, considerEndpoints: false, ...options };
    const made = parzenEstimator(observations, distributions, newestWeighMore, kernels);
    const samples = made.sample(new RandomState(seed), 6);
    return {
      weights: made.weights,
      kernels: observations.length > 7 ? [] : made.parameters,
      samples,
      logDensities: samples.map((point) => made.logDensity(point)),
    };
  },
  proposal: ({ space, objectives, trials, seed }, options) => {
    const all = trials.map((trial, number) => ({ ...trial, number }));
    const strategy = tpe(options);
    const { params } = strategy.propose({ spaces: [space], objectives, trials: all, seed }) as Proposal;
    const looked = all.filter(
      ({ state }) => state !== 'failed' && (options.constantLiar !== false || state !== 'running'),
    );
    const finished = looked.filter(({ state }) => state !== 'running').length;
    const gamma = options.gamma === 'hyperopt' ? Math.sqrt(finished) / 4 : 0.1 * finished;
    const count = Math.min(Math.ceil(gamma), objectives.length > 1 && options.gamma === undefined ? Infinity : 25);
    return { params, good: splitTrials(looked, objectives, count).good.map(({ number }) => number) };
  },
};

/** The weights of 40 observations, the oldest first. */
function newestWeighMore(count: number): number[] {
  const older = Math.max(0, count - 25);
  return Array.from({ length: count }, (_, at) => (at < older ? 1 / count + (at / (older - 1)) * (1 - 1 / count) : 1));
}

/** Numbers to nine digits, all else alike. What is not expected is passed over. */
function compare(received: unknown, expected: unknown, path: string): void {
  if (typeof expected === 'number') {
    const difference = Math.abs((received as number) - expected);
    if (!(difference <= 1e-9 * Math.max(1e-3, Math.abs(expected)))) {
      throw new Error(`${path}: expected ${expected}, received ${String(received)}`);
    }
  } else if (typeof expected === 'object' && expected !== null) {
    if (Array.isArray(expected))
      expect({ path, length: (received as unknown[]).length }).toEqual({ path, length: expected.length });
    for (const [key, value] of Object.entries(expected)) {
      compare((received as Record<string, unknown>)[key], value, `${path}.${key}`);
    }
  } else expect({ path, value: received }).toEqual({ path, value: expected });
}

describe('tpe gives what Optuna does', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, { input, options, expected }) => {
    const found = parts[inputs[input]!.part]!(inputs[input]!, options);
    compare(found, expected, 'result');
    const params = (object: Readonly<Record<string, unknown>>): string[] => Object.keys(object['params'] ?? {}).sort();
    expect(params(found)).toEqual(params(expected));
  });
});
