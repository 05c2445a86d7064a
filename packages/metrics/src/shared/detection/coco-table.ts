import { ndArray, type MetricValues, type NdArray } from '@lml/core';

import { AREAS, matchClass } from './match-image.js';
import { overlapsOfBoxes, type Boxes } from './box-overlaps.js';
import type { ImageObjects } from './image-objects.js';
import { areasOf, someBoxes, type Objects } from './objects.js';
import { overlapsOfMasks } from './mask-overlaps.js';
import type { RunLengths } from './run-lengths.js';

/** How objects are matched, and what is kept of it. */
export interface MatchOptions {
  /** By which overlaps an object is right. */
  readonly thresholds: readonly number[];
  /** How many of a class are looked at in an image, at the most. */
  readonly most: number;
  /** Whether boxes or masks are compared. */
  readonly type: 'bbox' | 'segm';
  /** Whether all classes are one. */
  readonly asOne: boolean;
  /** Whether overlaps are kept. */
  readonly keepsOverlaps: boolean;
}

/** What is kept of objects and their matches, a row for each: of those found, and of those that are there. */
export interface MatchRows {
  /** How likely those found are. */
  readonly scores: number[];
  /** Their classes. */
  readonly labels: number[];
  /** Which of its class in its image it is, the likeliest being 0. */
  readonly ranks: number[];
  /** What became of it, `[found, areas · thresholds]`. */
  readonly marks: Uint8Array[];
  /** The classes of right ones. */
  readonly rightLabels: number[];
  /** Whether it counts, `[right, areas]`. */
  readonly counts: Uint8Array[];
  /** Overlaps, one matrix after the other. */
  readonly overlaps: Float64Array[];
  /** Class, rows and columns of each matrix. */
  readonly overlapShapes: number[];
  /** How many matrices an image has. */
  readonly matrices: number[];
}

/** Matches the objects of images, class by class. */
export function matchImages(images: readonly ImageObjects[], options: MatchOptions): MatchRows {
  const rows: MatchRows = {
    scores: [],
    labels: [],
    ranks: [],
    marks: [],
    rightLabels: [],
    counts: [],
    overlaps: [],
    overlapShapes: [],
    matrices: [],
  };
  for (const image of images) {
    const before = rows.overlapShapes.length;
    const classes = byClass(image, options.asOne);
    for (const [label, { found, right }] of classes) matchLabel(label, found, right, image, options, rows);
    rows.matrices.push((rows.overlapShapes.length - before) / 3);
  }
  return rows;
}

/** The rows of an image, by class, in order of classes. */
function byClass(
  { found, right }: ImageObjects,
  asOne: boolean,
): [label: number, rows: { readonly found: number[]; readonly right: number[] }][] {
  const classes = new Map<number, { found: number[]; right: number[] }>();
  for (const [side, { labels }] of [
    ['found', found],
    ['right', right],
  ] as const)
    labels.forEach((given, row) => {
      const label = asOne ? 0 : given;
      let own = classes.get(label);
      if (own === undefined) classes.set(label, (own = { found: [], right: [] }));
      own[side].push(row);
    });
  return [...classes].sort(([a], [b]) => a - b);
}

function matchLabel(
  label: number,
  foundRows: readonly number[],
  right: readonly number[],
  image: ImageObjects,
  { thresholds, most, type, keepsOverlaps }: MatchOptions,
  rows: MatchRows,
): void {
  const scores = image.found.scores!;
  // Equal scores stay in the order of their rows.
  const found = [...foundRows].sort((a, b) => scores[b]! - scores[a]!).slice(0, most);
  const crowds = right.map((row) => image.right.crowds[row]!);
  const [own, there] = [partOf(image.found, found, type), partOf(image.right, right, type)];
  const isCrowd = (at: number): boolean => crowds[at] !== 0;
  const overlaps =
    type === 'bbox'
      ? overlapsOfBoxes(own.boxes!, there.boxes!, isCrowd)
      : overlapsOfMasks(own.masks!, there.masks!, isCrowd);
  const rightAreas = right.map((row) => image.right.areas[row]!);
  const marks = new Uint8Array(found.length * AREAS.length * thresholds.length);
  const one = { found: found.length, right: right.length, overlaps, foundAreas: areasOf(own), rightAreas, crowds };
  rows.counts.push(matchClass(one, thresholds, marks));
  rows.marks.push(marks);
  found.forEach((row, rank) => {
    rows.scores.push(scores[row]!);
    rows.labels.push(label);
    rows.ranks.push(rank);
  });
  for (let at = 0; at < right.length; at++) rows.rightLabels.push(label);
  if (!keepsOverlaps || overlaps.length === 0) return;
  rows.overlaps.push(overlaps);
  rows.overlapShapes.push(label, found.length, right.length);
}

interface Part {
  readonly boxes: Boxes | undefined;
  readonly masks: readonly RunLengths[] | undefined;
  readonly count: number;
}

function partOf({ boxes, masks }: Objects, rows: readonly number[], type: 'bbox' | 'segm'): Part {
  return type === 'bbox'
    ? { boxes: someBoxes(boxes!, rows), masks: undefined, count: rows.length }
    : { boxes: undefined, masks: rows.map((row) => masks![row]!), count: rows.length };
}

/** What is kept, as arrays with one row for each object, image or matrix. */
export function keptRows(prefix: string, rows: MatchRows, thresholds: number, keepsOverlaps: boolean): MetricValues {
  const [found, right, matrices] = [rows.scores.length, rows.rightLabels.length, rows.overlapShapes.length / 3];
  const kept: Record<string, NdArray> = {
    scores: ndArray(Float64Array.from(rows.scores)),
    labels: ndArray(Float64Array.from(rows.labels)),
    ranks: ndArray(Int32Array.from(rows.ranks)),
    marks: ndArray(joined(Uint8Array, rows.marks), { shape: [found, AREAS.length * thresholds] }),
    'right-labels': ndArray(Float64Array.from(rows.rightLabels)),
    counts: ndArray(joined(Uint8Array, rows.counts), { shape: [right, AREAS.length] }),
    ...(keepsOverlaps && {
      overlaps: ndArray(joined(Float64Array, rows.overlaps)),
      'overlap-shapes': ndArray(Float64Array.from(rows.overlapShapes), { shape: [matrices, 3] }),
      matrices: ndArray(Int32Array.from(rows.matrices)),
    }),
  };
  return Object.fromEntries(Object.entries(kept).map(([name, array]) => [`kept/${prefix}${name}`, array]));
}

function joined<Data extends Uint8Array | Float64Array>(
  Kind: new (length: number) => Data,
  parts: readonly Data[],
): Data {
  const all = new Kind(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
