import { MissingFeatureError } from '../errors/missing-feature-error.js';
import type { Engine } from '../steps/engine.js';
import { ADAM, convolutionProbe, mlpProbe, type ProbeStep } from './probe-steps.js';

/** How long an engine takes for a step of each probe, in seconds. */
export interface ProbeTimes {
  /** Of a small multilayer perceptron. */
  readonly mlp: number;
  /** Of a small convolutional network. */
  readonly convolution: number;
}

/** Calls that come first: the first two compile, and others find caches and the JavaScript of the engine warm. */
const WARM_UP = { calls: 3, seconds: 0.06 };
/** Calls that are measured in a round. */
const MEASURED = { calls: 3, seconds: 0.05 };
/** After how many seconds no call is added, of an engine that takes much longer than that. */
const LIMIT = 0.3;
/** Engines take turns, so that what disturbs the machine for a while disturbs all. */
const ROUNDS = 2;
/** Which of the times counts, from the shortest on: one in eight calls is faster. What else the machine does makes many longer. */
const QUANTILE = 1 / 8;

/**
 * Measures how fast an engine, which is set up, is: two small training steps are run, each for some tens of milliseconds after a
 * warm-up. What the probes need is declared in the engine, so set it up again for other work.
 *
 * `now` gives seconds since some moment.
 *
 * @throws what the engine throws, and `LML_MISSING_FEATURE` if it computes a loss that is not finite.
 */
export async function probeEngine(engine: Engine, now?: () => number): Promise<ProbeTimes> {
  const [times] = await probeEngines([engine], now);
  return times!;
}

/** Measures several engines, as {@link probeEngine} does one. */
export async function probeEngines(
  engines: readonly Engine[],
  now: () => number = () => performance.now() / 1000,
): Promise<ProbeTimes[]> {
  const running = engines.map((engine) => ({
    mlp: new RunningProbe(engine, mlpProbe(), now),
    convolution: new RunningProbe(engine, convolutionProbe(), now),
  }));
  for (let round = 0; round < ROUNDS; round++)
    for (const probes of running) for (const probe of Object.values(probes)) await probe.measure();
  return running.map(({ mlp, convolution }) => ({ mlp: mlp.seconds, convolution: convolution.seconds }));
}

/** A probe on an engine. */
class RunningProbe {
  private readonly times: number[] = [];
  private calls = 0;

  constructor(
    private readonly engine: Engine,
    private readonly probe: ProbeStep,
    private readonly now: () => number,
  ) {}

  /** What a call takes. */
  get seconds(): number {
    return this.times.sort((a, b) => a - b)[Math.floor(this.times.length * QUANTILE)]!;
  }

  /** Runs it for a while, and before the first time for a warm-up. */
  async measure(): Promise<void> {
    if (this.calls === 0) {
      this.engine.declare(this.probe.state);
      await this.repeat(WARM_UP);
    }
    this.times.push(...(await this.repeat(MEASURED)));
  }

  /** Calls for so many times and so long at the least, or up to the limit, and gives how long each took. */
  private async repeat({ calls, seconds }: typeof MEASURED): Promise<number[]> {
    const times: number[] = [];
    const started = this.now();
    do times.push(await this.call());
    while (this.now() - started < (times.length < calls ? LIMIT : seconds));
    return times;
  }

  private async call(): Promise<number> {
    const { engine, probe, now } = this;
    const started = now();
    const { scalars } = await engine.run(probe.step, probe.batch, { step: this.calls++, hyper: ADAM });
    // Some engines have computed only when they are asked.
    const { data } = await scalars['loss']!.read();
    scalars['loss']!.dispose();
    if (!Number.isFinite(Number(data[0])))
      throw new MissingFeatureError(`The engine '${engine.name}' computes ${data[0]} as the loss of a probe.`);
    return now() - started;
  }
}
