import { describeInteractions } from './describe-interactions.ts';
import { availability } from './availability.ts';

describeInteractions(availability);
