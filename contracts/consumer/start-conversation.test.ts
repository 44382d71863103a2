import { describeInteractions } from './describe-interactions.ts';
import { startConversation } from './start-conversation.ts';

describeInteractions(startConversation);
