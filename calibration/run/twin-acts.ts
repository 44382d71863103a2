import type { Simulator } from '../../simulator/index.ts';
import type { ActName } from '../plan/acts.ts';
import type { Known } from '../plan/known.ts';
import { take } from '../plan/known.ts';

type Act = (simulator: Simulator, known: Known) => void;

const file = { fileName: 'Größe (1).pdf', contentType: 'application/pdf', content: new TextEncoder().encode('%PDF') };

function ofConversation(act: (conversations: Simulator['conversations'], id: string, simulator: Simulator) => void): Act {
  return (simulator, { conversation }) => act(simulator.conversations, take(conversation, 'conversation'), simulator);
}

function changeDemo(change: Parameters<Simulator['applications']['change']>[1]): Act {
  return ({ applications }) => void applications.change('demo', change);
}

function setService(isRunning: boolean): Act {
  return (simulator) => {
    simulator.partition('default').assignmentServiceRunning = isRunning;
  };
}

/** What the person at a twin does. */
export const twinActs: Readonly<Record<ActName, Act>> = {
  say: ofConversation((conversations, id) => conversations.say(id, 'hello')),
  sayHtml: ofConversation((conversations, id) => conversations.sayHtml(id, '<b>hello</b>')),
  startTyping: ofConversation((conversations, id) => {
    conversations.startTyping(id);
    conversations.endTyping(id);
  }),
  pushPage: ofConversation((conversations, id) => conversations.pushPage(id, 'https://www.example.com/?a=1&b=2')),
  sendFile: ofConversation((conversations, id) => conversations.sendFile(id, file)),
  acceptFile: ofConversation((conversations, id) => conversations.acceptFile(id, conversations.files(id).at(-1)!.id)),
  rejectFile: ofConversation((conversations, id) => conversations.rejectFile(id, conversations.files(id).at(-1)!.id)),
  transferToAgent: ofConversation((conversations, id) => conversations.transfer(id, { agent: 'Ben' })),
  transferToQueue: ofConversation((conversations, id) => conversations.transfer(id, { queue: 'Service' })),
  transferToDepartment: ofConversation((conversations, id, { agents }) => {
    agents.logIn('Cleo');
    conversations.transfer(id, { queue: 'Claims' });
  }),
  complete: ofConversation((conversations, id) => conversations.complete(id)),
  editEntryPoint: ({ entryPoints }, known) => void entryPoints.edit(take(known.entryPoints.ready, 'entry point'), {}),
  stopService: setService(false),
  startService: setService(true),
  changeTypeToEmail: changeDemo({ type: 'Email' }),
  changeTypeToChat: changeDemo({ type: 'Chat' }),
  activateCallback: ({ applications }) => applications.reactivateCallback('demo'),
};
