import { describeLayers } from '../describe.fixture.js';
import { imageLayers } from './image.fixture.js';

describeLayers(imageLayers);
