// An LSTM and its gradient: the steps as a Scan, one after the other in the graph, and with ONNX's LSTM.
import { compare } from './micro.mjs';

const [time, size, units] = [50, 64, 64];
const split = (emit, name, axis, parts) => emit.split('Split', [name], { axis, num_outputs: parts }, parts);

/** What the ways share: inputs, small helpers, and the gradient from what was kept of all steps. */
function setUp(batch, emit, input) {
  const rows = time * batch;
  const small = (index) => Math.sin(index * 7919) / 8;
  const [x, kernel, back, bias, ofSequence] = [
    input([batch, time, size]),
    input([size, 4 * units], small),
    input([units, 4 * units], small),
    input([4 * units], small),
    input([batch, time, units]),
  ];
  const zeros = emit.numbers(new Float32Array(batch * units), 'float32', [batch, units]);
  const op = (name, ...inputs) => emit.node(name, inputs);
  const join = (names, axis = 0) => emit.node('Concat', names, { axis });
  const timeFirst = (name) => emit.node('Transpose', [name], { perm: [1, 0, 2] });
  const xRows = emit.reshape(timeFirst(x), [rows, size]);
  const shifted = (name) =>
    join([zeros, emit.node('Slice', [name, emit.int64s([0]), emit.int64s([rows - batch]), emit.int64s([0])])]);
  const stepped = (name, width = units) => emit.reshape(name, [time, batch, width]);
  /** The columns of i, f and o, and those of g. */
  const parts = (weight, axis) => {
    const [i, f, g, o] = split(emit, weight, axis, 4);
    return [join([i, f, o], axis), g];
  };
  return { batch, rows, emit, x, kernel, back, bias, ofSequence, zeros, op, join, timeFirst, xRows, shifted, stepped, parts }; // prettier-ignore
}

/** One step forwards, of a graph or of the body of a Scan. */
function step(emit, [h, c], [gatesBack, candidateBack], [gatesFlow, candidateFlow]) {
  const op = (name, ...inputs) => emit.node(name, inputs);
  const gates = op('Sigmoid', op('Gemm', h, gatesBack, gatesFlow));
  const g = op('Tanh', op('Gemm', h, candidateBack, candidateFlow));
  const [i, f, o] = split(emit, gates, 1, 3);
  const forgotten = op('Mul', f, c);
  const next = op('Add', forgotten, op('Mul', i, g));
  const curve = op('Tanh', next);
  return { i, f, g, o, before: c, kept: forgotten, next, curve, h: op('Mul', o, curve) };
}

/** One step backwards. */
function stepBack(emit, [ofH, ofC], back, [effect, onCurve, forget, ofOutput]) {
  const op = (name, ...inputs) => emit.node(name, inputs);
  const ofThis = op('Add', ofH, ofOutput);
  const ofNext = op('Add', op('Mul', ofThis, onCurve), ofC);
  const flow = op('Mul', emit.node('Concat', [ofNext, ofNext, ofNext, ofThis], { axis: 1 }), effect);
  return { flow, ofH: emit.node('Gemm', [flow, back], { transB: 1 }), ofC: op('Mul', ofNext, forget) };
}

const KEPT = ['i', 'f', 'g', 'o', 'before', 'curve', 'h'];
/** What is no state, so that nothing is copied. */
const NO_STATE = ['i', 'f', 'g', 'o', 'kept', 'curve'];

function flows({ op, parts, kernel, bias, xRows }) {
  const [weights, biases] = [parts(kernel, 1), parts(bias, 0)];
  return weights.map((weight, index) => op('Gemm', xRows, weight, biases[index]));
}

function forwardScan(given, kept = KEPT) {
  const { emit, batch, rows, zeros, parts, back, stepped } = given;
  const [gatesFlow, candidateFlow] = flows(given);
  const backs = parts(back, 1);
  const body = emit.subgraph('step', (inner) => {
    const open = (width) => inner.addInput({ name: inner.freshName(), type: 'float32', shape: [batch, width] });
    const [h, c, ...slices] = [units, units, 3 * units, units].map(open);
    const all = step(inner, [h, c], backs, slices);
    for (const name of [all.h, all.next, ...kept.map((key) => all[key])])
      inner.addOutput(name, 'float32', [batch, units]);
  });
  const inputs = [zeros, zeros, stepped(gatesFlow, 3 * units), stepped(candidateFlow)];
  const [, , ...collected] = emit.split('Scan', inputs, { body, num_scan_inputs: 2 }, 2 + kept.length);
  return Object.fromEntries(kept.map((key, index) => [key, emit.reshape(collected[index], [rows, units])]));
}

function forwardUnrolled(given) {
  const { emit, zeros, parts, back, join } = given;
  const [gatesFlows, candidateFlows] = flows(given).map((all) => split(emit, all, 0, time));
  const backs = parts(back, 1);
  const visited = [];
  let [h, c] = [zeros, zeros];
  for (let t = 0; t < time; t++) {
    const all = step(emit, [h, c], backs, [gatesFlows[t], candidateFlows[t]]);
    visited.push(all);
    [h, c] = [all.h, all.next];
  }
  return Object.fromEntries(KEPT.map((key) => [key, join(visited.map((all) => all[key]))]));
}

/** ONNX's LSTM gives h; the gates are computed again of that, all at once, and c in a short loop. */
function forwardLstm(given) {
  const { emit, batch, rows, x, kernel, back, bias, zeros, op, join, timeFirst, xRows, shifted } = given;
  const ordered = (weight, axis) => {
    const [i, f, g, o] = split(emit, weight, axis, 4);
    return join([i, o, f, g], axis);
  };
  const weight = (name, width) =>
    emit.reshape(emit.node('Transpose', [ordered(name, 1)], { perm: [1, 0] }), [1, 4 * units, width]);
  const none = emit.numbers(new Float32Array(4 * units), 'float32');
  const biases = emit.reshape(join([ordered(bias, 0), none]), [1, 8 * units]);
  const inputs = [timeFirst(x), weight(kernel, size), weight(back, units), biases, '', ...[zeros, zeros].map((state) => emit.reshape(state, [1, batch, units]))]; // prettier-ignore
  const h = emit.reshape(emit.split('LSTM', inputs, { hidden_size: units }, 3)[0], [rows, units]);
  const sums = op('Gemm', shifted(h), back, op('Gemm', xRows, kernel, bias));
  const [i, f, g, o] = split(emit, sums, 1, 4).map((sum, index) => op(index === 2 ? 'Tanh' : 'Sigmoid', sum));
  const [forgets, takens] = [f, op('Mul', i, g)].map((all) => split(emit, all, 0, time));
  const cells = [zeros];
  for (let t = 0; t < time; t++) cells.push(op('Add', op('Mul', forgets[t], cells[t]), takens[t]));
  return { i, f, g, o, h, before: join(cells.slice(0, -1)), curve: op('Tanh', join(cells.slice(1))) };
}

function backward(given, { i, f, g, o, before, kept, curve, h }, isScan) {
  const { batch, rows, emit, kernel, back, ofSequence, zeros, op, join, timeFirst, xRows, shifted, stepped } = given;
  const sloped = (whole, gate) => op('Sub', whole, op('Mul', whole, gate));
  const taken = op('Mul', g, i);
  const effects = join([sloped(taken, i), sloped(kept ?? op('Mul', before, f), f), op('Sub', i, op('Mul', taken, g)), sloped(h, o)], 1); // prettier-ignore
  const onCurve = op('Sub', o, op('Mul', h, curve));
  const slices = [stepped(effects, 4 * units), stepped(onCurve), stepped(f), timeFirst(ofSequence)];
  const widths = [4 * units, units, units, units];
  let flow;
  if (isScan) {
    const body = emit.subgraph('step', (inner) => {
      const open = (width) => inner.addInput({ name: inner.freshName(), type: 'float32', shape: [batch, width] });
      const [ofH, ofC, ...rest] = [units, units, ...widths].map(open);
      const result = stepBack(inner, [ofH, ofC], back, rest);
      for (const [name, width] of [
        [result.ofH, units],
        [result.ofC, units],
        [result.flow, 4 * units],
      ])
        // prettier-ignore
        inner.addOutput(name, 'float32', [batch, width]);
    });
    const directions = { scan_input_directions: [1, 1, 1, 1], scan_output_directions: [1] };
    flow = emit.split('Scan', [zeros, zeros, ...slices], { body, num_scan_inputs: 4, ...directions }, 3)[2];
  } else {
    const at = slices.map((all, index) => split(emit, emit.reshape(all, [rows, widths[index]]), 0, time));
    const steps = [];
    let [ofH, ofC] = [zeros, zeros];
    for (let t = time - 1; t >= 0; t--) {
      const result = stepBack(emit, [ofH, ofC], back, at.map((each) => each[t])); // prettier-ignore
      steps.unshift(result.flow);
      ({ ofH, ofC } = result);
    }
    flow = join(steps);
  }
  const all = emit.reshape(flow, [rows, 4 * units]);
  const product = (a, b, attributes) => emit.node('Gemm', [a, b], attributes);
  return [
    product(xRows, all, { transA: 1 }),
    product(shifted(h), all, { transA: 1 }),
    emit.node('ReduceSum', [all, emit.int64s([0])], { keepdims: 0 }),
    timeFirst(stepped(product(all, kernel, { transB: 1 }), size)),
    timeFirst(stepped(h)),
  ];
}

for (const batch of [32, 128]) {
  const way = (forward, isScan) => (emit, input) => {
    const given = setUp(batch, emit, input);
    return backward(given, forward(given), isScan);
  };
  await compare(`LSTM of ${time} steps, batch ${batch}`, {
    'Scan, Scan': way(forwardScan, true),
    'Scan that copies no states, Scan': (emit, input) => {
      const given = setUp(batch, emit, input);
      const all = forwardScan(given, NO_STATE);
      return backward(given, { ...all, h: given.op('Mul', all.o, all.curve) }, true);
    },
    'unrolled, unrolled': way(forwardUnrolled, false),
    'unrolled, Scan': way(forwardUnrolled, true),
    'LSTM and gates again, Scan': way(forwardLstm, true),
  });
}
