import { expect, it } from 'vitest';
import { annLee } from '../../simulator/testing/samples.ts';
import { openContactCentre } from './contact-centre.ts';
import type { RefusalCase } from './refusals/case.ts';
import { titleOf } from './refusals/case.ts';
import { refusalCases } from './refusals/cases.ts';
import { everyCall } from './refusals/every-call.ts';
import { skins } from './skins.ts';

/** What the journal says about the refused call: which rule it broke, and what would have worked. */
async function reasonOf(row: RefusalCase): Promise<string[]> {
  await using centre = await openContactCentre(skins.inProcess, { world: { customers: [annLee] }, ...row.world });
  await centre.call(await row.provoke(centre));
  const { rule, wouldWork } = centre.simulator.journal.entries.at(-1)!.refusal!.reason;
  // The rule of a body that does not fit its schema holds what was sent. It is told in our words, not in those of the library that checks.
  expect(rule).not.toMatch(/^(Invalid|Too|Unrecognized) /);
  return wouldWork === 'see the request body of the call' ? [] : [titleOf(row), `  ${rule}: ${JSON.stringify(wouldWork)}`];
}

/** The refusals that every call has in common are shown of one call. */
const common = new Map(everyCall.map((row) => [titleOf(row), row])).values();
const shown = [...common, ...refusalCases.filter((row) => !everyCall.includes(row))];
const byCall = Map.groupBy(shown, ({ operation }) => operation ?? 'a call of any other path');

it.each([...byCall])('the journal says why %s was refused, and what would have worked', async (_operation, rows) => {
  const reasons: string[] = [];
  for (const row of rows) reasons.push(...(await reasonOf(row)));
  expect(`\n${reasons.join('\n')}\n`).toMatchSnapshot();
});
