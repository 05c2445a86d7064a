import { allocateData } from '../../engine/host-data.js';
import { sizeOfShape } from '../../graph/graph.js';
import type { OnnxModelGraph, OnnxType, OnnxValueInfo } from './model.js';
import type { Runtime, RuntimeData, RuntimeOptions, RuntimeSession, RuntimeTensor } from './runtime/runtime.js';

/** Runs that come first. */
const WARM_UP = 2;
/** Runs that are measured of each session, at least, and for how long all of them. */
const MEASURED = { runs: 5, seconds: 0.1 };
/** Of so many runs the best in eight counts: other processes make the rest slower. */
const QUANTILE = 1 / 8;
/** How much faster fewer threads must be. */
const GAIN = 0.95;
/** Seconds of a run whose ops are too large for it to matter. */
const LONG = 0.05;

/** How a session is timed. */
export interface Timing {
  /** Seconds. */
  now(): number;
}

/**
 * A session for a model. Where it has a loop and nobody has said how many threads are to share its ops, that many which are fastest here.
 *
 * The ops within a loop over time are small. To share one takes as long as sixteen exchanges of a number between two cores, some 7 µs
 * where these have no cache in common, which may be more than what is gained: there a step of an LSTM with 32 samples took 4.26 ms on two
 * threads and 3.60 ms on one, elsewhere 2.3 and 3.3. So it is measured, on numbers that are made up, and fewer threads are taken
 * only where all that comes out is the same to the byte: whatever is measured, no number depends on it.
 */
export async function splitSession(
  { inputs, outputs, nodes }: OnnxModelGraph,
  code: Uint8Array,
  runtime: Runtime,
  options: RuntimeOptions,
  { now }: Timing = { now: () => performance.now() / 1000 },
): Promise<RuntimeSession> {
  const usual = await runtime.createSession(code, options);
  const hasLoop = nodes.some(({ op }) => op === 'Scan' || op === 'Loop');
  const isOpen =
    options.threads === undefined && options.executionProviders === undefined && options.profile === undefined;
  const fewer = hasLoop && isOpen ? [1, 2].filter((threads) => threads < (runtime.threads ?? 1)) : [];
  if (fewer.length === 0) return usual;
  const feeds = tensorsOf(inputs, runtime, madeUp);
  const trial = (session: RuntimeSession): Trial => new Trial(session, feeds, tensorsOf(outputs, runtime), now);
  const trials = [trial(usual)];
  let chosen = usual;
  try {
    if ((await trials[0]!.warmUp()) < LONG) {
      for (const threads of fewer) trials.push(trial(await runtime.createSession(code, { ...options, threads })));
      chosen = (await fastest(trials, now)).session;
    }
  } catch {
    // What cannot be tried is run as usual, and fails there if it has to.
  }
  await Promise.all(trials.filter(({ session }) => session !== chosen).map(({ session }) => session.release()));
  return chosen;
}

/** The first of trials, unless another one gives the same and is faster. */
async function fastest(trials: readonly Trial[], now: Timing['now']): Promise<Trial> {
  const [usual, ...others] = trials as [Trial, ...Trial[]];
  for (const other of others) await other.warmUp();
  const alike = trials.filter((trial) => trial.isAlike(usual));
  if (alike.length < 2) return usual;
  const started = now();
  for (let runs = 0; runs < MEASURED.runs || now() - started < MEASURED.seconds; runs++)
    for (const trial of alike) trial.times.push(await trial.run());
  const best = alike.reduce((one, other) => (other.seconds < one.seconds ? other : one));
  return best.seconds < GAIN * usual.seconds ? best : usual;
}

/** A session that is tried. */
class Trial {
  /** Seconds of runs. */
  readonly times: number[] = [];

  constructor(
    readonly session: RuntimeSession,
    private readonly feeds: Readonly<Record<string, RuntimeTensor>>,
    private fetched: Readonly<Record<string, RuntimeTensor>>,
    private readonly now: Timing['now'],
  ) {}

  get seconds(): number {
    return this.times.sort((a, b) => a - b)[Math.floor(this.times.length * QUANTILE)]!;
  }

  /** Runs it a few times, and returns how long the last one took. */
  async warmUp(): Promise<number> {
    let seconds = 0;
    for (let run = 0; run < WARM_UP; run++) seconds = await this.run();
    return seconds;
  }

  /** Runs it, and returns how long that took. */
  async run(): Promise<number> {
    const started = this.now();
    this.fetched = await this.session.run(this.feeds, this.fetched);
    return this.now() - started;
  }

  /** Whether another one gave the same bytes; where there are no numbers, nothing is known. */
  isAlike(other: Trial): boolean {
    return Object.entries(this.fetched).every(([name, { data }]) => {
      return !hasNaN(data) && areEqual(bytesOf(data), bytesOf(other.fetched[name]!.data));
    });
  }
}

function tensorsOf(
  values: readonly OnnxValueInfo[],
  runtime: Runtime,
  fill: (data: RuntimeData) => void = () => undefined,
): Record<string, RuntimeTensor> {
  return Object.fromEntries(
    values.map(({ name, type, shape }) => {
      const sizes = shape as readonly number[];
      const data = roomFor(type, sizeOfShape(sizes));
      fill(data);
      return [name, runtime.tensor(type, data, sizes)];
    }),
  );
}

function roomFor(type: OnnxType, length: number): RuntimeData {
  if (type === 'int64') return new BigInt64Array(length);
  return allocateData(type === 'uint8' ? 'bool' : type, length);
}

/** Numbers as weights and inputs may be, neither equal nor so small that a processor is slow; whole ones are 1, by which one can divide. */
function madeUp(data: RuntimeData): void {
  if (data instanceof BigInt64Array) data.fill(1n);
  else if (!(data instanceof Float32Array)) data.fill(1);
  else for (let index = 0; index < data.length; index++) data[index] = 0.01 + ((index * 7919) % 1021) / 10_210;
}

function hasNaN(data: RuntimeData): boolean {
  return data instanceof Float32Array && data.includes(NaN);
}

/** Of some millions of bytes, for which a callback each would take too long. */
function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return one.length === other.length;
}

function bytesOf({ buffer, byteOffset, byteLength }: RuntimeData): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
