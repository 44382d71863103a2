import { messageFormats } from '../messages.ts';
import { callbacks } from './message-interaction.ts';
import { describeMessages } from './testing/describe-interactions.ts';

for (const format of messageFormats) describeMessages(callbacks, format);
