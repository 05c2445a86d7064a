import { z } from 'zod';

import { DataModule, defineComponent, registerPlugin, type Learner, type Model } from '../index.js';
import { defineLearner } from '../learning/define-learner.js';
import { isFactory, learnerMaker, setPath, withParams } from './make-learner.js';

const plain = defineLearner({ batchForward: () => undefined as never, computeLoss: () => undefined as never });
const component = defineComponent({
  kind: 'learner',
  name: 'plain',
  summary: 'A learner for tests.',
  schema: z.strictObject({ size: z.number().default(1), metrics: z.any().optional() }),
  create: (options): Learner => Object.assign(plain({ model: {} as Model }), { options }) as unknown as Learner,
});
registerPlugin({ name: 'lml-plugin-learner', version: '1.0.0', apiVersion: 1, components: [component] });

const optionsOf = (learner: Learner): unknown => (learner as unknown as { options: unknown }).options;

describe('learnerMaker', () => {
  const data = new DataModule({});

  it('gives an instance itself', () => {
    const learner = component();
    expect(learnerMaker(learner)(data, { size: 5 })).toBe(learner);
    const own = { batchForward: () => 0, computeLoss: () => 0 } as unknown as Learner;
    expect(learnerMaker(own)(undefined, {})).toBe(own);
  });

  it('makes a fresh learner of a config, with parameters by path and the data', () => {
    const make = learnerMaker({ name: 'plain', size: 2 });
    const [first, second] = [make(data, {}), make(undefined, { size: 3 })];
    expect(first).not.toBe(second);
    expect([optionsOf(first), optionsOf(second), first.data, second.data]).toEqual([
      { size: 2 },
      { size: 3 },
      data,
      undefined,
    ]);
    expect(optionsOf(learnerMaker('plain')(undefined, {}))).toEqual({ size: 1 });
  });

  it('asks a function, and hands it data and parameters', () => {
    const make = learnerMaker(({ data: own, params }) =>
      Object.assign(component({ size: Number(params['size']) }), { data: own }),
    );
    const learner = make(data, { size: 4 });
    expect([optionsOf(learner), learner.data]).toEqual([{ size: 4 }, data]);
  });

  it('refuses what makes no learner', () => {
    expect(() => learnerMaker((() => undefined) as never)(data, {})).toThrow(
      /what the function for learner returns must be a learner, got undefined/,
    );
    const loss = defineComponent({
      kind: 'loss',
      name: 'some-loss',
      summary: '',
      schema: z.object({}),
      create: () => 3 as never,
    });
    expect(() => learnerMaker(loss as never)(data, {})).toThrow(
      /must be a learner, got 3\. Call some-loss with its options/,
    );
    expect(() => learnerMaker(3 as never)).toThrow(
      /learner must be a learner, a config of one, or a function that makes one, got 3/,
    );
  });

  it('tells what can be made anew', () => {
    expect([
      isFactory('plain'),
      isFactory({ name: 'plain' }),
      isFactory(() => component()),
      isFactory(component()),
    ]).toEqual([true, true, true, false]);
  });
});

describe('withParams', () => {
  it('sets values by path, and leaves the config as it was', () => {
    const config = { name: 'plain', model: { name: 'mlp', hiddenSizes: [8, 8] }, loss: 'mse' };
    const before = structuredClone(config);
    expect(withParams(config, { 'model.hiddenSizes': [4], 'loss.reduction': 'sum', 'model.hiddenSizes.1': 2 })).toEqual(
      {
        name: 'plain',
        model: { name: 'mlp', hiddenSizes: [4, 2] },
        loss: { name: 'mse', reduction: 'sum' },
      },
    );
    expect(config).toEqual(before);
    expect(withParams('plain', { size: 3 })).toEqual({ name: 'plain', size: 3 });
    expect(withParams('plain', {})).toEqual({ name: 'plain' });
  });
});

describe('setPath', () => {
  it('replaces the whole for an empty path', () => {
    expect(setPath({ a: 1 }, [], 3)).toBe(3);
  });

  it.each([['__proto__'], ['constructor']])('refuses %s', (name) => {
    expect(() => setPath({}, ['a', name], 1)).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });
});
