import type { SettingValues } from '../protocol/settings.ts';
import type { Customer, CustomerKey } from '../world/customers.ts';
import { customerName, findCustomers } from '../world/customers.ts';
import { requireAgentConsole } from './authentication.ts';
import type { RoutedCall } from './call.ts';
import { makeCustomersBody } from './customer-representation.ts';
import type { Operation } from './operation.ts';
import { readNothing } from './operation.ts';
import { readParameter } from './query.ts';
import { refuse } from './refusal-error.ts';

type Criterion = CustomerKey | { readonly by: 'activity'; readonly activityId: string };

interface Search {
  readonly criteria: readonly Criterion[];
  readonly page: Page;
  readonly sort: { readonly attribute: SortAttribute; readonly descending: boolean } | null;
}

/** The part of the result to send, which the call names by page or by range. The answer repeats the parameters. */
interface Page {
  readonly startName: 'pagenum' | 'rangestart';
  readonly sizeName: 'pagesize' | 'rangesize';
  readonly start: number;
  readonly size: number;
}

/** Spec 12.3. Values match exactly, several criteria are combined with AND, and an empty result is 204. */
export const searchCustomers: Operation<'searchCustomers', Search> = {
  readQuery: readSearch,
  readContent: readNothing,
  run(call, search) {
    requireAgentConsole(call.caller.user);
    const found = sortCustomers(findMatching(call, search.criteria), search.sort);
    const { startName, sizeName, start, size } = search.page;
    const first = startName === 'pagenum' ? (start - 1) * size : start - 1;
    const shown = found.slice(first, first + size);
    if (shown.length === 0) return { status: 204 };
    const pagination = { count: found.length, [startName]: start, [sizeName]: size };
    return { status: 200, body: makeCustomersBody(call, shown, pagination) };
  },
};

function readSearch(call: RoutedCall): Search {
  const criteria = [...call.query.keys()].flatMap((name) => readCriterion(call, name) ?? []);
  const page = readPage(call);
  const sort = readSort(call);
  if (criteria.length > 0) return { criteria, page, sort };
  return refuse(
    'searchCriterionMissing',
    {},
    { rule: 'no criterion is given', wouldWork: ['phone', 'email', 'custom.<attributeName>'] },
  );
}

function readCriterion(call: RoutedCall, name: string): Criterion | undefined {
  const value = readParameter(call, name) ?? '';
  if (name.startsWith('$')) return undefined;
  if (value === '') refuse('invalidQueryValue', { name }, { rule: 'the criterion is empty', wouldWork: `${name}=<value>` });
  if (name === 'phone' || name === 'email') return { by: name, value };
  if (name === 'activity') return readActivityCriterion(call, value);
  return { by: 'custom', name: readCustomAttribute(call, name), value };
}

function readCustomAttribute(call: RoutedCall, parameterName: string): string {
  const name = parameterName.slice('custom.'.length);
  const configured = call.world.state.customAttributes.customer;
  if (configured.includes(name)) return name;
  const wouldWork = configured.map((attribute) => `custom.${attribute}`);
  return refuse(
    'unknownQueryParameter',
    { name: parameterName },
    { rule: 'no such custom attribute of the customer', wouldWork },
  );
}

/** Reads the activity's id from JSON whose form is not public (`customer.search.activity`). */
function readActivityCriterion(call: RoutedCall, value: string): Criterion {
  const name = 'activity';
  if (call.settings['customer.search.activity'] === 'unsupported') {
    refuse('unknownQueryParameter', { name }, { rule: 'searching by activity is not supported', wouldWork: ['phone', 'email'] });
  }
  const id = (parseObject(value) as { id?: unknown } | undefined)?.id;
  if (typeof id === 'string' || typeof id === 'number') return { by: 'activity', activityId: String(id) };
  return refuse('invalidQueryValue', { name }, { rule: 'no JSON object with an id', wouldWork: 'activity={"id":"2041"}' });
}

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

const largestPage = 75;

function readPage(call: RoutedCall): Page {
  const given = (name: string) => call.query.has(name);
  const usesPages = given('$pagenum') || given('$pagesize');
  const usesRange = given('$rangestart') || given('$rangesize');
  if (usesPages && usesRange) refuse('queryCombination', {}, { rule: 'pages and ranges are mixed', wouldWork: 'one of the two' });
  const [startName, sizeName] = usesRange ? (['rangestart', 'rangesize'] as const) : (['pagenum', 'pagesize'] as const);
  return {
    startName,
    sizeName,
    start: readWholeNumber(call, `$${startName}`, 1, Number.MAX_SAFE_INTEGER),
    size: readWholeNumber(call, `$${sizeName}`, 25, largestPage),
  };
}

function readWholeNumber(call: RoutedCall, name: string, fallback: number, largest: number): number {
  const text = readParameter(call, name);
  if (text === undefined) return fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= largest) return value;
  return refuse(
    'invalidQueryValue',
    { name },
    { rule: `"${text}" is not a number from 1 to ${largest}`, wouldWork: String(fallback) },
  );
}

const sortAttributes = ['id', 'customerName'] as const;
type SortAttribute = (typeof sortAttributes)[number];

function readSort(call: RoutedCall): Search['sort'] {
  const attribute = readParameter(call, '$sort');
  const order = readParameter(call, '$order');
  if (order !== undefined && attribute === undefined) {
    refuse('orderWithoutSort', {}, { rule: '$order goes with $sort only', wouldWork: '$sort=id&$order=asc' });
  }
  if (order !== undefined && order !== 'asc' && order !== 'desc') {
    const reason = { rule: `"${order}" is no order`, wouldWork: ['asc', 'desc'] };
    refuse('invalidQueryParameter', { name: '$order', values: 'asc, desc' }, reason);
  }
  if (attribute === undefined) return null;
  const known = sortAttributes.find((name) => name === attribute);
  if (known !== undefined) return { attribute: known, descending: order === 'desc' };
  return refuse(
    'invalidQueryParameter',
    { name: '$sort', values: sortAttributes.join(', ') },
    { rule: `"${attribute}" is no attribute to sort by`, wouldWork: sortAttributes },
  );
}

function findMatching(call: RoutedCall, criteria: readonly Criterion[]): Customer[] {
  const phoneMatch: SettingValues['customer.search.phoneMatch'] = call.settings['customer.search.phoneMatch'];
  const found = criteria.map((one) =>
    one.by === 'activity' ? customersOfActivity(call, one.activityId) : findCustomers(call.world, one, phoneMatch),
  );
  return found[0]!.filter((customer) => found.every((customers) => customers.includes(customer)));
}

function customersOfActivity(call: RoutedCall, activityId: string): Customer[] {
  const conversation = [...call.world.state.conversations.values()].find((candidate) => candidate.activityId === activityId);
  const customer = conversation?.customerId == null ? undefined : call.world.state.customers.get(conversation.customerId);
  return customer === undefined ? [] : [customer];
}

function sortCustomers(customers: Customer[], sort: Search['sort']): Customer[] {
  if (sort === null) return customers;
  const ascending = customers.toSorted((one, other) =>
    sort.attribute === 'id' ? Number(one.id) - Number(other.id) : customerName(one).localeCompare(customerName(other), 'en'),
  );
  return sort.descending ? ascending.reverse() : ascending;
}
