import { Deliverer } from '../callbacks/deliverer.ts';
import { HttpClient } from '../callbacks/http-client.ts';
import { ApplicationsDoor } from '../doors/applications.ts';
import { Faults } from '../faults/faults.ts';
import { Journal } from '../journal/journal.ts';
import { agentSays } from '../world/agent-acts.ts';
import type { CallbackAuthentication } from '../world/applications.ts';
import type { Conversation } from '../world/conversations.ts';
import { callbackQueue } from '../world/outbox.ts';
import { Peer } from './peer.ts';
import type { TestCentreOptions } from './world.ts';
import { agent, TestCentre } from './world.ts';

interface Envelope {
  message: { id: string; type: { value: string }; content?: string; conversation: { id: string } }[];
}

export function turnOfTheEventLoop() {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** A centre whose only agent is silent, with a webhook server, and one chat of which the server knows already. */
export async function delivering(options: TestCentreOptions = {}, authentication: CallbackAuthentication = { type: 'none' }) {
  const centre = new TestCentre({ agents: [agent('Ada', { maximumLoad: 9 })], callbackUrl: 'http://webhook/in', ...options });
  const { world } = centre;
  const peer = new Peer();
  const journal = new Journal(1000);
  const http = new HttpClient(peer.fetch, world.clock, journal);
  const defects: unknown[] = [];
  const faults = new Faults(() => world.random);
  const deliverer = new Deliverer({
    world,
    http,
    track: peer.track,
    baseFor: () => 'https://ece.example.com',
    faults,
    onDefect: (error) => defects.push(error),
  });
  const queue = callbackQueue(world, centre.application.id);
  const chat = centre.startChat();
  await peer.settled();
  peer.requests.length = 0;
  centre.application.callback.authentication = authentication;
  return {
    centre,
    peer,
    deliverer,
    journal,
    defects,
    faults,
    queue,
    chat,
    door: new ApplicationsDoor(world, () => []),
    say: (text: string, to: Conversation = chat) => agentSays(world, to, 'plainText', text),
    /** Lets time pass, and whatever leaves then be answered. */
    pass: async (ms: number) => {
      await peer.settled();
      const until = world.clock.now() + ms;
      for (let due = world.clock.nextDue(); due !== undefined && due <= until; due = world.clock.nextDue()) {
        centre.pass(due - world.clock.now());
        await peer.settled();
      }
      centre.pass(until - world.clock.now());
      await peer.settled();
    },
    /** The texts in each request so far. */
    texts: () => peer.bodies.map((body) => (body as Envelope).message.map(({ content }) => content)),
  };
}
