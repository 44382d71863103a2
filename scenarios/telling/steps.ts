import { resolveMethod, resolveOutcome } from '../../client/index.ts';
import type { Scenario, Step } from '../scenario.ts';
import type { StepData } from '../steps/step-kinds.ts';
import type { ExpectedValue } from '../values.ts';
import { expectedInWords, milliseconds } from '../values.ts';
import type { Arrow, Note, Participant, Telling, Texts } from './telling.ts';
import { capital, durationInWords, listed, quoted, spoken } from './words.ts';

type Tellers = { readonly [Key in keyof StepData]: (step: StepData[Key]) => Telling };

function arrow(from: Participant, to: Participant, text: string, way: Arrow['way'] = 'call'): Arrow {
  return { from, to, text, way };
}
function note(over: Participant | null, text: string): Note {
  return { over, text };
}

/** What is told in one sentence. */
function told(does: string): Telling {
  return { does, during: [], then: [], drawn: [] };
}

/** What is told in one sentence, and drawn as a note. */
function noted(over: Participant | null, does: string): Telling {
  return { ...told(`${does}.`), drawn: [note(over, does)] };
}

function keptAs(name: string | undefined): string[] {
  return name === undefined ? [] : [`What it gives is kept as ${name}.`];
}

function outputsAre(outputs: Readonly<Record<string, ExpectedValue>> = {}): string[] {
  const each = Object.entries(outputs).map(([key, value]) => `${key} is ${expectedInWords(value)}`);
  return each.length === 0 ? [] : [`${capital(each.join(', '))}.`];
}

const tellers: Tellers = {
  say: ({ say }) => ({ ...told(say), drawn: [note(null, say)] }),
  customer: ({ customer }) => ({
    ...told(`The customer writes: ${quoted(customer)}`),
    drawn: [arrow('Customer', 'Flow', customer)],
  }),
  node: (step) => {
    const { method } = resolveMethod(step.node);
    const outcome = resolveOutcome(method, step.expect);
    const during = step.while.map((condition) => telling(Object.keys(condition)[0] as keyof StepData, condition));
    const callee = method.requests.length === 0 ? 'Flow' : 'ECE';
    const says = step.inputs['message'] ?? step.inputs['MESSAGE'];
    const words = says === undefined || says === null ? '' : `: ${says}`;
    const inputs = listed(step.inputs);
    return {
      does: `The flow calls the node ${method.method}${inputs === '' ? '' : ` with ${inputs}`}.`,
      during: during.map(({ does }) => does),
      then: [
        `It leaves by ${outcome.name}: ${outcome.when.replace(/\.$/, '')}.`,
        ...outputsAre(step.outputs),
        ...keptAs(step.as),
      ],
      drawn: [
        ...during.flatMap(({ drawn }) => drawn),
        arrow('Flow', callee, `${method.method}${words}`),
        arrow(callee, 'Flow', outcome.name, outcome.kind === 'success' ? 'answer' : 'refusal'),
      ],
    };
  },
  event: ({ event, of, outputs, as }) => {
    const which = of === undefined ? '' : ` of ${of}`;
    if (event === 'none') return noted('Flow', `No event${which} has come`);
    const { content } = outputs ?? {};
    const words = content === undefined ? '' : `: ${typeof content === 'object' ? expectedInWords(content) : content}`;
    return {
      ...told(`Start Conversation${which} leaves by the event ${event}.`),
      then: [...outputsAre(outputs), ...keptAs(as)],
      drawn: [arrow('ECE', 'Flow', `${event}${words}`)],
    };
  },
  typing: ({ typing }) => ({
    ...told(`The flow hears that the agent ${typing} typing.`),
    drawn: [arrow('ECE', 'Flow', `The agent ${typing} typing`)],
  }),
  agent: (step) => {
    const does = deedOfAgent(step);
    const isSeen = 'sees' in step;
    return {
      ...told(`Agent ${step.agent} ${does}.`.replace(/([.?!]"?)\.$/, '$1')),
      then: 'as' in step ? keptAs(step.as) : [],
      drawn: [arrow(isSeen ? 'ECE' : 'Agent', isSeen ? 'Agent' : 'ECE', `${step.agent} ${does}`)],
    };
  },
  administrator: ({ administrator, ...about }) => {
    const details = listed(Object.fromEntries(Object.entries<unknown>(about).filter(([, value]) => value !== undefined)));
    const deed = details === '' ? administrator : `${administrator}: ${details}`;
    return { ...told(`The administrator ${deed}.`), drawn: [arrow('Administrator', 'ECE', capital(deed))] };
  },
  clock: ({ clock }) =>
    noted(
      null,
      clock === 'next' ? 'Time passes until the next thing is due' : `Time passes: ${durationInWords(milliseconds(clock))}`,
    ),
  wait: ({ wait }) => {
    const what = 'journal' in wait ? `a call or callback with ${listed(wait.journal)}` : `the event ${listed(wait.event)}`;
    return noted('ECE', `We wait for ${what}`);
  },
  fault: ({ fault: { match, action, fire } }) => {
    const { operation, callback, ...where } = match;
    const what = callback === undefined ? (operation ?? 'every call') : `callbacks (${callback})`;
    const place = Object.keys(where).length === 0 ? '' : ` of ${listed(where)}`;
    const { do: deed, ...how } = action;
    const details = Object.keys(how).length === 0 ? '' : ` (${listed(how)})`;
    return noted('ECE', `From now on ECE has a fault, ${fires(fire)}: ${what}${place}: ${deed}${details}`);
  },
  repair: ({ repair }) => noted('ECE', repair === 'everything' ? 'Every fault is repaired' : `The fault "${repair}" is repaired`),
  network: ({ network }) => {
    const places = { ece: 'ECE', tokenUrl: 'the token URL', fileServer: "the customer's file server" };
    const states = Object.entries(network).map(([place, state]) => `${places[place as keyof typeof places]} is ${state}`);
    return noted('Flow', `For the flow, ${states.join(', ')}`);
  },
  platform: ({ platform }) => {
    const parts = { chatStore: 'the chat store', inbox: 'the inbox', eventApi: 'the event API', fileHost: 'the file host' };
    const states = Object.entries(platform).map(([part, state]) => {
      const what = typeof state === 'string' ? state : `answers ${state.answers}`;
      return `${parts[part as keyof typeof parts]} ${what}`;
    });
    return noted('Flow', capital(states.join(', ')));
  },
  receiver: ({ receiver }) => {
    if (typeof receiver === 'string') return noted('Flow', `The callback receiver ${receiver}`);
    const times = receiver.times === undefined ? '' : `, ${receiver.times} times`;
    return noted('Flow', `The callback receiver answers ${receiver.answers}${times}`);
  },
  received: ({ received, of }) => {
    const which = of === undefined ? '' : ` of ${of}`;
    return noted('Flow', `The callback receiver has taken${which}: ${received.join(', ') || 'nothing'}`);
  },
  file: ({ file, does, status, redirectsTo, without, as }) => {
    const how = [
      ...(does === 'serves' ? [] : [does]),
      ...(status === 200 ? [] : [`answers ${status}`]),
      ...(redirectsTo === undefined ? [] : [`redirects to ${redirectsTo}`]),
      ...without.map((header) => `leaves out ${header}`),
    ];
    const serves = noted('Customer', `The customer's file server has ${file}${how.length === 0 ? '' : ` and ${how.join(', ')}`}`);
    return { ...serves, then: keptAs(as) };
  },
  process: ({ process }) => noted('Flow', `The process of the flow ${process}`),
  journal: ({ journal, count }) => {
    const what = listed(journal) || 'anything';
    const many =
      count === undefined ? 'at least one entry' : count === 0 ? 'no entry' : count === 1 ? 'one entry' : `${count} entries`;
    return noted('ECE', `The journal of ECE holds ${many} with ${what}`);
  },
};

function fires(fire: StepData['fault']['fault']['fire']): string {
  if (fire === 'always') return 'every time';
  if ('times' in fire) return fire.times === 1 ? 'once' : `${fire.times} times`;
  if ('from' in fire) return `from the call number ${fire.from} on`;
  return `with probability ${fire.probability}`;
}

function deedOfAgent(step: StepData['agent']): string {
  if ('does' in step) return step.does;
  if ('says' in step) return `says: ${quoted(step.says)}`;
  if ('saysHtml' in step) return `says in HTML: ${quoted(step.saysHtml)}`;
  if ('pushes' in step) return `pushes the page ${step.pushes}`;
  if ('sends' in step) return `sends the file ${step.sends.fileName}`;
  if ('transfersTo' in step)
    return `transfers the chat to ${typeof step.transfersTo === 'string' ? step.transfersTo : `the queue ${step.transfersTo.queue}`}`;
  const times = step.times === 1 ? '' : step.times === 0 ? ' nowhere' : ` ${step.times} times`;
  return `sees ${expectedInWords(step.sees)}${times}`;
}

function telling(kind: keyof StepData, data: object): Telling {
  return (tellers[kind] as (step: object) => Telling)(data);
}

/** A step in plain words. */
export function tellingOf({ kind, data }: Pick<Step, 'kind' | 'data'>, texts: Texts): Telling {
  return telling(kind, spoken(data, texts));
}

/** The texts of a scenario that have a name: its values, and what the customer writes. */
export function textsOf({ values, steps }: Pick<Scenario, 'values' | 'steps'>): Texts {
  const texts = new Map(Object.entries(values).map(([name, value]) => [name, spoken(String(value), new Map())]));
  for (const { kind, data } of steps) {
    if (kind === 'customer' && data.as !== undefined) texts.set(data.as, spoken(data.customer, texts));
  }
  return texts;
}
