import { jest } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';

import * as core from '../index.js';

/** One error of each class, with what its message must contain. */
const samples: Record<string, [error: core.LmlError, message: string]> = {
  CheckpointError: [new core.CheckpointError('It is damaged.'), 'It is damaged. (LML_CHECKPOINT)'],
  DtypeRangeError: [new core.DtypeRangeError('300 is too much.'), '300 is too much. (LML_DTYPE_RANGE)'],
  DuplicateComponentError: [
    new core.DuplicateComponentError('Two have it.', ['learner', 'loss'], 'lml.yaml:2:3'),
    'lml.yaml:2:3: learner.loss: Two have it. (LML_DUPLICATE_COMPONENT)',
  ],
  EmptyDatasetError: [new core.EmptyDatasetError('No samples.'), 'No samples. (LML_EMPTY_DATASET)'],
  DataWorkerError: [new core.DataWorkerError('It has ended.'), 'It has ended. (LML_DATA_WORKER)'],
  ExecutorError: [new core.ExecutorError('Nobody does it.'), 'Nobody does it. (LML_EXECUTOR)'],
  FactoryRequiredError: [new core.FactoryRequiredError('Give a config.'), 'Give a config. (LML_FACTORY_REQUIRED)'],
  FileFormatError: [new core.FileFormatError('Not a file.'), 'Not a file. (LML_FILE_FORMAT)'],
  FileNotFoundError: [new core.FileNotFoundError('No such file.'), 'No such file. (LML_FILE_NOT_FOUND)'],
  FileReadError: [new core.FileReadError('Lost.'), 'Lost. (LML_FILE_READ)'],
  FileWriteError: [new core.FileWriteError('No space.'), 'No space. (LML_FILE_WRITE)'],
  HostPartError: [
    new core.HostPartError(['target'], 'The target of row 3 of y.npy', 'setosa'),
    'The target of row 3 of y.npy is the text "setosa", which cannot be computed with. Number the classes from 0: names.indexOf(text), with names = [...new Set(texts)].sort(). (LML_HOST_PART)',
  ],
  ImpureStepError: [
    new core.ImpureStepError('Math.random', 'model.ts:3:1', 'Take a stream.'),
    'A step must be a pure function, but it used Math.random at model.ts:3:1. Take a stream. (LML_IMPURE_STEP)',
  ],
  IncompleteLearnerError: [new core.IncompleteLearnerError('No loss.'), 'No loss. (LML_INCOMPLETE_LEARNER)'],
  InvalidArgumentError: [
    new core.InvalidArgumentError('nSplits', 'an integer of at least 2', 1, 'Take 5.'),
    'nSplits must be an integer of at least 2, got 1. Take 5. (LML_INVALID_ARGUMENT)',
  ],
  InvalidOptionsError: [
    new core.InvalidOptionsError(
      "loss 'huber'",
      [
        { path: ['delta'], message: 'too small' },
        { path: [], message: 'odd' },
      ],
      () => 'a.yaml:1:1',
    ),
    "The options of loss 'huber' are not valid.\n  a.yaml:1:1: delta: too small\n  a.yaml:1:1: odd\n (LML_INVALID_OPTIONS)",
  ],
  MissingFeatureError: [new core.MissingFeatureError('No files.'), 'No files. (LML_MISSING_FEATURE)'],
  MissingGradientError: [
    new core.MissingGradientError('CropAndResize', 'model.ts:3:1'),
    "The gradient passes through 'CropAndResize', called at model.ts:3:1, which has no gradient. Compute it by other ops, or give it a gradient by tf.customGrad. (LML_MISSING_GRADIENT)",
  ],
  NonFiniteLossError: [
    new core.NonFiniteLossError({
      stage: 'train',
      epoch: 1,
      batch: 2,
      step: 3,
      indices: Array.from({ length: 20 }, (_, index) => index),
    }),
    'The training loss is not finite since epoch 1, batch 2 (step 3), samples [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, …].',
  ],
  NonFiniteOutputError: [new core.NonFiniteOutputError('Sample 3.'), 'Sample 3. (LML_NON_FINITE_OUTPUT)'],
  NonFiniteStateError: [
    new core.NonFiniteStateError(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'], 3),
    'After step 3 these are not finite: a, b, c, d, e, f, g, h, … 9 in all.',
  ],
  NonFiniteValueError: [
    new core.NonFiniteValueError(['loss'], [NaN]),
    'An objective is not finite, and says nothing of the trial: loss is NaN. Choose one that is finite for every candidate. (LML_NON_FINITE_VALUE)',
  ],
  NoAnswerError: [new core.NoAnswerError('It waits.'), 'It waits. (LML_NO_ANSWER)'],
  NotFittedError: [new core.NotFittedError('Fit it.'), 'Fit it. (LML_NOT_FITTED)'],
  OtherColumnsError: [new core.OtherColumnsError("Without 'age'."), "Without 'age'. (LML_OTHER_COLUMNS)"],
  OtherSplitError: [new core.OtherSplitError('Seed 2.'), 'Seed 2. (LML_OTHER_SPLIT)'],
  PluginVersionError: [new core.PluginVersionError('Too new.'), 'Too new. (LML_PLUGIN_VERSION)'],
  ProjectBusyError: [
    new core.ProjectBusyError('train'),
    'The project is busy with train(). Await it first: await project.train(). (LML_PROJECT_BUSY)',
  ],
  ShapeMismatchError: [new core.ShapeMismatchError('[2] and [3].'), '[2] and [3]. (LML_SHAPE_MISMATCH)'],
  UndeclaredStateError: [new core.UndeclaredStateError("No 'w'."), "No 'w'. (LML_UNDECLARED_STATE)"],
  UnknownComponentError: [
    new core.UnknownComponentError('loss', 'hubr', "No loss 'hubr'.", ['learner', 'loss']).at(['projects', 0], 'x:1:1'),
    "x:1:1: projects.0.learner.loss: No loss 'hubr'. (LML_UNKNOWN_COMPONENT)",
  ],
  UntraceableStepError: [
    new core.UntraceableStepError("it uses the kernel 'FFT'", 'model.ts:3:1'),
    "The step cannot be compiled: it uses the kernel 'FFT', at model.ts:3:1. (LML_UNTRACEABLE_STEP)",
  ],
  UnsupportedModelError: [new core.UnsupportedModelError('Stateful.'), 'Stateful. (LML_UNSUPPORTED_MODEL)'],
};

const modules = readdirSync(new URL('./', import.meta.url)).filter(
  (name) => name.endsWith('-error.ts') && name !== 'lml-error.ts',
);

describe('The errors', () => {
  it.each(modules)('are one class a file, with its code, and exported: %s', async (file) => {
    const classes = Object.entries((await import(`./${file.replace('.ts', '.js')}`)) as Record<string, unknown>);
    expect(classes).toHaveLength(1);
    const [name, constructor] = classes[0] as [string, { code: string }];
    expect(`${name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()}.ts`).toBe(file);
    expect(constructor.code).toBe(
      `LML_${name
        .replace(/Error$/, '')
        .replace(/([a-z])([A-Z])/g, '$1_$2')
        .toUpperCase()}`,
    );
    expect((core as Record<string, unknown>)[name]).toBe(constructor);
    expect(Object.keys(samples)).toContain(name);
  });

  it.each(Object.entries(samples))('say what it is about, and their code: %s', (name, [error, message]) => {
    expect(error).toBeInstanceOf(core.LmlError);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe(name);
    expect(error.code).toBe((core as unknown as Record<string, { code: string }>)[name]!.code);
    expect(error.message).toContain(message);
    expect(error.message).toMatch(new RegExp(`\\(${error.code}\\)$`));
    expect(String(error.stack)).toContain(name);
  });

  it('carry what led to them', () => {
    const cause = new Error('disk');
    expect(new core.CheckpointError('x', { cause }).cause).toBe(cause);
    expect('cause' in new core.CheckpointError('x')).toBe(false);
  });

  it('carry what programs need', () => {
    expect(samples['InvalidArgumentError']![0]).toMatchObject({ argument: 'nSplits' });
    expect(samples['InvalidOptionsError']![0]).toMatchObject({
      subject: "loss 'huber'",
      issues: [{ path: ['delta'] }, { path: [] }],
    });
    expect(samples['UnknownComponentError']![0]).toMatchObject({
      kind: 'loss',
      componentName: 'hubr',
      path: ['projects', 0, 'learner', 'loss'],
    });
    expect(samples['NonFiniteLossError']![0]).toMatchObject({ details: { epoch: 1, batch: 2, step: 3 } });
    expect(samples['ImpureStepError']![0]).toMatchObject({ operation: 'Math.random', line: 'model.ts:3:1' });
    expect(new core.ImpureStepError('x', undefined, 'y').message).not.toContain(' at ');
  });
});

describe('The page of errors', () => {
  const page = readFileSync(new URL('../../../../docs/reference/errors.md', import.meta.url), 'utf8');
  const sections = page
    .split(/^## Warnings$/m)[0]!
    .split(/^### /m)
    .slice(1);

  it('has a section for each code', () => {
    const documented = sections.map((section) => section.slice(0, section.indexOf('\n')));
    expect(documented).toEqual(expect.arrayContaining(Object.values(samples).map(([{ code }]) => code)));
  });

  it.each(sections.map((section) => [section.slice(0, section.indexOf('\n')), section] as const))(
    'says of %s what is the cause and what to do, and shows a message',
    (code, section) => {
      expect(section).toContain('- **Typical cause.** ');
      expect(section).toContain('- **What to do.** ');
      expect(section).toMatch(new RegExp(`\\n\`\`\`text\\n[^\`]+ \\(${code}\\)\\n\`\`\`\\n`));
    },
  );
});

describe('LmlError.isInstance', () => {
  it('tells errors of LML from others', () => {
    const error = new core.FileFormatError('x');
    expect(core.LmlError.isInstance(error)).toBe(true);
    for (const other of [new Error('x'), { code: 'LML_FILE_FORMAT', message: 'x' }, undefined, null, 'x', 3]) {
      expect(core.LmlError.isInstance(other)).toBe(false);
    }
  });

  it('tells one code from others', () => {
    const error = new core.FileFormatError('x');
    expect(core.LmlError.isInstance(error, 'LML_FILE_FORMAT')).toBe(true);
    expect(core.LmlError.isInstance(error, 'LML_CHECKPOINT')).toBe(false);
  });

  it('knows errors of another copy of core, also of classes of its own', async () => {
    jest.resetModules();
    const other = await import('./lml-error.js');
    const { FileFormatError } = await import('./file-format-error.js');
    expect(other.LmlError).not.toBe(core.LmlError);
    class PluginError extends other.LmlError {}
    for (const error of [new FileFormatError('x'), new PluginError('MY_CODE', 'x')]) {
      expect(error).not.toBeInstanceOf(core.LmlError);
      expect(core.LmlError.isInstance(error)).toBe(true);
    }
    expect(other.LmlError.isInstance(new core.FileFormatError('x'), 'LML_FILE_FORMAT')).toBe(true);
  });

  it('does not show its mark', () => {
    expect(Object.keys(new core.FileFormatError('x')).sort()).toEqual(['code', 'name']);
  });
});
