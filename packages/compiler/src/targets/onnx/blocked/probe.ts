import { constantValue, GraphBuilder, newValue, type ValueType } from '../../../graph/graph-builder.js';
import { sizeOfShape, type Graph, type GraphValue } from '../../../graph/graph.js';
import type { Runtime } from '../runtime/runtime.js';
import { compileGraph } from '../compile.js';
import { lowerings } from '../lowerings/index.js';
import { encodeModel } from '../encode-model.js';
import { blocked } from './blocked.js';

/** How large blocks are on processors with AVX-512, and on others. */
const SIZES = [16, 8];
const TOLERANCE = 1e-4;

const found = new WeakMap<Runtime, Promise<number | undefined>>();

/**
 * How many channels lie in a block where ONNX Runtime's convolutions over blocks are right on this machine: a small step that
 * uses all that is used of them has to give the numbers of the public ops. `undefined` if there are none, as in browsers. It
 * takes some ten milliseconds, once for each runtime.
 */
export function probeBlockedConvolution(runtime: Runtime): Promise<number | undefined> {
  const known = found.get(runtime);
  if (known !== undefined) return known;
  const probing = probe(runtime);
  found.set(runtime, probing);
  return probing;
}

async function probe(runtime: Runtime): Promise<number | undefined> {
  const step = smallStep();
  const expected = await outputsOf(step, undefined, runtime);
  for (const size of SIZES) {
    const actual = await outputsOf(step, size, runtime).catch(() => undefined);
    if (actual?.every((data, index) => isClose(data, expected[index]!)) === true) return size;
  }
  return undefined;
}

function isClose(actual: ArrayLike<number>, expected: readonly number[]): boolean {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return expected.every((value, index) => Math.abs(value - actual[index]!) <= TOLERANCE * largest);
}

/** What a step gives, with blocks of a size or without. */
async function outputsOf(step: Graph, size: number | undefined, runtime: Runtime): Promise<number[][]> {
  const shortcuts = size === undefined ? undefined : blocked(size);
  const { model, feeds, results } = compileGraph(step, lowerings, undefined, shortcuts);
  const session = await runtime.createSession(encodeModel(model), { threads: 1 });
  try {
    const fed = feeds.map(({ name, value: { shape } }) => {
      const data = Float32Array.from({ length: sizeOfShape(shape) }, (_, index) => Math.cos(index * index));
      return [name, runtime.tensor('float32', data, shape)] as const;
    });
    const made = await session.run(
      Object.fromEntries(fed),
      Object.fromEntries(results.map(({ name }) => [name, null])),
    );
    return results.map(({ name }) => Array.from(made[name]!.data, Number));
  } finally {
    await session.release();
  }
}

/** A step as a residual network takes it, with gradients. */
function smallStep(): Graph {
  const [images, kernel] = [
    [16, 4, 4, 32],
    [3, 3, 32, 32],
  ];
  const builder = new GraphBuilder();
  const type = (shape: readonly number[]): ValueType => ({ shape, dtype: 'float32' });
  const add = (
    op: string,
    inputs: Record<string, GraphValue>,
    attributes: object,
    shape: readonly number[],
  ): GraphValue => builder.add(op, inputs, { ...attributes }, [type(shape)])[0]!;
  const numbers = (shape: readonly number[]): GraphValue => {
    const data = Float32Array.from({ length: sizeOfShape(shape) }, (_, index) => Math.sin(index * index) / 8);
    return constantValue(data, type(shape));
  };
  const convolution = { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1] };
  const pooling = { filterSize: [2, 2], strides: [2, 2], pad: 'valid' };
  const x = newValue(type(images), { kind: 'batch', path: ['x'] });
  const filter = numbers(kernel);
  const inner = add('Relu', { x: add('Conv2D', { x, filter }, convolution, images) }, {}, images);
  const second = add('Conv2D', { x: inner, filter }, convolution, images);
  const outer = add('Relu', { x: add('Add', { a: second, b: x }, {}, images) }, {}, images);
  const input = add('Multiply', { a: outer, b: numbers([32]) }, {}, images);
  const output = add('MaxPool', { x: input }, pooling, [16, 2, 2, 32]);
  const dy = add('MaxPoolGrad', { dy: output, input, output }, pooling, images);
  const ofImages = add('Conv2DBackpropInput', { dy, filter }, { ...convolution, inputShape: images }, images);
  const ofFilter = add('Conv2DBackpropFilter', { x: inner, dy }, { ...convolution, filterShape: kernel }, kernel);
  const mean = add('Mean', { x: ofImages }, { axis: [0, 1, 2] }, [32]);
  const outputs = [output, ofImages, ofFilter, mean].map((value, index) => ({
    value,
    target: { kind: 'output', path: [index] } as const,
  }));
  return builder.finish('probe', outputs);
}
