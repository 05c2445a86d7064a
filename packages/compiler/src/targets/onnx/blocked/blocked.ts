import type { Shortcuts } from '../shortcuts.js';
import { blockedConvolution, blockedInputGradient } from './blocked-convolution.js';
import { blockedFilterGradient } from './blocked-filter-gradient.js';
import { blockedMaxPoolGradient } from './blocked-max-pool.js';
import { stayBlocked } from './stay-blocked.js';

/** Convolutions over blocks of so many channels, and what lies between them. */
export function blocked(size: number): Shortcuts {
  return {
    convolution: (call, emit) => blockedConvolution(call, size, emit),
    inputGradient: (call, emit) => blockedInputGradient(call, size, emit),
    filterGradient: (call, emit) => blockedFilterGradient(call, size, emit),
    maxPoolGradient: (call, emit) => blockedMaxPoolGradient(call, size, emit),
    finish: stayBlocked,
  };
}
