import * as z from 'zod';
import type { Stage } from '../stage.ts';
import { act, stepKind } from '../step-kind.ts';
import { text } from '../values.ts';

const id = z.union([z.int().positive(), text]);
const change = z.record(z.string(), z.unknown());
const application = text.optional().describe('name; default: the one that the client uses');

const deeds = z.discriminatedUnion('administrator', [
  z.strictObject({ administrator: z.literal('edits the entry point'), entryPoint: id, change: change.default({}) }),
  z.strictObject({ administrator: z.literal('edits the application'), application, change }),
  z.strictObject({ administrator: z.literal('rotates the secret'), application, secret: text }),
  z.strictObject({ administrator: z.literal('expires the tokens'), application }),
  z.strictObject({ administrator: z.literal('deactivates the callback'), application }),
  z.strictObject({ administrator: z.literal('reactivates the callback'), application }),
  z.strictObject({ administrator: z.literal('stops the assignment service') }),
  z.strictObject({ administrator: z.literal('starts the assignment service') }),
  z.strictObject({ administrator: z.literal('adds the agent'), agent: text, change }),
  z.strictObject({ administrator: z.literal('edits the agent'), agent: text, change }),
]);
type Deed = z.output<typeof deeds>;

function perform(deed: Deed, stage: Stage): Promise<unknown> {
  const { control } = stage;
  const applicationPath = (name: string | undefined) =>
    `/applications/${encodeURIComponent(stage.partition.application(name).clientId)}`;
  switch (deed.administrator) {
    case 'edits the entry point':
      return control.ask('PATCH', `/entry-points/${stage.partition.entryPointId(deed.entryPoint)}`, deed.change);
    case 'edits the application':
      return control.ask('PATCH', applicationPath(deed.application), deed.change);
    case 'rotates the secret':
      return control.ask('PATCH', applicationPath(deed.application), { secret: deed.secret });
    case 'expires the tokens':
      return control.ask('POST', `${applicationPath(deed.application)}/expire-tokens`);
    case 'deactivates the callback':
      return control.ask('POST', `${applicationPath(deed.application)}/callbacks/deactivate`);
    case 'reactivates the callback':
      return control.ask('POST', `${applicationPath(deed.application)}/callbacks/reactivate`);
    case 'stops the assignment service':
      return control.ask('PATCH', '/world', { assignmentServiceRunning: false });
    case 'starts the assignment service':
      return control.ask('PATCH', '/world', { assignmentServiceRunning: true });
    case 'adds the agent':
      return control.ask('POST', '/agents', {
        firstName: deed.agent,
        lastName: 'Agent',
        screenName: deed.agent,
        behaviour: stage.agentBehaviour,
        ...deed.change,
      });
    case 'edits the agent':
      return control.ask('PATCH', `/agents/${encodeURIComponent(deed.agent)}`, deed.change);
  }
}

function inWords({ administrator, ...about }: Deed): string {
  const details = Object.values<unknown>(about).filter((value) => value !== undefined);
  const told = details.map((detail) => (typeof detail === 'string' ? detail : JSON.stringify(detail)));
  return ['The administrator', administrator, ...told].join(' ');
}

export const administrator = stepKind({
  key: 'administrator',
  about: 'What the administrator of ECE does.',
  schema: deeds,
  compile: (deed) =>
    act(inWords(deed), async (stage) => {
      const resolved = stage.values.resolve(deed);
      stage.tell({ type: 'act', who: 'administrator', does: inWords(resolved).replace('The administrator ', ''), text: '' });
      await perform(resolved, stage);
    }),
});
