import { expect, it } from 'vitest';
import { endCall, sendCall } from '../../simulator/testing/calls.ts';
import { compact, uploadBody } from '../../simulator/testing/samples.ts';
import { gate, messagesIn, Receiver } from '../../simulator/testing/receiver.ts';
import { skins } from './skins.ts';
import type { ContactCentre } from './contact-centre.ts';
import { openContactCentre } from './contact-centre.ts';

const file = { fileName: 'offer.pdf', contentType: 'application/pdf', content: new Uint8Array(20_480) };

/** The world has nobody else, so that ids begin at those of the specification's samples. */
function centreWith(receiver: Receiver) {
  return openContactCentre(skins.express, { callbackUrl: receiver.url, world: { chats: [] } });
}

/** A conversation assigned to Ada, after its callback `assigned` arrived. */
async function assigned(centre: ContactCentre, receiver: Receiver): Promise<string> {
  const conversation = await centre.start(await centre.token());
  await receiver.until(1);
  await centre.simulator.clock.advance(0);
  return conversation;
}

it('a request is a POST of JSON with one message, its members in the order of the captured one (spec 9.3)', async () => {
  await using receiver = await Receiver.open();
  await using centre = await centreWith(receiver);
  const conversation = await assigned(centre, receiver);
  centre.simulator.conversations.complete(conversation);
  await centre.simulator.clock.advance(0);
  const [, complete] = receiver.received;
  expect(complete).toMatchObject({ method: 'POST', path: '/', headers: { 'content-type': 'application/json' } });
  expect(complete!.headers['authorization']).toBeUndefined();
  expect(complete!.body).toBe(
    `{"message":[{"conversation":{"id":"${conversation}"},"type":{"value":"complete"},"content":"Ada has ended the chat","sender":{"type":"system"},"timeStamp":1768469400000,"id":"3118908848"}]}`,
  );
});

it('a file of the agent comes as in the sample of spec 9.3 (callback.attachmentFields, callback.senderUser, attachment.url)', async () => {
  await using receiver = await Receiver.open();
  await using centre = await centreWith(receiver);
  const conversation = await assigned(centre, receiver);
  centre.simulator.conversations.sendFile(conversation, file);
  await centre.simulator.clock.advance(0);
  expect(receiver.bodies[1]).toBe(
    `{"message":[{"conversation":{"id":"${conversation}"},"type":{"value":"uploadAttachment"},"attachments":{"attachment":[{"id":"4711","fileName":"offer.pdf","contentType":"application/pdf","size":20480,"contentUrl":"${centre.simulator.url}/system/ws/v19/clientapplications/messaging/attachment/4711/offer.pdf"}]},"sender":{"type":"user","user":{"firstName":"Ada","lastName":"Moss","id":"1005"}},"timeStamp":1768469400000,"id":"3118908848"}]}`,
  );
});

it('the content URL of a file is one that the client can read as it is', async () => {
  await using receiver = await Receiver.open();
  await using centre = await centreWith(receiver);
  const conversation = await assigned(centre, receiver);
  const fileName = 'Ömer & Söhne: 100% sicher? #1/2.pdf';
  centre.simulator.conversations.sendFile(conversation, { ...file, fileName });
  await centre.simulator.clock.advance(0);
  const attachment = messagesIn(receiver.bodies)[1]!.attachments!.attachment[0]!;
  expect(attachment['fileName']).toBe(fileName);
  const answer = await fetch(attachment['contentUrl']!, { headers: { authorization: `Bearer ${await centre.token()}` } });
  expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, 20_480]);
});

it('a request in XML is that of the sample of spec 15, two messages in one (xml.roots)', async () => {
  const { opened, open } = gate();
  await using receiver = await Receiver.open(() => opened.then(() => 200));
  await using centre = await centreWith(receiver);
  centre.simulator.applications.change('demo', { callback: { format: 'xml' } });
  const conversation = await centre.start(await centre.token());
  await receiver.until(1);
  centre.simulator.conversations.sendFile(conversation, file);
  centre.simulator.conversations.complete(conversation);
  open();
  await centre.simulator.clock.advance(0);
  expect(receiver.received[1]!.headers['content-type']).toBe('application/xml');
  expect(receiver.bodies[1]).toBe(
    compact(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<messages xmlns="http://bindings.egain.com/ws/model/v19/gen/common">
  <message id="3118908848">
    <conversation id="${conversation}"/>
    <type><value>uploadAttachment</value></type>
    <attachments><attachment id="4711"><fileName>offer.pdf</fileName><contentType>application/pdf</contentType><size>20480</size><contentUrl>${centre.simulator.url}/system/ws/v19/clientapplications/messaging/attachment/4711/offer.pdf</contentUrl></attachment></attachments>
    <sender><type>user</type><user id="1005"><firstName>Ada</firstName><lastName>Moss</lastName></user></sender>
    <timeStamp>1768469400000</timeStamp>
  </message>
  <message id="3118908849">
    <conversation id="${conversation}"/>
    <type><value>complete</value></type>
    <content>Ada has ended the chat</content>
    <sender><type>system</type></sender>
    <timeStamp>1768469400000</timeStamp>
  </message>
</messages>`).replace('?><', '?>\n<'),
  );
});

it('every event has its word, its sender and its content (spec 9.4, callback.type.*, callback.sender, callback.content.*)', async () => {
  await using receiver = await Receiver.open();
  await using centre = await centreWith(receiver);
  const { conversations, clock } = centre.simulator;
  const token = await centre.token();
  const conversation = await centre.start(token);
  await centre.call(sendCall(token, uploadBody(conversation)));
  await centre.call(sendCall(token, uploadBody(conversation)));
  const [accepted, rejected] = conversations.files(conversation);
  conversations.startTyping(conversation);
  conversations.endTyping(conversation);
  conversations.say(conversation, 'a <b> & "c"\n漢字');
  conversations.sayHtml(conversation, '<b>bold</b>');
  conversations.pushPage(conversation, 'https://www.example.com/?a=1&b=2');
  conversations.acceptFile(conversation, accepted!.id);
  conversations.rejectFile(conversation, rejected!.id);
  conversations.transfer(conversation, { agent: 'Ben' });
  conversations.complete(conversation);
  await receiver.until(1);
  await clock.advance(0);

  const ada = { type: 'user', user: { firstName: 'Ada', lastName: 'Moss', id: '1005' } };
  const system = { type: 'system' };
  const messages = messagesIn(receiver.bodies);
  expect(messages.map(({ type, sender, content }) => [type.value, sender, content])).toEqual([
    ['assigned', system, 'You are now chatting with Ada'],
    ['startTyping', ada, undefined],
    ['endTyping', ada, undefined],
    ['text/plain', ada, 'a <b> & "c"\n漢字'],
    ['text/html', ada, '<b>bold</b>'],
    ['pagePush', ada, 'https://www.example.com/?a=1&b=2'],
    ['acceptAttachment', ada, undefined],
    ['rejectAttachment', ada, undefined],
    ['transfer', system, 'You have been transferred to agent Ben'],
    ['assigned', system, 'You are now chatting with Ben'],
    ['complete', system, 'Ben has ended the chat'],
  ]);
  expect(messages[6]!.attachments).toEqual({
    attachment: [
      {
        id: accepted!.id,
        fileName: 'attachment.jpeg',
        contentType: 'image/jpeg',
        size: 32,
        contentUrl: 'https://files.example.com/a.jpeg',
      },
    ],
  });
  const ids = messages.map(({ id }) => Number(id));
  expect(ids).toEqual(ids.toSorted((one, other) => one - other));
  expect(new Set(ids).size).toBe(ids.length);
});

it('complete comes once and last, whoever ends the chat (conversation.end.completeCallback)', async () => {
  await using receiver = await Receiver.open();
  await using centre = await centreWith(receiver);
  const token = await centre.token();
  const conversation = await centre.start(token);
  await centre.call(endCall(token, { id: conversation }));
  await centre.call(endCall(token, { id: conversation }));
  expect(() => centre.simulator.conversations.say(conversation, 'too late')).toThrow('is ended: no agent is in it');
  await receiver.until(1);
  await centre.simulator.clock.advance(3_600_000);
  const messages = messagesIn(receiver.bodies);
  expect(messages.map(({ type }) => type.value)).toEqual(['assigned', 'complete']);
  expect(messages[1]).toMatchObject({ content: 'Customer has left the chat', sender: { type: 'system' } });
});

it('time stamps are whole seconds (callback.timeStampPrecision)', async () => {
  await using receiver = await Receiver.open();
  await using centre = await centreWith(receiver);
  const conversation = await assigned(centre, receiver);
  await centre.simulator.clock.advance(1999);
  centre.simulator.conversations.say(conversation, 'hello');
  await centre.simulator.clock.advance(0);
  expect(messagesIn(receiver.bodies)[1]!.timeStamp).toBe(1_768_469_401_000);
});

it('control characters in a text survive JSON, and become what XML can hold', async () => {
  for (const [format, shown] of [
    ['json', '"a\\u0000b\\u0007c"'],
    ['xml', '<content>a\ufffdb\ufffdc</content>'],
  ] as const) {
    await using receiver = await Receiver.open();
    await using centre = await centreWith(receiver);
    centre.simulator.applications.change('demo', { callback: { format } });
    const conversation = await assigned(centre, receiver);
    centre.simulator.conversations.say(conversation, 'a\0b\x07c');
    await centre.simulator.clock.advance(0);
    expect(receiver.bodies[1]).toContain(shown);
  }
});
