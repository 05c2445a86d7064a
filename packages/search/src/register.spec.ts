import { create, createRegistry, list, Study } from '@lml/core';

import { grid, plugin } from './index.js';

describe('@lml/search', () => {
  it('registers its components', () => {
    const entries = list().filter((entry) => entry.package === '@lml/search');
    expect(entries.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'grid',
        'random',
        'sobol',
        'tpe',
        'halving',
        'hyperband',
        'asha',
        'median',
        'percentile',
        'threshold',
        'patient',
      ]),
    );
    expect(entries).toHaveLength(plugin.components.length);
    expect(createRegistry({ plugins: [plugin] }).list()).toHaveLength(plugin.components.length);
  });

  it('makes them by name, from code and from data', () => {
    const space = { x: [1, 2] };
    const asked = [grid(), create('strategy', 'grid'), 'grid' as const].map((strategy) =>
      new Study({ space, strategy }).ask(),
    );
    expect(asked).toEqual(asked.map(() => ({ number: 0, params: { x: 1 }, state: 'running' })));
  });
});
