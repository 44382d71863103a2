import { describeInteractions } from './describe-interactions.ts';
import { attachment } from './attachment.ts';

describeInteractions(attachment);
