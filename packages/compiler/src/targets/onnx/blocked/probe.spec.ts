import { loadRuntime } from '../runtime/node.js';
import type { Runtime, RuntimeTensor } from '../runtime/runtime.js';
import { probeBlockedConvolution } from './probe.js';

const decoder = new TextDecoder('latin1');

/** A runtime whose sessions for models over blocks are replaced. */
async function runtimeWith(
  replace: (runtime: Runtime, model: Uint8Array) => ReturnType<Runtime['createSession']>,
): Promise<Runtime> {
  const runtime = await loadRuntime();
  return {
    ...runtime,
    createSession: (model, options) =>
      decoder.decode(model).includes('nchwc') ? replace(runtime, model) : runtime.createSession(model, options),
  };
}

describe('the probe of convolutions over blocks', () => {
  it('finds the size of a block, once for a runtime', async () => {
    const runtime = await loadRuntime();
    const probing = probeBlockedConvolution(runtime);
    expect(probeBlockedConvolution(runtime)).toBe(probing);
    expect([undefined, 8, 16]).toContain(await probing);
  });

  it('finds none where ONNX Runtime does not know them', async () => {
    const runtime = await runtimeWith(() =>
      Promise.reject(new Error('Fatal error: com.microsoft.nchwc:Conv is not a registered op')),
    );
    expect(await probeBlockedConvolution(runtime)).toBeUndefined();
  });

  it('finds none where they are wrong', async () => {
    const runtime = await runtimeWith(async (real, model) => {
      const session = await real.createSession(model, { threads: 1 });
      return {
        outputNames: session.outputNames,
        release: () => session.release(),
        run: async (feeds, fetches) => {
          const results = await session.run(feeds, fetches);
          const [[name, { data, dims }]] = Object.entries(results) as [[string, RuntimeTensor]];
          return { [name]: real.tensor('float32', Float32Array.from(data as Float32Array).reverse(), dims) };
        },
      };
    });
    expect(await probeBlockedConvolution(runtime)).toBeUndefined();
  });
});
