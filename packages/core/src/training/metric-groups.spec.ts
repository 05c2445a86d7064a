import * as tf from '@tensorflow/tfjs';

import type { Metric } from '../learning/metric.js';
import { absoluteError, tinyLearner } from './tiny-learner.fixture.js';
import { Trainer } from './trainer.js';
import type { Callback } from './callback.js';

const quiet = { maxEpochs: 1, loggers: [], progressBar: false };

describe('Metrics of a learner', () => {
  it('are counted once where they count alike', async () => {
    let updates = 0;
    const plain = absoluteError();
    const counting = (name: string, factor: number): Metric => ({
      ...plain,
      name,
      group: 'absolute-error',
      stages: ['validation'],
      update: (...given) => {
        updates++;
        return plain.update(...given);
      },
      compute: (values) => factor * (plain.compute(values) as number),
    });
    let names: readonly string[] = [];
    const looking: Callback = {
      name: 'looking',
      validationEnd: async ({ engine }) => void (names = Object.keys(await engine.read())),
    };
    const learner = tinyLearner({ metrics: [counting('error', 1), counting('double', 2), plain] });
    const { values } = await new Trainer({ ...quiet, callbacks: [looking] }).fit(learner);
    expect(names.filter((name) => name.startsWith('metric/validation/'))).toEqual([
      'metric/validation/error/sum',
      'metric/validation/error/count',
      'metric/validation/absolute-error/sum',
      'metric/validation/absolute-error/count',
    ]);
    // 10 samples in batches of 8.
    expect(updates).toBe(2);
    expect(values['validation/error']).toBe(values['validation/absolute-error']);
    expect(values['validation/double']).toBe(2 * values['validation/error']!);
  });

  it('are told what scores are, by the loss or by the predictor', async () => {
    const seen: Record<string, unknown> = {};
    const asking = (name: string, on: Metric['on']): Metric => ({
      ...absoluteError(),
      name,
      on,
      update: (state, _input, { scores }) => {
        seen[name] = scores;
        return state;
      },
    });
    const loss = Object.assign((a: tf.Tensor, b: tf.Tensor) => tf.mean(tf.squaredDifference(a, b)), {
      scores: 'logits' as const,
    });
    const learner = tinyLearner({
      loss,
      metrics: [asking('raw', 'output'), asking('used', 'prediction')],
      predictor: { name: 'sigmoid', scores: 'probabilities', predict: (output) => tf.sigmoid(output as tf.Tensor) },
    });
    await new Trainer(quiet).test(learner);
    expect(seen).toEqual({ raw: 'logits', used: 'probabilities' });
  });
});
