import Ajv from 'ajv';
import { z } from 'zod';

import { optionsJsonSchema, projectJsonSchema, registerPlugin, registryJsonSchema } from '../index.js';
import { learnerShape } from '../learning/learner-schema.js';
import type { AnyComponent, ComponentSchema } from './component.js';
import { componentOption } from './component-option.js';
import { fixturePlugin } from './components.fixture.js';
import { defineComponent } from './define-component.js';
import { createRegistry, type Registry } from './registry.js';

const define = (kind: 'loss' | 'learner', name: string, schema: z.ZodType): AnyComponent =>
  defineComponent({ kind, name, summary: `The ${name}.`, schema: schema as never, create: () => ({}) as never });

const tree: z.ZodType = z.strictObject({
  size: z.int(),
  get left() {
    return tree.optional();
  },
});

const components = [
  define('loss', 'tree', tree),
  define('loss', 'shared', z.strictObject({ range: z.tuple([z.number(), z.number()]).meta({ id: 'range' }) })),
  define(
    'loss',
    'odd',
    z.strictObject({ made: z.custom<() => number>((value) => typeof value === 'function').optional() }),
  ),
  define('learner', 'plain', z.strictObject({ ...learnerShape, loss: componentOption('loss') })),
];

/** Whether a value is a valid component of a kind, for the schema of a registry. */
function accepts(registry: Registry, kind: string, value: unknown): boolean {
  const schema = { ...registryJsonSchema(registry), $ref: `#/definitions/${kind}` };
  return new Ajv({ schemaId: '$id' }).compile(schema)(value) === true;
}

describe('The JSON Schema of a registry', () => {
  const registry = createRegistry({
    plugins: [fixturePlugin, { name: '@scope/lml-plugin', version: '1.0.0', apiVersion: 1, components }],
  });

  it('is valid draft-07, with nothing that it refers to missing', () => {
    const schema = { $schema: 'http://json-schema.org/draft-07/schema#', ...registryJsonSchema(registry) };
    const ajv = new Ajv({ schemaId: '$id' });
    expect(ajv.validateSchema(schema) === true ? [] : ajv.errors).toEqual([]);
    for (const kind of Object.keys(schema.definitions)) {
      expect(() => ajv.compile({ ...schema, $ref: `#/definitions/${kind}` })).not.toThrow();
    }
  });

  it.each([
    ['loss', 'scaled-error'],
    ['loss', 'lml-plugin-fixture:scaled-error'],
    ['loss', { name: 'scaled-error' }],
    ['loss', { name: 'lml-plugin-fixture:scaled-error', scale: 2, reduction: 'sum' }],
    ['transform', { name: 'shift', by: 1 }],
    [
      'transform',
      {
        name: 'chain',
        steps: [
          { name: 'shift', by: 1 },
          { name: 'chain', steps: [] },
        ],
      },
    ],
    ['transform', { name: 'chain', steps: [], others: { a: { name: 'shift', by: 1 } } }],
    ['loss', { name: 'tree', size: 1, left: { size: 2, left: { size: 3 } } }],
    ['loss', { name: 'shared', range: [0, 1] }],
    ['model', 'anything, since no model is registered'],
  ])('accepts as a %s what can be built: %j', (kind, value) => {
    expect(accepts(registry, kind, value)).toBe(true);
  });

  it.each([
    ['loss', 'scaled'],
    ['loss', 3],
    ['loss', { name: 'scaled-error', scale: 'much' }],
    ['loss', { name: 'scaled-error', scale: 0 }],
    ['loss', { name: 'scaled-error', weight: 1 }],
    ['transform', 'shift'],
    ['transform', { name: 'shift' }],
    ['transform', { name: 'chain', steps: ['scaled-error'] }],
    ['transform', { name: 'chain', steps: [{ name: 'shift' }] }],
    ['loss', { name: 'tree', size: 1, left: { size: 2, left: { name: 'tree', size: 3 } } }],
    ['loss', { name: 'shared', range: [0, 'a'] }],
  ])('refuses as a %s what cannot be built: %j', (kind, value) => {
    expect(accepts(registry, kind, value)).toBe(false);
  });

  it('wants the canonical name where two packages have a short one', () => {
    const twins = createRegistry({ plugins: [fixturePlugin, { ...fixturePlugin, name: 'lml-plugin-twin' }] });
    expect(accepts(twins, 'loss', 'scaled-error')).toBe(false);
    expect(accepts(twins, 'loss', 'lml-plugin-twin:scaled-error')).toBe(true);
  });

  it('does not show what cannot stand in a file', () => {
    const plain = registry.find('learner', 'plain');
    expect(Object.keys(optionsJsonSchema(plain)['properties'] as object)).toEqual([
      'model',
      'freeze',
      'optimizer',
      'scheduler',
      'metrics',
      'predictor',
      'loss',
    ]);
  });

  it('tells of options what their schemas do', () => {
    expect(optionsJsonSchema(registry.find('transform', 'shift'))).toMatchObject({
      type: 'object',
      properties: { by: { type: 'number', description: 'What is added.' } },
      required: ['by'],
      additionalProperties: false,
    });
    expect(optionsJsonSchema(registry.find('transform', 'chain'))).toMatchObject({
      properties: { steps: { type: 'array', items: { $ref: '#/definitions/transform' } } },
    });
  });

  it('takes any options for a schema that cannot be written as JSON Schema', () => {
    const silent: ComponentSchema<unknown, unknown> = {
      '~standard': { version: 1, vendor: 'other', validate: (value) => ({ value }) },
    };
    const component = defineComponent({
      kind: 'loss',
      name: 'silent',
      summary: '',
      schema: silent,
      create: () => 0 as never,
    });
    expect(optionsJsonSchema({ component })).toEqual({ type: 'object' });
  });
});

describe('projectJsonSchema', () => {
  it('accepts a whole config and refuses what is wrong in it', () => {
    registerPlugin(fixturePlugin);
    registerPlugin({ name: 'lml-plugin-test', version: '1.0.0', apiVersion: 1, components });
    const check = new Ajv({ schemaId: '$id' }).compile(projectJsonSchema());
    const config = {
      learner: { name: 'plain', model: 'any', loss: { name: 'scaled-error', scale: 2 } },
      data: {
        dataset: 'any',
        batchSize: 8,
        split: { validation: 0.2, test: 'k-fold' },
        transforms: { train: [{ name: 'shift', by: 1 }] },
      },
      trainer: {
        maxEpochs: 3,
        limits: { train: { batches: 4 } },
        callbacks: [{ name: 'early-stopping', patience: 5 }],
        engine: 'eager',
      },
      seed: 3,
      plugins: ['@lml/losses'],
    };
    expect(check(config) === true ? [] : check.errors).toEqual([]);
    for (const wrong of [
      { ...config, sead: 3 },
      { ...config, seed: -1 },
      { ...config, learner: { ...config.learner, loss: { name: 'scaled-error', scael: 2 } } },
      { ...config, data: { ...config.data, transforms: { train: ['shift'] } } },
      { ...config, trainer: { ...config.trainer, callbacks: ['early-stoping'] } },
      { trainer: {} },
    ]) {
      expect(check(wrong)).toBe(false);
    }
  });
});
