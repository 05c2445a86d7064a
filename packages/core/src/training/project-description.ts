/** A project as a config, and the parts that cannot be written because the registry did not make them. */
export interface ProjectDescription {
  /** The config, with defaults filled in. */
  readonly config: Record<string, unknown>;
  /** Paths of the parts that are left out. */
  readonly missing: readonly string[];
}
