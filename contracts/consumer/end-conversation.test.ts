import { describeInteractions } from './testing/describe-interactions.ts';
import { endConversation } from './end-conversation.ts';

describeInteractions(endConversation);
