import { expect, it } from 'vitest';
import type { OpeningHours } from './opening-hours.ts';
import { findOpening, weekdays } from './opening-hours.ts';

const office: OpeningHours = {
  utcOffset: '+00:00',
  days: [
    { day: 'monday', from: '08:00', to: '12:00' },
    { day: 'monday', from: '13:00', to: '17:30' },
    { day: 'friday', from: '09:00', to: '12:00' },
  ],
};

function opening(hours: OpeningHours, at: string): [isOpen: boolean, changesAt: string | undefined] {
  const { isOpen, changesAt } = findOpening(hours, Date.parse(at));
  return [isOpen, changesAt === undefined ? undefined : new Date(changesAt).toISOString()];
}

// 2026-01-12 is a Monday.
it.each([
  ['2026-01-12T07:59:59.999Z', false, '2026-01-12T08:00:00.000Z'],
  ['2026-01-12T08:00:00.000Z', true, '2026-01-12T12:00:00.000Z'],
  ['2026-01-12T12:00:00.000Z', false, '2026-01-12T13:00:00.000Z'],
  ['2026-01-12T17:30:00.000Z', false, '2026-01-16T09:00:00.000Z'],
  ['2026-01-16T12:00:00.000Z', false, '2026-01-19T08:00:00.000Z'],
  ['2026-01-18T23:00:00.000Z', false, '2026-01-19T08:00:00.000Z'],
  ['1969-12-29T09:00:00.000Z', true, '1969-12-29T12:00:00.000Z'],
])('at %s the office is open: %s, until %s', (at, isOpen, changesAt) => {
  expect(opening(office, at)).toEqual([isOpen, changesAt]);
});

it('counts the hours of the offset', () => {
  expect(opening({ ...office, utcOffset: '+05:30' }, '2026-01-12T02:30:00Z')).toEqual([true, '2026-01-12T06:30:00.000Z']);
  expect(opening({ ...office, utcOffset: '-08:00' }, '2026-01-12T15:59:00Z')).toEqual([false, '2026-01-12T16:00:00.000Z']);
});

it('takes spans that touch each other for one, also over the end of the week', () => {
  const night: OpeningHours = {
    utcOffset: '+00:00',
    days: [
      { day: 'saturday', from: '22:00', to: '24:00' },
      { day: 'sunday', from: '00:00', to: '06:00' },
    ],
  };
  expect(opening(night, '2026-01-17T23:00:00Z')).toEqual([true, '2026-01-18T06:00:00.000Z']);
  expect(opening(night, '2026-01-18T06:00:00Z')).toEqual([false, '2026-01-24T22:00:00.000Z']);
});

it('names no change when there is none', () => {
  const always = { utcOffset: '+00:00', days: weekdays.map((day) => ({ day, from: '00:00', to: '24:00' })) };
  expect(opening(always, '2026-01-12T07:00:00Z')).toEqual([true, undefined]);
  expect(opening({ utcOffset: '+00:00', days: [] }, '2026-01-12T07:00:00Z')).toEqual([false, undefined]);
});
