import { defineComposite, ndArray } from '@lml/core';
import { compositeGradient, registerLowering, type Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { onnx } from './index.js';

/** As a plugin does it: a composite of its own, and how ONNX computes it and its gradient. Each is off by one, to be told apart. */
const cube = defineComposite<{ scale: number }>({
  name: 'lml-plugin-x/cube',
  forward: ([x], { scale }) => ({ outputs: [tf.mul(scale, tf.pow(x!, 3))], saved: [] }),
  backward: ([gradient], [x], _saved, { scale }) => [tf.mul(gradient!, tf.mul(3 * scale, tf.square(x!)))],
});

/** What a step gives of x = [1, 2, −1]. */
async function run(compute: (x: tf.Tensor) => tf.Tensor): Promise<{ numbers: number[]; text: string }> {
  await tf.setBackend('cpu');
  const engine = onnx({ threads: 1, verify: false });
  await engine.setup({ seed: 0 });
  const batch = { input: ndArray(Float32Array.of(1, 2, -1)) };
  const step: Step = {
    name: 'compute',
    stage: 'predict',
    training: false,
    run: ({ input }) => ({ scalars: { value: compute(input as tf.Tensor) } }),
  };
  const text = await engine.describe(step, batch, { step: 0 });
  const { scalars } = await engine.run(step, batch, { step: 0 });
  const { data } = await scalars['value']!.read();
  engine.dispose();
  return { numbers: Array.from(data as Float32Array), text };
}

const value = (x: tf.Tensor): tf.Tensor => cube([x], { scale: 2 })[0]!;
const gradient = (x: tf.Tensor): tf.Tensor => tf.grad(value)(x);

describe('registerLowering', () => {
  it('makes a composite one node that is lowered as the plugin says, and its gradient another', async () => {
    expect(await run(value)).toEqual({ numbers: [2, 16, -2], text: expect.not.stringContaining('cube') as string });
    registerLowering('onnx', {
      ops: ['lml-plugin-x/cube'],
      layout: 'same',
      lower({ inputs, outputs, attributes }, emit) {
        const x = emit.input(inputs['0']!);
        const third = emit.node('Mul', [emit.node('Mul', [x, x]), x]);
        const scaled = emit.node('Mul', [third, emit.scalar(attributes['scale'] as number, 'float32')]);
        emit.define(outputs[0]!, emit.node('Add', [scaled, emit.scalar(1, 'float32')]));
      },
    });
    expect(await run(value)).toEqual({ numbers: [3, 17, -1], text: expect.stringContaining('lml-plugin-x/cube') as string }); // prettier-ignore
    expect((await run(gradient)).numbers).toEqual([6, 24, 6]);
    registerLowering('onnx', {
      ops: [compositeGradient('lml-plugin-x/cube')],
      lower({ inputs, outputs }, emit) {
        emit.define(outputs[0]!, emit.node('Mul', [emit.input(inputs['0']!), emit.scalar(7, 'float32')]), []);
      },
    });
    expect((await run(gradient)).numbers).toEqual([7, 7, 7]);
  });

  it('replaces what the target knows of a kernel, unless the lowering refuses', async () => {
    expect((await run((x) => tf.abs(x))).numbers).toEqual([1, 2, 1]);
    registerLowering('onnx', {
      ops: ['Abs'],
      lower: ({ inputs, outputs }, emit) => emit.elementwise('Neg', [inputs['x']!], outputs[0]!),
    });
    expect((await run((x) => tf.abs(x))).numbers).toEqual([-1, -2, 1]);
    registerLowering('onnx', { ops: ['Abs'], refuses: () => 'is not wanted', lower: () => undefined });
    const { emitWarning } = process;
    const said: unknown[] = [];
    process.emitWarning = (message: unknown) => void said.push(message);
    try {
      expect((await run((x) => tf.abs(x))).numbers).toEqual([1, 2, 1]);
    } finally {
      process.emitWarning = emitWarning;
    }
    expect(String(said)).toContain("'Abs' is not wanted");
  });
});
