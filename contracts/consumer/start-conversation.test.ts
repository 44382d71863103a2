import { describeInteractions } from './testing/describe-interactions.ts';
import { startConversation } from './start-conversation.ts';

describeInteractions(startConversation);
