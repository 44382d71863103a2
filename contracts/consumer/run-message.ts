import type { LongRunningPath } from '../../client/index.ts';
import type { MessageFormat } from '../messages.ts';
import { descriptionOf } from '../messages.ts';
import type { MessageInteraction } from './message-interaction.ts';
import { newPact, pactFolder } from './pact.ts';
import { processAsText, receiveAndFollow } from './receiver-under-contract.ts';
import type { RunSettings } from './run-interaction.ts';
import { xmlBody } from './xml-body.ts';

export const followingMethods: readonly LongRunningPath[] = [
  'startConversation.startConversationOnSms',
  'startConversation.startConversationOnMessenger',
];

interface BinaryMessage {
  message: { requestIsBinary: boolean };
}

/**
 * Hands the callback to the callback receiver and writes it into the pact.
 *
 * @throws {WrongResultError} when the library makes something else of it.
 */
export async function runMessage(
  { name, messages, events }: MessageInteraction,
  format: MessageFormat,
  { folder = pactFolder }: Pick<RunSettings, 'folder'> = {},
): Promise<void> {
  const contentType = `application/${format}`;
  const described = newPact('imiconnect-nodes', folder)
    .addAsynchronousInteraction()
    .expectsToReceive(descriptionOf(name, format), (builder) => {
      builder.withMetadata({ contentType });
      if (format === 'json') builder.withJSONContent({ message: messages });
      else {
        const { elements, rules } = xmlBody({ xml: { message: messages }, root: 'messages' });
        // The text ends in a zero, because Pact reads up to the first zero and ignores the length.
        builder.withContent(contentType, Buffer.from(`${JSON.stringify(elements)}\0`)).withMatchingRules(rules);
      }
    });
  // pact-js takes all content but JSON for base64, but XML is text.
  (described as unknown as BinaryMessage).message.requestIsBinary = false;
  await described.executeTest(async ({ contents: { content } }) => {
    const body = typeof content === 'string' ? content : JSON.stringify(content);
    for (const method of followingMethods) await receiveAndFollow(method, body, events);
    if (format === 'json') await processAsText(body);
  });
}
