import type { MethodEntry, NodeEntry, Provenance } from '../../client/catalogue/entry.ts';
import { catalogue } from '../../client/index.ts';
import { requests } from '../../client/catalogue/requests.ts';

/** Makes the interfaces whose comments an editor shows: `client/documentation/`. */

/** Nodes by the file of their interfaces. */
export const groups: Readonly<Record<string, readonly string[]>> = {
  'chat-store-nodes': ['createChat', 'searchActiveChat', 'appendChat', 'fetchChatHistory', 'updateChat', 'clearChat'],
  'entry-point-nodes': ['entrypointConfiguration', 'agentAvailability'],
  'conversation-nodes': ['startConversation', 'endConversation'],
  'message-nodes': ['sendMessage'],
  'file-and-event-nodes': ['getFileInfo', 'processEceEvents'],
  'customer-nodes': ['eceLogin', 'searchCustomer', 'editCustomer'],
};

const known: Readonly<Record<Provenance, string>> = {
  documented: 'documented by the vendor',
  partly: 'partly documented',
  inferred: 'inferred',
};

function comment(...lines: readonly string[]): string {
  const safe = lines.map((line) => line.replaceAll('*/', '*\\/'));
  return safe.length === 1 ? `/** ${safe[0]!} */` : ['/**', ...safe.map((line) => ` * ${line}`.trimEnd()), ' */'].join('\n');
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

function member(name: string, isRequired: boolean, type: string): string {
  return `${/^\w+$/.test(name) ? name : JSON.stringify(name)}${isRequired ? '' : '?'}: ${type};`;
}

const empty = 'Record<never, never>';

function inputsOf({ inputs }: MethodEntry): string {
  if (inputs.length === 0) return empty;
  const rows = inputs.map(({ name, key, required, description, provenance, form }) => {
    const words = typeof form === 'object' ? ` One of ${form.map((word) => `\`${word}\``).join(', ')}.` : '';
    const text = `\`${name}\`${required ? '' : ', optional'}: ${description}.${words} The name is ${known[provenance]}.`;
    const value = required ? 'InputValue' : 'InputValue | undefined';
    return `${comment(text)}\n${member(key, required, value)}`;
  });
  return `{\n${rows.join('\n')}\n}`;
}

function outputsOf({ outputs }: MethodEntry): string {
  if (outputs.length === 0) return empty;
  const rows = outputs.map(({ name, key, type, description, provenance }) => {
    return `${comment(`\`${name}\`: ${description}. The name is ${known[provenance]}.`)}\n${member(key, true, type)}`;
  });
  return `{\n${rows.join('\n')}\n}`;
}

function outcomesOf({ outcomes }: MethodEntry): string {
  const rows = outcomes
    .filter(({ reserved }) => !reserved)
    .map(({ name, kind, when, provenance, final }) => {
      const end = final === false ? `, after which the node goes on` : '';
      const text = comment(`${sentence(when)} A ${kind} outcome${end}. The name is ${known[provenance]}.`);
      // The comment stands twice: for handlers, which have the name as a key, and for `result.outcome`.
      return `${text}\n${member(name, true, `{\n${text}\noutcome: ${JSON.stringify(name)};\n}`)}`;
    });
  return `{\n${rows.join('\n')}\n}`;
}

function commentOfMethod({ node }: NodeEntry, method: MethodEntry): string {
  const calls = method.requests.map((name) => {
    const { method: verb, path } = requests[name];
    return path === null ? `\`${verb}\` of the URL that it is given` : `\`${verb} ${path}\``;
  });
  const inputs = method.inputs.map(({ key, required }) => `\`${key}\`${required ? '' : ' (optional)'}`);
  return comment(
    `${method.method}, a method of the node ${node}.`,
    '',
    calls.length === 0 ? 'It sends no request to ECE.' : `It sends ${calls.join(', ')}.`,
    inputs.length === 0 ? 'It has no inputs.' : `Inputs: ${inputs.join(', ')}.`,
    ...(method.longRunning ? ['It goes on after the answer: read it with `for await`, or give handlers in `on`.'] : []),
    '',
    'Outcomes:',
    ...method.outcomes.filter(({ reserved }) => !reserved).map(({ name, when }) => `- \`${name}\`: ${when}.`),
  );
}

function commentOfNode({ node, methods }: NodeEntry): string {
  const needs = methods.some(({ requiresCredentials }) => requiresCredentials)
    ? 'It needs an authorization.'
    : 'It works on the chat store.';
  return comment(`The node ${node}. Methods: ${methods.map(({ method }) => method).join(', ')}. ${needs}`);
}

function nameOf(group: string): string {
  return group.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}

/** The file of a group of nodes, before it is formatted. */
export function documentationOf(group: string): string {
  const nodes = (catalogue as readonly NodeEntry[]).filter(({ key }) => groups[group]!.includes(key));
  const name = nameOf(group);
  const methods = nodes.flatMap((node) => node.methods.map((method) => ({ node, method })));
  const hasInputs = methods.some(({ method }) => method.inputs.length > 0);
  return `// \`npm run docs\` makes this file from the catalogue.
${hasInputs ? "import type { InputValue } from '../results.ts';\n" : ''}
/** What an editor shows of the nodes and their methods. */
export interface ${name} {
${nodes
  .map((node) => {
    const members = node.methods.map((method) => `${commentOfMethod(node, method)}\n${member(method.key, true, 'unknown')}`);
    return `${commentOfNode(node)}\n${member(node.key, true, `{\n${members.join('\n')}\n}`)}`;
  })
  .join('\n')}
}

/** Inputs, outputs and outcomes by method. */
export interface ${name}Methods {
${methods
  .map(({ node, method }) => {
    const parts = `{ inputs: ${inputsOf(method)}; outputs: ${outputsOf(method)}; outcomes: ${outcomesOf(method)} }`;
    return `${JSON.stringify(`${node.key}.${method.key}`)}: ${parts};`;
  })
  .join('\n')}
}
`;
}
