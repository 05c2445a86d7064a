import { defineKind, eager, list, registerPlugin, type AnyComponent, type Loss, type Transform } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { ConformanceError } from './conformance-error.js';
import { checkComponent } from './check-component.js';
import { componentChecks } from './component-checks.js';
import { describeComponent } from './describe-component.js';
import { caseCheck, ensure, type KindSuite } from './shared/check.js';
import { componentOf, failuresOf, schemaOf } from './shared/failures.fixture.js';

const by = { fallback: 1, type: 'number', description: 'What is added.' };

/** A transform that adds a number; right unless something is changed. */
const shift = (changes: Record<string, unknown> = {}): AnyComponent =>
  componentOf('transform', (options: { by: number }) => adding(options.by), {
    name: 'shift',
    summary: 'Adds a number to the input.',
    schema: schemaOf({ by }),
    examples: [undefined, { by: 3 }],
    ...changes,
  });

const adding = (number: number): Transform => ({
  apply: (sample) => ({ ...sample, input: Number(sample['input']) + number }),
});
const same: Transform = { apply: (sample) => sample };

const withCount = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'count' in value ? value : undefined;

describe('componentChecks', () => {
  it('gives the common checks and those of the kind', () => {
    const ids = componentChecks(shift()).map(({ id }) => id);
    expect(ids.slice(0, 9)).toEqual([
      'name',
      'summary',
      'json-schema',
      'unknown-option',
      'examples',
      'deterministic',
      'round-trip',
      'silent',
      'tensors',
    ]);
    expect(ids.slice(9)).toEqual([
      'transform/copy',
      'transform/pure',
      'transform/keeps',
      'transform/batch',
      'transform/alike',
      'transform/state',
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('passes a component that is right, registered or not', async () => {
    const right = shift();
    expect(await failuresOf(right)).toEqual({});
    registerPlugin({ name: 'lml-plugin-shift', version: '1.0.0', apiVersion: 1, components: [right] });
    expect(await failuresOf(right)).toEqual({});
    expect(list('transform').map(({ canonicalName }) => canonicalName)).toEqual(['lml-plugin-shift:shift']);
  });

  it('knows nothing of a kind that a plugin added, but creates it', async () => {
    const other = componentOf('exporter' as never, () => ({}));
    expect(Object.keys(await failuresOf(other))).toEqual(['name']);
  });

  describe('for a kind of a plugin', () => {
    interface Counter {
      count(text: string): number;
    }
    defineKind({ kind: 'counter', package: 'lml-plugin-counter', expected: 'a counter', adapt: withCount });
    const suite: KindSuite = {
      use: (counter: Counter) => counter.count('a cat'),
      checks: [
        caseCheck<Counter>('counter/empty', 'counts nothing in nothing', (counter, { options }) => {
          const counted = counter.count('');
          ensure(counted === 0, `with ${JSON.stringify(options)} it counts ${counted}`);
        }),
      ],
    };
    const counter = (count: Counter['count']): AnyComponent =>
      componentOf('counter' as never, () => ({ count }), { examples: [undefined, {}] });

    it('runs the suite that is given', async () => {
      expect(
        await failuresOf(
          counter((text) => text.length),
          { suite },
        ),
      ).toEqual({});
      const wrong = await failuresOf(
        counter((text) => text.length + 1),
        { suite },
      );
      expect(wrong['counter/empty']).toMatch(
        /^counter 'planted' fails 'counter\/empty': examples\[0\]: with {} it counts 1/,
      );
      let calls = 0;
      expect(
        Object.keys(
          await failuresOf(
            counter((text) => (text === '' ? 0 : calls++)),
            { suite },
          ),
        ),
      ).toEqual(['deterministic', 'round-trip']);
    });

    it('finds what is of another kind', async () => {
      const other = componentOf('counter' as never, () => ({ total: 1 }));
      expect((await failuresOf(other))['examples']).toMatch(/not a counter/);
    });

    it('refuses a suite for a kind that it knows', () => {
      expect(() => componentChecks(shift(), { suite })).toThrow(
        /suite must be left out for a transform.*LML_INVALID_ARGUMENT/,
      );
    });
  });

  it.each(['mAP of boxes.', 'nDCG at k.', '3 of 4.'])("takes the field's own spelling: %s", async (summary) => {
    expect(await failuresOf(shift({ summary }))).toEqual({});
  });

  it('gives errors with code, component and check', async () => {
    const run = componentChecks(shift({ summary: '' }))
      .find(({ id }) => id === 'summary')!
      .run();
    const error: unknown = await run.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConformanceError);
    expect(error).toMatchObject({ code: 'LML_CONFORMANCE', subject: "transform 'shift'", check: 'summary' });
  });

  const schemaOfAnything = {
    '~standard': { ...schemaOf({})['~standard'], jsonSchema: { input: () => ({}) } },
  };
  let created = 0;
  it.each<[string, string, Record<string, unknown>, RegExp]>([
    ['a name that is not in kebab-case', 'name', { name: 'shiftBy' }, /'shiftBy' is not in kebab-case/],
    ['a name with two slashes', 'name', { name: 'a/b/shift' }, /'a\/b\/shift' is not in kebab-case/],
    ['a kind that there is not', 'name', { kind: 'transformer' }, /no kind 'transformer'/],
    ['no summary', 'summary', { summary: ' ' }, /no summary/],
    ['a summary that is no sentence', 'summary', { summary: 'adds' }, /no sentence/],
    ['a summary of two lines', 'summary', { summary: 'Adds.\nMore.' }, /longer than a line/],
    [
      'a schema without JSON Schema',
      'json-schema',
      { schema: { '~standard': { version: 1, vendor: 'own', validate: (value: unknown) => ({ value }) } } },
      /cannot be written/,
    ],
    ['a schema that is no object', 'json-schema', { schema: schemaOfAnything }, /not of type object/],
    [
      'an option without description',
      'json-schema',
      { schema: schemaOf({ by: { ...by, description: '' } }) },
      /lack a description: by/,
    ],
    [
      'options that are not refused',
      'unknown-option',
      { schema: schemaOf({ by }, { strict: false }) },
      /took the option noSuchOption/,
    ],
    ['no examples', 'examples', { examples: [] }, /no examples/],
    ['an example that is refused', 'examples', { examples: [{}, { by: 'much' }] }, /examples\[1\].*by/s],
    ['nothing created', 'examples', { create: () => undefined }, /created nothing/],
    ['a promise created', 'examples', { create: () => Promise.resolve({ apply: () => ({}) }) }, /creates a promise/],
    ['what is of another kind', 'examples', { create: () => ({ transform: () => ({}) }) }, /not a transform/],
    [
      'behaviour that depends on the instance',
      'deterministic',
      {
        create: () => {
          const own = created++;
          return { apply: () => ({ input: own }) };
        },
      },
      /two instances with the same options/,
    ],
    ['what cannot be written', 'round-trip', { create: () => 3 }, /cannot be written as a config/],
    [
      'options that its config lacks',
      'round-trip',
      {
        schema: schemaOf({ by: { ...by, transform: (number: number) => () => number } }),
      },
      /its config lacks by/,
    ],
    [
      'options that it does not take back',
      'round-trip',
      {
        schema: schemaOf({ by: { ...by, transform: (number: number) => number + 1 } }),
        create: (options: { by: number }) => adding(options.by),
      },
      /has another one/,
    ],
    [
      'what is printed',
      'silent',
      {
        create: () => ({
          apply(sample: unknown) {
            globalThis.console.log('I was here');
            return sample;
          },
        }),
      },
      /printed: I was here/,
    ],
    [
      'what is written to standard output',
      'silent',
      {
        create: () => {
          process.stdout.write('raw');
          return same;
        },
      },
      /printed: raw/,
    ],
    [
      'tensors that are made when created',
      'tensors',
      {
        create: () => {
          tf.keep(tf.scalar(1));
          return same;
        },
      },
      /creating it twice leaves 2 tensors/,
    ],
    [
      'tensors that are left when used',
      'tensors',
      {
        create: () => ({
          apply(sample: unknown) {
            tf.scalar(1);
            return sample;
          },
        }),
      },
      /using it leaves \d+ tensors/,
    ],
  ])('finds %s', async (_name, id, changes, message) => {
    const { run } = componentChecks(shift(changes)).find((check) => check.id === id)!;
    await expect(run()).rejects.toThrow(message);
  });

  it('finds options that are changed', async () => {
    const sorting = shift({
      schema: schemaOf({ by: { description: 'What is added.' } }),
      examples: [{ by: [2, 1] }],
      create: (options: { by: number[] }) => {
        options.by.sort();
        return same;
      },
    });
    const { run } = componentChecks(sorting).find(({ id }) => id === 'examples')!;
    await expect(run()).rejects.toThrow(/changed the options/);
  });

  it('takes examples and fixtures of the caller', async () => {
    const seen: unknown[] = [];
    const watching = shift({
      create: (options: { by: number }) => ({
        apply(sample: { input: number }) {
          seen.push([options.by, sample.input]);
          return sample;
        },
      }),
    });
    await checkComponent(watching, { examples: [{ by: 7 }], conformance: { sample: { input: 4 } } });
    expect(new Set(seen.map((pair) => JSON.stringify(pair)))).toEqual(new Set(['[7,4]']));
  });

  it('asks the trait for each example', async () => {
    const loss = (): Loss => (prediction, target) => tf.mean(tf.square(tf.sub(prediction, target)));
    const options: unknown[] = [];
    const conformance = (given: unknown) => {
      options.push(given);
      return {};
    };
    componentChecks(componentOf('loss', loss, { conformance, examples: [undefined, {}] }));
    expect(options).toEqual([{}, {}]);
  });

  it('passes what is expected to fail, and fails it once it passes', async () => {
    const silent = shift({ summary: '' });
    expect(await failuresOf(silent, { expectedFailures: { summary: 'not written yet' } })).toEqual({});
    const failures = await failuresOf(shift(), { expectedFailures: { summary: 'not written yet' } });
    expect(failures['summary']).toMatch(/expected to fail \(not written yet\), but passes: remove it/);
    const { title } = componentChecks(silent, { expectedFailures: { summary: 'later' } })[1]!;
    expect(title).toMatch(/\(expected to fail: later\)$/);
  });

  it('refuses what is no component, and failures of checks that there are not', () => {
    expect(() => componentChecks(shift()({}) as never)).toThrow(/LML_INVALID_ARGUMENT/);
    const options = { expectedFailures: { 'loss/gradient': 'no gradient' } };
    expect(() => componentChecks(shift(), options)).toThrow(/expectedFailures must be of checks.*'loss\/gradient'/);
  });
});

describe('describeComponent', () => {
  it('defines a test for each check', async () => {
    const tests = new Map<string, () => Promise<void>>();
    const groups: string[] = [];
    const runner = {
      describe(name: string, define: () => void) {
        groups.push(name);
        define();
      },
      it: (name: string, run: () => Promise<void>) => void tests.set(name, run),
    };
    describeComponent(runner, eager, { expectedFailures: { summary: 'it has one' } });
    expect(groups).toEqual(["engine 'eager'"]);
    expect(tests.size).toBe(componentChecks(eager).length);
    await tests.get('name: has a name in kebab-case and is of a known kind')!();
    const [, summary] = [...tests.entries()].find(([name]) => name.startsWith('summary'))!;
    await expect(summary()).rejects.toThrow(/LML_CONFORMANCE/);
  });

  describeComponent({ describe, it }, shift());
});
