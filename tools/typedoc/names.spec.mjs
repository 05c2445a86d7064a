import { familyOf, plural, titleOf } from './names.mjs';

it('takes the family of a component from its folder', () => {
  expect(familyOf('metric-learning/nt-xent.ts', 'loss')).toBe('metric-learning');
});

it('knows no family where the folder names the kind, or where folders are nested', () => {
  expect(familyOf('engines/onnx.ts', 'engine')).toBeUndefined();
  expect(familyOf('training/callbacks/early-stopping.ts', 'callback')).toBeUndefined();
});

it('writes kinds and families as titles', () => {
  expect(['loss', 'metric'].map(plural)).toEqual(['losses', 'metrics']);
  expect(titleOf('metric-learning')).toBe('Metric learning');
});
