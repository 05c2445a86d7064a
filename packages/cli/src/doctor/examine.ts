import { build, eager, list, LmlError, type Backend, type Engine, type ListedComponent } from '@lml/core';
import {
  findNativeTensorflow,
  isMended,
  knownLimits,
  loadNativeTensorflow,
  packageVersions,
  probeEngine,
  repairedKernels,
  repairGradients,
  thisMachine,
  userCacheFolder,
  type Machine,
  type ProbeTimes,
} from '@lml/core/engine';

import { version } from '../version.js';
import type { Check } from './check.js';

/** LML's packages that have backends and engines; without them there is only what core has. */
const PACKAGES = ['@lml/backends', '@lml/compiler'];

/** Engines that are not examined by themselves: one takes another, and one runs on each backend. */
const DERIVED: ReadonlySet<string> = new Set(['auto', 'eager']);

/** A place where steps run, and whether it works here. */
export interface Place {
  /** An engine, or the eager one on a backend: `onnx`, `eager (wasm)`. */
  readonly name: string;
  readonly kind: 'engine' | 'backend';
  /** The package that it comes from. */
  readonly package: string;
  /** `missing`: this machine or installation lacks something; `broken`: it fails though it should not. */
  readonly status: 'works' | 'missing' | 'broken';
  /** What the engine says of itself, or why it does not work, and what to do. */
  readonly details?: string | undefined;
  /** Seconds of a training step of a small network. */
  readonly seconds?: ProbeTimes | undefined;
}

/** What is known of tfjs-node on this machine. */
export interface NativeStatus {
  readonly status: 'works' | 'missing' | 'broken';
  /** Its folder, if it is there. */
  readonly folder?: string | undefined;
  readonly tfjsNodeVersion?: string | undefined;
  readonly tensorflowVersion?: string | undefined;
  /** Why it does not work, and what to do. */
  readonly details?: string | undefined;
}

/** What LML puts right of TensorFlow.js in this process. */
export interface Repairs {
  /** The kernels whose gradients are LML's, on every backend. */
  readonly gradients: readonly string[];
  /** By backend, the kernels that were added or replaced. */
  readonly kernels: Readonly<Record<string, readonly string[]>>;
  /** The known faults of what is installed. */
  readonly faults: readonly {
    readonly where: string;
    readonly kernels: readonly string[];
    readonly what: string;
    readonly mended: boolean;
  }[];
}

/** What `lml doctor` finds. */
export interface Findings {
  readonly machine: Machine;
  /** The folder of what can be made or downloaded again. */
  readonly cacheFolder: string | undefined;
  /** Versions of the packages in use. */
  readonly packages: Readonly<Record<string, string>>;
  /** LML's packages with backends and engines that are not installed. */
  readonly absent: readonly string[];
  /** What `engine: auto` takes here, and why. */
  readonly auto: string;
  readonly places: readonly Place[];
  readonly native: NativeStatus;
  readonly repairs: Repairs;
}

/** The seconds that an engine, which is set up, takes for small steps. */
type Probe = typeof probeEngine;

/** Looks at this machine and what is installed; starts each engine and backend, and measures it. */
export async function examine(probe: Probe = probeEngine): Promise<Findings> {
  const auto = await whatAutoTakes();
  const places: Place[] = [];
  const engines = list('engine').filter(({ name }) => !DERIVED.has(name));
  for (const entry of engines) places.push(await examineEngine(entry, probe));
  for (const entry of list('backend')) places.push(await examineBackend(entry, probe));
  const packages = { ...packageVersions(), '@lml/cli': version };
  return {
    machine: thisMachine(),
    cacheFolder: userCacheFolder(),
    packages: Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b))),
    absent: PACKAGES.filter((name) => !(name in packages)),
    auto,
    places,
    native: await examineNative(),
    repairs: repairsInForce(places),
  };
}

/** The checks that the findings are: whether each place that is there computes. */
export function checksOf({ places }: Findings): Check[] {
  return places
    .filter(({ status }) => status !== 'missing')
    .map(({ name, status, details }) =>
      status === 'works'
        ? { name: 'probe', engine: name, passed: true }
        : { name: 'probe', engine: name, passed: false, error: details },
    );
}

async function whatAutoTakes(): Promise<string> {
  const engine = build('engine', 'auto');
  try {
    await engine.setup({ seed: 0 });
    return engine.notice ?? `engine ${engine.name}`;
  } catch (error) {
    return messageOf(error);
  } finally {
    engine.dispose();
  }
}

function examineEngine({ name, package: from, canonicalName }: ListedComponent, probe: Probe): Promise<Place> {
  return placeOf({ name, kind: 'engine', package: from }, () => build('engine', canonicalName), probe);
}

/** The eager engine on a backend. */
function examineBackend({ name, package: from, canonicalName }: ListedComponent, probe: Probe): Promise<Place> {
  const make = async (): Promise<Engine> => {
    const backend: Backend = build('backend', canonicalName);
    await backend.start();
    return eager();
  };
  return placeOf({ name: `eager (${name})`, kind: 'backend', package: from }, make, probe);
}

async function placeOf(
  place: Pick<Place, 'name' | 'kind' | 'package'>,
  make: () => Engine | Promise<Engine>,
  probe: Probe,
): Promise<Place> {
  let engine: Engine | undefined;
  try {
    engine = await make();
    await engine.setup({ seed: 0 });
    return { ...place, status: 'works', details: engine.notice, seconds: await probe(engine) };
  } catch (error) {
    const status = LmlError.isInstance(error, 'LML_MISSING_FEATURE') ? 'missing' : 'broken';
    return { ...place, status, details: messageOf(error) };
  } finally {
    engine?.dispose();
  }
}

async function examineNative(): Promise<NativeStatus> {
  const found = await findNativeTensorflow();
  try {
    const { folder, tfjsNodeVersion, tensorflowVersion } = await loadNativeTensorflow();
    return { status: 'works', folder, tfjsNodeVersion, tensorflowVersion };
  } catch (error) {
    const details = messageOf(error);
    if (found === undefined) return { status: 'missing', details };
    return { status: 'broken', folder: found.folder, tfjsNodeVersion: found.tfjsNodeVersion, details };
  }
}

function repairsInForce(places: readonly Place[]): Repairs {
  const backends = list('backend').map(({ name }) => name);
  const works = (name: string): boolean =>
    places.some((place) => place.status === 'works' && (place.name === name || place.name === `eager (${name})`));
  const runtimes = [
    ...backends.filter(works),
    ...(works('onnx') ? ['onnxruntime'] : []),
    ...(works('tensorflow') ? ['libtensorflow'] : []),
  ];
  return {
    gradients: repairGradients(),
    kernels: Object.fromEntries(backends.filter(works).map((name) => [name, repairedKernels(name)])),
    faults: runtimes
      .flatMap((name) => knownLimits(name))
      .map((limit) => ({ where: limit.where, kernels: limit.kernels, what: limit.what, mended: isMended(limit) })),
  };
}

/** What an error says, without its code. */
function messageOf(error: unknown): string {
  if (LmlError.isInstance(error)) return error.message.replace(`(${error.code})`, '').trim();
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
