import { node } from '../workspace/run.mjs';

const program = new URL('./programs/weights.mjs', import.meta.url).pathname;

describe('two processes', () => {
  it.each(['eager', 'onnx'])(
    'with one seed train identical weights under equal names on %s, whatever else was built before',
    async (engine) => {
      const [first, second] = await Promise.all([node([program, '0', engine]), node([program, '5', engine])]);
      expect(JSON.parse(second)).toEqual(JSON.parse(first));
      expect(JSON.parse(first).names).toEqual([
        'dense_0/kernel',
        'dense_0/bias',
        'batch_normalization_0/gamma',
        'batch_normalization_0/beta',
        'batch_normalization_0/moving_mean',
        'batch_normalization_0/moving_variance',
        'dense_1/kernel',
        'dense_1/bias',
      ]);
    },
  );
});
