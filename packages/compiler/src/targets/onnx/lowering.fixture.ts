import type { Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { eagerly, expectClose, normal, type Compute, type Values } from '../../graph/compute.fixture.js';
import type { Graph, GraphDType, GraphValue } from '../../graph/graph.js';
import { optimize } from '../../passes/optimize.js';
import { traceStep } from '../../trace/trace.js';
import { compileGraph, type CompiledGraph } from './compile.js';
import { keepsComposite, lowerings } from './lowerings/index.js';
import { encodeModel } from './encode-model.js';
import { loadRuntime } from './runtime/node.js';
import { hasTensorflow, onTensorflow } from '../tensorflow/lowering.fixture.js';
import type { Shortcuts } from './shortcuts.js';

/** A function as a compiled graph, for inputs of these shapes and types. */
export function compiled(
  compute: Compute,
  inputs: readonly Values[],
  keepsComposites = true,
  passes: (graph: Graph) => Graph = optimize,
  shortcuts?: Shortcuts,
): CompiledGraph {
  const step: Step = {
    name: 'compute',
    stage: 'predict',
    training: true,
    run: (batch) => ({ outputs: { all: [compute(...(Object.values(batch) as tf.Tensor[]))].flat() } }),
  };
  const batch = inputs.map(({ shape, dtype = 'float32' }, index) => ({ path: [`input${index}`], shape, dtype }));
  const keeps = (name: string): boolean => keepsComposites && keepsComposite(name);
  const graph = passes(traceStep({ step, batch, state: [], hyper: {}, keepsComposite: keeps }));
  return compileGraph(graph, lowerings, undefined, shortcuts);
}

/** What a function gives traced, lowered and run by ONNX Runtime. */
export async function onOnnx(
  compute: Compute,
  inputs: readonly Values[],
  keepsComposites = true,
  passes: (graph: Graph) => Graph = optimize,
  shortcuts?: Shortcuts,
): Promise<Values[]> {
  const { model, feeds, results } = compiled(compute, inputs, keepsComposites, passes, shortcuts);
  const runtime = await loadRuntime();
  const session = await runtime.createSession(encodeModel(model), { threads: 1 });
  const indexOf = (value: GraphValue): number => Number((value.source as unknown as { path: string[] }).path[0]!.slice('input'.length)); // prettier-ignore
  const fed = Object.fromEntries(
    feeds.map(({ name, value }) => [name, runtime.tensor(value.dtype, dataOf(inputs[indexOf(value)]!.data, value.dtype), value.shape)]), // prettier-ignore
  );
  const fetched = Object.fromEntries(
    results.map(({ name, value }) => [name, runtime.tensor(value.dtype, dataOf({ length: value.shape.reduce((a, b) => a * b, 1) }, value.dtype), value.shape)]), // prettier-ignore
  );
  try {
    await session.run(fed, fetched);
  } finally {
    await session.release();
  }
  return results.map(({ name, value: { shape, dtype } }) => ({
    shape,
    dtype,
    data: fetched[name]!.data as Float32Array,
  }));
}

function dataOf(values: ArrayLike<number>, dtype: GraphDType): Float32Array | Int32Array | Uint8Array {
  if (dtype === 'float32') return Float32Array.from(values);
  return dtype === 'int32' ? Int32Array.from(values) : Uint8Array.from(values);
}

const allTargets = [onOnnx, ...(hasTensorflow ? [onTensorflow] : [])];

/** Expects that a function gives the same on each target as op by op on the cpu backend. */
export async function expectSame(
  compute: Compute,
  inputs: readonly Values[],
  tolerance = 1e-5,
  targets: readonly ((compute: Compute, inputs: readonly Values[]) => Promise<Values[]>)[] = allTargets,
): Promise<void> {
  const expected = await eagerly(compute, inputs);
  for (const run of targets) {
    const actual = await run(compute, inputs);
    expect(actual.length).toBe(expected.length);
    actual.forEach((values, index) => expectClose(values, expected[index]!, tolerance, run.name));
  }
}

/** The same of a function's gradients with respect to its inputs. */
export async function expectSameGradients(
  compute: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: readonly Values[],
  tolerance = 1e-5,
): Promise<void> {
  const weights = normal(99, (await eagerly(compute, inputs))[0]!.shape);
  await expectSame(
    (...all) => {
      const given = all.slice(0, -1);
      return [compute(...given), ...tf.grads(compute)(given, all.at(-1))];
    },
    [...inputs, weights],
    tolerance,
  );
}
