import { z } from 'zod';

import {
  InvalidArgumentError,
  InvalidOptionsError,
  parseConfig,
  projectFromConfig,
  registerPlugin,
  type LmlError,
} from '../index.js';
import { learnerShape } from '../learning/learner-schema.js';
import type { ComponentSchema } from './component.js';
import { defineComponent } from './define-component.js';
import { validateOptions } from './validate.js';

const messagesOf = (schema: z.ZodType, value: unknown): string[] => {
  try {
    validateOptions(schema as unknown as ComponentSchema<unknown, unknown>, value, 'the test');
    return [];
  } catch (error) {
    return (error as InvalidOptionsError).issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  }
};

describe('What a schema complains of is told in plain words:', () => {
  it.each([
    ['text for a number', z.number(), 'x', "must be a number, got 'x'"],
    ['half a thing', z.int(), 1.5, 'must be a whole number, got 1.5'],
    ['no end', z.number(), Infinity, 'must be a finite number, got Infinity'],
    ['one for a list', z.array(z.string()), 'x', "must be a list, got 'x'. Put it in a list: [ … ]"],
    ['a list for a record', z.strictObject({}), [], 'must be a record, got []'],
    ['a word for yes or no', z.boolean(), 'yes', "must be true or false, got 'yes'"],
    ['too little', z.number().gt(0), 0, 'must be greater than 0, got 0'],
    ['below the least', z.int().min(1), 0, 'must be at least 1, got 0'],
    ['too much', z.number().lt(1), 1, 'must be less than 1, got 1'],
    ['above the most', z.number().max(1), 2, 'must be at most 1, got 2'],
    ['an empty list', z.array(z.string()).min(1), [], 'must have at least 1 entry, got []'],
    ['a list too long', z.array(z.int()).max(2), [1, 2, 3], 'must have at most 2 entries, got [1, 2, 3]'],
    ['an empty text', z.string().min(1), '', "must not be empty, got ''"],
    ['a slip', z.enum(['mean', 'sum']), 'maen', "must be 'mean' or 'sum', got 'maen'. Did you mean 'mean'?"],
    ['no multiple', z.number().multipleOf(8), 9, 'must be a multiple of 8, got 9'],
    ['text of another form', z.string().regex(/^a+$/), 'b', "must match /^a+$/, got 'b'"],
    ['neither of two', z.union([z.number(), z.boolean()]), 'x', "must be a number, or true or false, got 'x'"],
    ['a value of no key', z.record(z.string().regex(/^a$/), z.int()), { b: 1 }, 'must have other keys or entries'],
  ])('%s', (_, schema, value, message) => {
    expect(messagesOf(z.strictObject({ option: schema }), { option: value }).join()).toContain(message);
  });

  it('what is missing', () => {
    expect(messagesOf(z.strictObject({ by: z.number() }), {})).toEqual(['by: is missing: it must be a number']);
  });

  it('and in the words of the schema where it has its own', () => {
    expect(messagesOf(z.string('must be a path'), 3)).toEqual([': must be a path, got 3']);
  });
});

describe('One metric where several are wanted', () => {
  const own = { name: 'mine', on: 'output', init: () => ({}), update: () => ({}), compute: () => 0 };

  const onHost = { name: 'texts', on: 'output', updateHost: () => ({}), compute: () => 0 };

  it.each([['accuracy'], [{ name: 'accuracy', topK: 5 }], [own], [onHost]])(
    'is told to go into a list: %j',
    (metrics) => {
      expect(messagesOf(z.strictObject({ metrics: learnerShape.metrics }), { metrics })).toEqual([
        'metrics: must be a list of metrics, or a record of them, got one metric. Put it in a list: metrics: [ … ]',
      ]);
    },
  );

  it('may be an entry of a record', () => {
    expect(messagesOf(z.strictObject({ metrics: learnerShape.metrics }), { metrics: { mine: own, onHost } })).toEqual(
      [],
    );
  });
});

describe('What goes wrong in making a part', () => {
  const failing = defineComponent({
    kind: 'callback',
    name: 'failing',
    summary: 'Cannot be made.',
    schema: z.strictObject({ coded: z.boolean() }),
    create: ({ coded }): never => {
      throw coded ? new InvalidArgumentError('coded', 'false', coded) : new TypeError('not a function');
    },
  });
  const errorOf = (coded: boolean): LmlError => {
    registerPlugin({ name: 'lml-plugin-failing', version: '1.0.0', apiVersion: 1, components: [failing] });
    const { config, locating } = parseConfig(`trainer:\n  callbacks: [{ name: failing, coded: ${coded} }]`, {
      file: 'a.yaml',
    });
    try {
      locating(() => projectFromConfig(config));
    } catch (error) {
      return error as LmlError;
    }
    throw new Error('It was made.');
  };

  it('comes through as it is, with its place in the file', () => {
    const error = errorOf(true);
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error.code).toBe('LML_INVALID_ARGUMENT');
    expect(error.message).toBe(
      'a.yaml:2:15: trainer.callbacks.0: coded must be false, got true. (LML_INVALID_ARGUMENT)',
    );
  });

  it('is coded where it was not', () => {
    const error = errorOf(false);
    expect(error).toBeInstanceOf(InvalidOptionsError);
    expect(error.message).toContain(
      "a.yaml:2:15: trainer.callbacks.0: callback 'failing' cannot be made of these options: TypeError: not a function",
    );
  });
});
