// Generated from the components beside it: npm run barrels.
import type { Families } from '@lml/core';

/** The families of the components. */
export const families: Families = {
  splitter: {
    'blocked-time-series-split': 'time-series',
    'group-k-fold': 'k-fold',
    'group-shuffle-split': 'shuffle-split',
    'k-fold': 'k-fold',
    'leave-one-group-out': 'leave-out',
    'leave-one-out': 'leave-out',
    'leave-p-groups-out': 'leave-out',
    'leave-p-out': 'leave-out',
    'multilabel-stratified-k-fold': 'k-fold',
    'multilabel-stratified-shuffle-split': 'shuffle-split',
    'predefined-split': 'hold-out',
    'purged-k-fold': 'time-series',
    'random-split': 'hold-out',
    'repeated-k-fold': 'k-fold',
    'repeated-stratified-k-fold': 'k-fold',
    'rolling-time-series-split': 'time-series',
    'shuffle-split': 'shuffle-split',
    'stratified-group-k-fold': 'k-fold',
    'stratified-k-fold': 'k-fold',
    'stratified-shuffle-split': 'shuffle-split',
    'time-series-split': 'time-series',
    'train-test-split': 'hold-out',
  },
};
