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
  const trials = [new Trial(usual, feeds, tensorsOf(outputs, runtime))];
  for (const threads of fewer) {
    const session = await runtime.createSession(code, { ...options, threads });
    trials.push(new Trial(session, feeds, tensorsOf(outputs, runtime)));
  }
  const chosen = await fastest(trials, now);
  await Promise.all(trials.filter((trial) => trial !== chosen).map(({ session }) => session.release()));
  return chosen.session;
}

/** The first of trials, unless another one gives the same and is faster; the first, too, where one fails. */
async function fastest(trials: readonly Trial[], now: Timing['now']): Promise<Trial> {
  const [usual] = trials as [Trial];
  try {
    for (const trial of trials) for (let run = 0; run < WARM_UP; run++) await trial.run(now);
    const alike = trials.filter((trial) => trial.isAlike(usual));
    if (alike.length === 1) return usual;
    const started = now();
    for (let runs = 0; runs < MEASURED.runs || now() - started < MEASURED.seconds; runs++)
      for (const trial of alike) trial.times.push(await trial.run(now));
    const best = alike.reduce((one, other) => (other.seconds < one.seconds ? other : one));
    return best.seconds < GAIN * usual.seconds ? best : usual;
  } catch {
    return usual;
  }
}

/** A session that is tried. */
class Trial {
  /** Seconds of runs. */
  readonly times: number[] = [];

  constructor(
    readonly session: RuntimeSession,
    private readonly feeds: Readonly<Record<string, RuntimeTensor>>,
    private fetched: Readonly<Record<string, RuntimeTensor>>,
  ) {}

  get seconds(): number {
    return this.times.sort((a, b) => a - b)[Math.floor(this.times.length * QUANTILE)]!;
  }

  /** Runs it, and returns how long that took. */
  async run(now: Timing['now']): Promise<number> {
    const started = now();
    this.fetched = await this.session.run(this.feeds, this.fetched);
    return now() - started;
  }

  /** Whether another one gave the same bytes. */
  isAlike(other: Trial): boolean {
    return Object.entries(this.fetched).every(([name, { data }]) => {
      const [one, two] = [bytesOf(data), bytesOf(other.fetched[name]!.data)];
      return one.every((byte, index) => byte === two[index]);
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

/** Numbers as weights and inputs may be, neither equal nor so small that a processor is slow; whole ones are 0, which is a place in any tensor. */
function madeUp(data: RuntimeData): void {
  if (!(data instanceof Float32Array)) return;
  for (let index = 0; index < data.length; index++) data[index] = 0.01 + ((index * 7919) % 1021) / 10_210;
}

function bytesOf({ buffer, byteOffset, byteLength }: RuntimeData): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
