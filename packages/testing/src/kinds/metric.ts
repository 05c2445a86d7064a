import {
  isHostMetric,
  toTensor,
  type AnyMetric,
  type HostBatch,
  type HostMetricInput,
  type MetricResult,
  type MetricValues,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { range } from '../shared/array-tree.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';
import { copyOf, difference } from '../shared/difference.js';
import { ensureUntouched, namedTensors } from '../shared/tensors.js';
import { bestPrediction } from './metric-best.js';
import {
  apart,
  conformanceOf,
  COUNTING,
  COUNTING_ON_HOST,
  cut,
  dataOf,
  inOnePass,
  inputOf,
  type MetricData,
} from './metric-data.js';
import { ensureResult, isNotANumber, plainResult } from './metric-result.js';
import { metricStepCheck } from './metric-step.js';

/** Metric: what parts give together is what one pass gives, weights count, and nothing at all is no error. */
export const metricSuite: KindSuite = {
  async use(metric: AnyMetric, one: Case) {
    const data = await dataOf(metric, one);
    return resultOf(metric, await inOnePass(metric, data, cut(data, [0, 3, data.samples])));
  },
  checks: [
    caseCheck<AnyMetric>('metric/definition', 'has a name, says what it looks at and which way is better', (metric) => {
      ensure(typeof metric.name === 'string' && metric.name !== '', 'it has no name');
      ensure(!metric.name.includes('/'), `its name has a slash, which stands between parts of names: ${metric.name}`);
      ensure(metric.name !== 'loss', "its name is 'loss', which is the loss's");
      ensure(
        metric.on === 'output' || metric.on === 'prediction',
        `on is '${String(metric.on)}', not 'output' or 'prediction'`,
      );
      const { higherIsBetter } = metric;
      const declared = 'higherIsBetter' in metric && [true, false, undefined].includes(higherIsBetter);
      ensure(declared, 'higherIsBetter is not declared as true, false or, where neither is better, undefined');
    }),
    caseCheck<AnyMetric>('metric/value', 'makes a number of the samples, and no NaN', async (metric, one) => {
      const data = await dataOf(metric, one);
      const result = resultOf(metric, await inOnePass(metric, data, cut(data, [0, data.samples])));
      ensure(!isNotANumber(result), `of ${data.samples} samples its result is NaN`);
    }),
    caseCheck<AnyMetric>(
      'metric/better',
      'is at its best where predictions are, by higherIsBetter',
      async (metric, one) => {
        const data = await dataOf(metric, one);
        const best = bestPrediction(metric, data, conformanceOf(one));
        const { higherIsBetter } = metric;
        if (best === undefined || higherIsBetter === undefined) return;
        const at = async (own: MetricData): Promise<MetricResult> =>
          resultOf(metric, await inOnePass(metric, own, cut(own, [0, own.samples])));
        const [usual, right] = [await at(data), await at(data.predicting(best))];
        if (typeof usual !== 'number' || typeof right !== 'number') return;
        const worse = higherIsBetter ? usual - right : right - usual;
        const remedy =
          'If another prediction is best, or none, give the trait conformance: { best: … }, the prediction or false.';
        ensure(
          !(worse > 1e-6 * Math.max(1, Math.abs(usual))),
          `it is ${right} where the targets are predicted, and ${usual} elsewhere, but higherIsBetter is ${higherIsBetter}. ${remedy}`,
        );
      },
    ),
    caseCheck<AnyMetric>('metric/empty', 'computes without an error when nothing was counted', async (metric, one) => {
      const { context } = await dataOf(metric, one);
      const empty = metric.init?.(context) ?? {};
      for (const [name, { dtype }] of Object.entries(empty))
        ensure(
          isHostMetric(metric) || dtype === 'float32' || dtype === 'int32',
          `the accumulator ${name} is ${dtype}, not float32 or int32`,
        );
      resultOf(metric, empty);
    }),
    caseCheck<AnyMetric>(
      'metric/state',
      'keeps names, shapes and types of its accumulators, and its arguments',
      async (metric, one) => {
        const data = await dataOf(metric, one);
        if (isHostMetric(metric)) {
          const batch = data.rows(range(0, data.samples));
          const shown = copyOf(batch);
          await metric.updateHost(shown as HostMetricInput & HostBatch, COUNTING_ON_HOST);
          const changed = difference(batch, shown);
          return ensure(changed === undefined, () => `it changed what it was shown: ${changed}`);
        }
        const empty = metric.init(data.context);
        const state = Object.fromEntries(Object.entries(empty).map(([name, array]) => [name, toTensor(array)]));
        const input = inputOf(metric, data.rows(range(0, data.samples)));
        const shown = Object.entries(input).flatMap(([name, tree]) => Object.entries(namedTensors(name, tree)));
        const tensors = { ...state, ...Object.fromEntries(shown) };
        try {
          await ensureUntouched(tensors, () =>
            tf.tidy(() => {
              const updated = metric.update(state, input, COUNTING);
              const found = difference(shapesOf(state), shapesOf(updated));
              ensure(found === undefined, () => `its accumulators changed from one update to the next: ${found}`);
              const { ofBatches = false } = conformanceOf(one);
              for (const [name, kept] of Object.entries(metric.keep?.(input, COUNTING) ?? {}))
                ensure(
                  kept.shape[0] === (ofBatches ? 1 : data.samples),
                  `what it keeps as ${name} has not one row a ${ofBatches ? 'batch' : 'sample'}`,
                );
            }),
          );
        } finally {
          tf.dispose(tensors);
        }
      },
    ),
    caseCheck<AnyMetric>(
      'metric/merge',
      'gives for merged parts what it gives for one pass',
      async (metric, one) => {
        const data = await dataOf(metric, one);
        const { samples } = data;
        const whole = plainResult(resultOf(metric, await inOnePass(metric, data, cut(data, [0, samples]))));
        for (const cuts of [
          [0, 3, samples],
          [0, 1, samples],
          [0, samples - 1, samples],
        ]) {
          const sizes = cuts
            .slice(1)
            .map((cut, index) => cut - cuts[index]!)
            .join(' and ');
          const updated = differs(one, whole, resultOf(metric, await inOnePass(metric, data, cut(data, cuts))));
          ensure(updated === undefined, () => `${samples} samples at once and in batches of ${sizes} give ${updated}`);
          const merged = differs(one, whole, resultOf(metric, await apart(metric, data, cut(data, cuts))));
          ensure(
            merged === undefined,
            () => `${samples} samples at once and merged of parts of ${sizes} give ${merged}`,
          );
        }
      },
      isOfSamples,
    ),
    caseCheck<AnyMetric>(
      'metric/weights',
      'counts a sample of weight two as two samples, and of weight one as one',
      async (metric, one) => {
        const data = await dataOf(metric, one);
        const all = range(0, data.samples);
        const result = async (indices: readonly number[], weightOf?: (index: number) => number): Promise<unknown> => {
          const weight = weightOf && { weight: Float32Array.from(indices, weightOf) };
          const batch = data.rows(indices);
          const weighted = weight === undefined ? batch : { ...batch, weight: columnOf(weight.weight) };
          return plainResult(resultOf(metric, await apart(metric, data, [weighted])));
        };
        const { tolerance = 1e-5 } = conformanceOf(one);
        const remedy =
          'If it does not use weights, say so in its documentation and by the trait conformance: { weights: false }.';
        const ones = difference(await result(all), await result(all, () => 1), tolerance);
        ensure(ones === undefined, () => `without weights and with weights of one it gives ${ones}`);
        const twice = (index: number): number => (index % 3 === 0 ? 2 : 1);
        const repeated = await result([...all, ...all.filter((index) => twice(index) === 2)]);
        const found = difference(repeated, await result(all, twice), tolerance);
        ensure(
          found === undefined,
          () => `with samples given twice and with weight two for them it gives ${found}. ${remedy}`,
        );
      },
      (one) => conformanceOf(one).weights !== false && isOfSamples(one),
    ),
    metricStepCheck,
  ],
};

/** Whether what a metric gives does not depend on how samples lie in batches. */
function isOfSamples(one: Case): boolean {
  return conformanceOf(one).ofBatches !== true;
}

/** What it computes, if that is a result. */
function resultOf(metric: AnyMetric, values: MetricValues): MetricResult {
  metric.check?.(values);
  const result: unknown = metric.compute(values);
  ensureResult(result);
  return result;
}

function differs(one: Case, whole: unknown, result: MetricResult): string | undefined {
  return difference(whole, plainResult(result), conformanceOf(one).tolerance ?? 1e-5);
}

function columnOf(data: Float32Array): { dtype: 'float32'; shape: number[]; data: Float32Array } {
  return { dtype: 'float32', shape: [data.length], data };
}

function shapesOf(tensors: Readonly<Record<string, tf.Tensor>>): Record<string, string> {
  const entries = Object.entries(tensors).map(([name, { dtype, shape }]) => [name, `${dtype} [${shape.join(', ')}]`]);
  return Object.fromEntries(entries.sort()) as Record<string, string>;
}
