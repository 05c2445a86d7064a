/** A warning that was given: of LML it has a code. */
export interface GivenWarning {
  /** `LML_RUNS_EAGERLY` */
  readonly code: string | undefined;
  /** Its text. */
  readonly message: string;
}

type EmitWarning = (warning: string | Error, options?: { code?: string }) => void;

/** The warnings that are given while `run` runs, in Node. Nothing of them is shown. */
export async function watchWarnings(run: () => Promise<void>): Promise<GivenWarning[]> {
  const { process } = globalThis as { process?: { emitWarning?: EmitWarning } };
  const { emitWarning } = process ?? {};
  const given: GivenWarning[] = [];
  if (process === undefined || emitWarning === undefined) {
    await run();
    return given;
  }
  process.emitWarning = (warning, options) => void given.push({ code: options?.code, message: String(warning) });
  try {
    await run();
    return given;
  } finally {
    process.emitWarning = emitWarning;
  }
}
