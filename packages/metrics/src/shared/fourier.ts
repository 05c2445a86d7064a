/**
 * Makes the function that computes the squared magnitudes of the first `size / 2 + 1` entries of a real signal's discrete Fourier transform,
 * for a power of two; a shorter signal is followed by zeros. It may use its arrays again.
 */
export function powerSpectrum(size: number): (signal: Float64Array) => Float64Array {
  const [real, imaginary] = [new Float64Array(size), new Float64Array(size)];
  const [cosines, sines] = [new Float64Array(size / 2), new Float64Array(size / 2)];
  for (let at = 0; at < size / 2; at++) {
    cosines[at] = Math.cos((2 * Math.PI * at) / size);
    sines[at] = -Math.sin((2 * Math.PI * at) / size);
  }
  const reversed = bitReversal(size);
  const power = new Float64Array(size / 2 + 1);
  return (signal) => {
    for (let at = 0; at < size; at++) real[at] = signal[reversed[at]!] ?? 0;
    imaginary.fill(0);
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half)
        for (let at = 0; at < half; at++) {
          const [one, other] = [start + at, start + at + half];
          const [cosine, sine] = [cosines[at * stride]!, sines[at * stride]!];
          const turnedReal = real[other]! * cosine - imaginary[other]! * sine;
          const turnedImaginary = real[other]! * sine + imaginary[other]! * cosine;
          real[other] = real[one]! - turnedReal;
          imaginary[other] = imaginary[one]! - turnedImaginary;
          real[one]! += turnedReal;
          imaginary[one]! += turnedImaginary;
        }
    }
    for (let at = 0; at < power.length; at++) power[at] = real[at]! ** 2 + imaginary[at]! ** 2;
    return power;
  };
}

/** The numbers below a power of two with their bits in the opposite order. */
function bitReversal(size: number): Uint32Array {
  const reversed = new Uint32Array(size);
  for (let at = 1; at < size; at++) reversed[at] = (reversed[at >> 1]! >> 1) | (at & 1 ? size >> 1 : 0);
  return reversed;
}
