import {
  defineLearner,
  defineModel,
  isHostMetric,
  type AnyMetric,
  type AnyPredictor,
  type HostBatch,
  type LearnerParts,
  type MetricInput,
  type Learner,
  type MetricContext,
  type Model,
  type NdArray,
  type TensorBatch,
  type TensorTree,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { batchParts, mapArrays, range, treeOfParts, type ArrayTree } from '../shared/array-tree.js';
import { caseCheck, type Check } from '../shared/check.js';
import { onEveryEngine } from '../shared/engines.js';
import { learning } from '../shared/learning-session.js';
import { conformanceOf, dataOf, type MetricData } from './metric-data.js';

/** A metric of tensors in the steps that judge. */
export const metricStepCheck: Check = caseCheck<AnyMetric>(
  'metric/step',
  'counts in a pure step, alike on every engine',
  async (metric, one) => {
    const data = await dataOf(metric, one);
    if (isHostMetric(metric) || data.arrays === undefined) return;
    const { samples } = data;
    await onEveryEngine(async (engine) => {
      const learner = showing(one.create() as AnyMetric, data);
      return learning(engine, learner, { trains: false }, async (session) => {
        const results: Record<string, NdArray> = {};
        for (const [from, to] of [
          [0, 3],
          [3, samples],
        ] as const)
          // prettier-ignore
          for (const [path, array] of Object.entries(await session.judge(partsOf(data.rows(range(from, to))))))
            results[`${path} from sample ${from}`] = array;
        return { ...results, ...(await session.state()) };
      });
    }, conformanceOf(one).tolerance);
  },
);

/** Shows a metric the batch as it is. */
const shown = (columns: Columns): ((parts: LearnerParts) => Learner<TensorBatch, TensorTree>) =>
  defineLearner({
    batchForward: (batch) => treeOfParts('prediction', columns['prediction']!, batch),
    computeLoss: () => tf.scalar(0),
    metricInput(prediction, batch) {
      const all = Object.entries(columns).map(([name, tree]) => [name, treeOfParts(name, tree, batch)]);
      return { ...Object.fromEntries(all), prediction } as MetricInput;
    },
  });

type Columns = Readonly<Record<string, ArrayTree>>;

function partsOf(batch: HostBatch): HostBatch {
  return Object.assign({}, ...Object.entries(batch as Columns).map(([name, tree]) => batchParts(name, tree)));
}

const asItIs: AnyPredictor = { name: 'as-it-is', trees: true, predict: (output) => output };

function showing(metric: AnyMetric, { arrays, context, rows }: MetricData): Learner<TensorBatch, TensorTree> {
  const inputs = mapArrays(arrays!.prediction, ({ dtype, shape }) => ({ dtype, shape: [null, ...shape.slice(1)] }));
  const model: Model = defineModel({ inputs: inputs as never, forward: (input) => input });
  return shown(rows([0]) as Columns)({ model, predictor: asItIs, metrics: { shown: told(metric, context) } });
}

/** The metric, which is told beforehand what the other checks tell it. */
function told(metric: AnyMetric, context: MetricContext): AnyMetric {
  return new Proxy(metric, {
    get(target, key) {
      if (key === 'init') return () => target.init!(context);
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
