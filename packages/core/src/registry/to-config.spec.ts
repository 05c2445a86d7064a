import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { z } from 'zod';

import { build, ndArray, registerPlugin, toConfig } from '../index.js';
import type { Sample } from '../data/sample.js';
import { chain, fixturePlugin, scaledError, shift } from './components.fixture.js';
import { defineComponent } from './define-component.js';
import { createRegistry } from './registry.js';

registerPlugin(fixturePlugin);

const stranger = defineComponent({
  kind: 'transform',
  name: 'shift',
  summary: 'Has the name of another one, and is not registered.',
  schema: z.strictObject({}),
  create: () => ({ apply: (sample: Sample) => sample }),
});

/** Configs with all defaults filled in. */
const configs = fc.letrec<{ config: unknown }>((tie) => ({
  config: fc.oneof(
    fc.record({ name: fc.constant('lml-plugin-fixture:shift'), by: fc.integer() }),
    fc.record({ name: fc.constant('lml-plugin-fixture:chain'), steps: fc.array(tie('config'), { maxLength: 3 }) }),
    fc.record({
      name: fc.constant('lml-plugin-fixture:chain'),
      steps: fc.constant([]),
      others: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie('config'), { maxKeys: 2 }),
    }),
  ),
})).config;

describe('toConfig', () => {
  it('writes an instance down with its canonical name and all its options', () => {
    expect(toConfig(scaledError())).toEqual({
      config: { name: 'lml-plugin-fixture:scaled-error', scale: 1, reduction: 'mean' },
      missing: [],
    });
  });

  it('gives the config that an instance was built of, through JSON', () => {
    fc.assert(
      fc.property(configs, (config) => {
        const written = toConfig(build('transform', config));
        expect(written).toEqual({ config: JSON.parse(JSON.stringify(config)) as unknown, missing: [] });
        expect(toConfig(build('transform', JSON.parse(JSON.stringify(written.config))))).toEqual(written);
      }),
    );
  });

  it('reports the paths of parts that the registry did not make', () => {
    const own = { apply: (sample: Sample) => sample };
    const instance = chain({ steps: [shift({ by: 1 }), own, chain({ steps: [own] })] });
    const { config, missing } = toConfig(instance);
    expect(missing).toEqual(['steps.1', 'steps.2.steps.0']);
    expect(config).toMatchObject({
      steps: [{ name: 'lml-plugin-fixture:shift', by: 1 }, expect.anything()],
    });
  });

  it('does not take a component that is not registered for one of the same name that is', () => {
    expect(toConfig(chain({ steps: [stranger({} as never)] })).missing).toEqual(['steps.0']);
  });

  it('knows components of isolated registries', () => {
    const isolated = createRegistry({
      plugins: [{ ...fixturePlugin, name: 'lml-plugin-isolated', components: [stranger] }],
    });
    expect(toConfig(isolated.build('transform', 'shift'))).toEqual({
      config: { name: 'lml-plugin-isolated:shift' },
      missing: [],
    });
  });

  it.each([
    ['a function', () => 0],
    ['an array', ndArray([1, 2])],
    ['a number that JSON has no word for', Infinity],
    ['an instance of a class', new Map()],
  ])('reports %s', (_, value) => {
    const holder = defineComponent({
      kind: 'loss',
      name: 'holder',
      summary: '',
      schema: z.strictObject({ value: z.any() }),
      create: () => ({}) as never,
    });
    registerPlugin({ ...fixturePlugin, name: 'lml-plugin-holder', components: [holder] });
    expect(toConfig(holder({ value }))).toEqual({ config: { name: 'lml-plugin-holder:holder' }, missing: ['value'] });
  });

  it('cannot write what no component made', () => {
    expect(toConfig(tf.scalar(1))).toEqual({ config: undefined, missing: [''] });
  });
});
