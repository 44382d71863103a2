import type { Situation } from './known.ts';
import type { CallStep, Probe } from './probe.ts';
import { bearerOf, call, checkCall, paths, request, startCall } from './requests.ts';

const checks = ['agentAvailability', 'capacity', 'liveSessionStatus', 'checkEligibility', 'chatAllowed'] as const;

function all(situation: Situation): CallStep[] {
  return checks.map((check) => checkCall(check, check, {}, situation));
}

function plain(step: string, target: string): CallStep {
  return call(step, [], ({ root }) => request(root + paths.availability + target, {}));
}

/** The checks of availability, which need no token. */
export const availability: readonly Probe[] = [
  {
    name: 'availability',
    asks: 'What do the five checks of an entry point answer?',
    touches: null,
    needs: [],
    steps: [
      ...all('ready'),
      ...checks.map((check) => checkCall(`${check} in XML`, check, { accept: 'application/xml' })),
      checkCall('other live session status', 'livesessionstatus'),
      checkCall('other chat allowed', 'isChatAllowed'),
      checkCall('further parameter', 'agentAvailability', { query: '?_=1' }),
      checkCall('calendar', 'agentAvailability', { query: '?businessCalendar=true' }),
      call('with a token', ['token'], (known) =>
        request(`${known.root}${paths.availability}/capacity/${known.entryPoints.ready}`, {}, bearerOf(known)),
      ),
      checkCall('with a made-up token', 'capacity', { headers: { authorization: 'Bearer made-up' } }),
      plain('unknown entry point', '/capacity/999999'),
      plain('no number', '/capacity/abc'),
      plain('chat allowed of an unknown entry point', '/chatAllowed/999999'),
    ],
  },
  {
    name: 'availability-no-agent',
    asks: 'What do the checks answer where an agent is required and nobody is there?',
    touches: null,
    needs: ['no-agent'],
    steps: all('no-agent'),
  },
  {
    name: 'availability-full',
    asks: 'What do the checks answer where all agents are at full load?',
    touches: 'a chat waits for some seconds in a queue with others',
    needs: ['full'],
    steps: [...all('full'), startCall('start', { situation: 'full' })],
  },
  {
    name: 'availability-waiting',
    asks: 'What do the checks answer where the queue is at its maximum?',
    touches: null,
    needs: ['waiting'],
    steps: [
      ...all('waiting').map((step): CallStep => ({ ...step, exact: true })),
      checkCall('liveSessionStatus in XML', 'liveSessionStatus', { accept: 'application/xml' }, 'waiting', { exact: true }),
    ],
  },
];
