import { readFileSync } from 'node:fs';
import { list, optionsJsonSchema } from '@lml/core';
import { componentSources, exportNameOf } from '../workspace/components.mjs';
import { packages } from '../workspace/packages.mjs';
import { writeReadmes } from '../generators/readmes.mjs';

const registering = packages().filter(({ layer }) => layer === 'core' || layer === 'plugin');
/** @type {Map<string, Record<string, unknown>>} */
const modules = new Map();
for (const { name } of registering) modules.set(name, await import(name));

const components = list();

/** Guides that tell which component of a kind to take. @type {Record<string, string>} */
const GUIDES = { loss: 'losses.md', metric: 'metrics.md', optimizer: 'optimizers.md', scheduler: 'schedulers.md' };

it('registers what the sources declare, and nothing else', () => {
  const declared = registering.flatMap(({ name, path }) =>
    componentSources(path).map((component) => `${name} ${component.kind} ${component.name}`),
  );
  const registered = components.map((component) => `${component.package} ${component.kind} ${component.name}`);
  expect(registered.sort()).toEqual(declared.sort());
});

it('has package READMEs that list what is registered', async () => {
  expect(await writeReadmes({ check: true })).toEqual([]);
});

describe.each(components.map((entry) => [`${entry.package}: ${entry.kind} ${entry.name}`, entry]))('%s', (_, entry) => {
  const { component, kind, summary } = entry;

  it('is exported under its name', () => {
    expect(modules.get(entry.package)?.[exportNameOf(entry)]).toBe(component);
  });

  it('has a summary of one sentence', () => {
    expect(summary).toMatch(/^[\p{Lu}\d‘'"`].*[^.]\.$/su);
    expect(summary).not.toMatch(/[.!?] \p{Lu}/u);
    expect(summary.length).toBeLessThanOrEqual(160);
  });

  it('has a JSON Schema in which every option is described and no other one is allowed', () => {
    const schema = optionsJsonSchema(entry);
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    const properties = /** @type {Record<string, { description?: string }>} */ (schema.properties ?? {});
    const undescribed = Object.entries(properties).filter(([, { description }]) => !description);
    expect(undescribed.map(([option]) => option)).toEqual([]);
    for (const option of Object.keys(properties)) expect(option).toMatch(/^[a-z][A-Za-z0-9]*$/);
    expect(Object.keys(properties)).not.toContain('name');
  });

  it('is in the guide of its kind', () => {
    const guide = GUIDES[kind];
    if (guide === undefined || entry.name.includes('/')) return;
    expect(readFileSync(new URL(`../../docs/guides/${guide}`, import.meta.url), 'utf8')).toContain(`\`${entry.name}\``);
  });

  it('states, as a metric, which way is better', () => {
    if (kind !== 'metric') return;
    const { higherIsBetter } = component(component.examples[0]);
    // That of a wrapper is the way of the metric within.
    const isWrapper = Object.keys(component.examples[0] ?? {}).some((option) => /^metrics?$/.test(option));
    expect(component.traits.higherIsBetter).toBe(isWrapper ? undefined : higherIsBetter);
  });

  it('has examples that fit its schema', async () => {
    for (const example of component.examples) {
      const { issues } = await component.schema['~standard'].validate(example ?? {});
      expect({ example, issues }).toEqual({ example, issues: undefined });
    }
  });
});
