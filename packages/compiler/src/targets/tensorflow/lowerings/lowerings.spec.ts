import { kernelShapes } from '@lml/core/engine';
import type * as tf from '@tensorflow/tfjs';

import { eagerly, expectClose } from '../../../graph/compute.fixture.js';
import type { Graph } from '../../../graph/graph.js';
import { callKernel, kernelCases, titleOf } from '../../../trace/kernels/kernel-cases.fixture.js';
import { hasTensorflow, onTensorflow } from '../lowering.fixture.js';
import { lowerings } from './index.js';

// What passes would make of a kernel is tested beside them.
const asTraced = (graph: Graph): Graph => graph;

describe('A lowering to TensorFlow', () => {
  it('exists for each kernel that can be traced', () => {
    expect(Object.keys(kernelShapes).filter((kernel) => !lowerings.has(kernel))).toEqual([]);
  });

  (hasTensorflow ? it : it.skip).each(kernelCases.map((each) => [titleOf(each), each] as const))(
    'computes what the cpu backend computes: %s',
    async (_, each) => {
      const compute = (...tensors: tf.Tensor[]): tf.Tensor[] => callKernel(each, tensors);
      const inputs = Object.values(each.inputs);
      const expected = await eagerly(compute, inputs);
      const actual = await onTensorflow(compute, inputs, true, asTraced);
      expect(actual).toHaveLength(expected.length);
      actual.forEach((values, index) => expectClose(values, expected[index]!));
    },
  );
});
