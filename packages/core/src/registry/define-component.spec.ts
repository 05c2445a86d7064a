import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { createRegistry, isComponent, LmlError, type InvalidOptionsError } from '../index.js';
import type { ComponentSchema } from './component.js';
import { chain, fixturePlugin, scaledError, shift } from './components.fixture.js';
import { defineComponent } from './define-component.js';

function issuesOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (LmlError.isInstance(error, 'LML_INVALID_OPTIONS'))
      return (error as InvalidOptionsError).issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw error;
  }
  return [];
}

const anything = (options: unknown): never => options as never;

/** A schema as another library than zod might give it. */
function handMade<Input, Output>(
  validate: ComponentSchema<Input, Output>['~standard']['validate'],
): ComponentSchema<Input, Output> {
  return { '~standard': { version: 1, vendor: 'hand-made', validate } };
}

describe('A component', () => {
  it('carries its kind, name, summary, examples and traits', () => {
    const { kind, componentName, summary } = scaledError;
    expect([kind, componentName, summary]).toEqual(['loss', 'scaled-error', 'Absolute error times a scale.']);
    expect(scaledError.traits).toEqual({ differentiable: true });
    expect(scaledError.examples).toEqual([{ scale: 2 }]);
    expect(scaledError.name).toBe('scaled-error');
  });

  it('has one example, without options, where none is given', () => {
    const plain = defineComponent({
      kind: 'loss',
      name: 'plain',
      summary: '',
      schema: z.strictObject({}),
      create: () => 0 as never,
    });
    expect(plain.examples).toEqual([undefined]);
  });

  it('cannot be changed', () => {
    expect(() => Object.assign(scaledError, { componentName: 'other' })).toThrow(TypeError);
  });

  it('fills in defaults', async () => {
    expect(await scaledError()(tf.tensor1d([1, 2]), tf.tensor1d([2, 4])).data()).toEqual(Float32Array.of(1.5));
    expect(await scaledError({ reduction: 'sum' })(tf.tensor1d([1, 2]), tf.tensor1d([2, 4])).data()).toEqual(
      Float32Array.of(3),
    );
  });

  it('makes a new instance each time', () => {
    expect(shift({ by: 1 })).not.toBe(shift({ by: 1 }));
  });

  it('tells components from what they make', () => {
    expect([scaledError, scaledError(), shift({ by: 1 }), undefined, () => 0].map(isComponent)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('Wrong options', () => {
  it('are told with what was expected and what was received', () => {
    expect(issuesOf(() => scaledError(anything({ scale: 'much' })))).toEqual(["scale: must be a number, got 'much'"]);
    expect(issuesOf(() => scaledError({ scale: -2 }))).toEqual(['scale: must be greater than 0, got -2']);
    expect(issuesOf(() => scaledError(anything({ reduction: 'none' })))).toEqual([
      "reduction: must be 'mean' or 'sum', got 'none'",
    ]);
    expect(issuesOf(() => shift(anything({})))).toEqual(['by: is missing: it must be a number']);
    expect(issuesOf(() => shift(anything(3)))).toEqual([': must be a record with by, got 3']);
  });

  it('are told all at once, under the name of the component', () => {
    const run = (): unknown => scaledError(anything({ scale: 0, reduction: 3 }));
    expect(issuesOf(run)).toHaveLength(2);
    expect(run).toThrow(
      /^The options of loss 'scaled-error' are not valid\.\n {2}scale: .*\n {2}reduction: .*\n \(LML_INVALID_OPTIONS\)$/,
    );
  });

  it('that do not exist are told with the nearest that does, and all', () => {
    expect(issuesOf(() => scaledError(anything({ scael: 2 })))).toEqual([
      'scael: there is no such option, did you mean scale? Options: scale, reduction.',
    ]);
    expect(issuesOf(() => scaledError(anything({ weight: 2 })))).toEqual([
      'weight: there is no such option. Options: scale, reduction.',
    ]);
    expect(issuesOf(() => chain(anything({ steps: [], times: { forward: 2 } })))).toEqual([
      'times.forward: there is no such option, did you mean forwards? Options: forwards.',
    ]);
  });

  it('of a part inside are told with the way to it', () => {
    expect(issuesOf(() => chain({ steps: [shift({ by: 1 }), anything(3)] }))).toEqual([
      'steps.1: must be a transform, or a config of one, got 3',
    ]);
    expect(issuesOf(() => chain({ steps: [], others: anything({ name: 4 }) }))).toEqual([
      'others.name: must be a transform, or a config of one, got 4',
    ]);
    const nested = {
      name: 'chain',
      steps: [
        { name: 'shift', by: 'much' },
        { name: 'shift', at: 1 },
      ],
    };
    expect(
      issuesOf(() =>
        createRegistry({ plugins: [fixturePlugin] }).build('transform', { name: 'chain', steps: [nested] }),
      ),
    ).toEqual([
      "steps.0.steps.0.by: must be a number, got 'much'",
      'steps.0.steps.1.by: is missing: it must be a number',
      'steps.0.steps.1.at: there is no such option. Options: by.',
    ]);
  });

  it('that fit no alternative are told by the one that fits best', () => {
    expect(issuesOf(() => chain({ steps: [], others: [shift({ by: 1 }), anything(3)] }))).toEqual([
      'others.1: must be a transform, or a config of one, got 3',
    ]);
    expect(issuesOf(() => chain({ steps: [], others: anything(3) }))).toEqual([
      'others: must be a list, or a record, got 3',
    ]);
  });

  it('say so where a component itself was given instead of what it makes', () => {
    expect(issuesOf(() => chain({ steps: [anything(shift)] }))).toEqual([
      'steps.0: must be made by calling shift(…), got the component itself',
    ]);
  });

  it('are told for schemas of other libraries, whose paths may hold objects', () => {
    const schema = handMade<object, never>(() => ({
      issues: [{ message: 'must be odd', path: [{ key: 'size' }, 0] }],
    }));
    const component = defineComponent({ kind: 'loss', name: 'other', summary: '', schema, create: () => 0 as never });
    expect(issuesOf(() => component({ size: [2] }))).toEqual(['size.0: must be odd, got 2']);
  });
});

describe('A schema', () => {
  it('of another library is used as it is', () => {
    const schema = handMade<{ size?: number }, { size: number }>((value) => ({
      value: { size: 1, ...(value as object) },
    }));
    const component = defineComponent({
      kind: 'loss',
      name: 'other',
      summary: '',
      schema,
      create: ({ size }) => ({ size }) as never,
    });
    expect([component(), component({ size: 4 })]).toEqual([{ size: 1 }, { size: 4 }]);
  });

  it('that takes time is refused', () => {
    const schema = handMade<object, object>(() => Promise.resolve({ value: {} }));
    const component = defineComponent({ kind: 'loss', name: 'slow', summary: '', schema, create: () => 0 as never });
    expect(() => component({})).toThrow(
      /schema must be synchronous \(that of loss 'slow'\), got a promise.*LML_INVALID_ARGUMENT/,
    );
  });
});
