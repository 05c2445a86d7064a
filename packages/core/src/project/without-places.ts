/** A config of somebody else without what may say where something is written, and the paths of what that was. */
export function withoutPlaces(config: unknown): { config: unknown; leftOut: readonly string[] } {
  if (!isRecord(config)) return { config, leftOut: [] };
  const { folder, ...rest } = config;
  const leftOut = folder === undefined ? [] : ['folder'];
  if (!isRecord(rest['trainer']) || !Array.isArray(rest['trainer']['loggers'])) return { config: rest, leftOut };
  const { trainer } = rest;
  const loggers = (trainer['loggers'] as unknown[]).filter((logger, index) => {
    // Which option of a plugin's logger is a path, nobody here knows.
    const isPlain =
      typeof logger === 'string' || (isRecord(logger) && Object.keys(logger).every((key) => key === 'name'));
    if (!isPlain) leftOut.push(`trainer.loggers.${index}`);
    return isPlain;
  });
  return { config: { ...rest, trainer: { ...trainer, loggers } }, leftOut };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
