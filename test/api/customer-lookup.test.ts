import { expect, it } from 'vitest';
import { searchCall } from '../../simulator/testing/calls.ts';
import { startBody } from '../../simulator/testing/samples.ts';
import { throughEverySkin } from './skins.ts';
import { openContactCentre } from './contact-centre.ts';

const customer = {
  type: { value: 'individual' },
  contacts: {
    contact: [
      {
        firstName: 'Ann',
        lastName: 'Lee',
        email: [{ emailAddress: 'ann@example.com' }],
        phone: [{ type: { value: 'mobile' }, phoneNo: '5550100', countryCode: '1' }],
        social: [
          { type: { value: 'facebook' }, socialId: 'ann_fb' },
          { type: { value: 'instagram' }, socialId: 'ann_ig' },
        ],
      },
    ],
  },
  customAttributes: { customAttribute: [{ attribName: 'smsclusterid', attribValues: { attribValue: [{ value: 'c1' }] } }] },
};

throughEverySkin((skin) => {
  it.each(['email.emailAddress', 'mobile.phone', 'social.instagramId', 'social.facebookId', 'custom.smsclusterid'])(
    'a customer is found or created by %s (spec 6.1, conversation.start.searchAttributes)',
    async (attribute) => {
      await using centre = await openContactCentre(skin);
      const token = await centre.token();
      const start = (given: object) =>
        centre.start(token, startBody({ activity: { customer: given } }), `?searchContactOnAttribute=${attribute}`);
      const customerOf = (conversation: string) => centre.simulator.conversations.get(conversation).customerId;
      const created = customerOf(await start(customer));
      expect(customerOf(await start(customer))).toBe(created);
      const changed = JSON.parse(
        JSON.stringify(customer).replaceAll(
          /"(ann@example\.com|5550100|ann_fb|ann_ig|c1)"/g,
          (_, value: string) => `"x${value}"`,
        ),
      ) as object;
      const second = customerOf(await start(changed));
      expect(second).not.toBe(created);

      // Customer search sees what start created.
      const found = await centre.call(
        searchCall(await centre.logIn(), 'email=ann@example.com&phone=5550100&custom.smsclusterid=c1'),
      );
      expect(found.json).toMatchObject({ customer: [{ id: created, customerName: 'Ann Lee' }] });
    },
  );

  it('of several customers the first is taken (conversation.start.match)', async () => {
    const same = { contacts: [{ emails: ['ann@example.com'] }] };
    await using centre = await openContactCentre(skin, { world: { customers: [same, same] } });
    const query = '?searchContactOnAttribute=email.emailAddress';
    const conversation = await centre.start(await centre.token(), startBody({ activity: { customer } }), query);
    expect(centre.simulator.conversations.get(conversation).customerId).toBe('1012');
  });

  it('an anonymous conversation has no customer, whatever the body says (conversation.start.customerRule)', async () => {
    await using centre = await openContactCentre(skin);
    const conversation = await centre.start(await centre.token(), startBody({ activity: { customer } }));
    expect(centre.simulator.conversations.get(conversation).customerId).toBeNull();
    expect((await centre.call(searchCall(await centre.logIn(), 'email=ann@example.com'))).status).toBe(204);
  });

  it('a customer who is found is not updated, and a new one is individual (spec 6.1)', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const start = (given: object) =>
      centre.start(token, startBody({ activity: { customer: given } }), '?searchContactOnAttribute=email.emailAddress');
    const { customers, conversations } = centre.simulator;
    const id = conversations.get(await start({ ...customer, type: { value: 'corporate' } })).customerId!;
    const before = JSON.stringify(customers.get(id));
    expect(customers.get(id).type).toBe('individual');
    const [contact] = customer.contacts.contact;
    await start({ ...customer, contacts: { contact: [{ ...contact, lastName: 'Moss' }] } });
    expect(JSON.stringify(customers.get(id))).toBe(before);
  });

  it.each(['customer', 'contact'])(
    'a custom attribute of the %s finds the customer, also in customer search (conversation.start.customerCustomAttributes)',
    async (place) => {
      await using centre = await openContactCentre(skin);
      const { customAttributes } = customer;
      const given = place === 'customer' ? { customAttributes } : { contacts: { contact: [{ customAttributes }] } };
      const query = '?searchContactOnAttribute=custom.smsclusterid';
      const conversation = await centre.start(await centre.token(), startBody({ activity: { customer: given } }), query);
      const found = await centre.call(searchCall(await centre.logIn(), 'custom.smsclusterid=c1'));
      expect(found.json).toMatchObject({ customer: [{ id: centre.simulator.conversations.get(conversation).customerId }] });
    },
  );

  it('a start that is refused creates nobody', async () => {
    await using centre = await openContactCentre(skin);
    const query = '?searchContactOnAttribute=email.emailAddress';
    const body = startBody({ entryPoint: 1002, activity: { customer } });
    await expect(centre.start(await centre.token(), body, query)).rejects.toThrow();
    expect((await centre.call(searchCall(await centre.logIn(), 'email=ann@example.com'))).status).toBe(204);
  });
});
