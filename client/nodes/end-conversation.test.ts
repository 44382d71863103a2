import { describe, expect, it } from 'vitest';
import { eceError, empty, json, paths, recordedNodes, tokenAnswer, useEce } from '../../test/client/ece.ts';
import { describeEceMethod, itLeadsTo } from '../../test/client/standard-outcomes.ts';

describe('End Conversation', () => {
  const ece = useEce();
  const conversationId = '645ac530-7520-4daa-b95c-8e8cad6fcda7';
  const method = { path: 'endConversation.endConversation', call: paths.end, inputs: { conversationId } } as const;

  describeEceMethod(ece, { ...method, success: empty(204), unknown: eceError('405-150', 'Method is not allowed: POST') });

  itLeadsTo(ece, method, [
    ['204', empty(204), 'onEndConversationSuccess'],
    ['200', json(200, {}), 'onEndConversationSuccess'],
    ['404', eceError('404-142', 'Conversation ID does not map to an ongoing conversation'), 'Conversation ID Does Not Exist'],
    ['400 naming it', eceError('400-142', 'No such conversation'), 'Conversation ID Does Not Exist'],
    ['400-630', eceError('400-630', 'Not going on'), 'Conversation ID Does Not Exist'],
    ['410-630', eceError('410-630', 'Not going on'), 'Conversation ID Does Not Exist'],
    ['409-142', eceError('409-142', 'Not going on'), 'Conversation ID Does Not Exist'],
    [
      '400 with the text of 400-630',
      eceError('400-999', `Following conversation id is invalid, completed or expired : ${conversationId}.`),
      'Conversation ID Does Not Exist',
    ],
    ['400 with a longer number', eceError('400-1630', 'Something else'), 'Bad Request'],
    ['400', eceError('400-124', 'Only one conversation can be ended at a time.'), 'Bad Request'],
    ['403', eceError('403-132', 'Conversation was not initiated by the client application'), 'Forbidden'],
    ['500', eceError('500-160', 'Internal server error.'), 'Internal server error'],
    ['409', eceError('409-100', 'Conflict'), 'onInvalidChoice'],
  ]);

  it.each([
    ['json', `{"conversation":{"id":"${conversationId}"}}`],
    [
      'xml',
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
        `<conversation xmlns="http://bindings.egain.com/ws/model/v19/gen/common" id="${conversationId}"/>`,
    ],
  ] as const)('sends the body of spec 8 as %s', async (wireFormat, body) => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.end, empty(204));
    await recordedNodes({ options: { wireFormat } }).nodes.endConversation.endConversation({ conversationId });
    expect(ece.arrived()[0]).toMatchObject({ method: 'POST', text: body });
  });
});
