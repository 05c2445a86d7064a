import { runCompiled, type CompiledStep } from './compiled-step.js';
import type { Program } from './target.js';
import { StateStore } from './state-store.js';

/** The error of a run that a runtime refuses for a reason. */
function errorOf(reason: string): Promise<unknown> {
  const graph = { storages: [], results: [], run: () => Promise.reject(new Error(reason)) };
  const step = { name: 'train', graph, feeders: [], state: { version: -1, places: [] } } as unknown as CompiledStep;
  const state = new StateStore({
    place: () => ({ read: () => Promise.reject(new Error()), dispose: () => undefined }),
  });
  const running = runCompiled(step, {} as Program, [], { step: 0 }, state, { runtime: 'A runtime' });
  return running.catch((error: unknown) => error);
}

describe('A compiled step that cannot run', () => {
  it.each([
    ['indices element out of data bounds, idx=7 must be within the inclusive range [-5,4]', true],
    ['GatherND: invalid index found, index = 9', true],
    ['Failed to allocate memory for requested buffer of size 4000000000', false],
    ['input_shape_size == requested_shape_size was false', false],
  ])('advises to look for indices only where the runtime speaks of them: %s', async (reason, isOfIndices) => {
    const error = await errorOf(reason);
    expect(error).toMatchObject({ code: 'LML_COMPILED_STEP' });
    expect(String(error)).toContain(`A runtime cannot run step 'train' on this batch: ${reason}`);
    expect(String(error).includes('beyond the vocabulary')).toBe(isOfIndices);
  });
});
