import { create, createRegistry, list } from '@lml/core';

import { plugin, redis } from './index.js';

describe('@lml/redis', () => {
  it('registers its components', () => {
    const entries = list().filter((entry) => entry.package === '@lml/redis');
    expect(entries.map(({ name }) => name)).toEqual(['redis']);
    expect(createRegistry({ plugins: [plugin] }).list()).toHaveLength(plugin.components.length);
  });

  it('makes them by name, from code and from data, and connects to nothing yet', () => {
    const nowhere = { url: 'redis://127.0.0.1:1' };
    for (const executor of [redis(nowhere), create('executor', 'redis', nowhere)]) {
      expect(executor).toEqual({ open: expect.any(Function) as unknown, work: expect.any(Function) as unknown });
    }
  });
});
