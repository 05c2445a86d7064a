import { runCompiled, type CompiledStep, type RunResources } from './compiled-step.js';

/** The error of a run that ONNX Runtime refuses for a reason. */
function errorOf(reason: string): Promise<unknown> {
  const graph = { model: { name: 'train' }, storages: [], results: [] };
  const session = { run: () => Promise.reject(new Error(reason)) };
  const step = { graph, session, feeders: [], feeds: {}, fetches: {} } as unknown as CompiledStep;
  return runCompiled(step, [], { step: 0 }, { runtime: {} } as RunResources).catch((error: unknown) => error);
}

describe('A compiled step that cannot run', () => {
  it.each([
    ['indices element out of data bounds, idx=7 must be within the inclusive range [-5,4]', true],
    ['GatherND: invalid index found, index = 9', true],
    ['Failed to allocate memory for requested buffer of size 4000000000', false],
    ['input_shape_size == requested_shape_size was false', false],
  ])('advises to look for indices only where ONNX Runtime speaks of them: %s', async (reason, isOfIndices) => {
    const error = await errorOf(reason);
    expect(error).toMatchObject({ code: 'LML_COMPILED_STEP' });
    expect(String(error)).toContain(reason);
    expect(String(error).includes('beyond the vocabulary')).toBe(isOfIndices);
  });
});
