import { join } from 'node:path';
import { testPrograms } from '../../support/programs.ts';

testPrograms(join(import.meta.dirname, 'programs'));
