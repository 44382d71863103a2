import { resolveMethod, resolveOutcome } from '../../client/index.ts';
import type { Scenario, Step } from '../format/scenario.ts';
import { describeReceiver } from '../steps/receiver.ts';
import { describeRefusal } from '../steps/refusal.ts';
import type { StepData } from '../steps/step-kinds.ts';
import type { ExpectedValue } from '../format/values.ts';
import { describeExpected, parseDuration } from '../format/values.ts';
import type { Arrow, Note, Participant, Telling, Texts } from './telling.ts';
import { capitalize, formatDuration, listMembers, quote, fillReferences } from './words.ts';

type Tellers = { readonly [Key in keyof StepData]: (step: StepData[Key]) => Telling };

function arrow(from: Participant, to: Participant, text: string, way: Arrow['way'] = 'call'): Arrow {
  return { from, to, text, way };
}
function note(over: Participant | null, text: string): Note {
  return { over, text };
}

/** A telling of one sentence. */
function sentence(does: string): Telling {
  return { does, during: [], then: [], drawing: [], isCheck: false };
}

/** A telling of one sentence that a diagram shows as a note. */
function noteSentence(over: Participant | null, does: string): Telling {
  return { ...sentence(`${does}.`), drawing: [note(over, does)] };
}

function describeKept(name: string | undefined): string[] {
  return name === undefined ? [] : [`Its result is kept as ${name}.`];
}

function describeOutputs(outputs: Readonly<Record<string, ExpectedValue>> = {}): string[] {
  const each = Object.entries(outputs).map(([key, value]) => `${key} is ${describeExpected(value)}`);
  return each.length === 0 ? [] : [`${capitalize(each.join(', '))}.`];
}

const tellers: Tellers = {
  say: ({ say }) => ({ ...sentence(say), drawing: [note(null, say)] }),
  customer: ({ customer }) => ({
    ...sentence(`The customer writes: ${quote(customer)}`),
    drawing: [arrow('Customer', 'Flow', customer)],
  }),
  node: (step) => {
    const { method } = resolveMethod(step.node);
    const outcome = resolveOutcome(method, step.expect);
    const conditions = step.while.map((condition) => tell(Object.keys(condition)[0] as keyof StepData, condition));
    const callee = method.requests.length === 0 ? 'Flow' : 'ECE';
    const message = step.inputs['message'] ?? step.inputs['MESSAGE'];
    const text = message === undefined || message === null ? '' : `: ${message}`;
    const inputs = listMembers(step.inputs);
    return {
      does: `The flow calls the node ${method.method}${inputs === '' ? '' : ` with ${inputs}`}.`,
      during: conditions.map(({ does }) => capitalize(does.replace(/^From now on /, ''))),
      then: [
        `It leaves by ${outcome.name}: ${outcome.when.replace(/\.$/, '')}.`,
        ...describeOutputs(step.outputs),
        ...describeKept(step.as),
      ],
      drawing: [
        ...conditions.flatMap(({ drawing }) => drawing),
        arrow('Flow', callee, `${method.method}${text}`),
        arrow(callee, 'Flow', outcome.name, outcome.kind === 'success' ? 'answer' : 'refusal'),
      ],
      isCheck: false,
    };
  },
  event: ({ event, of, outputs, as }) => {
    const which = of === undefined ? '' : ` of ${of}`;
    if (event === 'none') return { ...noteSentence('Flow', `No event${which} has come`), isCheck: true };
    const { content } = outputs ?? {};
    const text = content === undefined ? '' : `: ${typeof content === 'object' ? describeExpected(content) : content}`;
    return {
      ...sentence(`Start Conversation${which} leaves by the event ${event}.`),
      then: [...describeOutputs(outputs), ...describeKept(as)],
      drawing: [arrow('ECE', 'Flow', `${event}${text}`)],
    };
  },
  typing: ({ typing }) => ({
    ...sentence(`The flow receives a notice: the agent ${typing} typing.`),
    drawing: [arrow('ECE', 'Flow', `The agent ${typing} typing`)],
    isCheck: true,
  }),
  agent: (step) => {
    const does = describeAgentAct(step) + ('sees' in step ? '' : describeRefusal(step.refused));
    const isCheck = 'sees' in step;
    return {
      ...sentence(`Agent ${step.agent} ${does}.`.replace(/([.?!]"?)\.$/, '$1')),
      then: 'as' in step ? describeKept(step.as) : [],
      drawing: [arrow(isCheck ? 'ECE' : 'Agent', isCheck ? 'Agent' : 'ECE', `${step.agent} ${does}`)],
      isCheck,
    };
  },
  administrator: ({ administrator, refused, ...about }) => {
    const details = listMembers(Object.fromEntries(Object.entries<unknown>(about).filter(([, value]) => value !== undefined)));
    const act = (details === '' ? administrator : `${administrator}: ${details}`) + describeRefusal(refused);
    return { ...sentence(`The administrator ${act}.`), drawing: [arrow('Administrator', 'ECE', capitalize(act))] };
  },
  clock: ({ clock }) =>
    noteSentence(
      null,
      clock === 'next' ? 'Time passes until the next thing is due' : `Time passes: ${formatDuration(parseDuration(clock))}`,
    ),
  wait: ({ wait }) => {
    const what =
      'journal' in wait ? `a call or callback with ${listMembers(wait.journal)}` : `the event ${listMembers(wait.event)}`;
    return { ...noteSentence('ECE', `The story waits for ${what}`), isCheck: true };
  },
  fault: ({ fault: { match, action, fire } }) => {
    const { operation, callback, ...where } = match;
    const what = callback === undefined ? (operation ?? 'every call') : `callbacks (${callback})`;
    const place = Object.keys(where).length === 0 ? '' : ` of ${listMembers(where)}`;
    const { do: effect, ...how } = action;
    const details = Object.keys(how).length === 0 ? '' : ` (${listMembers(how)})`;
    return noteSentence('ECE', `From now on ECE has a fault: ${effect}${details} for ${what}${place}, ${describeFire(fire)}`);
  },
  repair: ({ repair }) =>
    noteSentence('ECE', repair === 'everything' ? 'Every fault is repaired' : `The fault "${repair}" is repaired`),
  network: ({ network }) => {
    const places = { ece: 'ECE', tokenUrl: 'the token URL', fileServer: "the customer's file server" };
    const states = Object.entries(network).map(([place, state]) => `${places[place as keyof typeof places]} is ${state}`);
    return noteSentence('Flow', `For the flow, ${states.join(', ')}`);
  },
  platform: ({ platform }) => {
    const parts = { chatStore: 'the chat store', eventApi: 'the event API', fileHost: 'the file host' };
    const states = Object.entries(platform).map(([part, state]) => {
      const verb = part === 'chatStore' && state !== 'works' ? 'is ' : '';
      const what = typeof state === 'string' ? verb + state : `answers ${state.answers}`;
      return `${parts[part as keyof typeof parts]} ${what}`;
    });
    return noteSentence('Flow', capitalize(states.join(', ')));
  },
  receiver: ({ receiver }) => noteSentence('Flow', `The callback receiver ${describeReceiver(receiver)}`),
  received: ({ received, of }) => {
    const which = of === undefined ? '' : ` of ${of}`;
    return {
      ...noteSentence('Flow', `The callback receiver has accepted${which}: ${received.join(', ') || 'nothing'}`),
      isCheck: true,
    };
  },
  unclaimed: ({ unclaimed, as }) => ({
    ...noteSentence('Flow', `The callback receiver has told that no flow waits for: ${unclaimed.join(', ') || 'nothing'}`),
    then: as === undefined ? [] : [`The conversation of the latest message is kept as ${as}.`],
    isCheck: true,
  }),
  file: ({ file, does, status, redirectsTo, without, as }) => {
    const how = [
      ...(does === 'serves' ? [] : [does]),
      ...(status === 200 ? [] : [`answers ${status}`]),
      ...(redirectsTo === undefined ? [] : [`redirects to ${redirectsTo}`]),
      ...without.map((header) => `leaves out ${header}`),
    ];
    const serves = noteSentence(
      'Customer',
      `The customer's file server has ${file}${how.length === 0 ? '' : ` and ${how.join(', ')}`}`,
    );
    return { ...serves, then: describeKept(as) };
  },
  process: ({ process }) => noteSentence('Flow', `The process of the flow ${process}`),
  journal: ({ journal, count }) => {
    const what = listMembers(journal) || 'anything';
    const number =
      count === undefined ? 'at least one entry' : count === 0 ? 'no entry' : count === 1 ? 'one entry' : `${count} entries`;
    return { ...noteSentence('ECE', `The journal of ECE contains ${number} with ${what}`), isCheck: true };
  },
};

function describeFire(fire: StepData['fault']['fault']['fire']): string {
  if (fire === 'always') return 'every time';
  if ('times' in fire) return fire.times === 1 ? 'once' : `${fire.times} times`;
  if ('from' in fire) return `from the call number ${fire.from} on`;
  return `with probability ${fire.probability}`;
}

function describeAgentAct(step: StepData['agent']): string {
  if ('does' in step) return step.does;
  if ('says' in step) return `says: ${quote(step.says)}`;
  if ('saysHtml' in step) return `says in HTML: ${quote(step.saysHtml)}`;
  if ('pushes' in step) return `pushes the page ${step.pushes}`;
  if ('sends' in step) return `sends the file ${step.sends.fileName}`;
  if ('sendsTogether' in step)
    return `sends the files ${step.sendsTogether.map(({ fileName }) => fileName).join(' and ')} in one message`;
  if ('transfersTo' in step)
    return `transfers the chat to ${typeof step.transfersTo === 'string' ? step.transfersTo : `the queue ${step.transfersTo.queue}`}`;
  const times = step.times === 1 ? '' : step.times === 0 ? ' never' : ` ${step.times} times`;
  return `sees ${describeExpected(step.sees)}${times}`;
}

function tell(kind: keyof StepData, data: object): Telling {
  return (tellers[kind] as (step: object) => Telling)(data);
}

/** Tells a step in plain words. */
export function tellStep({ kind, data }: Pick<Step, 'kind' | 'data'>, texts: Texts): Telling {
  return tell(kind, fillReferences(data, texts));
}

/** The texts of a scenario that have a name: its values, and what the customer writes. */
export function collectTexts({ values, steps }: Pick<Scenario, 'values' | 'steps'>): Texts {
  const texts = new Map(Object.entries(values).map(([name, value]) => [name, fillReferences(String(value), new Map())]));
  for (const { kind, data } of steps) {
    if (kind === 'customer' && data.as !== undefined) texts.set(data.as, fillReferences(data.customer, texts));
  }
  return texts;
}
