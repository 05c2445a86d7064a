// Generated from the components beside it: npm run barrels.
export * from './hold-out/predefined-split.js';
export * from './hold-out/random-split.js';
export * from './hold-out/train-test-split.js';
export * from './k-fold/group-k-fold.js';
export * from './k-fold/k-fold.js';
export * from './k-fold/multilabel-stratified-k-fold.js';
export * from './k-fold/repeated-k-fold.js';
export * from './k-fold/repeated-stratified-k-fold.js';
export * from './k-fold/stratified-group-k-fold.js';
export * from './k-fold/stratified-k-fold.js';
export * from './leave-out/leave-one-group-out.js';
export * from './leave-out/leave-one-out.js';
export * from './leave-out/leave-p-groups-out.js';
export * from './leave-out/leave-p-out.js';
export * from './shuffle-split/group-shuffle-split.js';
export * from './shuffle-split/multilabel-stratified-shuffle-split.js';
export * from './shuffle-split/shuffle-split.js';
export * from './shuffle-split/stratified-shuffle-split.js';
export * from './time-series/blocked-time-series-split.js';
export * from './time-series/purged-k-fold.js';
export * from './time-series/rolling-time-series-split.js';
export * from './time-series/time-series-split.js';

import type { blockedTimeSeriesSplit, BlockedTimeSeriesSplitOptions } from './time-series/blocked-time-series-split.js';
import type { groupKFold, GroupKFoldOptions } from './k-fold/group-k-fold.js';
import type { groupShuffleSplit, GroupShuffleSplitOptions } from './shuffle-split/group-shuffle-split.js';
import type { kFold, KFoldOptions } from './k-fold/k-fold.js';
import type { leaveOneGroupOut, LeaveOneGroupOutOptions } from './leave-out/leave-one-group-out.js';
import type { leaveOneOut, LeaveOneOutOptions } from './leave-out/leave-one-out.js';
import type { leavePGroupsOut, LeavePGroupsOutOptions } from './leave-out/leave-p-groups-out.js';
import type { leavePOut, LeavePOutOptions } from './leave-out/leave-p-out.js';
import type { multilabelStratifiedKFold, MultilabelStratifiedKFoldOptions } from './k-fold/multilabel-stratified-k-fold.js';
import type { multilabelStratifiedShuffleSplit, MultilabelStratifiedShuffleSplitOptions } from './shuffle-split/multilabel-stratified-shuffle-split.js';
import type { predefinedSplit, PredefinedSplitOptions } from './hold-out/predefined-split.js';
import type { purgedKFold, PurgedKFoldOptions } from './time-series/purged-k-fold.js';
import type { randomSplit, RandomSplitOptions } from './hold-out/random-split.js';
import type { repeatedKFold, RepeatedKFoldOptions } from './k-fold/repeated-k-fold.js';
import type { repeatedStratifiedKFold, RepeatedStratifiedKFoldOptions } from './k-fold/repeated-stratified-k-fold.js';
import type { rollingTimeSeriesSplit, RollingTimeSeriesSplitOptions } from './time-series/rolling-time-series-split.js';
import type { shuffleSplit, ShuffleSplitOptions } from './shuffle-split/shuffle-split.js';
import type { stratifiedGroupKFold, StratifiedGroupKFoldOptions } from './k-fold/stratified-group-k-fold.js';
import type { stratifiedKFold, StratifiedKFoldOptions } from './k-fold/stratified-k-fold.js';
import type { stratifiedShuffleSplit, StratifiedShuffleSplitOptions } from './shuffle-split/stratified-shuffle-split.js';
import type { timeSeriesSplit, TimeSeriesSplitOptions } from './time-series/time-series-split.js';
import type { trainTestSplit, TrainTestSplitOptions } from './hold-out/train-test-split.js';

declare module '@lml/core' {
  interface SplitterComponents {
    /** See {@link blockedTimeSeriesSplit}. */
    'blocked-time-series-split': typeof blockedTimeSeriesSplit;
    /** See {@link groupKFold}. */
    'group-k-fold': typeof groupKFold;
    /** See {@link groupShuffleSplit}. */
    'group-shuffle-split': typeof groupShuffleSplit;
    /** See {@link kFold}. */
    'k-fold': typeof kFold;
    /** See {@link leaveOneGroupOut}. */
    'leave-one-group-out': typeof leaveOneGroupOut;
    /** See {@link leaveOneOut}. */
    'leave-one-out': typeof leaveOneOut;
    /** See {@link leavePGroupsOut}. */
    'leave-p-groups-out': typeof leavePGroupsOut;
    /** See {@link leavePOut}. */
    'leave-p-out': typeof leavePOut;
    /** See {@link multilabelStratifiedKFold}. */
    'multilabel-stratified-k-fold': typeof multilabelStratifiedKFold;
    /** See {@link multilabelStratifiedShuffleSplit}. */
    'multilabel-stratified-shuffle-split': typeof multilabelStratifiedShuffleSplit;
    /** See {@link predefinedSplit}. */
    'predefined-split': typeof predefinedSplit;
    /** See {@link purgedKFold}. */
    'purged-k-fold': typeof purgedKFold;
    /** See {@link randomSplit}. */
    'random-split': typeof randomSplit;
    /** See {@link repeatedKFold}. */
    'repeated-k-fold': typeof repeatedKFold;
    /** See {@link repeatedStratifiedKFold}. */
    'repeated-stratified-k-fold': typeof repeatedStratifiedKFold;
    /** See {@link rollingTimeSeriesSplit}. */
    'rolling-time-series-split': typeof rollingTimeSeriesSplit;
    /** See {@link shuffleSplit}. */
    'shuffle-split': typeof shuffleSplit;
    /** See {@link stratifiedGroupKFold}. */
    'stratified-group-k-fold': typeof stratifiedGroupKFold;
    /** See {@link stratifiedKFold}. */
    'stratified-k-fold': typeof stratifiedKFold;
    /** See {@link stratifiedShuffleSplit}. */
    'stratified-shuffle-split': typeof stratifiedShuffleSplit;
    /** See {@link timeSeriesSplit}. */
    'time-series-split': typeof timeSeriesSplit;
    /** See {@link trainTestSplit}. */
    'train-test-split': typeof trainTestSplit;
  }
  interface SplitterOptions {
    /** See {@link blockedTimeSeriesSplit}. */
    'blocked-time-series-split': BlockedTimeSeriesSplitOptions;
    /** See {@link groupKFold}. */
    'group-k-fold': GroupKFoldOptions;
    /** See {@link groupShuffleSplit}. */
    'group-shuffle-split': GroupShuffleSplitOptions;
    /** See {@link kFold}. */
    'k-fold': KFoldOptions;
    /** See {@link leaveOneGroupOut}. */
    'leave-one-group-out': LeaveOneGroupOutOptions;
    /** See {@link leaveOneOut}. */
    'leave-one-out': LeaveOneOutOptions;
    /** See {@link leavePGroupsOut}. */
    'leave-p-groups-out': LeavePGroupsOutOptions;
    /** See {@link leavePOut}. */
    'leave-p-out': LeavePOutOptions;
    /** See {@link multilabelStratifiedKFold}. */
    'multilabel-stratified-k-fold': MultilabelStratifiedKFoldOptions;
    /** See {@link multilabelStratifiedShuffleSplit}. */
    'multilabel-stratified-shuffle-split': MultilabelStratifiedShuffleSplitOptions;
    /** See {@link predefinedSplit}. */
    'predefined-split': PredefinedSplitOptions;
    /** See {@link purgedKFold}. */
    'purged-k-fold': PurgedKFoldOptions;
    /** See {@link randomSplit}. */
    'random-split': RandomSplitOptions;
    /** See {@link repeatedKFold}. */
    'repeated-k-fold': RepeatedKFoldOptions;
    /** See {@link repeatedStratifiedKFold}. */
    'repeated-stratified-k-fold': RepeatedStratifiedKFoldOptions;
    /** See {@link rollingTimeSeriesSplit}. */
    'rolling-time-series-split': RollingTimeSeriesSplitOptions;
    /** See {@link shuffleSplit}. */
    'shuffle-split': ShuffleSplitOptions;
    /** See {@link stratifiedGroupKFold}. */
    'stratified-group-k-fold': StratifiedGroupKFoldOptions;
    /** See {@link stratifiedKFold}. */
    'stratified-k-fold': StratifiedKFoldOptions;
    /** See {@link stratifiedShuffleSplit}. */
    'stratified-shuffle-split': StratifiedShuffleSplitOptions;
    /** See {@link timeSeriesSplit}. */
    'time-series-split': TimeSeriesSplitOptions;
    /** See {@link trainTestSplit}. */
    'train-test-split': TrainTestSplitOptions;
  }
}
