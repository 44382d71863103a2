import { describeInteractions } from './describe-interactions.ts';
import { sendMessage } from './send-message.ts';

describeInteractions(sendMessage);
