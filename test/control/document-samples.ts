import type { Partition } from '../../simulator/partition.ts';
import { uploadBody } from '../../simulator/testing/samples.ts';
import type { EceClient } from '../../simulator/testing/ece-client.ts';
import { sendCall } from '../../simulator/testing/calls.ts';
import { plainAgentActs } from '../../simulator/world/agent-acts.ts';

type Sample = [method: string, path: string, body?: unknown];

/** A call for every operation of one partition, in an order in which all of them succeed. */
export async function samples(partition: Partition, ece: EceClient): Promise<Sample[]> {
  const entryPoint = partition.entryPoints.id(1001);
  const chat = await ece.startConversation({ entryPoint });
  for (let file = 0; file < 2; file++) await ece.send(sendCall(ece.token, uploadBody(chat)));
  const [accepted, rejected] = partition.conversations.files(chat).map(({ id }) => id);
  const other = await ece.startConversation({ entryPoint });
  const user = partition.users.list()[0]!.userName;
  const customer = partition.customers.add({ contacts: [{ emails: ['a@b.example'] }] });
  const fault = partition.faults.add({ match: { operation: 'logOut' }, action: { do: 'hang' } });
  partition.agents.change('Ada', { behaviour: 'manual' });
  const desk = `/conversations/${chat}`;
  return [
    ['GET', '/world'],
    ['PATCH', '/world', { assignmentServiceRunning: true }],
    ['GET', '/applications'],
    ['POST', '/applications', { name: 'new', clientId: 'new', clientSecret: 'new-secret' }],
    ['GET', '/applications/demo'],
    ['PATCH', '/applications/demo', { tokenLifetimeSeconds: 100 }],
    ['DELETE', '/applications/new'],
    ['GET', '/applications/demo/callbacks'],
    ['POST', '/applications/demo/callbacks/deactivate'],
    ['POST', '/applications/demo/callbacks/reactivate'],
    ['GET', '/entry-points'],
    ['GET', '/entry-points?which=special'],
    ['POST', '/entry-points', { id: 1700, name: 'new', queue: 'Service' }],
    ['GET', `/entry-points/${entryPoint}`],
    ['PATCH', `/entry-points/${entryPoint}`, { maximumQueueDepth: 3 }],
    ['DELETE', `/entry-points/${partition.entryPoints.id(1700)}`],
    ['GET', '/queues'],
    ['GET', '/queue-history'],
    ['POST', '/queues', { name: 'new', skill: 'new' }],
    ['GET', '/queues/new'],
    ['PATCH', '/queues/new', { skill: 'newer' }],
    ['GET', '/agents'],
    ['POST', '/agents', { firstName: 'N', lastName: 'E', screenName: 'new', skills: ['newer'] }],
    ['GET', '/agents/new'],
    ['PATCH', '/agents/new', { loggedIn: false }],
    ['DELETE', '/agents/new'],
    ['GET', '/users'],
    ['POST', '/users', { userName: 'new-user', password: 'new' }],
    ['GET', `/users/${user}`],
    ['PATCH', `/users/${user}`, { password: 'another' }],
    ['GET', '/customers'],
    ['POST', '/customers', {}],
    ['GET', `/customers/${customer.id}`],
    ['DELETE', `/customers/${customer.id}`],
    ['GET', '/conversations'],
    ['GET', desk],
    ['POST', `${desk}/transfer`, {}],
    ['POST', `${desk}/transfer`, { agent: 'Ada' }],
    ['POST', `${desk}/messages`, { text: 'hello' }],
    ['POST', `${desk}/messages`, { files: [{ fileName: 'b.txt', contentType: 'text/plain', content: 'YQ==' }] }],
    ['POST', `${desk}/typing`, { typing: true }],
    ['POST', `${desk}/pages`, { url: 'https://example.com/' }],
    ['POST', `${desk}/files`, { fileName: 'a.txt', contentType: 'text/plain', content: 'YQ==' }],
    ['GET', `${desk}/files/${accepted}`],
    ['POST', `${desk}/files/${accepted}/accept`],
    ['POST', `${desk}/files/${rejected}/reject`],
    ['GET', desk],
    ...taken(other),
    ...Object.keys(plainAgentActs)
      .filter((act) => act !== 'complete')
      .map((act): Sample => ['POST', `${desk}/${act}`]),
    ['POST', `${desk}/complete`],
    ['GET', '/clock'],
    ['GET', '/clock/agenda'],
    ['PUT', '/clock', { mode: 'manual' }],
    ['POST', '/clock/advance', { ms: 1 }],
    ['GET', '/faults'],
    ['POST', '/faults', { action: { do: 'delay', ms: 1 } }],
    ['GET', `/faults/${fault.id}`],
    ['DELETE', `/faults/${fault.id}`],
    ['DELETE', '/faults'],
    ['GET', '/journal'],
    ['GET', '/journal.har'],
    ['POST', '/wait', { match: { journal: { operation: 'startConversation' } } }],
    ['POST', '/wait', { match: { event: { type: 'conversation-ended', conversationId: chat } } }],
    ['DELETE', '/journal'],
    ['GET', '/sessions'],
    ['DELETE', `/sessions/${ece.token}`],
    ['POST', '/applications/demo/expire-tokens'],
  ];
}

/** The conversation waits while no agent is there, until one takes it. */
function taken(conversation: string): Sample[] {
  return [
    ['PATCH', '/agents/Ben', { loggedIn: false }],
    ['POST', `/conversations/${conversation}/transfer`, {}],
    ['POST', `/conversations/${conversation}/take`, { agent: 'Ada' }],
  ];
}
