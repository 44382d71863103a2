import { allFakers } from '@faker-js/faker';
import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../simulator/index.ts';
import { readXml } from '../../simulator/protocol/xml.ts';
import { logInCall, searchCall } from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { withHeaders } from '../../simulator/testing/exchange.ts';

interface FoundInJson {
  readonly customer: readonly {
    readonly contactPersons: { readonly contactPerson: readonly { readonly firstName: string; readonly lastName: string }[] };
  }[];
}

/** Every language for which faker knows names of people. */
const people = Object.entries(allFakers).flatMap(([locale, faker]) => {
  if (locale === 'base') return [];
  faker.seed(1);
  return [[locale, faker.person.firstName(), faker.person.lastName(), faker.string.numeric(9)] as const];
});

describe.each(people)('in the language %s the customer %s %s', (_locale, firstName, lastName, phoneNo) => {
  it('is found by the telephone number with exactly this name, in JSON and XML', async () => {
    const card = { firstName, lastName, emails: [], phones: [{ phoneNo }], socials: [] };
    const simulator = createSimulator({ world: { customers: [{ contacts: [card], customAttributes: {} }] } });
    const client = EceClient.inProcess(simulator);
    const session = (await client.send(logInCall())).headers['x-egain-session']!;
    const json = await client.send(searchCall(session, `phone=${phoneNo}`));
    const [found] = (json.json as FoundInJson).customer;
    expect(found!.contactPersons.contactPerson).toMatchObject([{ firstName, lastName }]);
    const xml = await client.send(withHeaders(searchCall(session, `phone=${phoneNo}`), { accept: 'application/xml' }));
    const text = JSON.stringify(readXml(xml.text));
    for (const name of [firstName, lastName]) expect(text).toContain(JSON.stringify(name));
    await simulator.close();
  });
});
