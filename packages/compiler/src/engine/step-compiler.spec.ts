import { ndArray, RandomStreams, type Step } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { loadRuntime } from '../targets/onnx/runtime/node.js';
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
    const runtime = await loadRuntime();
    const resources = { runtime, state: new StateStore(runtime), streams: new RandomStreams(0) };
    const compiler = new StepCompiler(resources, 'error', { maxGraphs: 3, threads: 1 });
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
