import type { Runtime, RuntimeOptions, RuntimeSession } from '../targets/onnx/runtime/runtime.js';

/** A session that steps share, until it is released. */
export interface SharedSession {
  /** Whether it can no longer run. */
  readonly isReleased: boolean;
  /** Runs it, as {@link RuntimeSession.run}. */
  readonly run: RuntimeSession['run'];
}

class Shared implements SharedSession {
  isReleased = false;
  readonly run: RuntimeSession['run'];

  constructor(
    readonly model: Uint8Array,
    private readonly session: RuntimeSession,
  ) {
    this.run = (feeds, fetches) => session.run(feeds, fetches);
  }

  release(): void {
    this.isReleased = true;
    // Nobody waits: the engine may be disposed of where nothing can be awaited.
    void this.session.release();
  }
}

/** Sessions by model: equal models share one, and the one that was not used for longest goes when there are too many. */
export class SessionCache {
  private sessions: Shared[] = [];

  constructor(
    private readonly runtime: Runtime,
    private readonly options: RuntimeOptions,
    private readonly limit: number,
  ) {}

  /** The session of a model. */
  async get(model: Uint8Array): Promise<SharedSession> {
    const known = this.sessions.find((session) => sameBytes(session.model, model));
    if (known !== undefined) {
      this.touch(known);
      return known;
    }
    const session = new Shared(model, await this.runtime.createSession(model, this.options));
    this.sessions.push(session);
    while (this.sessions.length > this.limit) this.sessions.shift()!.release();
    return session;
  }

  /** Notes that a session is used. */
  touch(session: SharedSession): void {
    const { length } = this.sessions;
    if (this.sessions[length - 1] === session) return;
    const position = this.sessions.indexOf(session as Shared);
    if (position >= 0) this.sessions.push(...this.sessions.splice(position, 1));
  }

  /** Frees all. */
  dispose(): void {
    for (const session of this.sessions) session.release();
    this.sessions = [];
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
