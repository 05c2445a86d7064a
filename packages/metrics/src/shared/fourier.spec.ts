import { powerSpectrum } from './fourier.js';

describe('powerSpectrum', () => {
  it('has the squared magnitudes of the discrete Fourier transform', () => {
    const signal = Float64Array.of(1, -2, 0.5, 3, 7);
    const power = powerSpectrum(8)(signal);
    expect(power).toHaveLength(5);
    power.forEach((value, entry) => {
      let [real, imaginary] = [0, 0];
      signal.forEach((sample, at) => {
        real += sample * Math.cos((2 * Math.PI * entry * at) / 8);
        imaginary -= sample * Math.sin((2 * Math.PI * entry * at) / 8);
      });
      expect(value).toBeCloseTo(real ** 2 + imaginary ** 2, 10);
    });
  });

  it('finds a tone, and nothing of the signal before', () => {
    const spectrum = powerSpectrum(64);
    spectrum(Float64Array.from({ length: 64 }, () => 1));
    const power = spectrum(Float64Array.from({ length: 64 }, (_, at) => Math.sin((2 * Math.PI * 5 * at) / 64)));
    power.forEach((value, entry) => expect(value).toBeCloseTo(entry === 5 ? 32 ** 2 : 0, 8));
  });
});
