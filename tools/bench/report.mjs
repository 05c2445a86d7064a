import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, release, totalmem, type } from 'node:os';

/**
 * All that was measured, with where and how.
 *
 * @typedef {object} Report
 * @property {string} date
 * @property {{ processor: string, cores: number, memoryGigabytes: number, system: string }} machine
 * @property {Record<string, string>} versions
 * @property {Record<string, string>} peers what each does
 * @property {{ rounds: number, seconds: number } | undefined} [settings] of the speeds
 * @property {import('./measure-speed.mjs').SpeedRow[]} rows
 * @property {import('./measure-overhead.mjs').OverheadRow[]} [overhead]
 * @property {import('./measure-optimizers.mjs').OptimizerRow[]} [optimizers]
 * @property {import('./measure-memory.mjs').MemoryRow[]} memory
 */

/**
 * A report of rows that were measured here and now.
 *
 * @param {readonly import('./peers.mjs').Peer[]} peers
 * @param {Pick<Report, 'settings'> & Partial<Pick<Report, 'rows' | 'overhead' | 'optimizers' | 'memory'>>} measured
 * @returns {Report}
 */
export function makeReport(peers, { settings, rows = [], overhead = [], optimizers = [], memory = [] }) {
  const [{ model: processor }, ...others] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: {
      processor: processor.trim(),
      cores: others.length + 1,
      memoryGigabytes: Math.round(totalmem() / 2 ** 30),
      system: `${type()} ${release()}`,
    },
    versions: Object.assign(ownVersions(), ...rows.map(({ versions }) => versions)),
    peers: Object.fromEntries(peers.map(({ name, about }) => [name, about])),
    settings,
    rows: rows.map(({ versions: _, ...row }) => row),
    overhead,
    optimizers,
    memory,
  };
}

/**
 * One report of several, of which the later ones say where and when.
 *
 * @param {readonly Report[]} reports
 * @returns {Report}
 */
export function mergeReports(reports) {
  return {
    ...reports[reports.length - 1],
    versions: Object.assign({}, ...reports.map(({ versions }) => versions)),
    peers: Object.assign({}, ...reports.map(({ peers }) => peers)),
    settings: reports.find(({ settings }) => settings !== undefined)?.settings,
    rows: reports.flatMap(({ rows }) => rows),
    overhead: reports.flatMap(({ overhead }) => overhead ?? []),
    optimizers: reports.flatMap(({ optimizers }) => optimizers ?? []),
    memory: reports.flatMap(({ memory }) => memory),
  };
}

function ownVersions() {
  const require = createRequire(import.meta.url);
  const names = ['@lml/core', '@tensorflow/tfjs', 'onnxruntime-node'];
  const found = names.flatMap((name) => {
    try {
      return [[name, JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')).version]];
    } catch {
      return [];
    }
  });
  return Object.fromEntries([['Node', process.versions.node], ...found]);
}
