import { build, create, createRegistry, list, optionsJsonSchema, toConfig } from '@lml/core';

import { kFold, plugin } from './index.js';

describe('@lml/splitters', () => {
  it('registers its components', () => {
    const entries = list('splitter').filter((entry) => entry.package === '@lml/splitters');
    expect(entries.map(({ name }) => name)).toEqual(expect.arrayContaining(['k-fold', 'shuffle-split']));
    expect(entries).toHaveLength(plugin.components.length);
    expect(createRegistry({ plugins: [plugin] }).list()).toHaveLength(plugin.components.length);
  });

  it('makes them by name, from code and from data', () => {
    const input = { length: 9, targets: [0, 1, 0, 1, 0, 1, 0, 1, 0] };
    expect([...create('splitter', 'k-fold', { nSplits: 3 }).split(input)]).toHaveLength(3);
    const config = { name: 'stratified-k-fold', nSplits: 2, shuffle: true, randomState: 7 };
    expect([...build('splitter', config).split(input)]).toHaveLength(2);
  });

  it('writes them down as configs that build them again', () => {
    const splitter = kFold({ nSplits: 3, shuffle: true, randomState: 7 });
    const { config, missing } = toConfig(splitter);
    expect(missing).toEqual([]);
    expect(config).toEqual({ name: '@lml/splitters:k-fold', nSplits: 3, shuffle: true, randomState: 7 });
    expect([...build('splitter', config).split({ length: 9 })]).toEqual([...splitter.split({ length: 9 })]);
  });

  it.each([...plugin.components])('describes every option of $componentName', (component) => {
    const { properties } = optionsJsonSchema({ component }) as { properties: Record<string, Record<string, unknown>> };
    for (const [option, schema] of Object.entries(properties)) {
      if (typeof schema['description'] !== 'string') throw new Error(`${option} has no description.`);
    }
    const { randomState } = properties;
    if (randomState !== undefined) {
      expect(randomState).toMatchObject({ type: 'integer', minimum: 0, maximum: 4294967295 });
    }
  });
});
