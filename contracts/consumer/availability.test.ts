import { describeInteractions } from './testing/describe-interactions.ts';
import { availability } from './availability.ts';

describeInteractions(availability);
