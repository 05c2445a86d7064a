import { defineComponent, list } from '@lml/core';
import '@lml/backends';
import '@lml/compiler';
import '@lml/datasets';
import '@lml/learners';
import '@lml/losses';
import '@lml/metrics';
import '@lml/models';
import '@lml/optimizers';
import '@lml/predictors';
import '@lml/splitters';
import { checkComponent, describeComponent } from '@lml/testing';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

// The compiler is there, so that what runs in steps is compared on its engines too. That takes its time: packages check their own
// components without it, and the CI asks for this in its second step.
if (process.env['LML_ENGINES'] === 'all')
  for (const { component } of list()) describeComponent({ describe, it }, component);

it('A loss that uses a kernel which the compiled engine lacks is found', async () => {
  const loss = (/** @type {tf.Tensor} */ prediction, /** @type {tf.Tensor} */ target) => {
    const errors = tf.mean(tf.squaredDifference(prediction, target), 1);
    const boxes = tf.image.nonMaxSuppression(tf.tensor2d([[0, 0, 1, 1]]), tf.tensor1d([1]), 1);
    return tf.mul(tf.mean(errors), boxes.shape[0] ?? 1);
  };
  const lacking = defineComponent({
    kind: 'loss',
    name: 'lacking',
    summary: 'A loss that looks at boxes.',
    schema: z.strictObject({}),
    conformance: { weights: false },
    create: () => loss,
  });
  const results = await checkComponent(lacking);
  const failed = results.filter(({ error }) => error !== undefined);
  expect(failed.map(({ id }) => id)).toEqual(['loss/step']);
  expect(failed[0]?.error?.message).toMatch(/on the engine 'onnx': .*NonMaxSuppression/);
});
