import type { StartCustomer } from './ece-client.ts';
import type { StateContext, StateHandlers } from './state-context.ts';
import { entryPoints } from './state-context.ts';

interface CustomerView {
  readonly id: string;
  readonly contactPersons: readonly {
    readonly id: string;
    readonly contactPoints: readonly { readonly id: string; readonly phone?: { readonly phoneNo: string } }[];
  }[];
}

/** ECE makes a customer when a conversation starts whose customer it does not find: spec 6.1. */
async function createCustomer(context: StateContext, wanted: StartCustomer): Promise<CustomerView> {
  const before = await listCustomers(context);
  const token = await context.token();
  await context.ece.end(token, await context.ece.start(token, await context.entryPoint(entryPoints.agentsReady), wanted));
  const made = (await listCustomers(context)).find(({ id }) => !before.some((known) => known.id === id));
  if (made === undefined) throw new Error('there is a customer like this one already');
  return made;
}

function listCustomers(context: StateContext): Promise<readonly CustomerView[]> {
  return context.control.get('/customers');
}

function idsOf({ id, contactPersons: [person] }: CustomerView) {
  return { customerId: id, contactPersonId: person!.id };
}

export const customerStates = {
  'a customer with a phone number': async (context, { phoneNumber }) => {
    const contact = [{ firstName: 'Ann', lastName: 'Lee', phone: [{ type: { value: 'mobile' }, phoneNo: phoneNumber }] }];
    const customer = await createCustomer(context, {
      searchContactOnAttribute: 'mobile.phone',
      customer: { contacts: { contact } },
    });
    const contactPoint = customer.contactPersons[0]!.contactPoints.find(({ phone }) => phone?.phoneNo === phoneNumber);
    return { ...idsOf(customer), contactPointId: contactPoint!.id };
  },
  'a customer with a custom attribute': async (context, { attribute, value }) => {
    const customAttribute = [{ attribName: attribute, attribValues: { attribValue: [{ value }] } }];
    const customer = await createCustomer(context, {
      searchContactOnAttribute: `custom.${attribute}`,
      customer: {
        contacts: { contact: [{ firstName: 'Ann', lastName: 'Lee' }] },
        customAttributes: { customAttribute },
      },
    });
    return idsOf(customer);
  },
  'two customers with the phone number': async (context, { phoneNumber }) => {
    for (const firstName of ['Ann', 'Bob']) {
      const contact = { firstName, lastName: 'Lee', phones: [{ phoneNo: phoneNumber }] };
      await context.control.request('POST', '/customers', { contacts: [contact] });
    }
    return {};
  },
  'a customer who was created': async (context, { body }) => ({
    customerId: await context.ece.createCustomer(await context.ece.logIn(await context.user()), body),
  }),
  'no customer with the phone number': async (context, { phoneNumber }) => {
    const points = (await listCustomers(context)).flatMap(({ contactPersons }) =>
      contactPersons.flatMap((one) => one.contactPoints),
    );
    if (points.some(({ phone }) => phone?.phoneNo === phoneNumber)) throw new Error(`a customer has the number ${phoneNumber}`);
    return {};
  },
  'no such customer': () => Promise.resolve({ customerId: '999999', contactPersonId: '999999' }),
} satisfies Partial<StateHandlers>;
