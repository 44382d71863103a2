import { describe, expect, it } from 'vitest';
import { callActions, callbackActions, emptyDraft, faultOf } from '../../console/page/trouble/fault-draft.ts';
import { faultSchemas } from '../../simulator/faults/fault-schema.ts';

const { faultSchema } = faultSchemas();

describe('the form of faults makes a fault that the control API takes', () => {
  it.each(callActions)('of a call that is to "%s"', (action) => {
    expect(faultSchema.safeParse(faultOf({ ...emptyDraft, action }))).toMatchObject({ success: true });
  });

  it.each(callbackActions)('of a callback that is to "%s"', (action) => {
    const fault = faultOf({ ...emptyDraft, on: 'callbacks', action });
    expect(faultSchema.safeParse(fault)).toMatchObject({ success: true });
  });
});

it.each([
  ['delay', '', { do: 'delay', ms: 1500 }],
  ['delay', '4', { do: 'delay', ms: { from: 1500, to: 4000 } }],
  ['trickle', '', { do: 'trickle', bytes: 20, everyMs: 1500 }],
  ['reset in the middle', '', { do: 'reset', at: 'middle' }],
])('"%s" of 1.5 seconds, at most "%s", is %j', (action, longestSeconds, expected) => {
  expect(faultOf({ ...emptyDraft, action, seconds: '1.5', longestSeconds })).toMatchObject({ action: expected });
});
