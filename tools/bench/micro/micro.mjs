import { Emitter } from '../../../packages/compiler/dist/onnx/emitter.js';
import { encodeModel } from '../../../packages/compiler/dist/onnx/model.js';
import { loadRuntime } from '../../../packages/compiler/dist/runtime/node.js';

/**
 * One way to compute something: adds nodes, and returns the names of what it makes. `input` opens an input of the model; the
 * numbers that it is fed depend on nothing but how many inputs were opened before it, and their shape.
 *
 * @typedef {(emit: Emitter, input: (shape: readonly number[], fill?: (index: number) => number) => string) => string | string[]} Variant
 */

/**
 * Times ways to compute the same thing with ONNX Runtime, taking turns. Prints microseconds for one call: of the processor
 * with one thread, which others that use the machine hardly disturb; with all threads what a tenth of the calls stayed below,
 * and the median. And by how much the first output differs from that of the first way. Read ratios.
 *
 * @param {string} title
 * @param {Readonly<Record<string, Variant>>} variants
 * @param {{ rounds?: number, calls?: number, threads?: number }} [options]
 * @returns {Promise<Record<string, number>>} the medians of processor time
 */
export async function compare(title, variants, { rounds = 40, calls = 3, threads = 2 } = {}) {
  const names = Object.keys(variants);
  // One after the other, since idle threads of a session spin for a while.
  const alone = await takeTurns(variants, rounds, calls, 1);
  const together = await takeTurns(variants, rounds, calls, threads);
  console.log(`\n${title}\n  one thread  ${threads} threads     median`);
  const medians = {};
  names.forEach((name, index) => {
    const { work, first } = alone[index];
    const { times } = together[index];
    const shown = [(medians[name] = part(work, 0.5)), part(times, 0.1), part(times, 0.5)];
    const off = difference(first, alone[0].first);
    const columns = shown.map((each) => each.toFixed(0).padStart(9)).join('  ');
    console.log(`  ${columns}   ${name}${off > 1e-3 || Number.isNaN(off) ? `   [differs by ${off}]` : ''}`);
  });
  return medians;
}

async function takeTurns(variants, rounds, calls, threads) {
  const entries = [];
  for (const [name, build] of Object.entries(variants)) entries.push(await prepare(name, build, threads));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < entries.length; turn++) {
      const { session, feeds, work, times } = entries[(turn + round) % entries.length];
      await session.run(feeds);
      const [before, start] = [process.cpuUsage(), performance.now()];
      for (let call = 0; call < calls; call++) await session.run(feeds);
      const { user, system } = process.cpuUsage(before);
      work.push((user + system) / calls);
      times.push(((performance.now() - start) / calls) * 1000);
    }
  }
  for (const { session } of entries) await session.release();
  return entries;
}

async function prepare(name, build, threads) {
  const runtime = await loadRuntime();
  const make = async (finish) => {
    const emit = new Emitter(() => []);
    const feeds = {};
    let count = 0;
    const input = (shape, fill) => {
      const own = `x${count++}`;
      emit.addInput({ name: own, type: 'float32', shape });
      feeds[own] = runtime.tensor('float32', numbers(count, shape, fill), shape);
      return own;
    };
    for (const output of [build(emit, input)].flat()) emit.addOutput(finish(emit, output), 'float32', []);
    const session = await runtime.createSession(encodeModel(emit.finish(name)), { threads });
    return { session, feeds };
  };
  const whole = await make((_, output) => output);
  const [first] = Object.values(await whole.session.run(whole.feeds));
  await whole.session.release();
  // What leaves a model is new memory each time, which would be timed too.
  const timed = await make((emit, output) => {
    const flat = emit.node('Reshape', [output, emit.int64s([-1])]);
    return emit.node('Slice', [flat, emit.int64s([0]), emit.int64s([1]), emit.int64s([0])]);
  });
  return { ...timed, first: first.data, work: [], times: [] };
}

function part(values, fraction) {
  return values.sort((a, b) => a - b)[Math.floor(fraction * values.length)];
}

/** Numbers that look normally distributed, or what `fill` gives. */
function numbers(seed, shape, fill) {
  const size = shape.reduce((a, b) => a * b, 1);
  if (fill !== undefined) return Float32Array.from({ length: size }, (_, index) => fill(index));
  let state = seed * 2654435761;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 8) / 2 ** 24;
  };
  return Float32Array.from({ length: size }, () => uniform() + uniform() + uniform() - 1.5);
}

function difference(a, b) {
  if (a.length !== b.length) return Number.NaN;
  let most = 0;
  for (let index = 0; index < a.length; index++) {
    const apart = Math.abs(a[index] - b[index]);
    if (!(apart <= most)) most = apart;
  }
  return most;
}
