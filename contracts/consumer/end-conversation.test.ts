import { describeInteractions } from './describe-interactions.ts';
import { endConversation } from './end-conversation.ts';

describeInteractions(endConversation);
