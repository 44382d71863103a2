import type { OpenConversation } from './open-conversation.ts';
import type { RunPartition } from './run-partition.ts';

const hints: Readonly<Record<string, string>> = {
  queued: ' and no agent has taken it',
  assigned: ' and its agent does nothing without a step',
};

/** Why the scenario may wait in vain, in sentences: the states of its conversations, and callbacks that were not delivered. */
export async function describeStandstill(
  partition: RunPartition,
  conversations: ReadonlyMap<string, OpenConversation>,
): Promise<string> {
  const { control } = partition;
  const { pending, active } = await control.get('/applications/{application}/callbacks', {
    params: { application: partition.application().clientId },
  });
  const states = await Promise.all(
    [...conversations].map(async ([name, { id }]) => {
      const { state } = await control.get('/conversations/{conversation}', { params: { conversation: id } });
      return `The conversation ${name} is ${state}${hints[state] ?? ''}.`;
    }),
  );
  if (pending.length === 0) return states.join(' ');
  const receiver = `the callback receiver${active ? '' : ', whose URL is deactivated'}`;
  return [...states, `${pending.length} messages wait for ${receiver}.`].join(' ');
}
