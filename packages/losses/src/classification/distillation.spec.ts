import { valueAndGradients } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { distillation } from './distillation.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('distillation', () => {
  it('does not move the teacher', () => {
    const [student, teacher] = [tf.tensor2d([[0, 1]]), tf.tensor2d([[3, -1]])];
    const loss = () => distillation({ alpha: 1 })(student, { teacher }) as tf.Scalar;
    expect(numbers(valueAndGradients(loss, [teacher]).gradients[0]!)).toEqual([0, 0]);
  });

  it('has gradients that hardly depend on a high temperature', () => {
    const slope = (temperature: number): number => {
      const loss = distillation({ alpha: 1, temperature });
      return numbers(tf.grad((x) => loss(x, { teacher: tf.tensor2d([[1, -1]]) }))(tf.zeros([1, 2])))[0]!;
    };
    expect(slope(40)).toBeCloseTo(slope(20), 3);
    expect(slope(40)).toBeCloseTo(-0.5, 2);
  });

  it.each([tf.zeros([1, 2]), undefined])('says what its target consists of, given %#', (target) => {
    const act = (): unknown => distillation()(tf.zeros([1, 2]), target as never);
    expect(act).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
    expect(act).toThrow('The target of distillation must be a record of tensors, { teacher, labels }');
  });
});
