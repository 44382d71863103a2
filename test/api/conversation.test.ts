import { expect, it } from 'vitest';
import { endCall, paths, sendCall, startCall } from '../../simulator/testing/calls.ts';
import {
  anyConversation,
  decisionBody,
  declaration,
  endXml,
  picture,
  startBody,
  startJson,
  startXml,
  textBody,
  textXml,
  uploadBody,
  uploadXml,
} from '../../simulator/testing/samples.ts';
import { throughEverySkin } from './skins.ts';
import type { ContactCentre } from './contact-centre.ts';
import { openContactCentre } from './contact-centre.ts';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/;
const bySearch = '?searchContactOnAttribute=email.emailAddress';
/** Without the chats that fill agents in the default world the first activity has the number of the specification's samples. */
const noChats = { world: { chats: [] } };

/** What the agent's desk shows of a conversation. */
function transcript({ simulator }: ContactCentre, conversation: string) {
  return simulator.conversations.get(conversation).transcript.filter(({ from }) => from === 'customer');
}

throughEverySkin((skin) => {
  it.each(['?anonymousCustomer=yes', bySearch])('start%s with the JSON of spec 6.3 is answered as in 6.4', async (query) => {
    await using centre = await openContactCentre(skin, noChats);
    const answer = await centre.call(startCall(await centre.token(), startJson, query));
    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toBeUndefined();
    expect(answer.text.replace(uuid, anyConversation)).toBe(`{"activity":{"id":"2041"},"id":"${anyConversation}"}`);
  });

  it('start with the XML of spec 15 is answered as there', async () => {
    await using centre = await openContactCentre(skin, noChats);
    const answer = await centre.call(startCall(await centre.token(), startXml, bySearch), 'application/xml');
    expect(answer.status).toBe(201);
    expect(answer.text.replace(uuid, anyConversation)).toBe(
      `${declaration}<conversation xmlns="http://bindings.egain.com/ws/model/v19/gen/common" id="${anyConversation}"><activity id="2041"/></conversation>`,
    );
  });

  it('what was sent at start is what the agent sees, in JSON and in XML', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const [json, xml] = [await centre.start(token, startJson, bySearch), await centre.start(token, startXml, bySearch)].map(
      (id) => centre.simulator.conversations.get(id),
    );
    expect(json).toMatchObject({
      subject: 'text',
      customAttributes: { activity_test_string1: ['Test String Value'] },
      entryPointId: '1001',
      state: 'assigned',
    });
    expect(xml).toMatchObject({ subject: json!.subject, customAttributes: json!.customAttributes, customerId: json!.customerId });
    expect(json!.customerId).not.toBeNull();
  });

  it('ids of entry points are taken as text, as a number, as attribute and as child element (http.idForm, spec 15)', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    await centre.start(token, startJson.replace('"1001"', '1001'));
    await centre.start(token, startXml.replace('<entryPoint id="1001"/>', '<entryPoint><id>1001</id></entryPoint>'));
    await centre.start(token, startXml.replaceAll(/<(\/?)(?=[a-z])/gi, '<$1any:').replace(' xmlns=', ' xmlns:any='));
    expect(
      centre.simulator.conversations
        .list()
        .slice(-3)
        .map(({ entryPointId }) => entryPointId),
    ).toEqual(['1001', '1001', '1001']);
  });

  it('unknown members of a body are ignored (http.unknownBodyMember)', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const conversation = await centre.start(token, { ...startBody(), typing: true });
    expect((await centre.call(sendCall(token, { ...textBody(conversation), foo: 1 }))).status).toBe(204);
  });

  it('a subject of 255 characters is taken', async () => {
    await using centre = await openContactCentre(skin);
    const subject = 'ü'.repeat(255);
    const conversation = await centre.start(await centre.token(), startBody({ activity: { subject } }));
    expect(centre.simulator.conversations.get(conversation).subject).toBe(subject);
  });

  it('every character that custom attributes may have is taken (spec 6.3)', async () => {
    await using centre = await openContactCentre(skin);
    const value = `azAZ09 @:._-&,()?#='"\u0081äß漢字€`;
    const attribute = { attribName: 'activity_test_string1', attribValues: { attribValue: [{ value }] } };
    const activity = { customAttributes: { customAttribute: [attribute] } };
    const conversation = await centre.start(await centre.token(), startBody({ activity }));
    expect(centre.simulator.conversations.get(conversation).customAttributes).toEqual({ activity_test_string1: [value] });
  });

  it('a stale date is answered with the observed body, byte for byte (spec 2.4)', async () => {
    await using centre = await openContactCentre(skin);
    const call = startCall(await centre.token(), startBody({ date: '2020-01-01T00:00:00.000Z' }));
    const json = await centre.call(call);
    expect(json.status).toBe(409);
    expect(json.text).toBe(
      '{"code":"409-100","developerMessage":"Last modified date provided in the request body for the following  do not match : conversation.entryPointConfiguration."}',
    );
    expect((await centre.call(call, 'application/xml')).text).toBe(
      `${declaration}<error xmlns="http://bindings.egain.com/ws/model/v19/gen/common"><code>409-100</code><developerMessage>Last modified date provided in the request body for the following  do not match : conversation.entryPointConfiguration.</developerMessage></error>`,
    );
  });

  it.each([
    ['text/plain', { content: 'hello' }, { type: 'plainText', content: 'hello' }],
    ['text/html', { content: '<b>hello</b>' }, { type: 'html', content: '<b>hello</b>' }],
    ['startTyping', {}, { type: 'startTyping' }],
    ['endTyping', { content: 'ignored' }, { type: 'endTyping' }],
    ['uploadAttachment', { attachments: { attachment: [picture, { ...picture, size: 32 }] } }, { type: 'uploadAttachment' }],
  ])('a message of the type %s is answered 204 and shown to the agent', async (value, members, shown) => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const conversation = await centre.start(token);
    const answer = await centre.call(sendCall(token, { conversation: { id: conversation }, type: { value }, ...members }));
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(transcript(centre, conversation)).toMatchObject([shown]);
    const files = centre.simulator.conversations.files(conversation);
    expect(files).toHaveLength(value === 'uploadAttachment' ? 2 : 0);
    for (const file of files) expect(file).toMatchObject({ ...picture, size: 32, from: 'customer' });
  });

  it.each(['acceptAttachment', 'rejectAttachment'] as const)('the decision %s reaches the agent', async (type) => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const conversation = await centre.start(token);
    const file = { fileName: 'a.txt', contentType: 'text/plain', content: new Uint8Array([1]) };
    const { id } = centre.simulator.conversations.sendFile(conversation, file);
    expect((await centre.call(sendCall(token, decisionBody(conversation, type, id)))).status).toBe(204);
    expect(transcript(centre, conversation)).toMatchObject([{ type, attachmentIds: [id] }]);
  });

  it('messages in the XML of spec 15 are taken as those in JSON', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const [json, xml] = [await centre.start(token), await centre.start(token)];
    await centre.call(sendCall(token, textBody(json)));
    await centre.call(sendCall(token, uploadBody(json)));
    expect((await centre.call(sendCall(token, textXml(xml)), 'application/xml')).status).toBe(204);
    expect((await centre.call(sendCall(token, uploadXml(xml)), 'application/xml')).status).toBe(204);
    const said = (id: string) => transcript(centre, id).map(({ type, content }) => ({ type, content }));
    expect(said(xml)).toEqual(said(json));
    const sent = (id: string) =>
      centre.simulator.conversations.files(id).map(({ fileName, size, contentUrl }) => ({ fileName, size, contentUrl }));
    expect(sent(xml)).toEqual(sent(json));
  });

  it('text keeps its white space, line breaks and special characters in both forms', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const conversation = await centre.start(token);
    const text = '  a <b> & "c"\r\n\t漢字 😀 \u2028 ]]>  ';
    await centre.say(token, conversation, text);
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
    await centre.call(sendCall(token, textXml(conversation).replace('hello', escaped)));
    await centre.call(sendCall(token, textXml(conversation).replace('hello', '<![CDATA[<&amp;>]]>')));
    expect(transcript(centre, conversation).map(({ content }) => content)).toEqual([text, text, '<&amp;>']);
  });

  it('messages sent while nobody has the chat wait for the agent (message.send.whileQueued)', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const conversation = await centre.start(token, startBody({ entryPoint: 1007 }));
    await centre.say(token, conversation, 'anybody?');
    expect(centre.simulator.conversations.get(conversation).state).toBe('queued');
    centre.simulator.agents.logIn('Finn');
    expect(centre.simulator.conversations.get(conversation).state).toBe('assigned');
    expect(transcript(centre, conversation)).toMatchObject([{ content: 'anybody?' }]);
  });

  it.each([
    ['the conversation in the body', (id: string) => ({ body: { conversation: { id } } })],
    ['the id in the body', (id: string) => ({ body: { id } })],
    ['the XML of spec 15', (id: string) => ({ body: endXml(id) })],
    ['PUT', (id: string) => ({ body: { conversation: { id } }, method: 'PUT' as const })],
    ['the id in the path', (id: string) => ({ target: paths.end.replace('/end', `/${id}/end`) })],
    ['PUT and the id in the path', (id: string) => ({ target: paths.end.replace('/end', `/${id}/end`), method: 'PUT' as const })],
  ] as [string, (id: string) => { body?: object | string; method?: 'PUT'; target?: string }][])(
    'end with %s is answered 204, and complete follows once (conversation.end.route, conversation.end.alternativeRoutes)',
    async (_form, formOf) => {
      await using centre = await openContactCentre(skin);
      const token = await centre.token();
      const conversation = await centre.start(token);
      const { body, ...rest } = formOf(conversation);
      const call =
        body === undefined
          ? { method: 'POST' as const, target: '', headers: { authorization: `Bearer ${token}` }, ...rest }
          : { ...endCall(token, body), ...rest };
      const answer = await centre.call(call);
      expect([answer.status, answer.text]).toEqual([204, '']);
      expect((await centre.call(call)).status).toBe(400);
      const { sent } = centre.simulator.applications.callbacks('demo');
      expect(sent.map(({ type }) => type)).toEqual(['assigned', 'complete']);
      expect(sent.at(-1)).toMatchObject({ conversationId: conversation, content: 'Customer has left the chat' });
    },
  );

  it('a customer may have several conversations at once (conversation.perCustomer)', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const ids = [await centre.start(token, startJson, bySearch), await centre.start(token, startJson, bySearch)];
    const [one, two] = ids.map((id) => centre.simulator.conversations.get(id));
    expect(one!.id).not.toBe(two!.id);
    expect(one!.customerId).toBe(two!.customerId);
  });

  it('conversationContact may stand beside the search, and need not be the same (conversation.start.conversationContact)', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const social = '?searchContactOnAttribute=social.instagramId&conversationContact=';
    await centre.start(token, startJson, `${social}social.instagramId`);
    await centre.start(token, startJson, `${social}email.emailAddress`);
  });
});
