import type { Dataset } from '../data/dataset.js';
import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import { isRecord } from '../data/given-record.js';

/** The keys of `data` under which data stand. */
const DATA = /^data\.(dataset|train|validation|test|predict)(\.|$)/;

/** Whether a path of a config is within the data themselves. */
export function isWithinData(path: string): boolean {
  return DATA.test(path);
}

/** A config with stand-ins for the data that it cannot tell, at the paths that are missing: they cannot be opened. */
export function withAbsentData(config: unknown, missing: readonly string[]): unknown {
  if (!isRecord(config) || !isRecord(config['data'])) return config;
  const data: Record<string, unknown> = { ...config['data'] };
  for (const path of missing.filter(isWithinData)) {
    const [, key = '', set] = path.split('.');
    const given = data[key];
    const isSet = set !== undefined && isRecord(given) && !('name' in given) && !('open' in given);
    data[key] = isSet ? { ...given, [set]: absentDataset(`data.${key}.${set}`) } : absentDataset(`data.${key}`);
  }
  return { ...config, data };
}

function absentDataset(path: string): Dataset {
  const absent = (): never => {
    throw new IncompleteLearnerError(
      `The data under '${path}' were handed over in code, and are in no checkpoint. Make the project in code with them and call ` +
        'project.load(checkpoint); to predict, hand a dataset over: project.predict({ dataset }).',
    );
  };
  return { open: absent, length: 0, get: absent };
}
