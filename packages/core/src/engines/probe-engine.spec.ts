import * as tf from '@tensorflow/tfjs';

import { eager, type NdArray } from '../index.js';
import type { Engine } from '../steps/engine.js';
import type { Step } from '../steps/step.js';
import { probeEngine, probeEngines } from './probe-engine.js';
import { ADAM, convolutionProbe, mlpProbe } from './probe-steps.js';

/** An engine that takes the time of a clock, so many seconds for a step by its name. */
function clocked(times: (step: Step, call: number) => number, loss = 1): { engine: Engine; now: () => number } {
  let time = 100;
  const calls: Record<string, number> = {};
  const engine = {
    name: 'clocked',
    declare: () => undefined,
    run(step: Step) {
      const call = (calls[step.name] ??= 0);
      calls[step.name] = call + 1;
      time += times(step, call);
      const scalar = {
        shape: [],
        read: () => Promise.resolve({ dtype: 'float32', shape: [], data: Float32Array.of(loss) }),
        dispose: () => undefined,
      };
      return { scalars: { loss: scalar }, outputs: {} };
    },
  };
  return { engine: engine as unknown as Engine, now: () => time };
}

/** The first two rows of an array. */
function firstOf({ dtype, shape: [rows = 1, ...rest], data }: NdArray): NdArray {
  return { dtype, shape: [2, ...rest], data: data.slice(0, (2 * data.length) / rows) };
}

describe('probeEngine', () => {
  it('gives what steps take after the first ones, where the machine does nothing else', async () => {
    const { engine, now } = clocked(({ name }, call) => {
      if (call < 3 || call % 2 === 1) return 0.1;
      return name === 'probe/mlp' ? 0.015 : 0.04;
    });
    const { mlp, convolution } = await probeEngine(engine, now);
    expect([mlp, convolution]).toEqual([expect.closeTo(0.015), expect.closeTo(0.04)]);
  });

  it('lets several engines take turns', async () => {
    const turns: string[] = [];
    const timed = (name: string, seconds: number): ReturnType<typeof clocked> =>
      clocked((step) => {
        const turn = `${name} ${step.name}`;
        if (turns.at(-1) !== turn) turns.push(turn);
        return seconds;
      });
    const [a, b] = [timed('a', 0.01), timed('b', 0.02)];
    const times = await probeEngines([a.engine, b.engine], () => a.now() + b.now());
    expect(times.map(({ mlp }) => mlp)).toEqual([expect.closeTo(0.01), expect.closeTo(0.02)]);
    const round = ['a probe/mlp', 'a probe/convolution', 'b probe/mlp', 'b probe/convolution'];
    expect(turns).toEqual([...round, ...round]);
  });

  it('ends where an engine takes long', async () => {
    let calls = 0;
    const { engine, now } = clocked(() => {
      calls += 1;
      return 10;
    });
    expect(await probeEngine(engine, now)).toEqual({ mlp: 10, convolution: 10 });
    expect(calls).toBe(6);
  });

  it('refuses an engine that computes no number', async () => {
    const { engine, now } = clocked(() => 0.01, NaN);
    await expect(probeEngine(engine, now)).rejects.toMatchObject({ code: 'LML_MISSING_FEATURE' });
  });

  it.each([mlpProbe, convolutionProbe])('runs a step that learns (%p)', async (make) => {
    const before = tf.memory().numTensors;
    const { step, state, batch: whole } = make();
    // Of 2 samples instead of 32, since plain JavaScript takes long.
    const batch = Object.fromEntries(Object.entries(whole).map(([name, array]) => [name, firstOf(array as NdArray)]));
    const engine = eager();
    await engine.setup({ seed: 0 });
    engine.declare(state);
    const losses: number[] = [];
    for (let number = 0; number < 2; number++) {
      const { scalars } = engine.run(step, batch, { step: number, hyper: ADAM });
      losses.push(Number((await scalars['loss']!.read()).data[0]));
      scalars['loss']!.dispose();
    }
    engine.dispose();
    expect(losses[0]).toBeCloseTo(Math.log(10), 0);
    expect(losses[1]).toBeLessThan(losses[0]!);
    expect(tf.memory().numTensors).toBe(before);
  });
});
