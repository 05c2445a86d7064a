// The derivative of ReLU, alone and times what comes from above: 1 where x > 0, else 0 or alpha.
import { float } from '../../../packages/compiler/dist/onnx/model.js';
import { compare } from './micro.mjs';

const FLOAT = 1;

for (const shape of [
  [128, 128],
  [32, 32, 26, 26],
]) {
  const zero = (emit) => emit.scalar(0, 'float32');
  const above = (emit, x) => emit.node('Greater', [x, zero(emit)]);
  const ramp = (emit, x) => emit.node('HardSigmoid', [x], { alpha: float(3.4028234e38), beta: float(0) });
  const times = (build) => (emit, input) => emit.node('Mul', [input(shape), build(emit, input(shape))]);
  await compare(`dy · step(x), [${shape}]`, {
    'Cast(Greater)': times((emit, x) => emit.node('Cast', [above(emit, x)], { to: FLOAT })),
    HardSigmoid: times(ramp),
    'Clip(Sign)': times((emit, x) => emit.node('Relu', [emit.node('Sign', [x])])),
    'Where of dy': (emit, input) => {
      const dy = input(shape);
      return emit.node('Where', [above(emit, input(shape)), dy, zero(emit)]);
    },
  });
  const alpha = (emit) => emit.scalar(0.2, 'float32');
  const one = (emit) => emit.scalar(1, 'float32');
  await compare(`dy · step(x, alpha), [${shape}]`, {
    'Where of numbers': times((emit, x) => emit.node('Where', [above(emit, x), one(emit), alpha(emit)])),
    'Max(HardSigmoid, alpha)': times((emit, x) => emit.node('Max', [ramp(emit, x), alpha(emit)])),
    'Clip(HardSigmoid)': times((emit, x) => emit.node('Clip', [ramp(emit, x), alpha(emit)])),
  });
}
