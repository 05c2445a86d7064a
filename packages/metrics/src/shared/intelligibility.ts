import { powerSpectrum } from './fourier.js';
import { resampler } from './resample.js';

/** The sampling rate at which speech is compared, in samples a second. */
const RATE = 10_000;
/** The length of a frame, and how far the next one is. */
const [FRAME, HOP] = [256, 128];
/** The length of Fourier transforms. */
const FOURIER = 512;
/** The third-octave bands, and the middle of the first in samples a second. */
const [BANDS, LOWEST] = [15, 150];
/** How many frames are compared together: 384 milliseconds. */
const SEGMENT = 30;
/** How far below the loudest frame a frame is silent, in decibels. */
const DYNAMIC_RANGE = 40;
/** How much louder than the target a prediction counts at most. */
const CLIP = 1 + 10 ** (15 / 20);
/** What is given for less speech than a segment. */
const TOO_SHORT = 1e-5;

const HANN = Float64Array.from(
  { length: FRAME },
  (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (at + 1)) / (FRAME + 1)),
);

/** The first and last entry of a Fourier transform in each band, the last one left out. */
const EDGES = Array.from({ length: BANDS }, (_, band) =>
  [-1, 1].map((side) => nearestEntry(LOWEST * 2 ** ((2 * band + side) / 6))),
);

function nearestEntry(frequency: number): number {
  return Math.min(FOURIER / 2, Math.round((frequency * FOURIER) / RATE));
}

/** How well the speech of a target is understood in a prediction, both of the sampling rate `fs`, extended or not. */
export function intelligibility(
  fs: number,
  extended: boolean,
): (prediction: Float64Array, target: Float64Array) => number {
  const resample = resampler(RATE, fs);
  const compare = extended ? extendedCorrelation : correlation;
  const spectrum = powerSpectrum(FOURIER);
  return (prediction, target) => {
    const [speech, processed] = withoutSilence(resample(target), resample(prediction));
    const [bands, processedBands] = [bandsOf(speech, spectrum), bandsOf(processed, spectrum)];
    const segments = bands.length - SEGMENT + 1;
    if (segments < 1) return TOO_SHORT;
    let sum = 0;
    for (let from = 0; from < segments; from++) sum += compare(segmentOf(bands, from), segmentOf(processedBands, from));
    return sum / segments;
  };
}

/** The frames of a signal, with the weights of a Hann window; as in Matlab, the one that ends with the signal is left out. */
function framesOf(signal: Float64Array): Float64Array[] {
  const count = Math.max(0, Math.ceil((signal.length - FRAME) / HOP));
  return Array.from({ length: count }, (_, frame) => HANN.map((weight, at) => weight * signal[frame * HOP + at]!));
}

/** Both signals, put together of the frames in which the first is not silent. */
function withoutSilence(speech: Float64Array, processed: Float64Array): [Float64Array, Float64Array] {
  const [frames, others] = [framesOf(speech), framesOf(processed)];
  const loudness = frames.map((frame) => 20 * Math.log10(Math.sqrt(sumOfSquares(frame)) + Number.EPSILON));
  const least = loudness.reduce((most, one) => Math.max(most, one), -Infinity) - DYNAMIC_RANGE;
  const isHeard = (_: unknown, at: number): boolean => loudness[at]! > least;
  return [overlapped(frames.filter(isHeard)), overlapped(others.filter(isHeard))];
}

function overlapped(frames: readonly Float64Array[]): Float64Array {
  const signal = new Float64Array(frames.length === 0 ? 0 : (frames.length - 1) * HOP + FRAME);
  frames.forEach((frame, number) => frame.forEach((value, at) => (signal[number * HOP + at]! += value)));
  return signal;
}

/** The magnitude of each band, for each frame. */
function bandsOf(signal: Float64Array, spectrum: (frame: Float64Array) => Float64Array): Float64Array[] {
  return framesOf(signal).map((frame) => {
    const power = spectrum(frame);
    return Float64Array.from(EDGES, ([from = 0, to = 0]) => {
      let sum = 0;
      for (let at = from; at < to; at++) sum += power[at]!;
      return Math.sqrt(sum);
    });
  });
}

/** The bands over the frames of a segment: one row a band. */
function segmentOf(frames: readonly Float64Array[], from: number): Float64Array[] {
  return Array.from({ length: BANDS }, (_, band) =>
    Float64Array.from({ length: SEGMENT }, (_frame, at) => frames[from + at]![band]!),
  );
}

/** The mean correlation of bands, those of the processed speech as loud as the others and limited. */
function correlation(speech: readonly Float64Array[], processed: readonly Float64Array[]): number {
  const correlations = speech.map((row, band) => {
    const other = processed[band]!;
    const gain = Math.sqrt(sumOfSquares(row)) / (Math.sqrt(sumOfSquares(other)) + Number.EPSILON);
    const limited = other.map((value, at) => Math.min(value * gain, row[at]! * CLIP));
    return dot(unit(centred(limited)), unit(centred(row)));
  });
  return correlations.reduce((sum, one) => sum + one, 0) / BANDS;
}

/** The mean correlation of spectra, after each band and then each spectrum has mean 0 and length 1. */
function extendedCorrelation(speech: readonly Float64Array[], processed: readonly Float64Array[]): number {
  const [one, other] = [speech, processed].map((rows) => spectraOf(rows.map((row) => unit(centred(row)))));
  return (
    one!.reduce((sum, spectrum, at) => sum + dot(unit(centred(spectrum)), unit(centred(other![at]!))), 0) / SEGMENT
  );
}

/** Rows of bands as columns: one spectrum a frame. */
function spectraOf(rows: readonly Float64Array[]): Float64Array[] {
  return Array.from({ length: SEGMENT }, (_, frame) => Float64Array.from(rows, (row) => row[frame]!));
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

/** Values scaled to length 1; zeros stay. */
function unit(values: Float64Array): Float64Array {
  const length = Math.sqrt(sumOfSquares(values)) + Number.EPSILON;
  return values.map((value) => value / length);
}

function sumOfSquares(values: Float64Array): number {
  return dot(values, values);
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}
