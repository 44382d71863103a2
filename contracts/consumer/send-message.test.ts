import { describeInteractions } from './testing/describe-interactions.ts';
import { sendMessage } from './send-message.ts';

describeInteractions(sendMessage);
