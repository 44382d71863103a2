import type { WantedCustomer } from './ece-calls.ts';
import type { Scene, StateHandlers } from './scene.ts';
import { entryPoints } from './scene.ts';

interface CustomerView {
  readonly id: string;
  readonly contactPersons: readonly {
    readonly id: string;
    readonly contactPoints: readonly { readonly id: string; readonly phone?: { readonly phoneNo: string } }[];
  }[];
}

/** ECE makes a customer when a conversation starts whose customer it does not find: spec 6.1. */
async function newCustomer(scene: Scene, wanted: WantedCustomer): Promise<CustomerView> {
  const before = await customers(scene);
  const token = await scene.token();
  await scene.ece.end(token, await scene.ece.start(token, await scene.entryPoint(entryPoints.agentsReady), wanted));
  const made = (await customers(scene)).find(({ id }) => !before.some((known) => known.id === id));
  if (made === undefined) throw new Error('there is a customer like this one already');
  return made;
}

function customers(scene: Scene): Promise<CustomerView[]> {
  return scene.control.ask('GET', '/customers');
}

function idsOf({ id, contactPersons: [person] }: CustomerView) {
  return { customerId: id, contactPersonId: person!.id };
}

export const customerStates = {
  'a customer with a phone number': async (scene, { phoneNumber }) => {
    const contact = [{ firstName: 'Ann', lastName: 'Lee', phone: [{ phoneNo: phoneNumber }] }];
    const customer = await newCustomer(scene, {
      searchContactOnAttribute: 'phone.phoneNo',
      customer: { contacts: { contact } },
    });
    const contactPoint = customer.contactPersons[0]!.contactPoints.find(({ phone }) => phone?.phoneNo === phoneNumber);
    return { ...idsOf(customer), contactPointId: contactPoint!.id };
  },
  'a customer with a custom attribute': async (scene, { attribute, value }) => {
    const customAttribute = [{ attribName: attribute, attribValues: { attribValue: [{ value }] } }];
    const customer = await newCustomer(scene, {
      searchContactOnAttribute: `custom.${attribute}`,
      customer: {
        contacts: { contact: [{ firstName: 'Ann', lastName: 'Lee' }] },
        customAttributes: { customAttribute },
      },
    });
    return idsOf(customer);
  },
  'no customer with the phone number': async (scene, { phoneNumber }) => {
    const points = (await customers(scene)).flatMap(({ contactPersons }) => contactPersons.flatMap((one) => one.contactPoints));
    if (points.some(({ phone }) => phone?.phoneNo === phoneNumber)) throw new Error(`a customer has the number ${phoneNumber}`);
    return {};
  },
  'no such customer': () => Promise.resolve({ customerId: '999999', contactPersonId: '999999' }),
} satisfies Partial<StateHandlers>;
