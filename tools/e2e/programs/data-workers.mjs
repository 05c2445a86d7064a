// Reads data by worker threads in a way that is named, prints what came of it as JSON, and ends nothing itself.
import { readFileSync } from 'node:fs';
import { setTimeout as rest } from 'node:timers/promises';
import { DataLoader } from '@lml/core';
import { numbered, watched } from './slow-data.mjs';

const modules = [new URL('./slow-data.mjs', import.meta.url).href];
const { argv } = process;
const log = argv[3];
const loaderOf = (transform, length = 24) =>
  new DataLoader({
    dataset: numbered({ length }),
    transforms: [watched(transform)],
    batchSize: 2,
    workers: { count: 2, modules },
  });

/** The threads of this process, as the system counts them. */
const threads = () => Number(/Threads:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);

const ways = {
  async whole() {
    let samples = 0;
    for await (const { size } of loaderOf({}).iterate(0)) samples += size;
    return samples;
  },
  async broken() {
    for await (const { index } of loaderOf({}).iterate(0)) return index;
  },
  /** Nobody takes what was read ahead, and one batch would never be ready. */
  async stuck() {
    const batches = loaderOf({ waitFor: `${log}.never`, waitAt: [2] }).iterate(0);
    return (await batches.next()).value.index;
  },
  async eaten() {
    const batches = loaderOf({ eatAt: [1] }).iterate(0);
    return batches.next().catch(({ code, message }) => ({ code, message }));
  },
  async warned() {
    for await (const batch of loaderOf({ warning: 'The cup is empty.' }).iterate(0)) batch.release();
    return 'read';
  },
  async forgotten() {
    const before = threads();
    await ways.whole();
    const during = threads();
    for (let turn = 0; turn < 500 && threads() > before; turn++) {
      globalThis.gc();
      await rest(10);
    }
    return { started: during - before >= 2, left: threads() - before };
  },
  async closed() {
    const before = threads();
    const loader = loaderOf({});
    const sizes = [];
    for (let epoch = 0; epoch < 2; epoch++) {
      for await (const { size } of loader.iterate(epoch)) sizes.push(size);
      await loader.close();
    }
    return { samples: sizes.reduce((sum, size) => sum + size), left: threads() - before };
  },
};

console.log(JSON.stringify(await ways[argv[2]]()));
