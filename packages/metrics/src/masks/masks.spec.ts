import { LmlError, ndArray, type NdArray } from '@lml/core';
import fc from 'fast-check';

import golden from './goldens/masks.json' with { type: 'json' };
import { decodeMask, encodeMask, maskArea, maskBox, maskIou, mergeMasks, polygonMask } from './masks.js';
import type { MaskCode, MaskLike } from '../shared/detection/runs-of.js';

interface Stored {
  readonly name: string;
  readonly part: string;
  readonly pixels?: { readonly shape: readonly number[]; readonly data: readonly number[] };
  readonly code: MaskCode;
  readonly counts: readonly number[];
  readonly area: number;
  readonly box: readonly number[];
  readonly codes: readonly MaskCode[];
  readonly either: MaskCode;
  readonly all: MaskCode;
  readonly crowds: readonly number[];
  readonly iou: { readonly data: readonly number[] };
  readonly iouOfCrowds: { readonly data: readonly number[] };
  readonly polygons: readonly (readonly number[])[];
  readonly size: readonly [number, number];
}

const cases = golden.cases as unknown as readonly Stored[];
const of = (part: string): readonly Stored[] => cases.filter((one) => one.part === part);

const pixelsOf = ({ shape, data }: NonNullable<Stored['pixels']>): NdArray =>
  ndArray(Uint8Array.from(data), { shape: [...shape] });

describe('masks, to the bit of pycocotools', () => {
  it.each(of('mask'))('$name', ({ pixels, code, counts, area, box }) => {
    const mask = pixelsOf(pixels!);
    expect(encodeMask(mask)).toEqual(code);
    expect(encodeMask({ size: code.size, counts })).toEqual(code);
    expect(decodeMask(code)).toEqual(mask);
    expect(decodeMask({ size: code.size, counts })).toEqual(mask);
    expect(maskArea(code)).toBe(area);
    expect(maskBox(code)).toEqual(box);
  });

  it.each(of('several'))('$name', ({ codes, either, all, crowds, iou, iouOfCrowds }) => {
    expect(mergeMasks(codes.slice(0, 4))).toEqual(either);
    expect(mergeMasks(codes.slice(0, 2), { intersect: true })).toEqual(all);
    expect(Array.from(maskIou(codes, codes).data)).toEqual(iou.data);
    expect(Array.from(maskIou(codes, codes, { iscrowd: crowds }).data)).toEqual(iouOfCrowds.data);
  });

  it.each(of('text'))('$name', ({ code, counts }) => {
    expect(encodeMask({ size: code.size, counts })).toEqual(code);
    expect(maskArea(code)).toBe(counts.reduce((sum, count, at) => (at % 2 === 0 ? sum : sum + count), 0));
  });

  it.each(of('polygon'))('$name', ({ polygons, size, code, area }) => {
    expect(polygonMask(polygons, size)).toEqual(code);
    expect(maskArea(polygonMask(polygons, size))).toBe(area);
  });
});

describe('masks', () => {
  const pixels = fc
    .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }))
    .chain(([height, width]) =>
      fc
        .uint8Array({ min: 0, max: 1, minLength: height * width, maxLength: height * width })
        .map((data) => ndArray(data, { shape: [height, width] })),
    );

  it('are what they were after writing and reading', () => {
    fc.assert(fc.property(pixels, (mask) => expect(decodeMask(encodeMask(mask))).toEqual(mask)));
  });

  it('have the area of either and of both: together those of the two', () => {
    fc.assert(
      fc.property(pixels, fc.nat(), (mask, seed) => {
        const other = { ...mask, data: (mask.data as Uint8Array).map((_, at) => ((at * 7 + seed) >> 1) & 1) };
        const [either, both] = [mergeMasks([mask, other]), mergeMasks([mask, other], { intersect: true })];
        expect(maskArea(either) + maskArea(both)).toBe(maskArea(mask) + maskArea(other));
        const [iou] = maskIou([mask], [other]).data;
        expect(iou).toBe(maskArea(both) === 0 ? 0 : maskArea(both) / maskArea(either));
      }),
    );
  });

  it('take run lengths of 0 that other programs write', () => {
    const code = { size: [1, 6] as const, counts: [0, 1, 0, 1, 2, 0, 0, 2] };
    expect(Array.from(decodeMask(code).data)).toEqual([1, 1, 0, 0, 1, 1]);
    expect(mergeMasks([code, [[0, 0, 0, 0, 0, 0]]])).toEqual(encodeMask([[1, 1, 0, 0, 1, 1]]));
    expect(maskBox({ size: [1, 6], counts: [2, 0, 2, 1, 1] })).toEqual([4, 0, 1, 1]);
  });

  it('are read from any text, or refused by a coded error', () => {
    const refusedBy = (given: MaskLike): string => {
      try {
        maskArea(given);
        return 'none';
      } catch (error) {
        return LmlError.isInstance(error) ? error.code : String(error);
      }
    };
    const text = fc.string({ unit: fc.integer({ min: 40, max: 118 }).map((code) => String.fromCharCode(code)) });
    const side = fc.oneof(fc.nat(20), fc.constantFrom(-1, 0.5, NaN, 2 ** 31, 2 ** 53));
    fc.assert(
      fc.property(text, side, side, (counts, height, width) =>
        expect(['none', 'LML_INVALID_ARGUMENT']).toContain(refusedBy({ size: [height, width], counts })),
      ),
    );
    expect(refusedBy({ size: [2, 2], counts: 'oooooooooo' })).toBe('LML_INVALID_ARGUMENT');
    expect(refusedBy({ size: [0, 5], counts: '' })).toBe('none');
  });

  it('say what is wrong with them', () => {
    expect(() => maskArea({ size: [2, 2], counts: [1, 2] })).toThrow("run lengths of 2 × 2 = 4 pixels, got '3 pixels'");
    expect(() => maskArea({ size: [2, 2], counts: [1, -1, 4] })).toThrow('-1 at 1');
    expect(() => maskArea({ size: [2, 2], counts: '2 2' })).toThrow("' ' at 1");
    expect(() => maskArea({ size: [2, 2], counts: 'R' })).toThrow('its end within a number');
    expect(() => maskArea({ size: [1e6, 1e6], counts: [1e12] })).toThrow('less than 2 ** 32 pixels');
    expect(() => decodeMask({ size: [60000, 60000], counts: [3.6e9] })).toThrow('at most 268435456 pixels');
    expect(() => maskArea(ndArray([1, 0]))).toThrow('pixels [height, width]');
    expect(() => maskArea(7 as never)).toThrow('{ size, counts } of COCO');
    expect(() => mergeMasks([])).toThrow('a list of at least one mask');
    expect(() => mergeMasks([[[1]], [[1, 0]]])).toThrow('One mask is 1 × 1 pixels and another 1 × 2');
    expect(() => maskIou([[[1]]], [[[1]]], { iscrowd: [] })).toThrow('iscrowd has 0 flags for 1 masks');
    expect(() => polygonMask([[1, 2, 3]], [4, 4])).toThrow('an even number of finite coordinates');
    expect(() => polygonMask([[1, 2, Infinity, 4]], [4, 4])).toThrow('Infinity at 2');
    expect(() => polygonMask([[0, 0, 1e9, 1e9]], [4, 4])).toThrow('pixels long');
    expect(() => polygonMask([7] as never, [4, 4])).toThrow('a list [x0, y0, x1, y1, …]');
    expect(maskArea(polygonMask([], [4, 4]))).toBe(0);
  });
});
