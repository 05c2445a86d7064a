/**
 * A config of somebody else without what may say where something is written or where code is, and the paths of what that was. Which
 * option of a plugin's logger or backend is a path, nobody here knows, so of these only such without options are left.
 */
export function withoutPlaces(config: unknown): { config: unknown; leftOut: readonly string[] } {
  if (!isRecord(config)) return { config, leftOut: [] };
  const { folder, ...rest } = config;
  const leftOut = folder === undefined ? [] : ['folder'];
  if (!isRecord(rest['trainer'])) return { config: rest, leftOut };
  const trainer = { ...rest['trainer'] };
  const { loggers, backend } = trainer;
  if (Array.isArray(loggers)) {
    trainer['loggers'] = (loggers as unknown[]).filter((logger, index) => {
      if (!isPlain(logger)) leftOut.push(`trainer.loggers.${index}`);
      return isPlain(logger);
    });
  }
  if (backend !== undefined && !isPlain(backend)) {
    leftOut.push('trainer.backend');
    delete trainer['backend'];
  }
  return { config: { ...rest, trainer }, leftOut };
}

/** Whether it is a component's name and nothing else. */
function isPlain(value: unknown): boolean {
  return typeof value === 'string' || (isRecord(value) && Object.keys(value).every((key) => key === 'name'));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
