// Alone: nothing else may be registered.
import { jest } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { build, create, LmlError, list, registerPlugin, type Plugin } from '../index.js';
import type { AnyComponent } from './component.js';
import { chain, fixturePlugin, scaledError, shift, type Chain, type Shift } from './components.fixture.js';
import { defineComponent } from './define-component.js';
import { createRegistry, type Registry } from './registry.js';

type LooseCreate = (kind: string, name: string, options?: unknown) => unknown;

const plugin = (changes: Partial<Plugin> = {}): Plugin => ({ ...fixturePlugin, ...changes });

const named = (name: string): AnyComponent =>
  defineComponent({
    kind: 'loss',
    name,
    summary: 'Nothing.',
    schema: z.strictObject({}),
    create: () => () => tf.scalar(0),
  });

function errorOf(run: () => unknown): LmlError {
  try {
    run();
  } catch (error) {
    if (LmlError.isInstance(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('A registry', () => {
  let registry: Registry;
  let warnings: string[];

  beforeEach(() => {
    registry = createRegistry({ plugins: [fixturePlugin] });
    warnings = [];
    jest.spyOn(process, 'emitWarning').mockImplementation((message) => void warnings.push(String(message)));
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('creates a component by name, with options and without', async () => {
    const loss = registry.create('loss', 'scaled-error', { scale: 3 });
    expect(await loss(tf.tensor1d([1, 2]), tf.tensor1d([1, 4])).data()).toEqual(Float32Array.of(3));
    expect(await registry.create('loss', 'scaled-error')(tf.scalar(1), tf.scalar(2)).data()).toEqual(
      Float32Array.of(1),
    );
    expect(registry.create('transform', 'shift', { by: 2 }).by).toBe(2);
  });

  it('lists the family of a component where its plugin says one', () => {
    const own = createRegistry({ plugins: [plugin({ families: { transform: { shift: 'moving' } } })] });
    expect(own.list('transform').map(({ name, family }) => [name, family])).toContainEqual(['shift', 'moving']);
    expect(own.list('loss').map(({ family }) => family)).toEqual([undefined]);
  });

  it('creates a component by its canonical name', () => {
    const made = (registry.create as LooseCreate)('transform', 'lml-plugin-fixture:shift', { by: 4 });
    expect((made as Shift).by).toBe(4);
  });

  it('builds a component from a name, or from a name with options beside it', () => {
    expect(typeof registry.build('loss', 'scaled-error')).toBe('function');
    expect((registry.build('transform', { name: 'shift', by: 5 }) as Shift).by).toBe(5);
    expect((registry.build('transform', { name: 'lml-plugin-fixture:shift', by: 5 }) as Shift).by).toBe(5);
  });

  it('leaves a config as it was', () => {
    const config = Object.freeze({ name: 'shift', by: 5 });
    registry.build('transform', config);
    expect(config).toEqual({ name: 'shift', by: 5 });
  });

  it.each([[undefined], [null], [3], [['shift']], [{ by: 3 }], [{ name: 3 }]])('refuses %j as a config', (config) => {
    const error = errorOf(() => registry.build('transform', config));
    expect(error.code).toBe('LML_INVALID_OPTIONS');
    expect(error.message).toContain('must be the name of a transform, or { name, …options }, got');
  });

  it('builds parts that are named in options, to any depth', () => {
    const config = {
      name: 'chain',
      steps: [
        { name: 'shift', by: 1 },
        { name: 'chain', steps: [{ name: 'shift', by: 2 }] },
      ],
    };
    const made = registry.build('transform', config) as Chain;
    expect(made.apply!({ input: 4 }, undefined as never)).toEqual({ input: 7 });
  });

  it('takes instances and names side by side', () => {
    const made = registry.create('transform', 'chain', { steps: [shift({ by: 1 }), { name: 'shift', by: 2 }] });
    expect(made.apply!({ input: 0 }, undefined as never)).toEqual({ input: 3 });
  });

  it('looks parts up in itself, not in the global registry', () => {
    expect(list('transform').map(({ name }) => name)).not.toContain('shift');
    expect(
      (registry.build('transform', { name: 'chain', steps: [{ name: 'shift', by: 1 }] }) as Chain).steps,
    ).toHaveLength(1);
    expect(errorOf(() => chain({ steps: [{ name: 'shift', by: 1 }] })).code).toBe('LML_UNKNOWN_COMPONENT');
  });

  it('lists components sorted by kind and name, all or those of a kind', () => {
    expect(registry.list().map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'loss scaled-error',
      'transform chain',
      'transform shift',
    ]);
    expect(registry.list('transform')).toHaveLength(2);
    expect(registry.list('model')).toEqual([]);
    expect(registry.list('loss')[0]).toEqual({
      kind: 'loss',
      name: 'scaled-error',
      canonicalName: 'lml-plugin-fixture:scaled-error',
      package: 'lml-plugin-fixture',
      version: '1.2.3',
      summary: 'Absolute error times a scale.',
      component: scaledError,
    });
  });

  it('keeps the same name in two kinds apart', () => {
    const metric = defineComponent({
      kind: 'metric',
      name: 'shift',
      summary: 'A metric.',
      schema: z.strictObject({}),
      higherIsBetter: undefined,
      create: () => 'a metric' as never,
    });
    registry.register(plugin({ name: 'lml-plugin-other', components: [metric] }));
    expect(registry.find('metric', 'shift').package).toBe('lml-plugin-other');
    expect(registry.find('transform', 'shift').package).toBe('lml-plugin-fixture');
  });

  describe('with two packages that claim one name', () => {
    beforeEach(() => {
      registry.register(plugin({ name: 'lml-plugin-twin', components: [named('scaled-error')] }));
    });

    it('says at lookup which canonical names there are', () => {
      const error = errorOf(() => registry.create('loss', 'scaled-error'));
      expect(error.code).toBe('LML_DUPLICATE_COMPONENT');
      expect(error.message).toContain("'lml-plugin-fixture:scaled-error' and 'lml-plugin-twin:scaled-error'");
    });

    it('still creates by the canonical names, and everything else by its short one', () => {
      expect(registry.find('loss', 'lml-plugin-twin:scaled-error').package).toBe('lml-plugin-twin');
      expect(registry.find('loss', 'lml-plugin-fixture:scaled-error').component).toBe(scaledError);
      expect(registry.find('transform', 'shift').component).toBe(shift);
    });

    it('says where in a config the name stands that is not clear', () => {
      registry.register(plugin({ name: 'lml-plugin-three', components: [shift] }));
      const error = errorOf(() => registry.build('transform', { name: 'chain', steps: [{ name: 'shift', by: 1 }] }));
      expect(error.code).toBe('LML_DUPLICATE_COMPONENT');
      expect(error.message).toMatch(/^steps\.0: Several packages have a transform named 'shift'/);
    });
  });

  it('takes the same plugin again without a word', () => {
    registry.register(plugin());
    registry.register(plugin());
    expect(registry.list()).toHaveLength(3);
    expect(warnings).toEqual([]);
  });

  it('takes the latest of two versions of a plugin, and says so once', () => {
    const older = plugin({
      name: 'lml-plugin-versions',
      version: '1.0.0',
      components: [named('kept'), named('dropped')],
    });
    const newer = plugin({ name: 'lml-plugin-versions', version: '2.0.0', components: [named('kept')] });
    for (const each of [older, newer, older, newer]) registry.register(each);
    expect(warnings).toEqual([
      expect.stringContaining('lml-plugin-versions is loaded twice, as 1.0.0 and 2.0.0'),
      expect.stringContaining('lml-plugin-versions is loaded twice, as 2.0.0 and 1.0.0'),
    ]);
    expect(registry.list('loss').map(({ name, version }) => `${name} ${version}`)).toEqual([
      'kept 2.0.0',
      'scaled-error 1.2.3',
    ]);
  });

  it('refuses a plugin for another plugin interface, and says how to get one that fits', () => {
    const error = errorOf(() => registry.register(plugin({ name: 'lml-plugin-new', apiVersion: 2 })));
    expect(error.code).toBe('LML_PLUGIN_VERSION');
    expect(error.message).toContain('lml-plugin-new 1.2.3 is made for version 2');
    expect(error.message).toContain('offers version 1');
    expect(error.message).toContain('npm install @lml/core@latest lml-plugin-new@latest');
  });

  it.each([
    ['two components of one kind and name', [named('a'), named('a')], 'LML_DUPLICATE_COMPONENT'],
    ['a name that is not in kebab-case', [named('crossEntropy')], 'LML_INVALID_ARGUMENT'],
    ['a name with nothing before its slash', [named('/cross-entropy')], 'LML_INVALID_ARGUMENT'],
    ['what is not a component', [{} as AnyComponent], 'LML_INVALID_ARGUMENT'],
  ])('refuses a plugin with %s, whole', (_, components, code) => {
    const wrong = plugin({ name: 'lml-plugin-wrong', components: [named('fine'), ...components] });
    const error = errorOf(() => registry.register(wrong));
    expect(error.code).toBe(code);
    expect(error.message).toContain('lml-plugin-wrong');
    expect(registry.list()).toHaveLength(3);
  });

  it('tells, of a name that is not registered, what is, what is nearest and which package to install', () => {
    const error = errorOf(() => (registry.create as LooseCreate)('loss', 'scaledEror'));
    expect(error).toMatchObject({ code: 'LML_UNKNOWN_COMPONENT', kind: 'loss', componentName: 'scaledEror' });
    expect(error.message).toContain("Did you mean 'scaled-error'?");
    expect(error.message).toContain('Registered: scaled-error.');
    expect(error.message).toContain("npm install @lml/losses, and in code import '@lml/losses'");
  });

  it('tells the number of many names, and of very many where none is near', () => {
    const many = Array.from({ length: 21 }, (_, index) => named(`loss-${String.fromCharCode(97 + index)}${index}`));
    registry.register(plugin({ name: 'lml-plugin-many', components: many }));
    expect(errorOf(() => registry.build('loss', 'los-b1')).message).toMatch(
      /'loss-b1'\? 22 are registered: npx lml list loss\./,
    );
    expect(errorOf(() => registry.build('loss', 'xyz')).message).toContain('Registered: loss-a0, loss-b1,');
    const more = Array.from({ length: 39 }, (_, index) => named(`more-${index}`));
    registry.register(plugin({ name: 'lml-plugin-more', components: more }));
    expect(errorOf(() => registry.build('loss', 'xyz')).message).toContain(
      "'xyz'. 61 are registered: npx lml list loss.",
    );
  });

  it('tells which package a canonical name comes from', () => {
    const error = errorOf(() => registry.build('loss', 'lml-plugin-audio:spectral'));
    expect(error.message).toContain(
      "It comes with lml-plugin-audio: npm install lml-plugin-audio, and in code import 'lml-plugin-audio'",
    );
    const near = errorOf(() => registry.build('loss', 'lml-plugin-fixture:scaled-eror'));
    expect(near.message).toContain("Did you mean 'lml-plugin-fixture:scaled-error'?");
    expect(near.message).not.toContain('npm install');
  });

  it.each(['20%', '0.2', '0,2'])('tells of the name %j that a number may have been meant', (name) => {
    expect(errorOf(() => registry.build('splitter', name)).message).toContain('without quotes and %, as 0.2.');
  });

  it('tells nothing to install where the package is there already', () => {
    const losses = plugin({ name: '@lml/losses', components: [named('huber')] });
    const error = errorOf(() => createRegistry({ plugins: [losses] }).build('loss', 'hinge'));
    expect(error.message).not.toContain('npm install');
    expect(errorOf(() => registry.build('sampler', 'bootstrap')).message).not.toContain('npm install');
  });

  it('tells, of a kind that there is not, which there are', () => {
    const error = errorOf(() => (registry.create as LooseCreate)('lose', 'mse'));
    expect(error.code).toBe('LML_UNKNOWN_COMPONENT');
    expect(error.message).toContain("There is no kind of component 'lose'. Did you mean 'loss'?");
    expect(error.message).toContain('model, loss, metric');
  });

  it('says where in a config the name stands that is not registered', () => {
    const error = errorOf(() =>
      registry.build('transform', {
        name: 'chain',
        steps: [
          { name: 'shift', by: 1 },
          { name: 'chain', steps: ['shfit'] },
        ],
      }),
    );
    expect(error).toMatchObject({
      code: 'LML_UNKNOWN_COMPONENT',
      componentName: 'shfit',
      path: ['steps', 1, 'steps', 0],
    });
    expect(error.message).toMatch(/^steps\.1\.steps\.0: There is no transform named 'shfit'\. Did you mean 'shift'\?/);
  });

  it('is not changed by another one', () => {
    const other = createRegistry();
    other.register(plugin({ name: 'lml-plugin-other', components: [named('other')] }));
    expect(registry.list('loss').map(({ name }) => name)).toEqual(['scaled-error']);
    expect(createRegistry().list()).toEqual([]);
  });
});

describe('The global registry', () => {
  it('has the components of core', () => {
    const names = list().map(({ canonicalName }) => canonicalName);
    expect(names).toEqual(expect.arrayContaining(['@lml/core:eager', '@lml/core:early-stopping', '@lml/core:console']));
  });

  it('gets the components of plugins', () => {
    registerPlugin(fixturePlugin);
    expect(create('transform', 'shift', { by: 1 }).by).toBe(1);
    expect((build('transform', { name: 'chain', steps: [{ name: 'shift', by: 1 }] }) as Chain).steps).toHaveLength(1);
    expect(list('transform').map(({ name }) => name)).toEqual(['chain', 'shift']);
  });
});
