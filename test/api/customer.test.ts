import { expect, it } from 'vitest';
import { createCall, editCall, logInCall, logOutCall, paths, searchCall } from '../../simulator/testing/calls.ts';
import { withHeaders } from '../../simulator/testing/exchange.ts';
import { annLee, createJson, createXml, declaration, editJson, editXml } from '../../simulator/testing/samples.ts';
import { throughEverySkin } from './skins.ts';
import { openContactCentre } from './contact-centre.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const world = { world: { customers: [annLee] } };

/** Spec 12.3: the sample. */
const annInJson = `{"link":{"rel":"self","href":"/system/ws/v12/interaction/customer?phone=5550100"},
 "paginationInfo":{"count":1,"pagenum":1,"pagesize":25},
 "customer":[{"id":"1012","lastModified":{"date":"2026-01-15T09:30:00.000Z"},"customerName":"Ann Lee","type":{"value":"individual"},"department":{"id":"1000","name":"Service"},
   "contactPersons":{"contactPerson":[{"id":"2001","firstName":"Ann","lastName":"Lee",
     "contactPoints":{"contactPoint":[{"id":"3001","type":{"value":"phone","phone":{"type":{"value":"mobile"},"phoneNo":"5550100","countryCode":"1"}}}]}}]},
   "customAttributes":{"customAttribute":[{"attribName":"smsececonversationid","attribValues":{"attribValue":[{"value":"645ac530-7520-4daa-b95c-8e8cad6fcda7"}]}}]}}]}`;

/** Spec 12.3 and 12.4: root, elements and the four namespaces. */
const annInXml = `${declaration}<customers xmlns="http://bindings.egain.com/ws/model/v12/gen/interaction/customer" xmlns:p="http://bindings.egain.com/ws/model/v12/gen/interaction/contactperson" xmlns:cp="http://bindings.egain.com/ws/model/v12/gen/interaction/contactpoint" xmlns:c="http://bindings.egain.com/ws/model/v12/gen/common"><link rel="self" href="/system/ws/v12/interaction/customer?phone=5550100"/><customer id="1012"><customerName>Ann Lee</customerName><type><value>individual</value></type><department id="1000"><name>Service</name></department><contactPersons><p:contactPerson id="2001"><p:firstName>Ann</p:firstName><p:lastName>Lee</p:lastName><p:contactPoints><cp:contactPoint id="3001"><cp:type><cp:value>phone</cp:value><cp:phone><cp:type><cp:value>mobile</cp:value></cp:type><cp:phoneNo>5550100</cp:phoneNo><cp:countryCode>1</cp:countryCode></cp:phone></cp:type></cp:contactPoint></p:contactPoints></p:contactPerson></contactPersons><customAttributes><c:customAttribute><c:attribName>smsececonversationid</c:attribName><c:attribValues><c:attribValue><c:value>645ac530-7520-4daa-b95c-8e8cad6fcda7</c:value></c:attribValue></c:attribValues></c:customAttribute></customAttributes></customer></customers>`;

interface Found {
  paginationInfo: object;
  customer: {
    id: string;
    lastModified: { date: string };
    customerName: string;
    customAttributes?: object;
    contactPersons: object;
  }[];
}

throughEverySkin((skin) => {
  it.each([
    ['username', { username: 'demo-user', password: 'demo-password' }],
    ['userName', { userName: 'demo-user', password: 'demo-password' }],
    ['XML', '<login><username>demo-user</username><password>demo-password</password></login>'],
    [
      'XML and userName',
      '<login xmlns="http://bindings.egain.com/ws/model/v12/gen/platform"><userName>demo-user</userName><password>demo-password</password></login>',
    ],
  ])('login with %s gives a session in the header (spec 12.1, user.loginFields, user.loginXmlRoot)', async (_form, body) => {
    await using centre = await openContactCentre(skin);
    const answer = await centre.call(logInCall(body));
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.headers['x-egain-session']).toMatch(uuid);
  });

  it('the sixth session displaces the earliest with forceLogin=yes (spec 12.1)', async () => {
    await using centre = await openContactCentre(skin, world);
    const sessions = [];
    for (let session = 0; session < 5; session++) sessions.push(await centre.logIn());
    const forced = await centre.call(logInCall(undefined, '?forceLogin=yes'));
    sessions.push(forced.headers['x-egain-session']!);
    const statuses = [];
    for (const session of sessions) statuses.push((await centre.call(searchCall(session, 'phone=5550100'))).status);
    expect(statuses).toEqual([401, 200, 200, 200, 200, 200]);
  });

  it('a session ends after 1800 seconds without use, and use extends it (user.sessionTimeoutSeconds)', async () => {
    await using centre = await openContactCentre(skin, world);
    const call = searchCall(await centre.logIn(), 'phone=5550100');
    for (let use = 0; use < 3; use++) {
      await centre.simulator.clock.advance(1_799_000);
      expect((await centre.call(call)).status).toBe(200);
    }
    await centre.simulator.clock.advance(1_800_000);
    expect((await centre.call(call)).status).toBe(401);
  });

  it('logout repeats the session in its answer and ends it (spec 12.2)', async () => {
    await using centre = await openContactCentre(skin);
    const session = await centre.logIn();
    const answer = await centre.call(logOutCall(session));
    expect([answer.status, answer.text, answer.headers['x-egain-session']]).toEqual([204, '', session]);
    expect((await centre.call(searchCall(session, 'phone=5550100'))).status).toBe(401);
  });

  it('logout of an unknown session is answered with the documented bodies (spec 12.1)', async () => {
    await using centre = await openContactCentre(skin);
    expect((await centre.call(logOutCall('nothing'), 'application/xml')).text).toBe(
      `${declaration}<Error xmlns="http://bindings.egain.com/ws/model/v12/gen/platform"><message>User could not be authenticated. Invalid session ID.</message></Error>`,
    );
    expect((await centre.call(logOutCall('nothing'))).text).toBe(
      '{"message":"User could not be authenticated. Invalid session ID."}',
    );
  });

  it('an unknown session is refused with the documented body (spec 2.4)', async () => {
    await using centre = await openContactCentre(skin);
    expect((await centre.send(searchCall('nothing', 'phone=1'))).text).toBe(
      `${declaration}<error xmlns="http://bindings.egain.com/ws/model/v12/gen/common"><code>401-101</code><developerMessage>Invalid or expired &apos;X-egain-session&apos; header provided. New login is required.</developerMessage></error>`,
    );
  });

  it('a customer is found as in the sample of spec 12.3, and the session repeated', async () => {
    await using centre = await openContactCentre(skin, world);
    const session = await centre.logIn();
    const json = await centre.call(searchCall(session, 'phone=5550100'));
    expect([json.status, json.headers['x-egain-session']]).toEqual([200, session]);
    expect(json.text).toBe(annInJson.replaceAll(/\n\s*/g, ''));
    const xml = await centre.send(searchCall(session, 'phone=5550100'));
    expect(xml.contentType).toBe('application/xml');
    expect(xml.text).toBe(annInXml);
  });

  it('nobody found is answered 204 without body', async () => {
    await using centre = await openContactCentre(skin, world);
    const answer = await centre.call(searchCall(await centre.logIn(), 'phone=15550100'));
    expect([answer.status, answer.text]).toEqual([204, '']);
  });

  const crowd = {
    customers: Array.from({ length: 30 }, (_, at) => ({
      contacts: [
        { firstName: `Zoe${String(30 - at).padStart(2, '0')}`, emails: ['zoe@example.com'], phones: [{ phoneNo: String(at) }] },
      ],
      customAttributes: { smsclusterid: [at % 2 === 0 ? 'even' : 'odd'] },
    })),
  };

  it.each([
    ['email=zoe@example.com', { count: 30, pagenum: 1, pagesize: 25 }, 25, '1012'],
    ['email=zoe@example.com&$pagenum=2', { count: 30, pagenum: 2, pagesize: 25 }, 5, '1037'],
    ['email=zoe@example.com&$pagenum=3&$pagesize=10', { count: 30, pagenum: 3, pagesize: 10 }, 10, '1032'],
    ['email=zoe@example.com&$rangestart=29&$rangesize=75', { count: 30, rangestart: 29, rangesize: 75 }, 2, '1040'],
    ['email=zoe@example.com&$sort=customerName', { count: 30, pagenum: 1, pagesize: 25 }, 25, '1041'],
    ['email=zoe@example.com&$sort=id&$order=desc', { count: 30, pagenum: 1, pagesize: 25 }, 25, '1041'],
    ['email=zoe@example.com&custom.smsclusterid=odd', { count: 15, pagenum: 1, pagesize: 25 }, 15, '1013'],
    ['email=zoe@example.com&phone=4', { count: 1, pagenum: 1, pagesize: 25 }, 1, '1016'],
    ['email=zoe%40example.com&phone=4&custom.smsclusterid=even&$attribute=id', { count: 1, pagenum: 1, pagesize: 25 }, 1, '1016'],
  ])('search %s', async (query, pagination, shown, first) => {
    await using centre = await openContactCentre(skin, { world: crowd });
    const found = (await centre.call(searchCall(await centre.logIn(), query))).json as Found;
    expect(found.paginationInfo).toEqual(pagination);
    expect(found.customer).toHaveLength(shown);
    expect(found.customer[0]!.id).toBe(first);
  });

  it.each([
    ['email=zoe@example.com&phone=99', 'criteria that no customer meets together'],
    ['email=zoe@example.com&$pagenum=9', 'a page behind the last'],
    ['email=Zoe@example.com', 'another case: the match is exact'],
  ])('search %s is answered 204: %s', async (query) => {
    await using centre = await openContactCentre(skin, { world: crowd });
    expect((await centre.call(searchCall(await centre.logIn(), query))).status).toBe(204);
  });

  it('the JSON edit of spec 12.4 changes the members present, keeps the others and repeats the session', async () => {
    await using centre = await openContactCentre(skin, world);
    const session = await centre.logIn();
    const edit = editJson.replace('"countryCode":"1"', '"countryCode":"49"').replace('"id":"1012",', '"id":"1012","pin":"7",');
    const answer = await centre.call(editCall(session, edit));
    expect([answer.status, answer.text, answer.headers['x-egain-session']]).toEqual([204, '', session]);
    const [customer] = ((await centre.call(searchCall(session, 'custom.smsclusterid=c1'))).json as Found).customer;
    expect(customer).toMatchObject({ id: '1012', customerName: 'Ann Lee', pin: '7' });
    expect(JSON.stringify(customer)).toContain('"phone":{"type":{"value":"mobile"},"phoneNo":"5550100","countryCode":"49"}');
    expect(JSON.stringify(customer)).toContain('645ac530-7520-4daa-b95c-8e8cad6fcda7');
  });

  it('edits one after the other add up (customer.edit.merge)', async () => {
    await using centre = await openContactCentre(skin, world);
    const session = await centre.logIn();
    const edits = [
      { level: { value: 'gold' }, role: { value: 'Partner' }, pin: '7' },
      { howReferred: { value: 'Website' }, industry: { value: 'banks' }, marketSegment: 'large' },
      { preferredAgent: { id: 1005 }, entitlements: 'all', role: { value: 'Reseller' } },
    ];
    for (const edit of edits) expect((await centre.call(editCall(session, { id: '1012', ...edit }))).status).toBe(204);
    const [customer] = ((await centre.call(searchCall(session, 'phone=5550100'))).json as Found).customer;
    expect(customer).toMatchObject(Object.assign({}, ...edits, { preferredAgent: { id: '1005' } }) as object);
  });

  it('the XML edit of spec 12.4 is taken', async () => {
    await using centre = await openContactCentre(skin, world);
    const session = await centre.logIn();
    expect((await centre.send(editCall(session, editXml))).status).toBe(204);
    const found = await centre.call(searchCall(session, 'custom.smsclusterid=c1'));
    expect((found.json as Found).customer.map(({ id }) => id)).toEqual(['1012']);
  });

  it('lastModified of a customer becomes later with each edit, also when the clock stands still (spec 12.3)', async () => {
    await using centre = await openContactCentre(skin, world);
    const session = await centre.logIn();
    const dates = [];
    for (const pin of ['1', '2', '2']) {
      await centre.call(editCall(session, { id: '1012', pin }));
      const [customer] = ((await centre.call(searchCall(session, 'phone=5550100&$attribute=all'))).json as Found).customer;
      dates.push(customer!.lastModified.date);
    }
    expect(dates).toEqual([1, 2, 3].map((ms) => `2026-01-15T09:30:00.00${ms}Z`));
  });

  it.each([
    ['JSON', createJson],
    ['XML', createXml],
  ])('a customer is created in %s, and found by all that was given (spec 12.5)', async (_form, body) => {
    await using centre = await openContactCentre(skin, world);
    const session = await centre.logIn();
    const answer = await centre.call(createCall(session, body));
    expect([answer.status, answer.text, answer.headers['x-egain-session']]).toEqual([201, '', session]);
    expect(answer.headers['location']).toBe('/system/ws/v12/interaction/customer/1013');
    const query = 'phone=5550199&email=bea@example.com&custom.smsclusterid=c9';
    const [customer] = ((await centre.call(searchCall(session, query))).json as Found).customer;
    expect(customer).toMatchObject({ id: '1013', customerName: 'Bea Lee', type: { value: 'individual' } });
  });

  it('a created customer has the details, social ids and type that were given (spec 12.5)', async () => {
    await using centre = await openContactCentre(skin, world);
    const details = { type: { value: 'corporate' }, pin: '7', role: { value: 'Partner' } };
    const social = { type: { social: { type: { value: 'whatsapp' }, socialId: 'bea' } } };
    const contactPersons = { contactPerson: [{ firstName: 'Bea', contactPoints: { contactPoint: [social] } }] };
    await centre.call(createCall(await centre.logIn(), { ...details, contactPersons }));
    expect(centre.simulator.customers.get('1013')).toMatchObject({
      type: 'corporate',
      details: { pin: '7', role: 'Partner' },
      contactPersons: [{ contactPoints: [{ kind: 'social', socialKind: 'whatsapp', socialId: 'bea' }] }],
    });
  });

  it('an edit that names something unknown changes nothing', async () => {
    await using centre = await openContactCentre(skin, world);
    const session = await centre.logIn();
    const before = (await centre.call(searchCall(session, 'phone=5550100'))).text;
    const edit = editJson.replace('"3001"', '"1"').replace('"id":"1012",', '"id":"1012","pin":"7",');
    expect((await centre.call(editCall(session, edit))).status).toBe(404);
    expect((await centre.call(searchCall(session, 'phone=5550100'))).text).toBe(before);
  });

  it('Accept-Language of logout is read without case (spec 2.1)', async () => {
    await using centre = await openContactCentre(skin);
    for (const language of ['en-us', 'EN-US', 'de', 'xx-XX, fr-fr;q=0.5']) {
      const call = withHeaders(logOutCall(await centre.logIn()), { 'accept-language': language });
      expect((await centre.call(call)).status).toBe(204);
    }
  });

  it('HEAD of a search tells the size and has no body', async () => {
    await using centre = await openContactCentre(skin, world);
    const call = searchCall(await centre.logIn(), 'phone=5550100');
    const [get, head] = [await centre.call(call), await centre.call({ ...call, method: 'HEAD' })];
    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', String(get.bytes.byteLength)]);
    expect(call.target).toBe(`${paths.customer}?phone=5550100`);
  });
});
