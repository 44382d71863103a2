import { describe, expect, it } from 'vitest';
import { createSimulator } from '../create.ts';
import { createCall, editCall, logInCall, searchCall, startCall, tokenCall } from '../testing/calls.ts';
import { EceClient } from '../testing/ece-client.ts';
import type { Answer, Call } from '../testing/exchange.ts';
import { withHeaders } from '../testing/exchange.ts';
import { startBody } from '../testing/samples.ts';
import type { Customer } from '../world/customers.ts';

type Options = NonNullable<Parameters<typeof createSimulator>[0]>;

/** An ECE in this process, with a user who is logged in. */
async function desk(options: Options = {}) {
  const simulator = createSimulator({ clock: 'manual', seed: 'customers', agents: 'silent', ...options });
  const client = EceClient.inProcess(simulator);
  const session = (await client.send(logInCall())).headers['x-egain-session']!;
  const send = (call: Call, accept = 'application/json'): Promise<Answer> => client.send(withHeaders(call, { accept }));
  return { simulator, session, send };
}

/** The customer of a start whose body has this customer. */
async function started(customer: object, searched: string, options: Options = {}): Promise<Customer> {
  const { simulator, send } = await desk({ world: { customers: [] }, ...options });
  const { access_token: token } = (await send(tokenCall())).json as { access_token: string };
  const call = startCall(token, startBody({ activity: { customer } }), `?searchContactOnAttribute=${searched}`);
  const { id } = (await send(call)).json as { id: string };
  return simulator.customers.get(simulator.conversations.get(id).customerId!);
}

/** The customer that a body creates. */
async function created(body: object): Promise<Customer> {
  const { simulator, session, send } = await desk({ world: { customers: [] } });
  expect((await send(createCall(session, body))).status).toBe(201);
  return simulator.customers.list().at(-1)!;
}

const everyMember = { phoneNo: '5550100', countryCode: '1', areaCode: '415', extension: '12' };
function attributes(attribName: string, value: string) {
  return { customAttributes: { customAttribute: [{ attribName, attribValues: { attribValue: [{ value }] } }] } };
}

describe('the customer of a start (spec 6.3)', () => {
  it('holds every member that was given', async () => {
    const contact = {
      firstName: 'Ann',
      lastName: 'Lee',
      email: [{ emailAddress: 'ann@example.com' }],
      phone: [{ type: { value: 'mobile' }, ...everyMember }],
      social: [{ type: { value: 'facebook' }, socialId: 'ann_fb' }],
    };
    const customer = await started({ contacts: { contact: [contact] } }, 'email.emailAddress');
    expect(customer.contactPersons).toStrictEqual([
      {
        id: expect.any(String) as string,
        firstName: 'Ann',
        lastName: 'Lee',
        contactPoints: [
          { id: expect.any(String) as string, kind: 'phone', phone: { type: 'mobile', ...everyMember } },
          { id: expect.any(String) as string, kind: 'email', emailAddress: 'ann@example.com' },
          { id: expect.any(String) as string, kind: 'social', socialKind: 'facebook', socialId: 'ann_fb' },
        ],
      },
    ]);
  });

  it('holds no member that was not given', async () => {
    const contacts = { contact: [{ phone: [{ phoneNo: '5550100' }] }] };
    const customer = await started({ ...attributes('smsclusterid', 'c1'), contacts }, 'custom.smsclusterid');
    expect(customer.contactPersons).toStrictEqual([
      {
        id: expect.any(String) as string,
        contactPoints: [{ id: expect.any(String) as string, kind: 'phone', phone: { phoneNo: '5550100' } }],
      },
    ]);
  });

  it('has no contact person where the body has none', async () => {
    const customer = await started(attributes('smsclusterid', 'c1'), 'custom.smsclusterid');
    expect(customer.contactPersons).toEqual([]);
    expect(customer.customAttributes).toEqual({ smsclusterid: ['c1'] });
  });

  it.each(['email', 'phone', 'social'])('names the second %s, which it may not have', async (list) => {
    const { simulator, send } = await desk();
    const { access_token: token } = (await send(tokenCall())).json as { access_token: string };
    const points = {
      email: [{ emailAddress: 'a@example.com' }],
      phone: [{ type: { value: 'home' }, phoneNo: '1' }],
      social: [{ type: { value: 'facebook' }, socialId: 'a' }],
    };
    const point = points[list as keyof typeof points];
    const contact = [{ ...points, [list]: [...point, ...point] }];
    const start = startBody({ activity: { customer: { contacts: { contact } } } });
    const answer = await send(startCall(token, start, '?searchContactOnAttribute=email.emailAddress'));
    expect([answer.status, answer.text]).toEqual([
      400,
      expect.stringContaining(`activity.customer.contacts.contact[0].${list}[1]`),
    ]);
    expect(simulator.journal.entries.at(-1)!.refusal!.reason.wouldWork).toBe('one of each kind');
  });
});

describe('a start that searches (spec 6.1)', () => {
  const ann = { contacts: [{ phones: [{ type: 'mobile', phoneNo: '5550100' }] }], customAttributes: {} };
  const withPhone = (value: string) => ({ contacts: { contact: [{ phone: [{ type: { value }, phoneNo: '5550100' }] }] } });

  it.each([
    ['mobile', '1012'],
    ['home', '1013'],
  ])('by the %s phone takes the customer %s: the number of another kind of phone is no match', async (kind, id) => {
    expect((await started(withPhone(kind), `${kind}.phone`, { world: { customers: [ann] } })).id).toBe(id);
  });

  it('takes the only customer who matches, also where several are refused (conversation.start.match)', async () => {
    const options: Options = { world: { customers: [ann] }, settings: { 'conversation.start.match': 400 } };
    expect((await started(withPhone('mobile'), 'mobile.phone', options)).id).toBe('1012');
  });
});

it.each([
  ...['email.emailAddresses', 'an.email.emailAddress', 'home.phones', 'at-home.phone', 'phone.phoneNos'],
  ...['social.instagramIds', 'my-social.instagramId', 'social.Id', 'my-custom.smsclusterid', 'custom.'],
])('no customer can be searched by %s, which only resembles an attribute (spec 6.1)', async (name) => {
  const searchAttributes = ['home.phone', 'phone', 'phone.phoneNo', 'social.<kind>Id', 'custom.<attributeName>'] as const;
  const settings = { 'conversation.start.searchAttributes': searchAttributes } as Options['settings'];
  const { send } = await desk({ settings });
  const { access_token: token } = (await send(tokenCall())).json as { access_token: string };
  const answer = await send(startCall(token, startBody(), `?searchContactOnAttribute=${name}`));
  expect(answer.outcome).toBe('400-911');
});

describe('a created customer (spec 12.5)', () => {
  it('holds no member that was not given', async () => {
    const phone = { type: { phone: { phoneNo: '5550100' } } };
    const customer = await created({ contactPersons: { contactPerson: [{ contactPoints: { contactPoint: [phone] } }] } });
    expect(customer.contactPersons).toStrictEqual([
      {
        id: expect.any(String) as string,
        contactPoints: [{ id: expect.any(String) as string, kind: 'phone', phone: { phoneNo: '5550100' } }],
      },
    ]);
  });
});

describe('a customer who is found (spec 12.3)', () => {
  const bare = { contacts: [], customAttributes: { smsclusterid: ['c1'] } };

  it('has no contact persons when there are none', async () => {
    const { session, send } = await desk({ world: { customers: [bare] } });
    const call = searchCall(session, 'custom.smsclusterid=c1');
    expect((await send(call)).json).toMatchObject({ customer: [{ id: '1012' }] });
    expect((await send(call)).text).not.toContain('contactPerson');
    expect((await send(call, 'application/xml')).text).not.toContain('contactPerson');
  });

  it('is written in XML without the members that are not known, and with characters that XML cannot hold replaced', async () => {
    const contact = { firstName: 'Ann\u0001', socials: [{ kind: 'facebook', id: 'ann_fb' }] };
    const { session, send } = await desk({ world: { customers: [{ ...bare, contacts: [contact] }] } });
    const { text } = await send(searchCall(session, 'custom.smsclusterid=c1'), 'application/xml');
    expect(text).toContain('<p:firstName>Ann\ufffd</p:firstName><p:contactPoints>');
    expect(text).toContain(
      '<cp:value>social</cp:value><cp:social><cp:type><cp:value>facebook</cp:value></cp:type><cp:socialId>ann_fb</cp:socialId></cp:social>',
    );
  });
});

it('an edit that names an unknown phone is told the phones of the person, and no other contact point', async () => {
  const contact = { emails: ['ann@example.com'], phones: [{ phoneNo: '5550100' }] };
  const { simulator, session, send } = await desk({ world: { customers: [{ contacts: [contact], customAttributes: {} }] } });
  const [person] = simulator.customers.get('1012').contactPersons;
  const point = { id: '1', type: { phone: { phoneNo: '5550101' } } };
  const contactPerson = [{ id: person!.id, contactPoints: { contactPoint: [point] } }];
  expect((await send(editCall(session, { id: '1012', contactPersons: { contactPerson } }))).status).toBe(404);
  const phones = person!.contactPoints.filter(({ kind }) => kind === 'phone').map(({ id }) => id);
  expect(simulator.journal.entries.at(-1)!.refusal!.reason.wouldWork).toEqual(phones);
});
