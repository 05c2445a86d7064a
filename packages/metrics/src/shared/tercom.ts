import { beamEdits, EDIT } from './beam-edits.js';
import { numbered } from './words.js';

/** The longest run of words that is moved, how far, and how many moves are tried, as in Tercom and sacrebleu. */
const [LONGEST, FARTHEST, MOST_TRIES] = [10, 50, 1000];

/**
 * The translation edits by which a prediction becomes its reference: words put in, left out or replaced, and runs of words moved, each one
 * edit. It is an approximation that moves, as long as that helps, the run that helps most; which runs are tried is Tercom's choice, in the form
 * that sacrebleu has of it, so that both give the same numbers.
 */
export function translationEditsOf(prediction: readonly string[], reference: readonly string[]): number {
  const [ours, right] = numbered(prediction, reference) as [Int32Array, Int32Array];
  if (right.length === 0) return ours.length;
  let words = ours;
  let moves = 0;
  let tries = 0;
  for (;;) {
    const best = bestMove(words, right, tries);
    tries = best.tries;
    // What was found when the tries were over does not count.
    if (tries >= MOST_TRIES || best.gain <= 0) break;
    moves += 1;
    words = best.words;
  }
  return moves + beamEdits(words, right).distance;
}

/** A move that may help. */
interface Move {
  /** How many edits it spares. */
  readonly gain: number;
  /** How many words are moved. */
  readonly length: number;
  /** Where from. */
  readonly start: number;
  /** Where to. */
  readonly target: number;
  /** The words after it. */
  readonly words: Int32Array;
}

function bestMove(
  words: Int32Array,
  right: Int32Array,
  tried: number,
): { readonly gain: number; readonly words: Int32Array; readonly tries: number } {
  const before = beamEdits(words, right);
  const alignment = align(before.trace);
  let best: Move | undefined;
  let tries = tried;
  for (const [start, place, length] of equalRuns(words, right)) {
    if (!mayHelp(alignment, start, place, length)) continue;
    let last = -1;
    for (let offset = -1; offset < length; offset++) {
      const at = place + offset;
      if (at >= alignment.places.length) break;
      const target = at === -1 ? 0 : alignment.places[at]! + 1;
      if (target === last) continue;
      last = target;
      const moved = move(words, start, length, target);
      const gain = before.distance - beamEdits(moved, right).distance;
      const candidate = { gain, length, start, target, words: moved };
      tries += 1;
      if (best === undefined || isBetter(candidate, best)) best = candidate;
    }
    if (tries >= MOST_TRIES) break;
  }
  return { gain: best?.gain ?? 0, words: best?.words ?? words, tries };
}

/** More edits spared, then more words, then the earlier run, then the earlier target. */
function isBetter(a: Move, b: Move): boolean {
  const differences = [a.gain - b.gain, a.length - b.length, b.start - a.start, b.target - a.target];
  return (differences.find((difference) => difference !== 0) ?? 0) > 0;
}

/** Runs of words that stand in both, as `[start in the prediction, start in the reference, length]`. */
function* equalRuns(words: Int32Array, right: Int32Array): Generator<readonly [number, number, number]> {
  for (let start = 0; start < words.length; start++) {
    const last = Math.min(right.length - 1, start + FARTHEST);
    for (let place = Math.max(0, start - FARTHEST); place <= last; place++) {
      const longest = Math.min(LONGEST, words.length - start, right.length - place);
      for (let length = 1; length <= longest && words[start + length - 1] === right[place + length - 1]; length++)
        yield [start, place, length];
    }
  }
}

/** Where the words of the reference are in the prediction, and which words of either are wrong there. */
interface Alignment {
  readonly places: readonly number[];
  readonly wrong: readonly boolean[];
  readonly wrongRight: readonly boolean[];
}

function align(trace: readonly number[]): Alignment {
  const [places, wrong, wrongRight]: [number[], boolean[], boolean[]] = [[], [], []];
  for (const edit of trace) {
    if (edit !== EDIT.insert) wrong.push(edit !== EDIT.none);
    if (edit === EDIT.delete) continue;
    wrongRight.push(edit !== EDIT.none);
    places.push(wrong.length - 1);
  }
  return { places, wrong, wrongRight };
}

/** A run is moved only if some of it is wrong where it is, and something else stands where it should, outside of itself. */
function mayHelp({ places, wrong, wrongRight }: Alignment, start: number, place: number, length: number): boolean {
  const isWrong = (errors: readonly boolean[], from: number): boolean => {
    for (let at = from; at < from + length; at++) if (errors[at] === true) return true;
    return false;
  };
  if (!isWrong(wrong, start) || !isWrong(wrongRight, place)) return false;
  return places[place]! < start || places[place]! >= start + length;
}

/** The words with a run of them moved to a place before another word. */
function move(words: Int32Array, start: number, length: number, target: number): Int32Array {
  const run = words.subarray(start, start + length);
  // Behind the run, places are counted without it; within it, from its start on.
  const rest = [...words.subarray(0, start), ...words.subarray(start + length)];
  const at = Math.min(target > start + length ? target - length : target, rest.length);
  const moved = new Int32Array(words.length);
  moved.set(rest.slice(0, at));
  moved.set(run, at);
  moved.set(rest.slice(at), at + length);
  return moved;
}
