import { findNativeTensorflow } from '@lml/core/engine';
import type { Step } from '@lml/core/engine';
import type * as tf from '@tensorflow/tfjs';

import type { Compute, Values } from '../../graph/compute.fixture.js';
import type { Graph, GraphData, GraphDType } from '../../graph/graph.js';
import { traceStep } from '../../trace/trace.js';
import { tensorflowTarget } from './tensorflow-target.js';

/** Whether this machine has TensorFlow. */
export const hasTensorflow = (await findNativeTensorflow()) !== undefined;

/** What a function gives traced, lowered and run by TensorFlow. */
export async function onTensorflow(
  compute: Compute,
  inputs: readonly Values[],
  keepsComposites = true,
  passes?: (graph: Graph) => Graph,
): Promise<Values[]> {
  const target = await tensorflowTarget().load();
  const step: Step = {
    name: 'compute',
    stage: 'predict',
    training: true,
    run: (batch) => ({ outputs: { all: [compute(...(Object.values(batch) as tf.Tensor[]))].flat() } }),
  };
  const batch = inputs.map(({ shape, dtype = 'float32' }, index) => ({ path: [`input${index}`], shape, dtype }));
  const keepsComposite = (name: string): boolean => keepsComposites && target.keepsComposite(name);
  const graph = (passes ?? target.optimize)(traceStep({ step, batch, state: [], hyper: {}, keepsComposite }));
  const lowered = await target.lower(graph, () => undefined);
  const program = await lowered.load();
  const feeds = lowered.feeds.map(({ source, dtype }) => {
    const [path] = (source as unknown as { path: [string] }).path;
    return dataOf(inputs[Number(path.slice('input'.length))]!.data, dtype);
  });
  try {
    const found = await lowered.run(program, feeds, []);
    return await Promise.all(found.map(async (value) => (await value.read()) as unknown as Values));
  } finally {
    program.dispose();
  }
}

function dataOf(values: ArrayLike<number>, dtype: GraphDType): GraphData {
  if (dtype === 'float32') return Float32Array.from(values);
  return dtype === 'int32' ? Int32Array.from(values) : Uint8Array.from(values);
}
