import { describeInteractions } from './testing/describe-interactions.ts';
import { configuration } from './configuration.ts';

describeInteractions(configuration);
