import { build, create, createRegistry, toConfig } from '@lml/core';

import { CompiledEngine } from '../engine/compiled-engine.js';
import { onnx, plugin } from '../index.js';

describe('onnx', () => {
  it('is made by its name, in code and from data, and written down again', () => {
    expect(create('engine', 'onnx').name).toBe('onnx');
    const engine = build('engine', { name: 'onnx', threads: 1, verify: { every: 10 } });
    expect(engine).toBeInstanceOf(CompiledEngine);
    expect((engine as CompiledEngine).settings).toEqual({ maxGraphs: 16, verify: { every: 10, tolerance: 1e-3 } });
    const { config, missing } = toConfig(onnx({ threads: 1 }));
    expect(missing).toEqual([]);
    expect(config).toEqual({ name: '@lml/compiler:onnx', threads: 1, keepMemory: true, maxGraphs: 16 });
  });

  it.each([[{ threads: 0 }], [{ executionProviders: [] }], [{ verify: { every: 0 } }], [{ thread: 1 }]])(
    'refuses options that cannot be: %j',
    (options) => {
      expect(() => onnx(options as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
    },
  );

  it('must be set up', () => {
    expect(() => onnx().state).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });

  it('says what it runs on', async () => {
    const engine = onnx({ threads: 2 });
    expect(engine.notice).toBeUndefined();
    await engine.setup({ seed: 0 });
    expect(engine.notice).toMatch(/^engine onnx \(onnxruntime-node \d+\.\d+\.\d+, 2 threads\)$/);
    engine.dispose();
  });

  it('is taken by auto', async () => {
    const engine = create('engine', 'auto');
    await engine.setup({ seed: 0 });
    // Where tfjs-node is installed, what is measured decides.
    expect(['onnx', 'tensorflow']).toContain(engine.name);
    engine.dispose();
    expect(
      createRegistry({ plugins: [plugin] })
        .list('engine')
        .map(({ name }) => name),
    ).toEqual(['onnx', 'tensorflow']);
  });

  it.each([
    [{ executionProviders: ['no-such-provider'] }, 'LML_MISSING_FEATURE'],
    [{ path: './' }, 'LML_INVALID_ARGUMENT'],
  ])('refuses to start with what is not here: %j', async (options, code) => {
    await expect(onnx(options).setup({ seed: 0 })).rejects.toMatchObject({ code });
  });
});
