import { describeGoldens } from '@lml/testing';

import { plugin } from './index.js';

describeGoldens(plugin, new URL('./goldens/', import.meta.url));
