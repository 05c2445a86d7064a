import { yamlForm } from './yaml-form.mjs';

const options = [{ name: 'patience', default: 3 }, { name: 'mode' }];

it('shows the first example that has options', () => {
  const examples = [undefined, {}, { labelSmoothing: 0.1, weight: [1, 2] }, { reduction: 'sum' }];
  expect(yamlForm('cross-entropy', examples, [])).toBe(
    '{ name: cross-entropy, labelSmoothing: 0.1, weight: [ 1, 2 ] }',
  );
});

it('prefers an example that fits on a line', () => {
  const examples = [{ values: Array.from({ length: 60 }, (_, index) => index) }, { values: [1] }];
  expect(yamlForm('table', examples, [])).toBe('{ name: table, values: [ 1 ] }');
});

it('leaves out examples that only code can write', () => {
  class Instance {}
  const getter = Object.defineProperty({}, 'weights', {
    enumerable: true,
    get: () => {
      throw new Error('was read');
    },
  });
  const examples = [{ augment: () => 1 }, { model: new Instance() }, { model: getter }, { model: 'mlp' }];
  expect(yamlForm('wrapper', examples, [])).toBe('{ name: wrapper, model: mlp }');
});

it('shows an option with its default where no example has options', () => {
  expect(yamlForm('early-stopping', [undefined], options)).toBe('{ name: early-stopping, patience: 3 }');
  expect(yamlForm('auto', [undefined], [])).toBe('auto');
});
