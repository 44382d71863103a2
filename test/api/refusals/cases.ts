import { attachmentCases } from './attachment.ts';
import { availabilityCases } from './availability.ts';
import type { RefusalCase } from './case.ts';
import { configurationCases } from './configuration.ts';
import { customerCases } from './customer.ts';
import { endCases } from './end.ts';
import { everyCall } from './every-call.ts';
import { sendCases } from './send.ts';
import { startCases } from './start.ts';
import { tokenCases } from './token.ts';

/** Every refusal of every call, with each way to cause it that has its own answer. */
export const refusalCases: readonly RefusalCase[] = [
  ...everyCall,
  ...tokenCases,
  ...configurationCases,
  ...startCases,
  ...sendCases,
  ...endCases,
  ...attachmentCases,
  ...availabilityCases,
  ...customerCases,
];
