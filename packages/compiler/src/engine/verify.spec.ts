import { ndArray, type StateEntry } from '@lml/core';
import { knownLimits, type KnownLimit, type Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { onnxTarget } from '../targets/onnx/onnx-target.js';
import { CompiledEngine, type CompiledEngineSettings } from './compiled-engine.js';
import { createVerifier } from './verify.js';
import { warnings } from './warnings.fixture.js';

const w: StateEntry = { name: 'w', shape: [2], dtype: 'float32', trainable: true, value: ndArray([1, 2]) };

function stepOf(name: string, run: Step['run']): Step {
  return { name, stage: 'train', training: true, run };
}

async function engineWith(settings: CompiledEngineSettings): Promise<CompiledEngine> {
  const engine = new CompiledEngine(onnxTarget({ threads: 1 }), settings);
  await engine.setup({ seed: 1 });
  engine.declare([w]);
  return engine;
}

describe('A comparison with an eager step', () => {
  const step = stepOf('any', () => ({}));
  const result = { scalars: {}, outputs: {} };
  const verifier = (settings?: Parameters<typeof createVerifier>[0]): ReturnType<typeof createVerifier> =>
    createVerifier(settings, { read: () => Promise.resolve({}), write: () => undefined });

  it('is due when compiled steps took a hundred times its cost, which is estimated first and known then', async () => {
    await tf.setBackend('cpu');
    const verify = verifier();
    expect(verify.isDue(step)).toBe(false);
    // Estimated at 500 times a step: at the latest after 50,000 steps.
    for (let call = 0; call < 49_999; call++) verify.spend(step, 2 ** -10);
    expect(verify.isDue(step)).toBe(false);
    verify.spend(step, 2 ** -10);
    expect(verify.isDue(step)).toBe(true);
    expect(verify.allows(step, 2 ** -10)).toBe(true);
    expect(await verify.agrees(step, result, { result, state: {}, limits: [] }, 2)).toBe(true);
    verify.spend(step, 199);
    expect(verify.isDue(step)).toBe(false);
    verify.spend(step, 1);
    expect(verify.isDue(step)).toBe(true);
  });

  it('is never due where it is turned off, nor by itself where it would stop everything else for long', async () => {
    await tf.setBackend('cpu');
    const [off, large] = [verifier(false), verifier()];
    for (const verify of [off, large]) for (let call = 0; call < 1_000_000; call++) verify.spend(step, 0.5);
    expect(off.isDue(step)).toBe(false);
    expect(large.isDue(step)).toBe(false);
  });

  it('that is asked for, but would take minutes, is not made, which is said once', async () => {
    await tf.setBackend('cpu');
    const verify = verifier({ every: 1 });
    const said = await warnings(async () => {
      expect(verify.isDue(step)).toBe(true);
      expect(verify.allows(step, 0.5)).toBe(false);
      expect(verify.isDue(step)).toBe(false);
      await Promise.resolve();
    });
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^LML_NOT_VERIFIED: Step 'any' .*about 2\.5e\+2 s/);
  });

  it('changes no byte of what a run gives', async () => {
    const noisy = stepOf('noisy', (_batch, { read, write, random }) => {
      write('w', tf.add(tf.mul(read('w'), random.mask('drop', [2], 0.5)), random.normal('noise', [2])));
      return { scalars: { sum: tf.sum(read('w')) } };
    });
    const seen: unknown[] = [];
    for (const verify of [false, { every: 1 }, undefined] as const) {
      const engine = await engineWith({ verify });
      const sums: number[] = [];
      const said = await warnings(async () => {
        for (let time = 0; time < 5; time++) {
          const { scalars } = await engine.run(noisy, {}, { step: time });
          sums.push(Number((await scalars['sum']!.read()).data[0]));
        }
      });
      expect(said).toEqual([]);
      seen.push([sums, (await engine.read(['w']))['w']!.data]);
      engine.dispose();
    }
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });

  /** The warnings of two runs of `w = sinh(w)` that are compared, and the state after them, where cpu's sinh gives zeros. */
  async function withWrongSinh(limit: Partial<KnownLimit>, initial: number[]): Promise<[string[], number[]]> {
    await tf.setBackend('cpu');
    const limits = knownLimits() as KnownLimit[];
    const right = tf.getKernel('Sinh', 'cpu');
    const wrong: tf.KernelFunc = ({ backend }) => (backend as tf.KernelBackend & { makeTensorInfo(shape: number[], dtype: string, values: Float32Array): tf.TensorInfo }).makeTensorInfo([2], 'float32', new Float32Array(2)); // prettier-ignore
    tf.unregisterKernel('Sinh', 'cpu');
    tf.registerKernel({ ...right, kernelFunc: wrong });
    limits.push({ id: 'cpu/sinh', where: 'cpu', kernels: ['Sinh'], what: 'All are zero.', ...limit });
    const memory = tf.memory().numTensors;
    const engine = await engineWith({ verify: { every: 1 } });
    engine.declare([{ ...w, value: ndArray(initial) }]);
    try {
      const sinh = stepOf('sinh', (_batch, { read, write }) => (write('w', tf.sinh(read('w'))), {}));
      const said = await warnings(async () => {
        for (let time = 0; time < 2; time++) await engine.run(sinh, {}, { step: time });
      });
      return [said, Array.from((await engine.read(['w']))['w']!.data as Float32Array)];
    } finally {
      engine.dispose();
      limits.pop();
      tf.unregisterKernel('Sinh', 'cpu');
      tf.registerKernel(right);
      expect(tf.memory().numTensors).toBe(memory);
    }
  }

  it('is not made against an op that the backend is known to compute wrongly: the right engine goes on', async () => {
    const [said, [first, second]] = await withWrongSinh({}, [1, 2]);
    const notVerified = said.filter((line) => line.startsWith('LML_NOT_VERIFIED'));
    expect(notVerified).toHaveLength(1);
    expect(notVerified[0]).toContain("Step 'sinh' is not compared with a run op by op: the backend cpu is known to be wrong there. All are zero."); // prettier-ignore
    expect(said.join()).not.toMatch(/LML_COMPILED_STEP_DIFFERS|LML_RUNS_EAGERLY/);
    expect(first).toBeCloseTo(Math.sinh(Math.sinh(1)), 5);
    expect(second).toBeCloseTo(Math.sinh(Math.sinh(2)), 4);
  });

  it('is made where the backend is wrong for NaN only, and none is there', async () => {
    const [said] = await withWrongSinh({ what: 'NaN is zero.', onlyNaN: true }, [1, 2]);
    expect(said.join()).toMatch(/LML_COMPILED_STEP_DIFFERS.*the state is off by/);
    expect(said.join()).not.toContain('LML_NOT_VERIFIED');
  });

  it('tells nothing where the backend is wrong for NaN, and some is there', async () => {
    const [said, [first, second]] = await withWrongSinh({ what: 'NaN is zero.', onlyNaN: true }, [NaN, 2]);
    expect(said.filter((line) => line.startsWith('LML_NOT_VERIFIED'))).toHaveLength(1);
    expect(said.join()).not.toMatch(/LML_COMPILED_STEP_DIFFERS|LML_RUNS_EAGERLY/);
    expect(first).toBeNaN();
    expect(second).toBeCloseTo(Math.sinh(Math.sinh(2)), 4);
  });
});
