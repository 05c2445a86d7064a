import * as tf from '@tensorflow/tfjs';

import { tensorOf } from '../../graph/compute.fixture.js';
import { kernelShapes } from '@lml/core/engine';
import { callKernel, kernelCases, titleOf } from './kernel-cases.fixture.js';

describe('What a kernel is inferred to give', () => {
  beforeAll(() => tf.setBackend('cpu'));

  it.each(kernelCases.map((each) => [titleOf(each), each] as const))(
    'has the shape and data type of what the cpu backend gives: %s',
    (_, each) => {
      const { kernel, inputs, attributes } = each;
      const types = Object.entries(inputs).map(
        ([key, { shape, dtype = 'float32' }]) => [key, { shape, dtype }] as const,
      );
      const inferred = kernelShapes[kernel]!(Object.fromEntries(types), attributes);
      const given = tf.tidy(() =>
        callKernel(each, Object.values(inputs).map(tensorOf)).map(({ shape, dtype }) => ({ shape, dtype })),
      );
      expect(inferred).toEqual(given);
    },
  );

  it('is tested for each kernel that can be inferred', () => {
    const tested = new Set(kernelCases.map(({ kernel }) => kernel));
    expect(Object.keys(kernelShapes).filter((kernel) => !tested.has(kernel))).toEqual([]);
  });
});
