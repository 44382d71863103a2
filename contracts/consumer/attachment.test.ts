import { describeInteractions } from './testing/describe-interactions.ts';
import { attachment } from './attachment.ts';

describeInteractions(attachment);
