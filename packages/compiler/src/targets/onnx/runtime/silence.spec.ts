import * as onnxRuntime from 'onnxruntime-node';

import { encodeModel } from '../encode-model.js';
import type { OnnxModelGraph } from '../model.js';
import { loadRuntime } from './node.js';
import { runtimeOf, type OnnxRuntimeModule, type Runtime, type RuntimeSession } from './runtime.js';
import { silentRuntime } from './silence.js';

const LENGTH = 100_000;
const vector = (name: string) => ({ name, type: 'float32', shape: [LENGTH] }) as const;
const negation: OnnxModelGraph = {
  name: 'negation',
  nodes: [{ op: 'Neg', domain: '', inputs: ['x'], outputs: ['y'], attributes: {} }],
  inputs: [vector('x')],
  outputs: [vector('y')],
  initializers: [],
};

async function sessionOf(runtime: Runtime, model: OnnxModelGraph): Promise<RuntimeSession> {
  return runtime.createSession(encodeModel(runtime.prepare(model)), { threads: 1 });
}

/** ONNX Runtime as it is, but for how a run ends. */
function ending(end: (results: Promise<unknown>) => Promise<unknown>): Runtime {
  const runtime = runtimeOf('onnxruntime-node', onnxRuntime as unknown as OnnxRuntimeModule, ['cpu'], true);
  return {
    ...runtime,
    createSession: async (model, options) => {
      const session = await runtime.createSession(model, options);
      return {
        outputNames: session.outputNames,
        release: () => session.release(),
        run: (feeds, fetches) => end(session.run(feeds, fetches)) as ReturnType<RuntimeSession['run']>,
      };
    },
  };
}

describe('a silent runtime', () => {
  it('writes into the tensors that are given, and makes no others', async () => {
    const runtime = await loadRuntime();
    const session = await sessionOf(runtime, negation);
    const feeds = {
      x: runtime.tensor(
        'float32',
        Float32Array.from({ length: LENGTH }, (_, index) => Math.sqrt(index)),
        [LENGTH],
      ),
    };
    const given = { y: runtime.tensor('float32', new Float32Array(LENGTH), [LENGTH]) };
    const before = process.memoryUsage().arrayBuffers;
    for (let run = 0; run < 10; run++) expect((await session.run(feeds, given))['y']).toBe(given.y);
    // Copies would take ten times 400 kB, less what was collected meanwhile.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * LENGTH);
    expect(given.y.data[16]).toBe(-4);
    expect(given.y.data[LENGTH - 1]).toBeCloseTo(-Math.sqrt(LENGTH - 1), 4);
    expect(session.outputNames).toEqual(['y']);
    await session.release();
  });

  it('throws what goes wrong in a model', async () => {
    const runtime = await loadRuntime();
    const int = (name: string, shape: number[]) => ({ name, type: 'int32', shape }) as const;
    const session = await sessionOf(runtime, {
      ...negation,
      nodes: [{ op: 'Gather', domain: '', inputs: ['x', 'i'], outputs: ['y'], attributes: {} }],
      inputs: [int('x', [3]), int('i', [1])],
      outputs: [int('y', [1])],
    });
    const run = (index: number) =>
      session.run(
        {
          x: runtime.tensor('int32', Int32Array.of(5, 6, 7), [3]),
          i: runtime.tensor('int32', Int32Array.of(index), [1]),
        },
        { y: runtime.tensor('int32', new Int32Array(1), [1]) },
      );
    await expect(run(3)).rejects.toThrow(/out of data bounds/);
    expect((await run(2))['y']!.data).toEqual(Int32Array.of(7));
    await session.release();
  });

  it('is made of one whose binding throws at what is no tensor', async () => {
    const runtime = ending((results) => results);
    expect(await silentRuntime(runtime)).not.toBe(runtime);
  });

  it.each([
    ['hands sequences back', (results: Promise<unknown>) => results.catch(() => ({}))],
    ['throws something else', (results: Promise<unknown>) => results.catch(() => Promise.reject(new Error('other')))],
  ])('is left as it was where the binding %s', async (_, end) => {
    const runtime = ending(end);
    expect(await silentRuntime(runtime)).toBe(runtime);
  });
});
