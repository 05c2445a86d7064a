import { describeComponent } from '@lml/testing';

import { plugin } from './index.js';

for (const component of plugin.components) describeComponent({ describe, it }, component);
