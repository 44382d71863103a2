import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { InvalidScenarioError, isScenarioError, loadScenario, loadScenarios, parseScenario } from '../index.ts';

const start = `
  - node: Start Conversation on SMS
    inputs: { entryPointId: 1001, lastModifiedDate: x, phoneNumber: '1', countryCode: '44' }
    expect: onStartConversationSuccess
    as: start`;

function story(steps: string, head = '') {
  return `title: A story\nteaches: Something.\n${head}steps:${steps}\n`;
}

/** The problems, without the file's name. */
function problemsOf(text: string): string[] {
  try {
    parseScenario(text, 'story.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidScenarioError);
    return (error as InvalidScenarioError).message.split('\n').map((line) => line.replace('story.yaml:', ''));
  }
  throw new Error('the scenario is accepted');
}

describe('a file that is no scenario', () => {
  it.each([
    ['an open quote', 'title: "A story', '1: this is no YAML: Missing closing "quote.'],
    ['text', 'just some text', '1: a scenario is a mapping that begins with "title:".'],
    ['a list', '- say: Hello', '1: a scenario is a mapping that begins with "title:".'],
    ['nothing', '', '1: a scenario is a mapping that begins with "title:".'],
    [
      'a key that stands twice',
      story('\n  - say: Hello').replace('teaches', 'title'),
      '2: this is no YAML: Map keys must be unique.',
    ],
    ['an alias that leads nowhere', 'title: *nowhere', '1: the alias *nowhere leads nowhere'],
    [
      'a bomb of aliases',
      `a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [${'*a, '.repeat(100)}]\nc: [${'*b, '.repeat(100)}]`,
      '3: the aliases up to *b stand for more than 10000 values',
    ],
  ])('is refused: %s', (_what, text, problem) => {
    expect(problemsOf(text)[0]).toContain(problem);
  });

  it.each<[string, BufferEncoding, string]>([
    ['UTF-16', 'utf16le', 'is UTF-16, not UTF-8. Save it as UTF-8.'],
    ['Latin-1', 'latin1', 'is not UTF-8: line 3 looks like Latin-1'],
  ])('is refused by the name of its encoding: %s', async (_what, encoding, problem) => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'scenarios-')), 'story.yaml');
    onTestFinished(() => rm(path.dirname(file), { recursive: true }));
    await writeFile(file, story('\n  - say: Gr\u00fc\u00dfe', '# \u00fc\n'), encoding);
    expect(() => loadScenario(file)).toThrow(`story.yaml: ${problem}`);
  });

  it('is refused when it cannot be read', () => {
    expect(() => loadScenario('/nowhere/story.yaml')).toThrow('/nowhere/story.yaml: cannot be read: there is no such file.');
    expect(() => loadScenario(import.meta.dirname)).toThrow('cannot be read: it is a folder.');
  });
});

describe('the head', () => {
  it.each([
    ['titel: x', '3: "titel" is not known here. Did you mean "title"?'],
    ['world: { agnts: [] }', '3: "agnts" is not known here. Did you mean "agents"?'],
    ['world: { queues: [{ name: A, skill: a }], entryPoints: [{ id: 1001, name: x, queue: B }] }', '3: "B" is not defined'],
    ['agents: busy', '3: "agents" cannot be "busy". Valid: manual, silent, answers.'],
    ['settings: { token.lifetimeMod: fixed }', '3: There is no setting "token.lifetimeMod". Did you mean "token.lifetimeMode"?'],
    ['options: { retrys: 1 }', '3: "retrys" is not known here. Did you mean "retries"?'],
    ['options: { retries: 99 }', '3: An option cannot be used. retries:'],
    ['authorization: { clientSecrt: x }', '3: "clientSecrt" is not known here. Did you mean "clientSecret"?'],
    ['authorization: { application: "" }', '3: No application is called "". Valid: demo, other customers.'],
    ['authorization: { application: demmo }', '3: No application is called "demmo". Did you mean "demo"?'],
    [
      'authorization: { application: demo }\nworld: { applications: [{ name: shop, key: k, secret: s, entryPoints: [1001] }] }',
      '3: No application is called "demo". Valid: shop.',
    ],
    ['values: [one]', '3: "values" must be a mapping, not a list.'],
  ])('%s', (head, problem) => {
    expect(problemsOf(story('\n  - say: Hello', `${head}\n`))[0]).toContain(problem);
  });

  it('needs title, teaches and steps', () => {
    expect(problemsOf('world: {}')).toEqual(['1: "title" is missing.', '1: "teaches" is missing.', '1: "steps" is missing.']);
    expect(problemsOf(story(' []'))[0]).toContain('3: "steps"');
    expect(problemsOf(story(' Hello'))[0]).toBe('3: "steps" must be a list, not a text.');
  });
});

describe('a step', () => {
  it.each([
    ['no kind of step', '{ nod: x }', 'step 1: No kind of step is called "nod". Did you mean "node"?'],
    ['no mapping', 'say', 'step 1: A step is a mapping that says who acts, such as "say: Hello".'],
    ['two actors', '{ say: x, customer: y }', 'step 1: "customer" is not known here.'],
    [
      'an unknown method',
      '{ node: Send Plain Txt Message, expect: onError }',
      'step 1: No method is called "Send Plain Txt Message"; the nearest is "Send Plain Text Message".',
    ],
    ['an unknown node', '{ node: createChats.createChat, expect: onError }', 'the nearest is "createChat.createChat".'],
    [
      'an unknown input',
      '{ node: Clear Chat, inputs: { chadId: x }, expect: onError }',
      'step 1: No input of Clear Chat is called "chadId"; the nearest is "chatId". "chatId" is required, and missing.',
    ],
    [
      'a misspelt input, beside a required one that is missing',
      '{ node: Get Agent Availability, inputs: { entryPointID: 1001 }, expect: AgentAvailable }',
      'No input of Get Agent Availability is called "entryPointID"; the nearest is "entryPointId". "entryPointId" is required, and missing.',
    ],
    [
      'an entry point that the world lacks, where the node must succeed',
      '{ node: Get Agent Availability, inputs: { entryPointId: 1099 }, expect: AgentAvailable }',
      'step 1: The world has no entry point 1099.',
    ],
    [
      'an entry point that the world lacks, in a fault',
      '{ fault: { match: { entryPoint: 1010 }, action: { do: hang } } }',
      'step 1: The world has no entry point 1010. Did you mean "1001"?',
    ],
    [
      'an entry point that the world lacks, which the administrator edits',
      '{ administrator: edits the entry point, entryPoint: 1010, change: {} }',
      'step 1: The world has no entry point 1010.',
    ],
    [
      'an entry point that the world lacks, in the journal that is waited for',
      '{ wait: { journal: { entryPoint: 1010 } } }',
      'step 1: The world has no entry point 1010.',
    ],
    [
      'an unknown refusal in the journal',
      '{ journal: { refusal: staleLastModifed }, count: 0 }',
      'step 1: No refusal is called "staleLastModifed". Did you mean "staleLastModified"?',
    ],
    [
      'an unknown outcome',
      '{ node: Clear Chat, expect: onEror }',
      'step 1: No outcome of Clear Chat is called "onEror"; the nearest is "onError".',
    ],
    [
      'an unknown output',
      '{ node: Create Chat, expect: onError, outputs: { chatid: x } }',
      'step 1: No output of Create Chat is called "chatid"; the nearest is "chatId".',
    ],
    [
      'a number that is written otherwise',
      '{ node: Get Queue Depth and Wait Time, expect: GetQueueDepthandWaitTimeSuccess, outputs: { queueDepth: 1.0 } }',
      'step 1: "queueDepth" must be a number, not a text: write 1.',
    ],
    ['no outcome', '{ node: Clear Chat }', 'step 1: "expect" is missing.'],
    [
      'an input that is a list',
      '{ node: Clear Chat, inputs: { chatId: [x] }, expect: onError }',
      'step 1: "chatId" has none of the forms that are valid here: a text, a number, true or false, nothing.',
    ],
    [
      'an unknown act of an agent',
      '{ agent: Ada, does: logs on }',
      'step 1: "does" cannot be "logs on". Did you mean "logs in"?',
    ],
    ['an unknown word of an agent', '{ agent: Ada, doess: logs in }', 'step 1: "doess" is not known here. Did you mean "does"?'],
    [
      'an unknown act of the administrator',
      '{ administrator: expire the tokens }',
      'step 1: "administrator" cannot be "expire the tokens". Did you mean "expires the tokens"?',
    ],
    [
      'a fault of an unknown call',
      '{ fault: { match: { operation: sendMesage }, action: { do: hang } } }',
      'step 1: "operation" cannot be "sendMesage". Did you mean "sendMessage"?',
    ],
    [
      'a fault that does what none can',
      '{ fault: { action: { do: hung } } }',
      'step 1: "do" cannot be "hung". Did you mean "hang"?',
    ],
    ['a time that is none', '{ clock: tomorrow }', 'step 1: "clock" must be next, or a time such as +90s'],
    ['a time without unit', '{ clock: 24 }', 'step 1: "clock" must be next, or a time such as +90s'],
    ['a fault that nobody made', '{ repair: trouble }', 'step 1: No fault is called "trouble".'],
    [
      'a network of an unknown place',
      '{ network: { eec: unreachable } }',
      'step 1: "eec" is not known here. Did you mean "ece"?',
    ],
    [
      'an unknown state of the platform',
      '{ platform: { eventApi: brakes } }',
      'step 1: "eventApi" cannot be "brakes". Did you mean "breaks"?',
    ],
    [
      'a condition of an unknown kind',
      '{ node: Clear Chat, while: [{ falt: {} }], expect: onError }',
      'step 1: "falt" is not known here. Did you mean "fault"?',
    ],
    ['a name with a dot', '{ customer: Hello, as: a.b }', 'step 1: "as" must begin with a letter'],
    ['an event without a conversation', '{ event: Message }', 'step 1: No step before this one starts a conversation.'],
    [
      'a regular expression that is none',
      '{ node: Create Chat, expect: onError, outputs: { error: { matches: "(" } } }',
      'step 1: "matches" is no regular expression',
    ],
  ])('is refused: %s', (_what, step, problem) => {
    const [first = '', ...others] = problemsOf(story(`\n  - ${step}`));
    expect(first).toContain(problem);
    expect(first).toMatch(/^4: /);
    expect(others).toEqual([]);
  });

  it('of a conversation is checked against the method that started it', () => {
    const steps = [
      '{ event: Mesage }',
      '{ event: Message, of: strat }',
      '{ event: Message, outputs: { contnt: x } }',
      "{ say: '${start.conversationid}' }",
    ];
    expect(problemsOf(story(`${start}${steps.map((step) => `\n  - ${step}`).join('')}`))).toEqual([
      '8: step 2: No event is called "Mesage". Did you mean "Message"?',
      '9: step 3: No conversation is called "strat". Did you mean "start"?',
      '10: step 4: No output of Start Conversation on SMS is called "contnt"; the nearest is "content".',
      '11: step 5: ${start.conversationid}: "start" is a result of Start Conversation on SMS and has no "conversationid". Did you mean "conversationId"?',
    ]);
  });

  it('is not reported when only the step before it is wrong', () => {
    const wrong = start.replace('phoneNumber', 'phoneNumbr');
    const rest = "\n  - event: Message\n    of: start\n  - event: Message\n  - say: '${start.conversationId}'";
    expect(problemsOf(story(wrong + rest))).toEqual([
      '5: step 1: No input of Start Conversation on SMS is called "phoneNumbr"; the nearest is "phoneNumber". "phoneNumber" is required, and missing.',
    ]);
  });

  it('of a table is named by its line', () => {
    const table = '\n  - node: Create Chat\n    each:\n      - expect: onCreateChatSuccess\n      - exspect: onCreateChatFailure';
    expect(problemsOf(story(table))).toEqual([
      '7: step 1: "exspect" is not known here. Did you mean "expect"?',
      '7: step 1: "expect" is missing.',
    ]);
  });
});

describe('references', () => {
  it.each([
    ['to nothing', "{ say: '${nothing}' }", '5: step 1: ${nothing} refers to nothing: no step defines "nothing".'],
    ['to itself', "{ customer: '${a}', as: a }", '5: step 1: These refer to each other in a cycle: a -> a.'],
    ['into a text', "{ say: '${phone.x}' }", '5: step 1: ${phone.x}: "phone" is a text without parts; write ${phone}.'],
    ['without a key', "{ say: '${ece}' }", '5: step 1: ${ece}: "ece" is the Host Name; name a part of it. Valid: url.'],
  ])('%s are refused', (_what, step, problem) => {
    expect(problemsOf(story(`\n  - ${step}`, "values: { phone: '1' }\n"))[0]).toContain(problem);
  });

  it('to a later step are refused', () => {
    expect(problemsOf(story("\n  - say: '${b}'\n  - customer: Hello\n    as: b"))).toEqual([
      '4: step 1: ${b} is used before a step defines "b".',
    ]);
  });

  it('in a cycle are refused, between steps and between values', () => {
    expect(problemsOf(story("\n  - customer: '${b}'\n    as: a\n  - customer: '${a}'\n    as: b"))).toEqual([
      '4: step 1: These refer to each other in a cycle: a -> b -> a.',
    ]);
    const values = "values: { one: '${two}', two: '${three}', three: '${one}' }\n";
    expect(problemsOf(story('\n  - say: Hello', values))).toEqual([
      '3: These refer to each other in a cycle: one -> two -> three -> one.',
    ]);
  });

  it('are refused when their name is given twice', () => {
    expect(problemsOf(story('\n  - customer: One\n    as: a\n  - customer: Two\n    as: a'))).toEqual([
      '7: step 2: An earlier step defines the name "a" already; choose another.',
    ]);
  });
});

describe('texts', () => {
  it('keep a number as it is written', () => {
    const { steps } = parseScenario(story(start.replace("'1'", '+0049').replace("'44'", '007')), 'story.yaml');
    expect(steps[0]!.data).toMatchObject({ inputs: { phoneNumber: '+0049', countryCode: '007', entryPointId: 1001 } });
  });

  it('C26: may come by merge keys', () => {
    const merged =
      '\n  - { node: Clear Chat, inputs: &shared { chatId: a }, expect: onClearChatFailure }\n  - { node: Clear Chat, inputs: { <<: *shared }, expect: onClearChatFailure }';
    const { steps } = parseScenario(story(merged), 'story.yaml');
    expect(steps[1]!.data).toMatchObject({ inputs: { chatId: 'a' } });
  });

  it('are well-formed, whatever the file escapes', () => {
    const { title, steps } = parseScenario(story('\n  - say: "a\\ud800"').replace('A story', '"\\udc00"'), 'story.yaml');
    expect([title, steps[0]!.title]).toEqual(['\ufffd', 'a\ufffd']);
  });
});

it('problems are data: file, line, step, path and message', () => {
  const steps = '\n  - say: Hello\n  - node: Clear Chat\n    inputs: { chadId: x }\n    expect: onError';
  const parse = () => parseScenario(story(steps, 'world: { agnts: [] }\n'), 'story.yaml');
  expect(parse).toThrow(
    expect.objectContaining({
      name: 'InvalidScenarioError',
      problems: [
        {
          file: 'story.yaml',
          line: 3,
          step: null,
          path: ['world', 'agnts'],
          message: '"agnts" is not known here. Did you mean "agents"?',
        },
        {
          file: 'story.yaml',
          line: 7,
          step: 2,
          path: ['steps', 1, 'inputs', 'chadId'],
          message: 'No input of Clear Chat is called "chadId"; the nearest is "chatId". "chatId" is required, and missing.',
        },
      ],
    }),
  );
  expect(parse).toThrow(expect.toSatisfy(isScenarioError));
});

describe('a folder of scenarios', () => {
  async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'scenarios-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
    return folder;
  }

  it('is read by name, or by a pattern', async () => {
    const folder = await folderOf({ 'b.yaml': story('\n  - say: B'), 'a.yml': story('\n  - say: A'), 'c.txt': 'no scenario' });
    expect(loadScenarios(folder).map(({ name }) => name)).toEqual(['a', 'b']);
    expect(loadScenarios(path.join(folder, '*.yaml')).map(({ name }) => name)).toEqual(['b']);
  });

  it('reports the problems of all files', async () => {
    const folder = await folderOf({ 'a.yaml': 'no', 'b.yaml': story('\n  - sey: B'), 'c.yaml': story('\n  - say: C') });
    expect(() => loadScenarios(folder)).toThrow(/a\.yaml:1: .*\n.*b\.yaml:4: step 1: No kind of step is called "sey"/);
  });

  it('without a file is an error', async () => {
    const folder = await folderOf({});
    expect(() => loadScenarios(folder)).toThrow(`no scenario file is found at ${folder}.`);
  });
});

it('a step has a number, a row and a line', () => {
  const table =
    '\n  - node: Clear Chat\n    inputs: { chatId: a }\n    each:\n      - expect: onClearChatFailure\n      - inputs: { chatId: b }\n        expect: onClearChatFailure';
  const { steps, name } = parseScenario(story(`\n  - say: Hello${table}`), 'folder/my-story.yaml');
  expect(name).toBe('my-story');
  expect(steps.map(({ number, row, line, kind, title }) => [number, row, line, kind, title])).toEqual([
    [1, null, 4, 'say', 'Hello'],
    [2, 1, 8, 'node', 'Clear Chat leaves by onClearChatFailure'],
    [2, 2, 9, 'node', 'Clear Chat leaves by onClearChatFailure'],
  ]);
  expect(steps.flatMap((step) => (step.kind === 'node' ? [step.data.inputs['chatId']] : []))).toEqual(['a', 'b']);
});

describe('a warning', () => {
  function warningsOf(step: string) {
    return parseScenario(story(`\n  - ${step}`), 'story.yaml').warnings.map(({ line, step: number, message }) => ({
      line,
      number,
      message,
    }));
  }

  it('tells of a text that nothing can contain, because nobody says a word of it', () => {
    expect(warningsOf("{ journal: { contains: '<lastModifed>' }, count: 0 }")).toEqual([
      {
        line: 4,
        number: 1,
        message:
          '"lastModifed" occurs nowhere else in the story, and in no call of ECE or input of a node. So the step passes whatever happens. Is it spelt right?',
      },
    ]);
  });

  it.each([
    ['fault', 'troubl', "'troubl'"],
    ['who', 'Nobody', "'Nobody'"],
    ['conversation', 'abcdefgh', "'abcdefgh'"],
    ['entryPoint', '1077', "'1077'"],
    ['entryPoint', '1077', '1077'],
  ])('tells of a name that nothing has: %s', (member, name, written) => {
    const [warning] = warningsOf(`{ journal: { ${member}: ${written} }, count: 0 }`);
    expect(warning?.message).toMatch(`"${name}" occurs nowhere else in the story`);
  });

  it.each([
    'an entry point of the world: { journal: { entryPoint: "1002" }, count: 0 }',
    'a special entry point: { journal: { fault: entry-point-2500 }, count: 0 }',
    'a conversation of the run: { journal: { conversation: "${ece.url}" }, count: 0 }',
    'a word of ECE: { journal: { contains: lastModified }, count: 0 }',
    'a member of an answer: { journal: { contains: access_token }, count: 0 }',
    'a text of a refusal: { journal: { contains: Invalid user name }, count: 0 }',
    'a word of the story: { journal: { contains: Something }, count: 0 }',
    'a value of the run: { journal: { contains: "${ece.url}" }, count: 0 }',
    'a text that must be there: { journal: { contains: mistake }, count: 1 }',
  ])('does not tell of %s', (example) => {
    expect(warningsOf(example.replace(/^.*?: /, ''))).toEqual([]);
  });
});

it('a folder or a pattern leaves alone what packages hold, and folders', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'scenarios-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const packageFolder = path.join(folder, 'node_modules', 'other');
  await mkdir(packageFolder, { recursive: true });
  await writeFile(path.join(folder, 'own.yaml'), story('\n  - say: Hello'));
  await writeFile(path.join(packageFolder, 'theirs.yaml'), 'no: scenario');
  await mkdir(path.join(folder, 'folder.yaml'));
  for (const place of [folder, path.join(folder, '**/*.yaml')])
    expect(loadScenarios(place).map(({ name }) => name)).toEqual(['own']);
  expect(() => loadScenarios(packageFolder)).toThrow('theirs.yaml');
});
