import { fileURLToPath } from 'node:url';

/** @param {string} path from here */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** What benchmarks write for themselves. */
export const CACHE = here('../../.cache/bench');
/** Run folders of LML and what peers print; of this process, which removes it. */
export const RUNS = `${CACHE}/runs/${process.pid}`;
/** The Python that `python/setup.sh` installs. */
export const PYTHON = `${CACHE}/python/bin/python`;
/** The programs of the peers. */
export const PROGRAMS = {
  lml: here('node/lml.mjs'),
  overhead: here('node/overhead.mjs'),
  tfjs: here('node/tfjs.mjs'),
  jax: here('node/jax.mjs'),
  python: here('python/peer.py'),
};
