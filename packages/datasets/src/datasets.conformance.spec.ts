import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describeComponent, type ComponentCheckOptions } from '@lml/testing';

import { plugin } from './index.js';
import { npyLabelled } from './readers/npy-labelled.js';

const folder = mkdtempSync(join(tmpdir(), 'lml-datasets-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes `[3, 2]` numbers or `[3]` classes as a npy file. */
function write(name: string, descr: string, shape: string, data: Uint8Array): string {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape}), }`.padEnd(117) + '\n';
  const start = [0x93, ...Buffer.from('NUMPY'), 1, 0, header.length, 0];
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat([Buffer.from(start), Buffer.from(header), data]));
  return path;
}

const inputs = write('x.npy', '<f8', '3, 2', new Uint8Array(Float64Array.of(1, 2, 3, 4, 5, 6).buffer));
const targets = write('y.npy', '<i8', '3,', new Uint8Array(BigInt64Array.of(0n, 1n, 0n).buffer));

/** What only a test has: files. */
const options: Readonly<Record<string, ComponentCheckOptions>> = {
  [npyLabelled.componentName]: {
    examples: [
      { inputs, targets },
      { inputs: { a: inputs, b: inputs }, targets },
    ],
    conformance: { opens: true },
  },
};

for (const component of plugin.components)
  describeComponent({ describe, it }, component, options[component.componentName]);
