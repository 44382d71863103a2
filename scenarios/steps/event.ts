import * as z from 'zod';
import type { MethodEntry } from '../../client/index.ts';
import { resolveOutcome } from '../../client/index.ts';
import { checkResult, compileOutputs } from './result-check.ts';
import { StepFailedError } from '../stage/step-failed-error.ts';
import { didYouMeanOrValid } from '../../simulator/protocol/nearest.ts';
import { WrongStepError } from '../format/problems.ts';
import { createAction, stepKind } from './step-kind.ts';
import { name, outputs, text } from '../format/values.ts';

const none = 'none';

function eventOutcome(method: MethodEntry, word: string): string {
  const events = method.outcomes.filter(({ kind }) => kind === 'event' || kind === 'standard').map((outcome) => outcome.name);
  const known = events.find((one) => one === word);
  if (known === undefined)
    throw new WrongStepError(['event'], `No event is called "${word}".${didYouMeanOrValid(word, [...events, none])}`);
  return resolveOutcome(method, known).name;
}

export const event = stepKind({
  key: 'event',
  about: 'The next event of a conversation: the outcome by which Start Conversation leaves. `none`: no event has come.',
  schema: z.strictObject({
    event: text,
    of: name.optional().describe('name of the conversation; default: the latest'),
    outputs: outputs.optional(),
    as: name.optional(),
    handled: z.boolean().default(true).describe('false: the flow does not finish handling it, e.g. because its process stops'),
  }),
  compile: ({ event: word, of, outputs: wanted = {}, as, handled }, names) => {
    const started = names.requireConversation(of, ['of']);
    const { method } = started;
    if (word === none) {
      return createAction('No event has come', async (stage) => {
        await stage.time.settle();
        const waiting = stage.process.conversation(of).waitingEvent;
        if (waiting !== undefined) throw new StepFailedError('no event', waiting.outcome);
      });
    }
    const outcome = eventOutcome(method, word);
    const expected = compileOutputs(method, wanted);
    names.define(as, { description: `an event of ${method.method}`, keys: method.outputs.map(({ key }) => key) });
    return createAction(`Start Conversation leaves by ${outcome}`, async (stage) => {
      const conversation = stage.process.conversation(of);
      const result = await stage.time.waitFor(`the event ${outcome} of the conversation ${conversation.id}`, () =>
        Promise.resolve(conversation.takeEvent()),
      );
      stage.tell({ type: 'result', method: started.path, name: as ?? null, ...result });
      checkResult(result, outcome, stage.values.resolve(expected), stage);
      stage.values.keep(as, result.outputs);
      const { causeOfEvent } = stage.evidence;
      // A standard outcome of a conversation that waits: nothing came.
      stage.recordProof(started.path, outcome, resolveOutcome(method, outcome).kind === 'event' ? causeOfEvent : 'wire');
      if (handled) conversation.awaitNextEvent();
    });
  },
});
