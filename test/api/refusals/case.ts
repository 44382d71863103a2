import type { StartOptions } from '../../../simulator/index.ts';
import type { OperationId } from '../../../simulator/protocol/operations.ts';
import type { SettingName } from '../../../simulator/protocol/settings.ts';
import type { Call } from '../../../simulator/testing/exchange.ts';
import type { ContactCentre } from '../contact-centre.ts';
import { goodCalls } from './good-calls.ts';
import type { RefusalKey } from './section-13.ts';
import { section13 } from './section-13.ts';

/** One way to make a call fail, and ECE's answer to it. */
export interface RefusalCase {
  /** Null for a path that is no operation's. */
  readonly operation: OperationId | null;
  readonly refusal: RefusalKey;
  /** The condition, in words. */
  readonly when: string;
  /** The section of the specification. */
  readonly source: string;
  /** The settings that decide the answer: inferred facts of the specification's last table. */
  readonly relies: readonly SettingName[];
  /** Makes the simulator in which it happens. */
  readonly world?: StartOptions;
  /** Arranges everything and returns the call that is to be refused. */
  readonly provoke: (centre: ContactCentre) => Promise<Call>;
  /** The values for `{x}` in the text. A function of the call, because ids are made while the case is arranged. */
  readonly fill: Readonly<Record<string, string>> | ((call: Call) => Readonly<Record<string, string>>);
  /** The text, where it is not that of section 13. */
  readonly text?: string;
  /** The OAuth form, where the token call has it: spec 3. */
  readonly oauth?: { readonly status: number; readonly error: string; readonly description: string };
  readonly headers?: Readonly<Record<string, string>>;
}

type Given = Pick<RefusalCase, 'when' | 'source'> &
  Partial<RefusalCase> & {
    /** Instead of `provoke`: spoils the operation's good call. */
    readonly spoil?: (call: Call) => Call;
    /** Before the good call is spoiled. */
    readonly arrange?: (centre: ContactCentre) => void;
  };

/** A case that starts from the good call of the operation. */
export function refused(operation: OperationId, refusal: RefusalKey, given: Given): RefusalCase {
  const { spoil = (call: Call) => call, arrange, ...rest } = given;
  return {
    operation,
    refusal,
    relies: [],
    fill: {},
    async provoke(centre) {
      const call = await goodCalls[operation](centre);
      arrange?.(centre);
      return spoil(call);
    },
    ...rest,
  };
}

/** The text that is expected, filled in. */
export function expectedText({ refusal, text, fill }: RefusalCase, call: Call): string {
  const values = typeof fill === 'function' ? fill(call) : fill;
  return (text ?? section13[refusal][1]).replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    if (values[name] === undefined) throw new Error(`${refusal}: nothing to fill in for {${name}}`);
    return values[name];
  });
}

/** The name of the test that proves it. */
export function titleOf({ refusal, when }: RefusalCase): string {
  return `${refusal}: ${when}`;
}
