import { LmlError } from '../errors/lml-error.js';
import { MissingFeatureError } from '../errors/missing-feature-error.js';
import type { ListedComponent } from '../registry/plugin.js';
import type { Registry } from '../registry/registry.js';
import { withRegistry } from '../registry/scope.js';
import type { Engine, EngineSetup } from '../steps/engine.js';

/** An engine that `auto` may take. */
export interface Candidate {
  readonly name: string;
  /** The greater, the better it is thought to be. */
  readonly rank: number;
  /** The package that it comes from. */
  readonly package: string;
  /** What it is, with its version. */
  readonly version: string;
  /** An instance of it. */
  make(): Engine;
}

/** The engines of a registry that have a rank, the best first; those of one rank by name. */
export function candidatesIn(registry: Registry): Candidate[] {
  return registry
    .list('engine')
    .flatMap((entry): Candidate[] => {
      const rank = rankOf(entry);
      if (rank === undefined) return [];
      const make = (): Engine => withRegistry(registry, () => entry.component() as Engine);
      const version = `${entry.canonicalName} ${entry.version}`;
      return [{ name: entry.name, rank, package: entry.package, version, make }];
    })
    .sort((a, b) => b.rank - a.rank);
}

function rankOf({ component }: ListedComponent): number | undefined {
  const { rank } = component.traits;
  return typeof rank === 'number' ? rank : undefined;
}

/** What an engine says of itself. */
export function noticeOf({ name, notice }: Engine): string {
  return notice ?? `engine ${name}`;
}

/** Starts candidates, and remembers why some do not work here. */
export class Starter {
  /** By name, why engines do not work here. */
  readonly reasons = new Map<string, string>();

  constructor(private readonly setup: EngineSetup) {}

  /**
   * The engine, set up, if it works here.
   *
   * @throws what it throws other than `LML_MISSING_FEATURE`.
   */
  async start(candidate: Candidate): Promise<Engine | undefined> {
    if (this.reasons.has(candidate.name)) return undefined;
    try {
      const engine = candidate.make();
      await this.restart(engine);
      return engine;
    } catch (error) {
      if (!LmlError.isInstance(error, MissingFeatureError.code)) throw error;
      this.reasons.set(candidate.name, error.message.replace(`(${error.code})`, '').trim().replace(/\.$/, ''));
      return undefined;
    }
  }

  /** The engine, set up, if it compiles steps and works here. One that fails in any other way is none, since nobody asked for it. */
  async startCompiling(candidate: Candidate): Promise<Engine | undefined> {
    try {
      return candidate.make().describe === undefined ? undefined : await this.start(candidate);
    } catch {
      return undefined;
    }
  }

  /** Sets an engine up, anew if it was. */
  restart(engine: Engine): Promise<void> {
    return engine.setup(this.setup);
  }
}
