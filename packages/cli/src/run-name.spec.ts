import { projectFromConfig } from '@lml/core';

import { runName } from './run-name.js';

describe('the name of a run', () => {
  it.each([
    ['project.yaml', 'project'],
    ['some/where/flowers.v2.json', 'flowers.v2'],
    ['C:iris', 'C-iris'],
    ['two words (3).yaml', 'two-words-3'],
    ['.yaml', 'yaml'],
    ['-.yaml', 'project'],
    ['\u{1f33b}.yaml', 'project'],
    [`${'x'.repeat(120)}.yaml`, 'x'.repeat(100)],
  ])('of %j is %j', (path, name) => {
    expect(runName(path)).toBe(name);
    // It is one that a project takes; what else is missing is another matter.
    expect(() => projectFromConfig({ name: runName(path) })).not.toThrow(/name: must be/);
  });
});
