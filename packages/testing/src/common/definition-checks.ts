import { kinds, LmlError, optionsJsonSchema, type InvalidOptionsError, type AnyComponent } from '@lml/core';
import { kindDefinition } from '@lml/core/engine';

import { ensure, within, type Check, type Subject } from '../shared/check.js';

/** With a capital, or a word that the field spells so: mAP, nDCG. */
const SENTENCE = /^(\p{Ll}*\p{Lu}|\p{N}).*\.$/u;
/** Whose a component is may stand before it: `tfjs/huber-loss`. */
const KEBAB_CASE = /^([a-z0-9]+(-[a-z0-9]+)*\/)?[a-z0-9]+(-[a-z0-9]+)*$/;

/** What every definition of a component must be, before anything is created. */
export const definitionChecks: readonly Check[] = [
  {
    id: 'name',
    title: 'has a name in kebab-case and is of a known kind',
    run({ component }) {
      ensure(
        KEBAB_CASE.test(component.componentName),
        `'${component.componentName}' is not in kebab-case, as cross-entropy`,
      );
      const known = kinds();
      ensure(known.includes(component.kind), `there is no kind '${component.kind}'; kinds are ${known.join(', ')}`);
    },
  },
  {
    id: 'summary',
    title: 'has a summary of one sentence',
    run({ component: { summary } }) {
      ensure(typeof summary === 'string' && summary.trim().length > 0, 'it has no summary');
      ensure(!summary.includes('\n') && summary.length <= 200, 'its summary is longer than a line of 200 characters');
      ensure(SENTENCE.test(summary), `its summary is no sentence with a capital and a full stop: ${summary}`);
    },
  },
  {
    id: 'json-schema',
    title: 'gives its options as JSON Schema, each with a description',
    run({ component }) {
      ensure(component.schema['~standard'].jsonSchema !== undefined, 'its schema cannot be written as JSON Schema');
      const schema = optionsJsonSchema({ component });
      JSON.stringify(schema);
      ensure(schema['type'] === 'object', `its JSON Schema is not of type object, but ${String(schema['type'])}`);
      const properties = Object.entries((schema['properties'] ?? {}) as Record<string, { description?: unknown }>);
      const silent = properties.filter(([, { description }]) => typeof description !== 'string' || description === '');
      ensure(silent.length === 0, () => `options lack a description: ${silent.map(([name]) => name).join(', ')}`);
    },
  },
  {
    id: 'unknown-option',
    title: 'refuses an option that it does not have, by LML_INVALID_OPTIONS',
    async run({ component, cases }) {
      for (const { label, complete } of cases) {
        await within(label, () => ensureRefused(component, { ...complete(), noSuchOption: 1 }, 'noSuchOption'));
      }
    },
  },
];

function ensureRefused(component: AnyComponent, options: unknown, name: string): void {
  try {
    component(options);
  } catch (error) {
    const issues = LmlError.isInstance(error, 'LML_INVALID_OPTIONS') ? (error as InvalidOptionsError).issues : [];
    const refused = issues.some(({ path, message }) => path.includes(name) || message.includes(name));
    ensure(refused, () => `it met the option ${name} with ${error instanceof Error ? error.message : String(error)}`);
    return;
  }
  ensure(false, `it took the option ${name}; make its schema a strict one (z.strictObject)`);
}

/** The check that the examples can be created; the others take that for granted. */
export const examplesCheck: Check = {
  id: 'examples',
  title: 'has examples of options, and creates each',
  async run({ component, cases }: Subject) {
    ensure(cases.length > 0, 'it has no examples');
    for (const one of cases) {
      await within(one.label, () => {
        const before = snapshot(one.options);
        const instance = one.create();
        ensure(instance !== undefined && instance !== null, 'it created nothing');
        ensure(
          !(instance instanceof Promise),
          'it creates a promise; what takes time belongs into open, build or start',
        );
        ensure(snapshot(one.options) === before, 'it changed the options that it was given');
        ensure(isOfKind(component.kind, instance), `what it creates is not a ${component.kind}`);
      });
    }
  },
};

function isOfKind(kind: string, instance: unknown): boolean {
  if (Object.hasOwn(kindTests, kind)) return kindTests[kind]!(instance);
  const own = kindDefinition(kind);
  return own === undefined || own.adapt(instance) !== undefined;
}

const has =
  (...methods: readonly string[]) =>
  (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    methods.every((method) => typeof (value as Record<string, unknown>)[method] === 'function');

const named = (value: unknown): boolean => typeof value === 'object' && value !== null && 'name' in value;

/** What an instance of each kind must have at the least. */
const kindTests: Readonly<Record<string, (value: unknown) => boolean>> = {
  backend: has('start'),
  callback: named,
  collate: (value) => typeof value === 'function',
  dataset: (value) => has('open', 'get')(value) || has('open', 'iterate')(value),
  engine: has('setup', 'declare', 'write', 'read', 'run', 'dispose'),
  learner: has('batchForward', 'computeLoss', 'trainingSteps', 'metricInput'),
  logger: has('log'),
  loss: (value) => typeof value === 'function',
  metric: (value) => has('init', 'update', 'compute')(value) || has('updateHost', 'compute')(value),
  model: has('build', 'apply', 'getWeights', 'setWeights', 'summary', 'dispose'),
  optimizer: has('init', 'update', 'hyper'),
  predictor: has('predict'),
  sampler: (value) => has('indices')(value) || has('batches')(value),
  scheduler: has('values'),
  splitter: has('split'),
  transform: (value) => has('apply')(value) || has('applyBatch')(value),
};

/** The plain data of options; what is no data counts for nothing. */
function snapshot(options: unknown): string | undefined {
  try {
    return JSON.stringify(options, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
  } catch {
    return undefined;
  }
}
