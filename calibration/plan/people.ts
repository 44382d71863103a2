import { take } from './known.ts';
import type { CallStep, Probe, ProbeAnswer } from './probe.ts';
import type { Known } from './known.ts';
import type { Parts } from './requests.ts';
import { attribute, call, paths, request, sessionCall, startCall } from './requests.ts';
import { ownCustomer } from './starts.ts';

function userOf(known: Known) {
  return take(known.user, 'user');
}

function logIn(step: string, parts: (known: Known) => Parts): CallStep {
  return call(step, [], (known) => request(known.root + paths.logIn, { method: 'POST', ...parts(known) }), {
    learn: learnSession,
  });
}

function learnSession({ headers }: ProbeAnswer, known: Known): void {
  const session = headers['x-egain-session'];
  if (session === undefined) return;
  known.session = session;
  known.sessions.push(session);
}

function right(known: Known): Parts {
  return { body: { ...userOf(known) } };
}
const forced = '?forceLogin=yes';

/** Calls of a user of the agent console. */
export const users: readonly Probe[] = [
  {
    name: 'log-in',
    asks: 'How does a user log in, and what is refused?',
    touches: 'it ends the oldest sessions of the user when there are five',
    needs: ['user'],
    steps: [
      logIn('userName', (known) => ({ ...right(known), query: forced })),
      logIn('username', (known) => {
        const { userName: username, password } = userOf(known);
        return { body: { username, password }, query: forced };
      }),
      ...['login', 'user'].map((root) =>
        logIn(`xml ${root}`, (known) => {
          const { userName, password } = userOf(known);
          return {
            body: `<${root}><userName>${userName}</userName><username>${userName}</username><password>${password}</password></${root}>`,
            query: forced,
          };
        }),
      ),
      logIn('nothing', () => ({ body: {} })),
      logIn('no name', (known) => ({ body: { password: userOf(known).password } })),
      logIn('further member', (known) => ({ body: { ...userOf(known), foo: 1 }, query: forced })),
      logIn('further parameter', (known) => ({ ...right(known), query: '?forceLogin=yes&foo=1' })),
    ],
  },
  {
    name: 'wrong-password',
    asks: 'How does ECE refuse a wrong password?',
    touches: 'it sends two wrong passwords of the user: a rule of the site may lock the user',
    needs: ['user'],
    steps: [
      logIn('json', (known) => ({ body: { userName: userOf(known).userName, password: 'not-the-password' } })),
      logIn('xml', (known) => ({
        accept: 'application/xml',
        body: { userName: userOf(known).userName, password: 'not-the-password' },
      })),
    ],
  },
  {
    name: 'six-sessions',
    asks: 'What happens at the sixth session of a user?',
    touches: 'it takes all five sessions of the user, who is logged out elsewhere',
    needs: ['user'],
    steps: [
      ...Array.from({ length: 6 }, (_, at) => logIn(`session ${at + 1}`, right)),
      logIn('forced', (known) => ({ ...right(known), query: forced })),
    ],
  },
];

function search(step: string, query: (known: Known) => string): CallStep {
  return sessionCall(step, paths.customer, (known) => ({ query: query(known) }), { learn: learnCustomer });
}

function learnCustomer({ body }: ProbeAnswer, known: Known): void {
  const customer = /"customer"\s*:\s*\[(.*)\]/s.exec(body)?.[1] ?? '';
  const id = (text: string) => /"id"\s*:\s*"?(\w+)"?/.exec(text)?.[1];
  const [beforePersons = '', persons = ''] = customer.split('"contactPersons"');
  const [beforePoints = '', points = ''] = persons.split(/"contactPoints?"/);
  const found = id(beforePersons) ?? id(customer);
  if (found === undefined) return;
  const [person, point] = [id(beforePoints), id(points)];
  known.customer = { id: found, ...(person !== undefined && { person }), ...(point !== undefined && { point }) };
}

function edit(step: string, body: (known: Known) => object): CallStep {
  return sessionCall(step, paths.customer, (known) => ({ method: 'PUT', body: body(known) }));
}

function ofCustomer(known: Known, members: object): object {
  return { id: take(known.customer, 'customer').id, ...members };
}

function withPoint(known: Known, form: 'wrapped' | 'flat'): object {
  const { person, point } = take(known.customer, 'customer');
  const contactPoint = [{ id: take(point, 'contact point'), type: { phone: { phoneNo: `${ownCustomer(known).phone}9` } } }];
  const inside = form === 'flat' ? { contactPoint } : { contactPoints: { contactPoint } };
  return { contactPersons: { contactPerson: [{ id: take(person, 'contact person'), ...inside }] } };
}

function create(step: string, firstName: string): CallStep {
  return sessionCall(step, paths.customer, (known) => {
    const contactPoint = [{ type: { value: 'email', email: { emailAddress: ownCustomer(known, 'jo').email } } }];
    const contactPerson = [{ firstName, contactPoints: { contactPoint }, contactPoint }];
    return { method: 'POST', body: { type: { value: 'individual' }, contactPersons: { contactPerson } } };
  });
}

/** A customer of its own, with a phone and an attribute. */
const made = startCall('made', (known) => {
  const { phone, social } = ownCustomer(known, 'eve');
  const contact = [{ firstName: 'Calibration', phone: [{ type: { value: 'mobile' }, phoneNo: `${phone}7`, countryCode: '49' }] }];
  const customer = { contacts: { contact }, customAttributes: attribute('smsclusterid', social) };
  return { query: '?searchContactOnAttribute=custom.smsclusterid', activity: { customer } };
});

/** Search and edit of the customer of this run. */
export const customers: readonly Probe[] = [
  {
    name: 'customers',
    asks: 'How does ECE find and edit a customer?',
    touches: null,
    needs: ['user'],
    steps: [
      made,
      search('by attribute', (known) => `?custom.smsclusterid=${ownCustomer(known, 'eve').social}`),
      search('by number', (known) => `?phone=${ownCustomer(known, 'eve').phone}7`),
      search('by number with country code', (known) => `?phone=49${ownCustomer(known, 'eve').phone}7`),
      search('by number with a hyphen', (known) => `?phone=${ownCustomer(known, 'eve').phone.replace(/^555/, '555-')}7`),
      search('by activity', ({ activity }) => `?activity=${encodeURIComponent(JSON.stringify({ id: activity ?? '0' }))}`),
      edit('pin', (known) => ofCustomer(known, { pin: '1234' })),
      edit('attribute', (known) => ofCustomer(known, { customAttributes: attribute('facebookpsid', 'f1') })),
      search('after the edits', (known) => `?phone=${ownCustomer(known, 'eve').phone}7`),
      edit('long pin', (known) => ofCustomer(known, { pin: '1'.repeat(256) })),
      edit('unknown attribute', (known) => ofCustomer(known, { customAttributes: attribute('calibration_unknown', 'x') })),
      edit('unknown customer', () => ({ id: '0' })),
      edit('further member', () => ({ id: '0', foo: 1 })),
      edit('flat point', (known) => ofCustomer(known, withPoint(known, 'flat'))),
      edit('wrapped point', (known) => ofCustomer(known, withPoint(known, 'wrapped'))),
      search('new number', (known) => `?phone=${ownCustomer(known).phone}9`),
    ],
  },
  {
    name: 'customer-match',
    asks: 'Whom does ECE take when a customer is found, and what does it keep of two e-mails?',
    touches: null,
    needs: ['user'],
    steps: [
      create('created', 'Calibration'),
      create('created again', 'Calibration'),
      startCall('two customers', (known) => ({
        query: '?searchContactOnAttribute=email.emailAddress',
        activity: { customer: { contacts: { contact: [{ email: [{ emailAddress: ownCustomer(known, 'jo').email }] }] } } },
      })),
      startCall('two e-mails', (known) => {
        const email = ['gus', 'hal'].map((name) => ({ emailAddress: ownCustomer(known, name).email }));
        return {
          query: '?searchContactOnAttribute=email.emailAddress',
          activity: { customer: { contacts: { contact: [{ email }] } } },
        };
      }),
      search('first e-mail', (known) => `?email=${ownCustomer(known, 'gus').email}`),
      search('second e-mail', (known) => `?email=${ownCustomer(known, 'hal').email}`),
      startCall('both forms', (known) => ({
        query: '?searchContactOnAttribute=email.emailAddress&anonymousCustomer=yes',
        activity: { customer: { contacts: { contact: [{ email: [{ emailAddress: ownCustomer(known, 'ida').email }] }] } } },
      })),
      search('customer of both forms', (known) => `?email=${ownCustomer(known, 'ida').email}`),
    ],
  },
];
