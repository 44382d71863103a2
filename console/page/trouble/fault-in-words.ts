import type { Fault } from '../control/answers.ts';
import { callNames } from '../traffic/call-names.ts';
import { duration } from '../shell/words.ts';

function deedInWords(action: Fault['action']): string {
  switch (action.do) {
    case 'refuse':
      return `refused (${action.error})`;
    case 'answer':
      return `answered ${action.status}`;
    case 'delay':
      return typeof action.ms === 'number'
        ? `${duration(action.ms)} late`
        : `${duration(action.ms.from)} to ${duration(action.ms.to)} late`;
    case 'hang':
      return 'never answered';
    case 'close':
      return action.at === 'start' ? 'connection closed' : 'answer breaks off';
    case 'reset':
      return action.at === 'start' ? 'connection reset' : 'answer breaks off by a reset';
    case 'trickle':
      return `answer trickles, ${action.bytes} bytes every ${duration(action.everyMs)}`;
    case 'corrupt':
      return `answer ${action.how}`;
    case 'end-sessions':
      return action.how === 'expire' ? 'the session expires' : 'the session is revoked';
    case 'drop':
      return 'lost';
    case 'duplicate':
      return 'sent twice';
    case 'reorder':
      return 'in the wrong order';
  }
}

function whatInWords({ operation, callback }: Fault['match']): string {
  if (callback !== undefined) return callback === 'any' ? 'callbacks' : `callbacks ${callback}`;
  return operation === undefined ? 'every call' : callNames[operation];
}

function whenInWords(fire: Fault['fire'], fired: number): string {
  if (fire === 'always') return '';
  if ('times' in fire) return `, ${fired} of ${fire.times} times`;
  if ('from' in fire) return `, from call ${fire.from} on`;
  return `, ${Math.round(fire.probability * 100)} % of the time`;
}

/** `send message: answered 500, 1 of 3 times`. */
export function faultInWords({ match, action, fire, fired }: Fault): string {
  const where = match.entryPoint === undefined ? '' : ` on ${match.entryPoint}`;
  return `${whatInWords(match)}${where}: ${deedInWords(action)}${whenInWords(fire, fired)}`;
}
