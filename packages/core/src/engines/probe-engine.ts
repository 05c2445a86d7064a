import { MissingFeatureError } from '../errors/missing-feature-error.js';
import type { Engine } from '../steps/engine.js';
import { convolutionProbe, mlpProbe, type ProbeStep } from './probe-steps.js';

/** How long an engine takes for a step of each probe, in seconds. */
export interface ProbeTimes {
  /** Of a small multilayer perceptron. */
  readonly mlp: number;
  /** Of a small convolutional network. */
  readonly convolution: number;
}

/** Calls that come first: the first two compile, and the third finds caches and the JavaScript of the engine warm. */
const WARM_UP = { calls: 3, seconds: 0.02 };
/** Calls that are measured. */
const MEASURED = { calls: 5, seconds: 0.06 };

/** After how many seconds no call is added, of an engine that takes much longer than that. */
const LIMIT = 0.3;

/** Seconds since some moment. */
type Seconds = () => number;

/**
 * Measures how fast an engine, which is set up, is: two small training steps are run, each for some tens of milliseconds after a
 * warm-up, and of each the median is taken. What the probes need is declared in the engine, so set it up again for other work.
 *
 * @throws what the engine throws, and `LML_MISSING_FEATURE` if it computes a loss that is not finite.
 */
export async function probeEngine(engine: Engine, now: Seconds = () => performance.now() / 1000): Promise<ProbeTimes> {
  return {
    mlp: await secondsOf(engine, mlpProbe(), now),
    convolution: await secondsOf(engine, convolutionProbe(), now),
  };
}

async function secondsOf(engine: Engine, { step, state, batch }: ProbeStep, now: Seconds): Promise<number> {
  engine.declare(state);
  let calls = 0;
  const call = async (): Promise<number> => {
    const started = now();
    const { scalars } = await engine.run(step, batch, { step: calls++, hyper: { lr: 0.01 } });
    // Some engines have computed only when they are asked.
    const { data } = await scalars['loss']!.read();
    scalars['loss']!.dispose();
    if (!Number.isFinite(Number(data[0])))
      throw new MissingFeatureError(`The engine '${engine.name}' computes ${data[0]} as the loss of a probe.`);
    return now() - started;
  };
  await repeat(call, WARM_UP, now);
  const times = (await repeat(call, MEASURED, now)).sort((a, b) => a - b);
  return times[times.length >> 1]!;
}

/** Calls for so many times and so long at the least, or up to the limit, and gives how long each took. */
async function repeat(
  call: () => Promise<number>,
  { calls, seconds }: typeof MEASURED,
  now: Seconds,
): Promise<number[]> {
  const times: number[] = [];
  const started = now();
  do times.push(await call());
  while (now() - started < (times.length < calls ? LIMIT : seconds));
  return times;
}
