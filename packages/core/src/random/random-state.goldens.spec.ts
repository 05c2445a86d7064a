import { createHash } from 'node:crypto';
import golden from './goldens/random-state.json' with { type: 'json' };
import { RandomState } from './random-state.js';

interface Arguments {
  readonly [name: string]: unknown;
}

interface GoldenCase {
  readonly name: string;
  readonly seed: number | number[];
  readonly calls?: readonly { method: string; args: Arguments; result?: unknown; sha256?: string }[];
  readonly state?: { keySha256: string; position: number; hasGauss: boolean; cachedGaussian: number };
  readonly error?: { type: string; message: string };
}

const NORMAL_TOLERANCE = 1e-15;

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** NumPy without a size gives one value, of a shape a nested list; bounds beyond 2⁵³ are written as text. */
function call(random: RandomState, method: string, args: Arguments): unknown {
  const size = args.size as number | undefined;
  const listed = (draw: (n: number) => ArrayLike<unknown>): unknown =>
    size === undefined ? draw(1)[0] : Array.from(draw(size));
  const population = (args.values ?? args.n) as unknown[];
  switch (method) {
    case 'uint32':
      return Array.from({ length: size! }, () => random.randomUint32());
    case 'random_sample':
      return size === undefined ? random.random() : Array.from(random.randomSample(size));
    case 'uniform':
      return listed((n) => random.uniform(args.low as number, args.high as number, n));
    case 'standard_normal':
      return listed((n) => random.standardNormal(n));
    case 'normal':
      return listed((n) => random.normal(args.loc as number, args.scale as number, n));
    case 'poisson':
      return listed((n) => random.poisson(args.lam as number, n));
    case 'randint': {
      const [low, high] = [Number(args.low), Number(args.high)];
      const drawn = size === undefined ? random.randint(low, high) : Array.from(random.randint(low, high, size));
      return typeof args.low === 'string' ? [drawn].flat().map(String) : drawn;
    }
    case 'permutation':
      return Array.from(random.permutation(population));
    case 'choice':
      return listed((n) => random.choice(population, n, args));
    case 'shuffle': {
      const values = [...population];
      random.shuffle(values);
      return values;
    }
    case 'seed':
      random.setState(new RandomState(args.seed as number).getState());
      return null;
    default:
      throw new Error(`No such method: ${method}`);
  }
}

function expectClose(actual: unknown, expected: unknown): void {
  const [actuals, expecteds] = [[actual].flat() as number[], [expected].flat() as number[]];
  expect(actuals).toHaveLength(expecteds.length);
  actuals.forEach((value, i) => {
    const error = Math.abs(value - expecteds[i]!);
    expect(error).toBeLessThanOrEqual(NORMAL_TOLERANCE * Math.abs(expecteds[i]!));
  });
}

/** Not offered here: narrow integer types, bounds beyond float64, and results of more than one dimension. */
function isSupported({ calls = [] }: GoldenCase): boolean {
  return calls.every(({ args }) => args.dtype === undefined && !Array.isArray(args.size));
}

describe('RandomState equals NumPy', () => {
  const cases = (golden.cases as unknown as GoldenCase[]).filter(isSupported);

  it.each(cases.filter(({ error }) => error === undefined))('$name', ({ seed, calls, state }) => {
    const random = new RandomState(seed);
    for (const { method, args, result, sha256: hash } of calls!) {
      const actual = call(random, method, args);
      if (hash !== undefined) expect(sha256((actual as number[]).join())).toBe(hash);
      else if (method.includes('normal')) expectClose(actual, result);
      else expect(actual).toEqual(result);
    }
    const { key, position, cachedGaussian } = random.getState();
    expect(sha256(new Uint8Array(Uint32Array.from(key).buffer))).toBe(state!.keySha256);
    expect(position).toBe(state!.position);
    expect(cachedGaussian !== null).toBe(state!.hasGauss);
    if (cachedGaussian !== null) expectClose(cachedGaussian, state!.cachedGaussian);
  });

  it.each(cases.filter(({ error }) => error !== undefined))('$name', ({ seed, calls }) => {
    const run = (): unknown => {
      const random = new RandomState(seed);
      return calls!.map(({ method, args }) => call(random, method, args));
    };
    expect(run).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });
});
