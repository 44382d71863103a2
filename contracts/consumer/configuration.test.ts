import { describeInteractions } from './describe-interactions.ts';
import { configuration } from './configuration.ts';

describeInteractions(configuration);
