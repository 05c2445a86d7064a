import { groups, memoryTable, optimizerTable, overheadTable, ratioTable, speedTable } from './tables.mjs';

/**
 * @param {string} engine
 * @param {number} [samplesPerSecond]
 * @param {object} [more]
 */
const row = (engine, samplesPerSecond, more = {}) => {
  const bursts = samplesPerSecond === undefined ? undefined : [{ round: 0, samplesPerSecond, foreignLoad: 0 }];
  return { model: 'mlp', batch: 32, engine, samplesPerSecond, bursts, ...more };
};

it('compares other libraries with Lightning, and leaves out what shows the cost of the Trainer', () => {
  const rows = [row('lml-onnx', 3000), row('lml-onnx-loop', 3100), row('torch', 999), row('lightning', 1000)];
  expect(ratioTable([...rows, row('lml-onnx', 5, { model: 'lstm' })]).split('\n')).toEqual([
    '|  | lml-onnx | torch | lightning |',
    '| --- | --: | --: | --: |',
    '| MLP 784-128-10, batch 32 | 3 | 1 | 1 |',
    '| LSTM, 50 steps, 64 units, batch 32 | 1 | – | – |',
  ]);
});

it('shows what was measured, what was disturbed and what failed', () => {
  const bursts = [
    { round: 0, samplesPerSecond: 4000, foreignLoad: 0.3 },
    { round: 1, samplesPerSecond: 5000, foreignLoad: 0.05 },
  ];
  const facts = { firstStepSeconds: 0.123, peakBytes: 250e6, foreignLoad: 0.05, backend: 'wasm', parameters: 7 };
  const table = speedTable([
    row('lml-eager', 5000, { ...facts, bursts }),
    row('lml-onnx', 10000, { backend: 'cpu', parameters: 8 }),
    row('tfjs-loop', 0.312, { parameters: 7 }),
    row('tfjs-fit', undefined, { problem: 'gave no answer within 60 s' }),
  ]);
  expect(table.split('\n').slice(2)).toEqual([
    '| lml-eager | 5000 | 1 | 0.12 | 250 | 5.0 % | on wasm, 1 of 2 bursts disturbed |',
    '| lml-onnx | 10000 | 2 | – | – | – | another model: 8 parameters |',
    '| tfjs-loop | 0.31 | 0.000062 | – | – | – |  |',
    '| tfjs-fit | – | – | – | – | – | gave no answer within 60 s |',
  ]);
});

it('gives the time of the Trainer as a multiple of that of the loop by hand', () => {
  /** @param {number[]} rates */
  const turns = (...rates) => rates.map((trainer) => ({ trainer, loop: [1000, 1000] }));
  const ways = { trainer: turns(1000, 980, 800), full: turns(900) };
  const rows = [
    { model: 'mlp', batch: 32, engine: 'onnx', ways, unsteady: 2 },
    {
      model: 'mlp',
      batch: 32,
      engine: 'eager',
      ways: { trainer: [], full: [] },
      unsteady: 0,
      problem: 'gave up',
    },
  ];
  expect(overheadTable(rows).split('\n').slice(2)).toEqual([
    '| MLP 784-128-10, batch 32 | onnx | 1.020 (1.010–1.135) | 1.111 (1.111–1.111) | 1 | 2 more thrown away |',
    '| MLP 784-128-10, batch 32 | eager | – | – | 0 | gave up |',
  ]);
});

it('gives the largest change of memory after the first tenth, whichever way', () => {
  const residentBytes = [100e6, 104e6, 93e6, 101e6];
  const rows = [
    { model: 'lenet', batch: 32, engine: 'lml-onnx', steps: 10000, residentBytes, peakBytes: 120e6 },
    { model: 'lenet', batch: 32, engine: 'lml-eager', steps: 10000, problem: 'ended with SIGKILL' },
  ];
  expect(memoryTable(rows).split('\n').slice(2)).toEqual([
    '| LeNet, batch 32 | lml-onnx | 10000 | 100 | 101 | −7.0 % | 120 |  |',
    '| LeNet, batch 32 | lml-eager | 10000 | – | – | – | – | ended with SIGKILL |',
  ]);
});

it('groups rows by model and batch size in the order in which they come', () => {
  const rows = [row('a', 1, { batch: 128 }), row('a', 1), row('b', 1, { batch: 128 })];
  expect(groups(rows).map((group) => group.map(({ engine, batch }) => `${engine} ${batch}`))).toEqual([
    ['a 128', 'b 128'],
    ['a 32'],
  ]);
});

it('shows optimizers by what their step costs, and those that could not be measured at the end', () => {
  const own = { model: 'mlp', batch: 32, engine: 'onnx' };
  const table = optimizerTable([
    { ...own, optimizer: 'muon', problem: 'takes matrices only' },
    { ...own, optimizer: 'sam', ratio: 1.987, warnings: ['op by op'] },
    { ...own, optimizer: 'sgd', ratio: 0.6 },
  ]);
  expect(table.split('\n')).toEqual([
    '|  | engine | optimizer | time ÷ adam | note |',
    '| --- | --- | --- | --: | --- |',
    '| MLP 784-128-10, batch 32 | onnx | sgd | 0.60 |  |',
    '| MLP 784-128-10, batch 32 | onnx | sam | 1.99 | op by op |',
    '| MLP 784-128-10, batch 32 | onnx | muon | – | takes matrices only |',
  ]);
});
