import { describeLayers } from '../describe.fixture.js';
import { randomLayers } from './random.fixture.js';

describeLayers(randomLayers);
