import { ndArray, RandomStreams } from '@lml/core';
import type { Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { referenceTarget } from '../targets/reference/reference-target.fixture.js';
import { batchParts, signatureOf } from './batch-parts.js';
import { StateStore } from './state-store.js';
import { StepCompiler } from './step-compiler.js';

const doubles: Step = {
  name: 'doubles',
  stage: 'predict',
  training: false,
  run: ({ input }) => ({ outputs: { output: tf.mul(input as tf.Tensor, 2) } }),
};

describe('A compiler of steps', () => {
  it('keeps no more than it may, however many shapes its batches have', async () => {
    const target = await referenceTarget().load();
    const [state, streams] = [new StateStore(target), new RandomStreams(0)];
    const compiler = new StepCompiler({ target, state, streams, purity: 'error', maxGraphs: 3 });
    for (let size = 1; size <= 8; size++) {
      const parts = batchParts({ input: ndArray(new Float32Array(size)) });
      await compiler.compile(doubles, signatureOf(parts), parts, { step: size }, {});
    }
    expect(compiler.size).toBe(3);
    expect(compiler.find(doubles, signatureOf(batchParts({ input: ndArray(new Float32Array(1)) })))).toBeUndefined();
    compiler.dispose();
    expect(compiler.size).toBe(0);
  });
});
