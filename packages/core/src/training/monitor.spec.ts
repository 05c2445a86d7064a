import type { RunContext } from './callback.js';
import { checkMonitor, isBetter, modeOf, monitored } from './monitor.js';

const run = (
  changes: { validates?: boolean; metrics?: Record<string, { higherIsBetter?: boolean }> } = {},
): RunContext =>
  ({ validates: changes.validates ?? true, learner: { metrics: changes.metrics ?? {} } }) as unknown as RunContext;

describe('monitored', () => {
  it('gives the watched number', () => {
    expect(monitored({ 'validation/loss': 0.5 }, 'validation/loss')).toBe(0.5);
    expect(monitored({ 'validation/loss': 0 }, 'validation/loss')).toBe(0);
    expect(monitored({ 'validation/loss': NaN }, 'validation/loss')).toBe(NaN);
  });

  it('gives nothing where its stage was not judged this time', () => {
    expect(monitored({ 'train/loss': 1 }, 'validation/loss')).toBeUndefined();
    expect(monitored({}, 'train/loss')).toBeUndefined();
  });

  it('refuses a number that its stage does not report, and tells the nearest', () => {
    const values = { 'validation/loss': 1, 'validation/accuracy': 1, 'train/loss': 1 };
    expect(() => monitored(values, 'validation/acuracy')).toThrow(
      /monitor must be a number that is reported, got 'validation\/acuracy'\. Did you mean 'validation\/accuracy'\? Reported: validation\/loss, validation\/accuracy\./,
    );
    expect(() => monitored(values, 'validation/f1')).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });
});

describe('checkMonitor', () => {
  it('lets numbers of stages that there are data for pass', () => {
    expect(() => checkMonitor(run(), 'validation/loss')).not.toThrow();
    expect(() => checkMonitor(run({ validates: false }), 'train/loss')).not.toThrow();
  });

  it('refuses validation numbers where there are no validation data', () => {
    expect(() => checkMonitor(run({ validates: false }), 'validation/loss')).toThrow(
      /There are no validation data: add split\.validation, or watch 'train\/loss'/,
    );
  });

  it.each([
    ['val_loss', "Did you mean 'validation/loss'?"],
    ['val/loss', "Did you mean 'validation/loss'?"],
    ['train_loss', "Did you mean 'train/loss'?"],
    ['loss', "'train/…' or 'validation/…'"],
    ['test/loss', "'train/…' or 'validation/…'"],
    ['validation/', "'train/…' or 'validation/…'"],
  ])('refuses %s, which no run reports', (monitor, message) => {
    expect(() => checkMonitor(run(), monitor)).toThrow(message);
  });
});

describe('modeOf', () => {
  it('is as said, as the metric says, or down', () => {
    const metrics = { accuracy: { higherIsBetter: true }, error: { higherIsBetter: false }, mean: {} };
    const modes = ['accuracy', 'accuracy/0', 'error', 'mean', 'loss', 'unknown'].map((name) =>
      modeOf(run({ metrics }), `validation/${name}`, undefined),
    );
    expect(modes).toEqual(['max', 'max', 'min', 'min', 'min', 'min']);
    expect(modeOf(run({ metrics }), 'validation/accuracy', 'min')).toBe('min');
  });
});

describe('isBetter', () => {
  it.each([
    [1, undefined, 'min', 0, true],
    [1, 2, 'min', 0, true],
    [2, 2, 'min', 0, false],
    [3, 2, 'min', 0, false],
    [3, 2, 'max', 0, true],
    [2, 2, 'max', 0, false],
    [1.5, 2, 'min', 0.5, false],
    [1.4, 2, 'min', 0.5, true],
    [2.6, 2, 'max', 0.5, true],
    [NaN, undefined, 'min', 0, false],
    [NaN, 2, 'max', 0, false],
    [2, NaN, 'min', 0, true],
    [-Infinity, 2, 'min', 0, true],
    [Infinity, Infinity, 'min', 0, false],
  ] as const)('of %s after %s (%s, by more than %s) is %s', (value, best, mode, minDelta, expected) => {
    expect(isBetter(value, best, mode, minDelta)).toBe(expected);
  });
});
