export const callbackTypes = [
  'any',
  'plainText',
  'html',
  'startTyping',
  'endTyping',
  'complete',
  'assigned',
  'transfer',
  'pagePush',
  'uploadAttachment',
  'acceptAttachment',
  'rejectAttachment',
];

export const callActions = [
  ['refuse', 'is refused by a rule of ECE'],
  ['answer', 'is answered with a status'],
  ['delay', 'is answered late'],
  ['hang', 'is never answered'],
  ['close at start', 'loses its connection before the answer'],
  ['close in the middle', 'loses its connection in the middle of the answer'],
  ['reset at start', 'has its connection reset before the answer'],
  ['reset in the middle', 'has its connection reset in the middle of the answer'],
  ['trickle', 'gets its answer in small pieces'],
  ['corrupt', 'gets an answer that cannot be read'],
  ['expire sessions', 'finds its session expired'],
] as const;
export const callbackActions = [
  ['drop', 'is lost'],
  ['duplicate', 'is sent twice'],
  ['delay', 'is sent late'],
  ['reorder', 'is overtaken by the next'],
] as const;

/** The fields of the form, as they are typed. */
export interface Draft {
  readonly on: 'calls' | 'callbacks';
  readonly operation: string;
  readonly callback: string;
  readonly entryPoint: string;
  readonly action: string;
  readonly error: string;
  readonly status: string;
  readonly seconds: string;
  /** The longest delay, in seconds; empty: every delay is the same. */
  readonly longestSeconds: string;
  readonly bytes: string;
  readonly fire: 'always' | 'times' | 'from' | 'probability';
  readonly number: string;
  readonly when: 'before' | 'after';
}

export const emptyDraft: Draft = {
  on: 'calls',
  operation: 'sendMessage',
  callback: 'any',
  entryPoint: '',
  action: 'answer',
  error: 'internalError',
  status: '503',
  seconds: '3',
  longestSeconds: '',
  bytes: '20',
  fire: 'times',
  number: '1',
  when: 'before',
};

function actionOf({ action, error, status, seconds, longestSeconds, bytes }: Draft): object {
  const ms = millisecondsOf(seconds);
  switch (action) {
    case 'refuse':
      return { do: 'refuse', error };
    case 'answer':
      return { do: 'answer', status: Number(status) };
    case 'delay':
      return { do: 'delay', ms: longestSeconds === '' ? ms : { from: ms, to: millisecondsOf(longestSeconds) } };
    case 'close at start':
      return { do: 'close', at: 'start' };
    case 'close in the middle':
      return { do: 'close', at: 'middle' };
    case 'reset at start':
      return { do: 'reset', at: 'start' };
    case 'reset in the middle':
      return { do: 'reset', at: 'middle' };
    case 'trickle':
      return { do: 'trickle', bytes: Number(bytes), everyMs: ms };
    case 'corrupt':
      return { do: 'corrupt', how: 'malformed' };
    case 'expire sessions':
      return { do: 'end-sessions', how: 'expire' };
    default:
      return { do: action };
  }
}

function millisecondsOf(seconds: string): number {
  return Math.round(Number(seconds) * 1000);
}

function fireOf({ fire, number }: Draft): unknown {
  if (fire === 'always') return 'always';
  if (fire === 'probability') return { probability: Number(number) / 100 };
  return { [fire]: Number(number) };
}

/** The fault as the control API takes it. */
export function faultOf(draft: Draft): object {
  const { on, operation, callback, entryPoint, when } = draft;
  const match = {
    ...(on === 'callbacks' ? { callback } : operation !== '' && { operation }),
    ...(entryPoint !== '' && { entryPoint }),
  };
  return { match, action: actionOf(draft), fire: fireOf(draft), ...(on === 'calls' && { when }) };
}
