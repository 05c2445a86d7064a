import { existsSync } from 'node:fs';
import { engineNames } from './node/engines.mjs';
import { PROGRAMS, PYTHON } from './paths.mjs';

/**
 * Something that trains the models.
 *
 * @typedef {object} Peer
 * @property {string} name
 * @property {string} about what it does, for readers
 * @property {readonly string[]} command
 * @property {Readonly<Record<string, string>>} task what the program is told besides the model
 * @property {boolean} onRequest whether it runs only where its name, or the beginning of it, is given
 * @property {readonly import('./models.mjs').ModelName[]} [models] those that it has, if not all
 */

/**
 * The peers that can run here, in the order of tables.
 *
 * @returns {Peer[]}
 */
export function peers() {
  const engines = engineNames().toSorted((a, b) => Number(a === 'eager') - Number(b === 'eager'));
  return [
    ...engines.flatMap((engine) => lml(engine, false)),
    ...lml('eager-cpu', true),
    peer('tfjs-loop', 'stock TensorFlow.js, a loop by hand', [process.execPath, PROGRAMS.tfjs], { way: 'loop' }),
    peer('tfjs-fit', 'stock TensorFlow.js, `LayersModel.fit`', [process.execPath, PROGRAMS.tfjs], { way: 'fit' }),
    jax(),
    ...(existsSync(PYTHON) ? python() : []),
  ];
}

/**
 * @param {string} engine
 * @param {boolean} onRequest
 */
function lml(engine, onRequest) {
  const command = [process.execPath, PROGRAMS.lml];
  return [
    peer(`lml-${engine}`, `LML, the Trainer, engine ${engine}`, command, { engine, way: 'trainer' }, onRequest),
    peer(
      `lml-${engine}-full`,
      'the same with progress bar, log and checkpoints',
      command,
      { engine, way: 'full' },
      onRequest,
    ),
    peer(
      `lml-${engine}-loop`,
      'the same engine and data loader, a loop by hand',
      command,
      { engine, way: 'loop' },
      onRequest,
    ),
  ];
}

/** @returns {Peer} */
function jax() {
  const about = 'jax-js, a loop by hand, on wasm and one thread';
  return { ...peer('jax-js', about, [process.execPath, PROGRAMS.jax], { way: 'loop' }), models: ['mlp', 'lenet'] };
}

function python() {
  const command = [PYTHON, PROGRAMS.python];
  return [
    peer('torch', 'PyTorch, a loop by hand', command, { way: 'eager' }),
    peer('torch-compile', 'the same with `torch.compile` and fused Adam', command, { way: 'compile' }),
    peer('lightning', 'PyTorch Lightning with a DataLoader', command, { way: 'lightning' }),
  ];
}

/**
 * @param {string} name
 * @param {string} about
 * @param {readonly string[]} command
 * @param {Readonly<Record<string, string>>} task
 * @returns {Peer}
 */
function peer(name, about, command, task, onRequest = false) {
  return { name, about, command, task, onRequest };
}
