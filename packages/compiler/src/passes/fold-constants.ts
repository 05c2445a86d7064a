import { runCpuKernel, type KernelArray } from '@lml/core/engine';

import { constantValue } from '../graph/graph-builder.js';
import { sizeOfShape, type GraphData, type GraphNode, type GraphValue } from '../graph/graph.js';
import { kernelShapes } from '@lml/core/engine';
import { forOps, type Rules } from './rewrite.js';
import { sameType } from './shapes.js';

/** Constants of more places are computed in the step: they would make the model large. */
const LARGEST = 65536;

/** Computes what depends on small constants only, by the kernels of the cpu backend. */
export const foldConstants: Rules = forOps(Object.keys(kernelShapes), (node) => {
  const inputs = Object.entries(node.inputs);
  if (inputs.some(([, { source }]) => source?.kind !== 'constant')) return undefined;
  const isLarge = [...Object.values(node.inputs), ...node.outputs].some(({ shape }) => sizeOfShape(shape) > LARGEST);
  // A range is nothing but a constant, however long.
  if (isLarge && node.op !== 'Range') return undefined;
  const made = compute(node, Object.fromEntries(inputs.map(([key, value]) => [key, arrayOf(value)])));
  if (made === undefined || !node.outputs.every((output, index) => sameType(output, made[index]!))) return undefined;
  return node.outputs.map((output, index) => constantValue(made[index]!.data, output));
});

function compute({ op, attributes }: GraphNode, inputs: Record<string, KernelArray>): KernelArray[] | undefined {
  try {
    return runCpuKernel(op, inputs, attributes);
  } catch {
    // What a kernel refuses is refused when the step runs, if it gets there.
    return undefined;
  }
}

function arrayOf({ shape, dtype, source }: GraphValue): KernelArray {
  const { data } = source as { data: GraphData };
  const size = sizeOfShape(shape);
  if (data.length === size) return { shape, dtype, data };
  const kind = data.constructor as new (size: number) => GraphData;
  return { shape, dtype, data: new kind(size).fill(data[0]!) };
}
