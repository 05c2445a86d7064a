import { z } from 'zod';

import type { Allocate } from '../data/array-pool.js';
import type { HostBatch } from '../data/batch.js';
import type { Stage } from '../data/stage.js';
import type { NdArray } from '../data/nd-array.js';
import { LmlError } from '../errors/lml-error.js';
import { MissingFeatureError } from '../errors/missing-feature-error.js';
import { defineComponent } from '../registry/define-component.js';
import { currentRegistry } from '../registry/global.js';
import type { ListedComponent } from '../registry/plugin.js';
import type { Registry } from '../registry/registry.js';
import { withRegistry } from '../registry/scope.js';
import type { Engine, EngineSetup } from '../steps/engine.js';
import { requireSetUp } from '../steps/engine-checks.js';
import type { StateEntry, StateSpec } from '../steps/state.js';
import type { Step, StepInput, StepResult } from '../steps/step.js';

/** LML's own package of better engines, which are named where nobody imported it. */
const BETTER = { package: '@lml/compiler', rank: 10 };

/** Is, from `setup` on, the first of a registry's engines that works here. */
class AutoEngine implements Engine {
  private readonly registry: Registry;
  private chosen: Engine | undefined;
  private said: string | undefined;

  constructor(registry: Registry) {
    this.registry = registry;
  }

  get name(): string {
    return this.chosen?.name ?? 'auto';
  }

  get notice(): string | undefined {
    return this.said;
  }

  async setup(setup: EngineSetup): Promise<void> {
    this.dispose();
    this.chosen = this.said = undefined;
    const reasons: string[] = [];
    for (const candidate of candidates(this.registry)) {
      const engine = await this.start(candidate, setup, reasons);
      if (engine === undefined) continue;
      const { notice = `engine ${engine.name}` } = engine;
      if (rankOf(candidate)! < BETTER.rank && !hasBetter(this.registry)) {
        reasons.push(`${BETTER.package} is not there (npm install it, and in code import it)`);
      }
      this.said = reasons.length === 0 ? notice : `${notice}: ${reasons.join('; ')}`;
      this.chosen = engine;
      return;
    }
    throw new MissingFeatureError(`No engine works here. ${reasons.join('; ') || 'None is registered'}.`);
  }

  declare(entries: readonly StateEntry[]): void {
    this.ready().declare(entries);
  }

  get state(): readonly StateSpec[] {
    return this.ready().state;
  }

  async write(values: Readonly<Record<string, NdArray>>): Promise<void> {
    await this.ready().write(values);
  }

  async read(names?: readonly string[], allocate?: Allocate): Promise<Record<string, NdArray>> {
    return this.ready().read(names, allocate);
  }

  run(step: Step, batch: HostBatch, input: StepInput): StepResult | Promise<StepResult> {
    return this.ready().run(step, batch, input);
  }

  beginEpoch(stage: Stage): void {
    this.ready().beginEpoch?.(stage);
  }

  get describe(): Engine['describe'] {
    const { chosen } = this;
    return chosen?.describe === undefined ? undefined : (...call) => chosen.describe!(...call);
  }

  dispose(): void {
    this.chosen?.dispose();
  }

  /** The engine if it works here; else the reason is added to `reasons`. */
  private async start(
    { component }: ListedComponent,
    setup: EngineSetup,
    reasons: string[],
  ): Promise<Engine | undefined> {
    try {
      const engine = withRegistry(this.registry, () => component() as Engine);
      await engine.setup(setup);
      return engine;
    } catch (error) {
      if (!LmlError.isInstance(error, MissingFeatureError.code)) throw error;
      reasons.push(error.message.replace(`(${error.code})`, '').trim().replace(/\.$/, ''));
      return undefined;
    }
  }

  private ready(): Engine {
    return requireSetUp(this.chosen);
  }
}

/** The engines that have a rank, the best first; those of one rank by name. */
function candidates(registry: Registry): ListedComponent[] {
  return registry
    .list('engine')
    .filter((entry) => rankOf(entry) !== undefined)
    .sort((a, b) => rankOf(b)! - rankOf(a)!);
}

function rankOf({ component }: ListedComponent): number | undefined {
  const { rank } = component.traits;
  return typeof rank === 'number' ? rank : undefined;
}

function hasBetter(registry: Registry): boolean {
  return registry.list('engine').some((entry) => entry.package === BETTER.package);
}

/**
 * The engine that takes the best of the registered ones that works here, and says which, and why not a better one.
 *
 * Engines take part by their trait `rank`, a number: `setup` tries them without options from the greatest on (eager has 0),
 * those of one rank by name. One that throws `LML_MISSING_FEATURE` there is passed over; its message is the reason that
 * `notice` gives. Until then the name is `auto`, afterwards that of the engine that was chosen. Each `setup` chooses anew.
 *
 * @throws from `setup` `LML_MISSING_FEATURE` where no registered engine works; all other errors of engines as they are.
 *
 * @example
 * ```ts
 * import { auto } from '@lml/core';
 *
 * const engine = auto();
 * engine.name; // => 'auto'
 * await engine.setup({ seed: 0 });
 * engine.name; // => 'eager'
 * engine.notice; // => 'engine eager (cpu): @lml/compiler is not there (npm install it, and in code import it)'
 * engine.dispose();
 * ```
 */
export const auto = defineComponent({
  kind: 'engine',
  name: 'auto',
  summary: 'Takes the best engine that works here, and says which.',
  schema: z.strictObject({}),
  create: (): Engine => new AutoEngine(currentRegistry()),
});
