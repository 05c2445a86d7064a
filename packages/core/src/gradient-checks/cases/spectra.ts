import * as tf from '@tensorflow/tfjs';

import { opCase, type GradientCase } from '../gradient-case.js';

/** Complex numbers and Fourier transforms. */
export const spectra: readonly GradientCase[] = [
  opCase('real', (x, y) => tf.real(tf.complex(x, y)), [[4], [4]], { refused: 'Real' }),
  opCase('imag', (x, y) => tf.imag(tf.complex(x, y)), [[4], [4]], { refused: 'Imag' }),
  opCase('complex', (x, y) => tf.abs(tf.complex(x, y)), [[4], [4]], { refused: 'ComplexAbs' }),
  opCase('spectral.fft', (x, y) => tf.abs(tf.spectral.fft(tf.complex(x, y))), [[4], [4]], { refused: 'ComplexAbs' }),
  opCase('spectral.ifft', (x, y) => tf.abs(tf.spectral.ifft(tf.complex(x, y))), [[4], [4]], { refused: 'ComplexAbs' }),
  opCase('spectral.rfft', (x) => tf.abs(tf.spectral.rfft(x)), [[4]], { refused: 'ComplexAbs' }),
  opCase('spectral.irfft', (x, y) => tf.spectral.irfft(tf.complex(x, y)), [[3], [3]], { refused: 'Real' }),
  opCase('signal.stft', (x) => tf.abs(tf.signal.stft(x as tf.Tensor1D, 4, 2)), [[8]], { refused: 'ComplexAbs' }),
  opCase('cast: to complex64', (x) => tf.abs(tf.mul(tf.cast(x, 'complex64'), tf.complex(2, 1))), [[4]], {
    refused: 'ComplexAbs',
  }),
];
