import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { ActorStage } from '../stage/stage.ts';
import { StepFailedError } from '../stage/step-failed-error.ts';
import { describeRefusal, playAct, refused } from './refusal.ts';
import { createAction, stepKind } from './step-kind.ts';
import { text } from '../format/values.ts';

const id = z.union([z.int().positive(), text]);
const change = z.record(z.string(), z.unknown());
const application = text.optional().describe('name; default: the one that the client uses');
/** What answers a GET of the callback URL. */
const callbackAnswer = { status: z.int(), allow: text.optional().describe('the header Allow') };

const administratorStep = z.discriminatedUnion('administrator', [
  z.strictObject({ administrator: z.literal('edits the entry point'), entryPoint: id, change: change.default({}), refused }),
  z.strictObject({ administrator: z.literal('edits the application'), application, change, refused }),
  z.strictObject({ administrator: z.literal('removes the application'), application, refused }),
  z.strictObject({ administrator: z.literal('registers the application again'), application, refused }),
  z.strictObject({ administrator: z.literal('rotates the secret'), application, secret: text, refused }),
  z.strictObject({ administrator: z.literal('expires the tokens'), application, refused }),
  z.strictObject({ administrator: z.literal('deactivates the callback'), application, refused }),
  z.strictObject({ administrator: z.literal('reactivates the callback'), application, refused }),
  z.strictObject({ administrator: z.literal('opens the callback URL'), application, ...callbackAnswer, refused }),
  z.strictObject({ administrator: z.literal('stops the assignment service'), refused }),
  z.strictObject({ administrator: z.literal('starts the assignment service'), refused }),
  z.strictObject({ administrator: z.literal('adds the agent'), agent: text, change, refused }),
  z.strictObject({ administrator: z.literal('edits the agent'), agent: text, change, refused }),
  z.strictObject({ administrator: z.literal('makes a backup'), refused }),
  z.strictObject({ administrator: z.literal('restores the backup'), refused }),
]);
type AdministratorStep = z.output<typeof administratorStep>;

function perform(step: AdministratorStep, stage: ActorStage): Promise<unknown> {
  const { control } = stage;
  const paramsOf = (name: string | undefined) => ({ application: stage.partition.application(name).clientId });
  switch (step.administrator) {
    case 'edits the entry point':
      return control.patch('/entry-points/{entryPoint}', {
        params: { entryPoint: stage.partition.entryPointId(step.entryPoint) },
        body: step.change,
      });
    case 'edits the application':
      return control.patch('/applications/{application}', { params: paramsOf(step.application), body: step.change });
    case 'removes the application':
      return stage.partition.removeApplication(step.application);
    case 'registers the application again':
      return stage.partition.registerAgain(step.application);
    case 'rotates the secret':
      return control.patch('/applications/{application}', {
        params: paramsOf(step.application),
        body: { clientSecret: step.secret },
      });
    case 'expires the tokens':
      return control.post('/applications/{application}/expire-tokens', { params: paramsOf(step.application) });
    case 'deactivates the callback':
      return control.post('/applications/{application}/callbacks/deactivate', { params: paramsOf(step.application) });
    case 'reactivates the callback':
      return control.post('/applications/{application}/callbacks/reactivate', { params: paramsOf(step.application) });
    case 'opens the callback URL':
      return openCallbackUrl(paramsOf(step.application), step, stage);
    case 'stops the assignment service':
      return control.patch('/world', { body: { assignmentServiceRunning: false } });
    case 'starts the assignment service':
      return control.patch('/world', { body: { assignmentServiceRunning: true } });
    case 'adds the agent':
      return control.request('POST', '/agents', {
        firstName: step.agent,
        lastName: 'Agent',
        screenName: step.agent,
        behaviour: stage.agentBehaviour,
        ...step.change,
      });
    case 'edits the agent':
      return control.patch('/agents/{agent}', { params: { agent: step.agent }, body: step.change });
    case 'makes a backup':
      return stage.partition.save();
    case 'restores the backup':
      return stage.partition.restore().then(() => stage.time.catchUp());
  }
}

/** @throws {StepFailedError} when it answers otherwise */
async function openCallbackUrl(
  params: { readonly application: string },
  wanted: { readonly status: number; readonly allow?: string | undefined },
  { control }: ActorStage,
): Promise<void> {
  const { callback } = await control.get('/applications/{application}', { params });
  if (callback.url === null) throw new StepFailedError('a callback URL', 'none that is configured');
  const { status, headers } = await fetch(callback.url, { headers: { connection: 'close' } });
  const seen = { status, ...(wanted.allow !== undefined && { allow: headers.get('allow') }) };
  const expected = { status: wanted.status, ...(wanted.allow !== undefined && { allow: wanted.allow }) };
  if (!isDeepStrictEqual(seen, expected)) throw new StepFailedError(JSON.stringify(expected), JSON.stringify(seen));
}

function describeAct({ administrator, refused: _, ...about }: AdministratorStep): string {
  const details = Object.values<unknown>(about).filter((value) => value !== undefined);
  const texts = details.map((detail) => (typeof detail === 'string' ? detail : JSON.stringify(detail)));
  return ['The administrator', administrator, ...texts].join(' ');
}

export const administrator = stepKind({
  key: 'administrator',
  about: 'What the administrator of ECE does.',
  schema: administratorStep,
  compile: (step, names) => {
    if ('entryPoint' in step) names.requireEntryPoint(step.entryPoint, ['entryPoint']);
    return createAction(describeAct(step) + describeRefusal(step.refused), async (stage: ActorStage) => {
      const resolved = stage.values.resolve(step);
      stage.tell({ type: 'act', who: 'administrator', does: describeAct(resolved).replace('The administrator ', ''), text: '' });
      await playAct({ stage, who: 'administrator', expected: resolved.refused }, () => perform(resolved, stage));
    });
  },
});
