import { z } from 'zod';

/**
 * The element-wise functions that may stand between layers, under TensorFlow.js's names. `swish` is also called SiLU,
 * `gelu_new` is GELU by its tanh approximation, `linear` is the identity.
 */
export const activationName = z.enum([
  'elu',
  'gelu',
  'gelu_new',
  'hardSigmoid',
  'linear',
  'mish',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'softplus',
  'softsign',
  'swish',
  'tanh',
]);

/** One of {@link activationName}. */
export type ActivationName = z.output<typeof activationName>;

/** How the kernel before an activation is drawn, so that signals neither grow nor fade from layer to layer. */
export function kernelInitializer(activation: ActivationName): 'glorotUniform' | 'heUniform' | 'leCunNormal' {
  switch (activation) {
    case 'elu':
    case 'gelu':
    case 'gelu_new':
    case 'mish':
    case 'relu':
    case 'relu6':
    case 'swish':
      // He et al. 2015, Delving Deep into Rectifiers: these let about half of the variance through.
      return 'heUniform';
    case 'selu':
      // Klambauer et al. 2017, Self-Normalizing Neural Networks: a condition of their fixed point.
      return 'leCunNormal';
    case 'hardSigmoid':
    case 'linear':
    case 'sigmoid':
    case 'softplus':
    case 'softsign':
    case 'tanh':
      // Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward neural networks.
      return 'glorotUniform';
  }
}
