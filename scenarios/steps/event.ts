import * as z from 'zod';
import type { MethodEntry } from '../../client/index.ts';
import { resolveOutcome } from '../../client/index.ts';
import { checkResult, compiledOutputs } from '../result-check.ts';
import { StepFailed } from '../failure.ts';
import { didYouMeanOrValid } from '../../simulator/protocol/nearest.ts';
import { WrongStep } from '../problems.ts';
import { act, stepKind } from '../step-kind.ts';
import { name, outputs, text } from '../values.ts';

const none = 'none';

function eventOutcome(method: MethodEntry, word: string): string {
  const later = method.outcomes.filter(({ kind }) => kind === 'event' || kind === 'standard').map((outcome) => outcome.name);
  const known = later.find((one) => one === word);
  if (known === undefined)
    throw new WrongStep(['event'], `No event is called "${word}".${didYouMeanOrValid(word, [...later, none])}`);
  return resolveOutcome(method, known).name;
}

export const event = stepKind({
  key: 'event',
  about: 'The next event of a conversation: the outcome by which Start Conversation leaves. `none`: no event waits.',
  schema: z.strictObject({
    event: text,
    of: name.optional().describe('name of the conversation; default: the latest'),
    outputs: outputs.optional(),
    as: name.optional(),
    handled: z.boolean().default(true).describe('false: the flow does not get to the end of it, e.g. because its process stops'),
  }),
  compile: ({ event: word, of, outputs: wanted = {}, as, handled }, names) => {
    const started = names.conversation(of, ['of']);
    const { method } = started;
    if (word === none) {
      return act('No event waits', async (stage) => {
        await stage.time.settle();
        const waiting = stage.process.conversation(of).waitingEvent;
        if (waiting !== undefined) throw new StepFailed('no event', waiting.outcome);
      });
    }
    const outcome = eventOutcome(method, word);
    const expected = compiledOutputs(method, wanted);
    names.give(as, { what: `an event of ${method.method}`, keys: method.outputs.map(({ key }) => key) });
    return act(`Start Conversation leaves by ${outcome}`, async (stage) => {
      const conversation = stage.process.conversation(of);
      const result = await stage.time.waitFor(`the event ${outcome} of the conversation ${conversation.id}`, () =>
        Promise.resolve(conversation.takeEvent()),
      );
      stage.tell({ type: 'result', method: started.path, name: as ?? null, ...result });
      checkResult(result, outcome, stage.values.resolve(expected), stage);
      stage.values.keep(as, result.outputs);
      stage.recordProof(started.path, outcome);
      if (handled) conversation.awaitNextEvent();
    });
  },
});
