import * as tf from '@tensorflow/tfjs';

import { optimize } from '../../../passes/optimize.js';
import { loadRuntime } from '../runtime/node.js';
import { expectClose, normal, type Compute, type Values } from '../../../graph/compute.fixture.js';
import { compiled, onOnnx } from '../lowering.fixture.js';
import type { OnnxNode } from '../model.js';
import { blocked } from './blocked.js';
import { probeBlockedConvolution } from './probe.js';

const blockSize = await probeBlockedConvolution(await loadRuntime());

const shortcuts = blockSize === undefined ? undefined : blocked(blockSize);

/** Describes what needs convolutions over blocks: not where ONNX Runtime has none for the processor. */
export const describeBlocked = blockSize === undefined ? describe.skip : describe;

/** The nodes of a function that is compiled with blocks. */
export function blockedNodes(compute: Compute, inputs: readonly Values[]): readonly OnnxNode[] {
  return compiled(compute, inputs, true, optimize, shortcuts).model.nodes;
}

/** Expects that a function gives the same in blocks and without them. */
export async function expectSameInBlocks(compute: Compute, inputs: readonly Values[], tolerance = 1e-5): Promise<void> {
  const expected = await onOnnx(compute, inputs);
  const actual = await onOnnx(compute, inputs, true, optimize, shortcuts);
  expect(actual.length).toBe(expected.length);
  actual.forEach((values, index) => expectClose(values, expected[index]!, tolerance));
}

/** The same of a function's gradients with respect to its inputs. */
export async function expectSameGradientsInBlocks(
  compute: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: readonly Values[],
  tolerance = 1e-5,
): Promise<void> {
  const [value] = await onOnnx(compute, inputs);
  const gradients: Compute = (...all) => [
    compute(...all.slice(0, -1)),
    ...tf.grads(compute)(all.slice(0, -1), all.at(-1)),
  ];
  await expectSameInBlocks(gradients, [...inputs, normal(99, value!.shape)], tolerance);
}
