import { choosePeers, peersWith } from './choose-peers.mjs';

const all = [
  ...['lml-onnx', 'lml-onnx-full', 'tfjs-loop', 'torch', 'torch-compile'].map((name) => peer(name, false)),
  peer('lml-eager-cpu', true),
];

/**
 * @param {string} name
 * @param {boolean} onRequest
 */
function peer(name, onRequest) {
  return { name, about: '', command: [], task: {}, onRequest };
}

/** @param {string[] | undefined} names */
const chosen = (names) => choosePeers(all, names).map(({ name }) => name);

it('takes all but those that must be asked for', () => {
  expect(chosen(undefined)).toEqual(['lml-onnx', 'lml-onnx-full', 'tfjs-loop', 'torch', 'torch-compile']);
});

it('takes a name as it is, or as the beginning of others, once each and in the order of tables', () => {
  expect(chosen(['torch'])).toEqual(['torch']);
  expect(chosen(['tfjs', 'lml', 'lml-onnx'])).toEqual(['lml-onnx', 'lml-onnx-full', 'tfjs-loop', 'lml-eager-cpu']);
});

it('names the peers where there is none of a name', () => {
  expect(() => chosen(['torc'])).toThrow("There is no 'torc' here. There are: lml-onnx, lml-onnx-full, tfjs-loop");
});

it('leaves out those that do not have a model', () => {
  const some = [peer('lml-onnx', false), { ...peer('jax-js', false), models: /** @type {const} */ (['mlp', 'lenet']) }];
  expect(peersWith(some, 'lenet')).toEqual(some);
  expect(peersWith(some, 'lstm')).toEqual([some[0]]);
});
