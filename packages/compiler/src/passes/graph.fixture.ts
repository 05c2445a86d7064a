import { runCpuKernel, type KernelArray, type Step } from '@lml/core/engine';
import type * as tf from '@tensorflow/tfjs';

import { sizeOfShape, type Graph, type GraphData, type GraphNode, type GraphValue } from '../graph/graph.js';
import { printGraph } from '../graph/print-graph.js';
import { eagerly, expectClose, type Compute, type Values } from '../graph/compute.fixture.js';
import { kernelShapes } from '@lml/core/engine';
import { traceStep } from '../trace/trace.js';
import { removeDeadNodes } from './remove-dead-nodes.js';
import { rewrite, type Rules } from './rewrite.js';

/** The graph of a function, no node of which has been looked at. */
export function traced(compute: Compute, inputs: readonly Values[], keepsComposite = (_: string) => false): Graph {
  const step: Step = {
    name: 'compute',
    stage: 'predict',
    training: true,
    run: (batch) => ({ outputs: { all: [compute(...(Object.values(batch) as tf.Tensor[]))].flat() } }),
  };
  const batch = inputs.map(({ shape, dtype = 'float32' }, index) => ({ path: [`input${index}`], shape, dtype }));
  return traceStep({ step, batch, state: [], hyper: {}, keepsComposite });
}

/** What rules make of a graph. */
export function applied(graph: Graph, sets: readonly Rules[]): Graph {
  return removeDeadNodes(rewrite(graph, sets));
}

/** The nodes and outputs of a graph as text, values numbered from the inputs on. */
export function textOf(graph: Graph): string[] {
  const lines = printGraph(graph).split('\n').slice(1);
  return lines.map((line) => line.trim()).filter((line) => !/ = batch /.test(line));
}

/** A float32 array; NaN, both infinities, both zeros and a tiny number among other values. */
export function special(shape: readonly number[]): Values {
  const values = [1.5, NaN, -2, Infinity, 0, -Infinity, -0, 1e-30, 3, -0.25];
  return {
    shape,
    data: Array.from({ length: sizeOfShape(shape) }, (_, index) => values[(index * 7) % values.length]!),
  };
}

/** Runs a graph node by node with the kernels of the cpu backend, in TensorFlow.js's words for the compiler's own ops. */
export function runGraph(graph: Graph, inputs: readonly Values[]): Values[] {
  const made = new Map<number, KernelArray>();
  const valueOf = (value: GraphValue): KernelArray => {
    const { shape, dtype, source } = value;
    if (source === undefined) return made.get(value.id)!;
    const data =
      source.kind === 'constant'
        ? source.data
        : inputs[Number((source as unknown as { path: string[] }).path[0]!.slice('input'.length))]!.data;
    const size = sizeOfShape(shape);
    const kind = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype];
    const all = source.kind === 'constant' && data.length === 1 ? new kind(size).fill(data[0]!) : kind.from(data);
    return { shape, dtype, data: all };
  };
  for (const node of graph.nodes) {
    const given = Object.fromEntries(Object.entries(node.inputs).map(([key, value]) => [key, valueOf(value)]));
    const results = kernel(node, given);
    node.outputs.forEach((output, index) => {
      const { shape, dtype } = results[index]!;
      expect([node.op, dtype, ...shape]).toEqual([node.op, output.dtype, ...output.shape]);
      made.set(output.id, results[index]!);
    });
  }
  return graph.outputs.map(({ value }) => valueOf(value));
}

function kernel({ op, attributes, outputs }: GraphNode, given: Record<string, KernelArray>): KernelArray[] {
  const run = (name: string, inputs: Record<string, KernelArray>, own = {}): KernelArray[] =>
    runCpuKernel(name, inputs, own)!;
  switch (op) {
    case 'broadcast':
      return [spread(given['x']!, outputs[0]!.shape)];
    case 'relu-gradient': {
      const { dy, y } = given as { dy: KernelArray; y: KernelArray };
      return run('Multiply', { a: dy, b: run('Step', { x: y }, { alpha: 0 })[0]! });
    }
    case 'Select':
      // The kernel wants one shape.
      return run(
        op,
        Object.fromEntries(Object.entries(given).map(([key, value]) => [key, spread(value, outputs[0]!.shape)])),
      );
    default:
      return run(op, given, attributes);
  }
}

function spread({ shape, dtype, data }: KernelArray, sizes: readonly number[]): KernelArray {
  const padded = [...new Array<number>(sizes.length - shape.length).fill(1), ...shape];
  const x = { shape: padded, dtype, data };
  return runCpuKernel('Tile', { x }, { reps: sizes.map((size, axis) => size / padded[axis]!) })![0]!;
}

/** Expects that two graphs give the same numbers, to the bit where no tolerance is given; returns the second one's text. */
export function expectEqualResults(before: Graph, after: Graph, inputs: readonly Values[], tolerance = 0): void {
  expectSound(after);
  const [expected, actual] = [runGraph(before, inputs), runGraph(after, inputs)];
  expect(actual.length).toBe(expected.length);
  actual.forEach((values, index) => expectClose(values, expected[index]!, tolerance));
}

/** Expects that every value is made before it is used, once, and that its shape and type are what its kernel gives. */
function expectSound({ nodes, outputs }: Graph): void {
  const made = new Set<number>();
  const expectKnown = (value: GraphValue): void => {
    if (value.source === undefined) expect(made).toContain(value.id);
  };
  for (const node of nodes) {
    Object.values(node.inputs).forEach(expectKnown);
    const types = kernelShapes[node.op]?.(node.inputs, node.attributes);
    // Of a choice the kernel wants one shape; here it broadcasts like all that treats each place by itself.
    if (types !== undefined && node.op !== 'Select') {
      expect(node.outputs.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(
        types.map(({ shape, dtype }) => ({ shape: [...shape], dtype })),
      );
    }
    for (const { id } of node.outputs) {
      expect(made).not.toContain(id);
      made.add(id);
    }
  }
  for (const { value } of outputs) expectKnown(value);
}

/** Traces a function, applies rules, expects the same numbers as before and as eagerly, and returns the text. */
export async function simplified(
  compute: Compute,
  inputs: readonly Values[],
  sets: readonly Rules[],
  tolerance = 0,
): Promise<string[]> {
  const before = traced(compute, inputs);
  const after = applied(before, sets);
  expectEqualResults(before, after, inputs, tolerance);
  const eager = await eagerly(compute, inputs);
  runGraph(after, inputs).forEach((values, index) => expectClose(values, eager[index]!, tolerance));
  return textOf(after);
}

/** The data of a constant. */
export function dataOf(value: GraphValue): GraphData {
  return (value.source as { data: GraphData }).data;
}
