import type { Findings } from './examine.js';
import { printFindings } from './print-findings.js';

const findings: Findings = {
  machine: {
    processor: 'A Processor With A Long Name And Many Virtues @ 3.20 GHz, Second Edition',
    cores: 16,
    memory: 2 ** 35,
    system: 'linux',
    architecture: 'x64',
    runtime: 'Node 22.1.0',
  },
  cacheFolder: '/users/ada/.cache/lml',
  packages: { '@lml/cli': '0.1.0', '@lml/core': '0.1.0', '@tensorflow/tfjs': '4.22.0', 'lml-plugin-x': '2.0.0' },
  absent: ['@lml/backends'],
  auto: 'engine onnx (1.30.0): in a probe 1.4 times as fast as tensorflow',
  places: [
    { name: 'onnx', kind: 'engine', package: 'p', status: 'works', seconds: { mlp: 0.00006789, convolution: 0.0005 } },
    { name: 'tensorflow', kind: 'engine', package: 'p', status: 'missing', details: 'It is not there. Run: npx it.' },
    {
      name: 'eager (cpu)',
      kind: 'backend',
      package: 'p',
      status: 'works',
      seconds: { mlp: 0.0123, convolution: 0.61 },
    },
    { name: 'eager (odd)', kind: 'backend', package: 'p', status: 'broken', details: 'TypeError: no' },
  ],
  native: { status: 'works', folder: '/users/ada/tfjs-node', tfjsNodeVersion: '4.22.0', tensorflowVersion: '2.18.1' },
  repairs: {
    gradients: Array.from({ length: 30 }, (_, index) => `Kernel${index}`),
    kernels: { cpu: ['MaxPool', 'TopK'], tensorflow: [] },
    faults: [
      { where: 'cpu', kernels: ['TopK'], what: 'It is odd.', mended: true },
      { where: 'cpu', kernels: ['Pow'], what: 'It is odd.', mended: false },
    ],
  },
};

describe('printFindings', () => {
  const lines = printFindings(findings);

  it('gives lines of 80 columns at most', () => {
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
  });

  it('says what was found, in columns', () => {
    expect(lines.slice(0, lines.indexOf('LML puts right or adds to TensorFlow.js:'))).toEqual([
      'machine     A Processor With A Long Name And Many Virtues @ 3.20 GHz, Second',
      '            Edition, 16 cores, 32.0 GiB, linux x64',
      'runs on     Node 22.1.0, TensorFlow.js 4.22.0',
      'LML         0.1.0 of cli, core; 2.0.0 of lml-plugin-x',
      'cache       /users/ada/.cache/lml',
      'tfjs-node   4.22.0 with TensorFlow 2.18.1, in /users/ada/tfjs-node',
      '',
      'steps run by  which    MLP ms  CNN ms',
      'onnx          works     0.068     0.5',
      'tensorflow    missing',
      'eager (cpu)   works        12     610',
      'eager (odd)   broken',
      'missing     tensorflow: It is not there. Run: npx it.',
      'broken      eager (odd): TypeError: no',
      'missing     @lml/backends is not installed. Run: npm install @lml/backends',
      'auto takes  onnx (1.30.0): in a probe 1.4 times as fast as tensorflow',
      '',
    ]);
    expect(lines.slice(-2)).toEqual([
      '  kernels on cpu: MaxPool, TopK',
      'Known faults that are left: cpu 1. --json tells which.',
    ]);
  });

  it('says once what several places lack', () => {
    const details = 'There is no TensorFlow. Run: npx it.';
    const places = ['tensorflow', 'eager (tensorflow)'].map((name) => ({ ...findings.places[1]!, name, details }));
    const printed = printFindings({ ...findings, places, native: { status: 'missing', details } });
    expect(printed.filter((line) => /TensorFlow\.|below|Run: npx it/.test(line))).toEqual([
      expect.stringContaining('TensorFlow.js'),
      'tfjs-node   missing: see below',
      'missing     tensorflow, eager (tensorflow): There is no TensorFlow. Run: npx it.',
      expect.stringContaining('TensorFlow.js'),
    ]);
  });

  it('says what is missing of the machine and of tfjs-node', () => {
    const bare = printFindings({
      ...findings,
      cacheFolder: undefined,
      machine: { cores: 1, processor: undefined, memory: undefined, system: 'browser', architecture: undefined, runtime: 'x' }, // prettier-ignore
      native: { status: 'missing', details: 'There is none. Run: npx lml native install.' },
    });
    expect(bare).toEqual(
      expect.arrayContaining([
        'machine     unknown processor, 1 core, browser',
        'tfjs-node   There is none. Run: npx lml native install.',
      ]),
    );
    expect(bare.find((line) => line.startsWith('cache'))).toMatch(/^cache {7}none: /);
  });
});
