import { readFileSync } from 'node:fs';

import * as core from '@lml/core';

import { plugin } from '../index.js';
import { torchmetricsCatalogue } from './torchmetrics.js';

interface Goldens {
  readonly cases: readonly { readonly name: string; readonly classes: readonly string[] }[];
}

const { cases } = JSON.parse(readFileSync(new URL('./goldens/torchmetrics.json', import.meta.url), 'utf8')) as Goldens;
const { entries } = torchmetricsCatalogue;
const components = plugin.components.map(({ componentName }) => componentName);

describe('torchmetricsCatalogue', () => {
  it.each(cases.map(({ name, classes }) => [name, classes] as const))('names the classes of %s', (family, classes) => {
    const named = entries.filter((entry) => entry.family === family).map(({ name }) => name);
    expect(named.toSorted()).toEqual([...classes].sort());
  });

  it('has no other families, and each class once', () => {
    expect([...new Set(entries.map(({ family }) => family))].sort()).toEqual(cases.map(({ name }) => name).sort());
    expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
  });

  it('points at what is there, and says why where nothing is', () => {
    for (const { name, here, note } of entries) {
      if (here === undefined) expect([name, note]).toEqual([name, expect.stringMatching(/\w+ \w+/)]);
      else expect([name, components.includes(here) || here in core]).toEqual([name, true]);
    }
  });

  it('is registered with the plugin', () => {
    expect(core.catalogues('metric')).toContain(torchmetricsCatalogue);
    expect(core.catalogues('loss')).toEqual([]);
  });
});
