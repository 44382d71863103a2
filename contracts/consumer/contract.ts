import { messageFormats } from '../messages.ts';
import { attachment } from './attachment.ts';
import { availability } from './availability.ts';
import { configuration } from './configuration.ts';
import { customerEdit } from './customer-edit.ts';
import { customerSearch } from './customer-search.ts';
import { endConversation } from './end-conversation.ts';
import type { Interaction } from './interaction.ts';
import { callbacks } from './message-interaction.ts';
import { sendMessage } from './send-message.ts';
import { startConversation } from './start-conversation.ts';
import { tokensFor } from './token.ts';
import { userLogin } from './user-login.ts';

const nodeInteractions: readonly Interaction[] = [
  ...configuration,
  ...availability,
  ...startConversation,
  ...sendMessage,
  ...endConversation,
  ...attachment,
  ...userLogin,
  ...customerSearch,
  ...customerEdit,
];

export const tokens = tokensFor(nodeInteractions);

/** The whole contract: every request of the client library with every answer of ECE that leads to an outcome. */
export const interactions: readonly Interaction[] = [...tokens, ...nodeInteractions];

/** Every callback of ECE in each format. */
export const messageInteractions = callbacks.flatMap((message) => messageFormats.map((format) => ({ message, format })));
