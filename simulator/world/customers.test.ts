import { describe, expect, it } from 'vitest';
import { TestCentre } from '../testing/world.ts';
import type { CustomerKey } from './customers.ts';
import {
  createCustomer,
  createCustomerOfConversation,
  customerName,
  customersKept,
  findCustomers,
  saveCustomer,
} from './customers.ts';

const ann = {
  contacts: [
    {
      firstName: 'Ann',
      lastName: 'Lee',
      emails: ['ann@example.com', 'lee@example.com'],
      phones: [{ phoneNo: '555-0100', countryCode: '1', type: 'mobile' }],
      socials: [{ kind: 'instagram', id: 'ann_ig' }],
    },
    { emails: ['second@example.com'], phones: [], socials: [] },
  ],
  customAttributes: { vip: ['yes', 'very'] },
};

describe('a new customer', () => {
  const { world } = new TestCentre();
  const customer = createCustomer(world, ann);

  it('has ids of its own for itself, its persons and their contact points', () => {
    const ids = customer.contactPersons.flatMap(({ id, contactPoints }) => [id, ...contactPoints.map((point) => point.id)]);
    expect([customer.id, ...ids]).toEqual(['1012', '2001', '3001', '3002', '3003', '3004', '2002', '3005']);
  });

  it('is an individual unless said otherwise', () => {
    expect(customer.type).toBe('individual');
    expect(createCustomer(world, { type: 'group', contacts: [], customAttributes: {} }).type).toBe('group');
  });

  it('has the name of its first contact person', () => {
    expect(customerName(customer)).toBe('Ann Lee');
    const nameless = createCustomer(world, {
      contacts: [{ lastName: 'Lee', emails: [], phones: [], socials: [] }],
      customAttributes: {},
    });
    expect(customerName(nameless)).toBe('Lee');
    expect(customerName(createCustomer(world, { contacts: [], customAttributes: {} }))).toBe('');
  });
});

describe('a customer is found', () => {
  const { world } = new TestCentre({ customers: [ann] });

  it.each<CustomerKey>([
    { by: 'email', value: 'lee@example.com' },
    { by: 'email', value: 'second@example.com' },
    { by: 'phone', value: '555-0100' },
    { by: 'social', kind: 'instagram', value: 'ann_ig' },
    { by: 'custom', name: 'vip', value: 'yes' },
  ])('by %o', (key) => {
    expect(findCustomers(world, key)).toHaveLength(1);
  });

  it.each<CustomerKey>([
    { by: 'email', value: 'ANN@example.com' },
    { by: 'email', value: 'ann@example' },
    { by: 'phone', value: '5550100' },
    { by: 'social', kind: 'facebook', value: 'ann_ig' },
    { by: 'custom', name: 'vip', value: 'very' },
    { by: 'custom', name: 'toString', value: 'yes' },
    { by: 'email', value: '555-0100' },
  ])('not by %o', (key) => {
    expect(findCustomers(world, key)).toEqual([]);
  });

  it.each([
    ['phoneNo', '555-0100', '1555-0100'],
    ['country-code-and-number', '1555-0100', '555-0100'],
    ['digits', '(555) 0100', '15550100'],
  ] as const)('by a phone compared as %s', (match, fits, fitsNot) => {
    expect(findCustomers(world, { by: 'phone', value: fits }, match)).toHaveLength(1);
    expect(findCustomers(world, { by: 'phone', value: fitsNot }, match)).toEqual([]);
  });

  it('by the present values, not by former ones', () => {
    const { world: edited } = new TestCentre({ customers: [ann] });
    const [customer] = edited.state.customers.values();
    const [phone] = customer!.contactPersons[0]!.contactPoints;
    if (phone?.kind === 'phone') phone.phone.phoneNo = '1';
    customer!.customAttributes = { vip: ['no'] };
    saveCustomer(edited, customer!);
    const isFound = (key: CustomerKey) => findCustomers(edited, key).length === 1;
    expect([{ by: 'phone', value: '1' } as const, { by: 'custom', name: 'vip', value: 'no' } as const].map(isFound)).toEqual([
      true,
      true,
    ]);
    expect(
      [{ by: 'phone', value: '555-0100' } as const, { by: 'custom', name: 'vip', value: 'yes' } as const].map(isFound),
    ).toEqual([false, false]);
  });

  it('in the state of a snapshot', () => {
    const { world: one } = new TestCentre({ customers: [ann] });
    const { world: other } = new TestCentre();
    const key = { by: 'email', value: 'ann@example.com' } as const;
    expect(findCustomers(other, key)).toEqual([]);
    other.state = structuredClone(one.state);
    expect(findCustomers(other, key)).toEqual([...other.state.customers.values()]);
  });

  it('in the order of creation', () => {
    const { world: full } = new TestCentre({ customers: [ann, ann] });
    const found = findCustomers(full, { by: 'email', value: 'ann@example.com' });
    expect(found.map(({ id }) => id)).toEqual(['1012', '1013']);
  });
});

it('a hundred thousand customers are kept; beyond, the oldest that start requests created are removed', () => {
  const centre = new TestCentre({ customers: [ann] });
  const { world } = centre;
  const meet = (number: number) =>
    createCustomerOfConversation(world, {
      contacts: [{ emails: [`${number}@example.com`], phones: [], socials: [] }],
      customAttributes: {},
    });
  const first = meet(0);
  centre.startChat({ customer: first });
  for (let number = 1; number <= 101_000; number++) meet(number);
  const isKnown = (email: string) => findCustomers(world, { by: 'email', value: email }).length === 1;
  expect(world.state.customers.size).toBeLessThanOrEqual(101_000);
  expect(['ann@example.com', '0@example.com', '1@example.com', '101000@example.com'].map(isKnown)).toEqual([
    true,
    true,
    false,
    true,
  ]);
});

describe('a customer of a conversation', () => {
  const card = { contacts: [{ emails: ['a@example.com'], phones: [], socials: [] }], customAttributes: {} };

  it('is individual, and known as one of a conversation', () => {
    const { world } = new TestCentre();
    expect(createCustomerOfConversation(world, { ...card, type: 'group' })).toMatchObject({
      type: 'individual',
      isFromConversation: true,
    });
  });

  it('is removed only when there are too many, and then no more than need be', () => {
    const { world } = new TestCentre();
    for (let number = 0; number < customersKept + 2000; number++) createCustomerOfConversation(world, card);
    expect(world.state.customers.size).toBe(customersKept);
    createCustomerOfConversation(world, card);
    expect(world.state.customers.size).toBe(customersKept + 1);
  });
});

it('a phone is found by its type as well, and a phone without a type by none', () => {
  const phones = [{ phoneNo: '5550100', type: 'mobile' }, { phoneNo: '5550199' }];
  const { world } = new TestCentre({
    customers: [{ contacts: [{ emails: [], phones, socials: [] }], customAttributes: {} }],
  });
  const found = (value: string, kind?: string) =>
    findCustomers(world, { by: 'phone', value, ...(kind !== undefined && { kind }) }).length;
  expect([found('5550100', 'mobile'), found('5550100', 'home'), found('5550199', 'mobile'), found('5550199')]).toEqual([
    1, 0, 0, 1,
  ]);
});

it('customers whose key was edited are found in the order of creation', () => {
  const { world } = new TestCentre({ customers: [ann, ann] });
  const [first] = world.state.customers.values();
  first!.customAttributes = { vip: ['late'] };
  const [, second] = world.state.customers.values();
  second!.customAttributes = { vip: ['late'] };
  saveCustomer(world, second!);
  saveCustomer(world, first!);
  expect(findCustomers(world, { by: 'custom', name: 'vip', value: 'late' }).map(({ id }) => id)).toEqual(['1012', '1013']);
});
