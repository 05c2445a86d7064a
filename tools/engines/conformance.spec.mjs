import { list } from '@lml/core';
import '@lml/backends';
import '@lml/compiler';
import '@lml/datasets';
import '@lml/learners';
import '@lml/losses';
import '@lml/metrics';
import '@lml/models';
import '@lml/optimizers';
import '@lml/predictors';
import '@lml/splitters';
import { describeComponent } from '@lml/testing';

// The compiler is there, so that what runs in steps is compared on its engines too.
for (const { component } of list()) describeComponent({ describe, it }, component);
