import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ndArray, writeSafetensors } from '@lml/core';
import { describeComponent, type ComponentCheckOptions } from '@lml/testing';

import { plugin } from './index.js';
import { idx } from './readers/idx.js';
import { mat } from './readers/mat.js';
import { npyLabelled } from './readers/npy-labelled.js';
import { npz } from './readers/npz.js';
import { safetensors } from './readers/safetensors.js';
import { bytesOf, goldenFiles } from './shared/array-goldens.fixture.js';

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

/** Writes a file. */
function put(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const golden = (format: 'npz' | 'mat', name: string): Uint8Array =>
  bytesOf(goldenFiles(format).find((file) => file.name === name)!.file);
const archive = put('x.npz', golden('npz', 'savez_compressed'));
const matlab = put('x.mat', golden('mat', 'images, samples last'));
const bytes = put('x-idx', Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4));
const tensors = put('x.safetensors', writeSafetensors({ x: ndArray([[1], [2]]), y: ndArray([0n, 1n]) }));

/** What only a test has: files. */
const options: Readonly<Record<string, ComponentCheckOptions>> = {
  [npyLabelled.componentName]: {
    examples: [
      { inputs, targets },
      { inputs: { a: inputs, b: inputs }, targets },
    ],
    conformance: { opens: true },
  },
  [npz.componentName]: {
    examples: [{ path: archive, inputs: { a: 'x' }, targets: 'y', weights: 'y' }],
    conformance: { opens: true },
  },
  [mat.componentName]: {
    examples: [{ path: matlab, inputs: 'X', targets: 'y', samplesAxis: 'last' }],
    conformance: { opens: true },
  },
  [idx.componentName]: {
    examples: [{ inputs: bytes, targets: bytes, scale: true, channels: true }],
    conformance: { opens: true },
  },
  [safetensors.componentName]: {
    examples: [
      { path: tensors, inputs: 'x', targets: 'y' },
      { path: tensors, inputs: 'x' },
    ],
    conformance: { opens: true },
  },
};

for (const component of plugin.components)
  describeComponent({ describe, it }, component, options[component.componentName]);
