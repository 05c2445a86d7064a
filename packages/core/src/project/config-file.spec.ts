// Alone: nothing else may be registered.
import fc from 'fast-check';
import { stringify } from 'yaml';

import { list, registerPlugin } from '../index.js';
import { fixturePlugin } from '../registry/components.fixture.js';
import { validateOptions } from '../registry/validate.js';
import { build } from '../registry/global.js';
import { parseConfig } from './config-file.js';
import { projectFromConfig } from './project-config.js';
import { projectSchema } from './project-schema.js';

registerPlugin(fixturePlugin);

/** What is said of a text that is checked as a whole project, which may have to have a learner. */
function messageOf(
  lines: readonly string[],
  overrides: readonly string[] = [],
  schema: unknown = projectSchema,
): string {
  try {
    const { config, locating } = parseConfig(lines.join('\n'), { file: 'lml.yaml', overrides });
    locating(() => validateOptions(schema as never, config, 'the project'));
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

const codeOf = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

describe('parseConfig', () => {
  it('reads YAML', () => {
    const text = 'learner: { name: supervised, metrics: [accuracy] }\ntrainer:\n  maxEpochs: 20 # enough\nseed: 7\n';
    expect(parseConfig(text).config).toEqual({
      learner: { name: 'supervised', metrics: ['accuracy'] },
      trainer: { maxEpochs: 20 },
      seed: 7,
    });
  });

  it('reads JSON, also with tabs', () => {
    expect(parseConfig('{\n\t"seed": 7,\n\t"data": {\n\t\t"batchSize": 8\n\t}\n}').config).toEqual({
      seed: 7,
      data: { batchSize: 8 },
    });
  });

  it('gives back what was written, in JSON and in YAML', () => {
    const configs = fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      fc.jsonValue({ noUnicodeString: false }),
    );
    fc.assert(
      fc.property(configs, (config) => {
        const plain = JSON.parse(JSON.stringify(config)) as unknown;
        if (JSON.stringify(plain).includes('__proto__')) return;
        expect(parseConfig(JSON.stringify(plain)).config).toEqual(plain);
        expect(parseConfig(stringify(plain)).config).toEqual(plain);
      }),
    );
  });

  it('takes YAML 1.2 at its word: no is text, 012 a number, dates text', () => {
    expect(parseConfig('a: no\nb: 012\nc: 2020-01-01\nd: ~\ne: 1e-3').config).toEqual({
      a: 'no',
      b: 12,
      c: '2020-01-01',
      d: null,
      e: 0.001,
    });
  });

  it('follows anchors', () => {
    expect(parseConfig('a: &x { n: 1 }\nb: *x').config).toEqual({ a: { n: 1 }, b: { n: 1 } });
  });

  it('gives an empty config for an empty file', () => {
    expect([parseConfig('').config, parseConfig('# nothing\n').config]).toEqual([{}, {}]);
  });

  it.each([
    ['a list that is not closed', 'a: [1, 2\nb: 3', /bad\.yaml:2:1: \[ is not closed: \] is missing/],
    ['a record that is not closed', '{ "a": ', /bad\.yaml:1:\d: \{ is not closed: \} is missing/],
    ['text that is not closed', "a: 'x\nb: 2", /bad\.yaml:2:5: text in quotes is not closed: ' is missing/],
    ['a tab', 'a:\n\tb: 1', /bad\.yaml:2:1: it is indented by a tab\. Indent by spaces/],
    ['an indent that does not fit', 'a:\n  b: x\n c: 1', /bad\.yaml:3:1: it is indented unlike the other entries/],
    ['a key that is indented too far', 'a:\n  b: 1\n   c: 2', /bad\.yaml:2:6: there is a key inside of a value/],
    ['a colon without its space', 'a: 1\nb:2\nc: 3', /bad\.yaml:2:1: it must be key: value, with a space after/],
    ['a colon without its space at the end', 'a: 1\nb:2', /bad\.yaml:2:1: it must be key: value, with a space after/],
    ['an entry of a list among keys', 'a: 1\n- b', /bad\.yaml:2:1: it must be key: value/],
    ['a missing comma', 'a: { x: 1 y: 2 }', /bad\.yaml:1:9: a comma is missing between the entries/],
    ['a text that has to be quoted', 'a: @x', /bad\.yaml:1:4: text that begins with @ must stand in quotes/],
    ['a path of Windows in quotes', 'a: "C:\\data"', /bad\.yaml:1:7: a backslash in "…" must be doubled/],
    ['two commas', '{"a": 1,, }', /bad\.yaml:1:9: it is not YAML: Unexpected , in flow map/],
    ['a key that stands twice', 'seed: 1\ntrainer: {}\nseed: 2', /bad\.yaml:3:1: the key 'seed' stands twice/],
    [
      'a key that stands twice further inside',
      '{ "a": { "b": 1, "b": 2 } }',
      /bad\.yaml:1:18: the key 'b' stands twice/,
    ],
    ['two documents', 'a: 1\n---\nb: 2', /bad\.yaml:2:1: .* another document.* Remove the line ---/],
    ['a list', '- a\n- b', /bad\.yaml:1:1: must be a record with learner, data, trainer …, got \['a', 'b'\]/],
    ['text', 'hello', /must be a record .*, got 'hello'/],
    [
      'an alias without its anchor',
      'a: *x',
      /bad\.yaml:1:4: there is no anchor &x before \*x\. Text that begins with \*/,
    ],
    ['the key __proto__', 'a: 1\nb:\n  __proto__: { c: 1 }', /bad\.yaml:3:3: b\.__proto__: there is no such option/],
    [
      'the key __proto__ that stands elsewhere',
      'a: &key __proto__\nb:\n  ? *key\n  : { c: 1 }',
      /bad\.yaml:3:5: b\.__proto__: there is no such option/,
    ],
    [
      'the key __proto__ in JSON',
      '{ "__proto__": { "seed": 1 } }',
      /bad\.yaml:1:3: __proto__: there is no such option/,
    ],
  ])('refuses %s', (_, text, message) => {
    const run = (): unknown => parseConfig(text, { file: 'bad.yaml' });
    expect(run).toThrow(message);
    expect(codeOf(run)).toBe('LML_INVALID_OPTIONS');
  });

  it('refuses aliases of aliases that would fill the memory', () => {
    const bomb = Array.from(
      { length: 30 },
      (_, index) => `a${index}: &x${index} [${index === 0 ? '1' : `${`*x${index - 1}, `.repeat(9)}1`}]`,
    );
    expect(codeOf(() => parseConfig(bomb.join('\n')))).toBe('LML_INVALID_OPTIONS');
  });

  it('tells the first of several faults alone, since most of the others follow from it', () => {
    const run = (): unknown => parseConfig('a:\n  b: [1\n  c: 2\nd: 3', { file: 'bad.yaml' });
    const issues = ['bad.yaml:3:3: [ is not closed: ] is missing'];
    expect(run).toThrow(`The options of bad.yaml are not valid.\n  ${issues.join()}\n (LML_INVALID_OPTIONS)`);
  });

  it('gives a config or an error with a code for any text', () => {
    const texts = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'{}[]:,-*&!|>\'"#%@`? \n\tab1') }));
    fc.assert(
      fc.property(texts, (text) => {
        const code = codeOf(() => parseConfig(text));
        expect([undefined, 'LML_INVALID_OPTIONS']).toContain(code);
      }),
      { numRuns: 500 },
    );
  });

  it('does not change what all objects have', () => {
    codeOf(() =>
      parseConfig('__proto__: { polluted: 1 }', {
        overrides: ['__proto__.polluted=1', 'constructor.prototype.polluted=1'],
      }),
    );
    codeOf(() => parseConfig('', { overrides: ['constructor.prototype.polluted=1'] }));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('Overrides', () => {
  const after = (text: string, ...overrides: string[]): unknown => parseConfig(text, { overrides }).config;

  it('set values by path, in their order, over those of the file', () => {
    expect(
      after('seed: 1\ntrainer: { maxEpochs: 2, minEpochs: 1 }', 'seed=2', 'trainer.maxEpochs=5', 'seed=3'),
    ).toEqual({
      seed: 3,
      trainer: { maxEpochs: 5, minEpochs: 1 },
    });
  });

  it('have YAML values', () => {
    expect(after('', 'a=1.5', 'b=text', 'c=[1, x]', 'd={ e: 1 }', 'f=true', 'g=', 'h=a=b', "i='1'")).toEqual({
      a: 1.5,
      b: 'text',
      c: [1, 'x'],
      d: { e: 1 },
      f: true,
      g: null,
      h: 'a=b',
      i: '1',
    });
  });

  it('make records on the way, of nothing and of a bare name', () => {
    expect(after('learner: { loss: mse }', 'learner.loss.reduction=sum', 'data.split.test=0.1')).toEqual({
      learner: { loss: { name: 'mse', reduction: 'sum' } },
      data: { split: { test: 0.1 } },
    });
  });

  it('reach into lists', () => {
    expect(after('m: [accuracy, mse]', 'm.0.topK=5', 'm.2=mae')).toEqual({
      m: [{ name: 'accuracy', topK: 5 }, 'mse', 'mae'],
    });
  });

  it.each([
    ['seed', /argument 'seed' are not valid\.\n {2}must be path=value, as trainer\.maxEpochs=5/],
    ['=5', /must be path=value/],
    ['a=[1', /argument 'a=\[1' are not valid\.\n {2}the value is not YAML: \[ is not closed: \] is missing\n \(LML/],
    ['a=*x', /the value is not YAML: /],
    [
      'm.9=1',
      /argument 'm\.9=1' are not valid\.\n {2}path must be an index from 0 to 1, got '9'\.\n \(LML_INVALID_OPTIONS\)$/,
    ],
    ['m.x=1', /path must be an index from 0 to 1, got 'x'/],
    ['m.0={ a: [{ __proto__: 1 }] }', /m\.0\.a\.0\.__proto__: there is no such option/],
    ['__proto__.a=1', /path must be the name of an option, got '__proto__'/],
  ])('are refused where they are wrong: %s', (override, message) => {
    expect(() => after('m: [1]', override)).toThrow(message);
    expect(codeOf(() => after('m: [1]', override))).toBe('LML_INVALID_OPTIONS');
  });
});

describe('What is wrong with a config is told with its place:', () => {
  const withoutLearner = projectSchema.partial({ learner: true });
  const learner = ['learner:', '  name: supervised', '  model: {}'];

  it('an option that there is not', () => {
    const message = messageOf(['seed: 1', 'trainer:', '  maxEpochs: 3', '  maxEpoch: 5']);
    expect(message).toContain('lml.yaml:4:3: trainer.maxEpoch: there is no such option, did you mean maxEpochs?');
  });

  it('a value of the wrong type', () => {
    expect(messageOf(['trainer: { maxEpochs: five }'])).toContain(
      "lml.yaml:1:12: trainer.maxEpochs: must be a number, got 'five'",
    );
    expect(messageOf(['data:', '  batchSize: 0'])).toContain(
      'lml.yaml:2:3: data.batchSize: must be greater than 0, got 0',
    );
  });

  it('a part that is missing, where its record stands', () => {
    expect(messageOf(['seed: 1'])).toContain(
      'lml.yaml:1:1: learner: is missing: it must be a learner, or a config of one',
    );
    expect(messageOf([''])).toContain('lml.yaml:1:1: learner: ');
    expect(messageOf(['seed: 1', 'data:', '  transforms:', '    train:', '      - { name: shift }'])).toContain(
      'lml.yaml:5:9: data.transforms.train.0.by: ',
    );
  });

  it('an entry of a list', () => {
    expect(
      messageOf(['trainer:', '  callbacks:', '    - early-stopping', '    - { name: early-stopping, patience: -1 }']),
    ).toContain('lml.yaml:4:31: trainer.callbacks.1.patience: ');
  });

  it('several things at once', () => {
    const message = messageOf(['sead: 1', 'trainer: { maxEpochs: -1, validate: 3 }', 'name: a/b']);
    for (const place of [
      '1:1: sead: ',
      '2:12: trainer.maxEpochs: ',
      '2:27: trainer.validate: ',
      '3:1: name: ',
      '1:1: learner: ',
    ]) {
      expect(message).toContain(`lml.yaml:${place}`);
    }
  });

  it('a name that is not registered', () => {
    expect(messageOf(['trainer:', '  callbacks: [early-stoping]'], [], withoutLearner)).toMatch(
      /^lml\.yaml:2:15: trainer\.callbacks\.0: There is no callback named 'early-stoping'\. Did you mean 'early-stopping'\?/,
    );
    expect(messageOf(learner)).toMatch(
      /^lml\.yaml:2:9: learner: There is no learner named 'supervised'\. No learner is registered/,
    );
  });

  it('of a name that is not registered the name, wherever its record has it', () => {
    const split = ['data:', '  split:', '    test: # a fifth', '      testSize: 0.2', '      name: mine'];
    expect(messageOf(split, [], withoutLearner)).toMatch(/^lml\.yaml:5:13: data\.split\.test: There is no splitter/);
    expect(messageOf(['data: { dataset: mine }'], [], withoutLearner)).toMatch(/^lml\.yaml:1:18: data\.dataset: There/);
  });

  it('an option that belongs to another record by that', () => {
    expect(messageOf([], ['maxEpochs=3'], withoutLearner)).toContain('did you mean trainer.maxEpochs?');
    expect(messageOf(['trainer: { maxEpochs: 1 }', 'batchsize: 3'])).toContain('did you mean data.batchSize?');
  });

  it('what no package that is yet to be imported could mend before a name that is not registered', () => {
    const message = messageOf([...learner, 'trainer:', '  callbacks: [mine, { name: early-stopping, patience: -1 }]']);
    expect(message).toContain('lml.yaml:5:45: trainer.callbacks.1.patience: ');
    expect(message).not.toContain('mine');
  });

  it('a component that is not registered, where a number would do too', () => {
    expect(messageOf(['data:', '  split: { test: { name: mine } }'], [], withoutLearner)).toMatch(
      /^lml\.yaml:2:26: data\.split\.test: There is no splitter named 'mine'/,
    );
  });

  it('a part that is used by its anchor', () => {
    expect(messageOf(['trainer:', '  validate: &often { every: 0, unit: step }', '  log: *often'])).toContain(
      'lml.yaml:2:22: trainer.log.every: ',
    );
  });

  it('options that exclude each other', () => {
    expect(list('dataset')).toEqual([]);
    expect(messageOf(['data:', '  split: { test: 0.1 }'])).toContain(
      'lml.yaml:1:1: data: split must be left out where there is no dataset to split',
    );
  });

  it('an argument, where it was set by one', () => {
    expect(messageOf(['seed: 1'], ['seed=-1'])).toContain("argument 'seed=-1': seed: ");
    expect(messageOf(['seed: 1'], ['trainer.log={ every: 0, unit: step }'])).toContain(
      "argument 'trainer.log={ every: 0, unit: step }': trainer.log.every: ",
    );
    expect(messageOf(['seedling: 1'], ['seed=2'])).toContain('lml.yaml:1:1: seedling: ');
    expect(messageOf(['seed: 1'], ['seed=-1', 'seed=-2'])).toContain("argument 'seed=-2': ");
    expect(messageOf([''], ['trainer.callbacks=[early-stoping]'], withoutLearner)).toMatch(
      /^argument 'trainer\.callbacks=\[early-stoping\]': trainer\.callbacks\.0: There is no/,
    );
  });

  it('but errors that are not about the config go through as they are', () => {
    const error = new Error('something else');
    const fail = (): never => {
      throw error;
    };
    const { locating } = parseConfig('seed: 1');
    expect(() => locating(fail)).toThrow(error);
    expect(() => locating(() => build('loss', 'no-such'))).toThrow(/^There is no loss named 'no-such'/);
    expect(locating(() => 3)).toBe(3);
  });

  describe('refuses what would take time that grows faster than the text', () => {
    const lines = (count: number, line: (index: number) => string): string =>
      Array.from({ length: count }, (_, index) => line(index)).join('\n');
    const wrong = (text: string, overrides: string[] = []): (() => unknown) => {
      return () => parseConfig(text, { file: 'lml.yaml', overrides });
    };

    it('more than 10,000 keys', () => {
      expect(Object.keys(parseConfig(lines(10_000, (index) => `k${index}: 1`)).config)).toHaveLength(10_000);
      const records = lines(6_000, (index) => `k${index}: { a: 1 }`);
      expect(wrong(records)).toThrow('lml.yaml:1:1: there are 12000 keys; 10000 are the most');
      expect(codeOf(wrong(records))).toBe('LML_INVALID_OPTIONS');
    });

    it('more than 1,000 aliases', () => {
      const text = (count: number): string => `list:\n${lines(count, (index) => `- &a${index} 1\n- *a${index}`)}`;
      expect((parseConfig(text(1_000)).config['list'] as number[]).length).toBe(2_000);
      expect(wrong(text(1_001))).toThrow('lml.yaml:2003:3: there are more than 1000 aliases');
    });

    it('more than 1,000 arguments', () => {
      const overrides = (count: number): string[] => Array.from({ length: count }, (_, index) => `k${index}=1`);
      expect(Object.keys(parseConfig('', { overrides: overrides(1_000) }).config)).toHaveLength(1_000);
      expect(wrong('', overrides(1_001))).toThrow('at most 1000 values can be set by path=value, got 1001');
      expect(codeOf(wrong('', overrides(1_001)))).toBe('LML_INVALID_OPTIONS');
    });

    it('lists within a hundred thousand lists', () => {
      expect(codeOf(wrong('['.repeat(100_000)))).toBe('LML_INVALID_OPTIONS');
    });
  });

  it('refuses a key that stands twice however it is written, since records have text as keys', () => {
    expect(codeOf(() => parseConfig('data: { a: 1, "a": 2 }'))).toBe('LML_INVALID_OPTIONS');
    expect(codeOf(() => parseConfig('data: { 1: 2, "1": 3 }'))).toBe('LML_INVALID_OPTIONS');
  });
});

describe('projectFromConfig', () => {
  it('refuses what is no config', () => {
    for (const config of [undefined, 3, 'x', []])
      expect(codeOf(() => projectFromConfig(config))).toBe('LML_INVALID_OPTIONS');
  });

  it('refuses keys that would get lost', () => {
    const config = JSON.parse('{ "learner": { "name": "x", "metrics": { "__proto__": "accuracy" } } }') as unknown;
    expect(() => projectFromConfig(config)).toThrow(/learner\.metrics\.__proto__: there is no such option/);
  });

  it('wants the learner as data', () => {
    const learner = { batchForward: () => 0, computeLoss: () => 0 };
    expect(() => projectFromConfig({ learner })).toThrow(/learner: must be data: a name, or \{ name, …options \}/);
  });
});
