import { describe, expect, it } from 'vitest';
import type { ProbeAnswer } from '../plan/probe.ts';
import { compareAnswers } from './compare.ts';
import { Correspondence } from './correspondence.ts';

function answer(body: unknown, rest: Partial<ProbeAnswer> = {}): ProbeAnswer & { bytes: number } {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status: 200, headers: { 'content-type': 'application/json' }, body: text, bytes: text.length, ...rest };
}
function places(recorded: ReturnType<typeof answer> | null, simulated: ProbeAnswer | undefined, pairs = new Correspondence()) {
  return compareAnswers(recorded, simulated, pairs).map(({ place }) => place);
}
const xml = { headers: { 'content-type': 'application/xml' } };

describe('two answers', () => {
  it.each<[string, unknown, unknown, string[]]>([
    ['equal members', { a: 1, b: ['x'] }, { a: 1, b: ['x'] }, []],
    [
      'ids of the same form',
      { id: '12345', a: 'b6bc8a64-1f0b-4b0c-9a39-0a2f0a5f9a11' },
      { id: '678', a: '00000000-0000-4000-8000-000000000001' },
      [],
    ],
    ['ids of another form', { id: '12345' }, { id: 'b6bc8a64-1f0b-4b0c-9a39-0a2f0a5f9a11' }, ['body.id']],
    ['times of the same form', { at: '2026-01-15T09:30:00.000Z' }, { at: '2026-11-29T09:30:00.123Z' }, []],
    ['a time without milliseconds', { at: '2026-01-15T09:30:00Z' }, { at: '2026-11-29T09:30:00.123Z' }, ['body.at']],
    ['another type of value', { id: 12345 }, { id: '12345' }, ['body.id']],
    ['a further member', { a: 1, b: 2 }, { a: 1 }, ['body.b']],
    ['another order', { a: 1, b: 2 }, { b: 2, a: 1 }, ['body order of members']],
    ['a longer list', { a: [1, 2] }, { a: [1] }, ['body.a length']],
    ['a mask', { name: 'name-7' }, { name: 'Ada' }, []],
    ['another word', { type: 'assigned' }, { type: 'assign' }, ['body.type']],
    ['small amounts', { waitTime: 60 }, { waitTime: 0 }, []],
    ['null and nothing', { a: null }, {}, ['body.a']],
    ['a body and none', { a: 1 }, '', ['body']],
  ])('with %s', (_what, recorded, simulated, expected) => {
    expect(places(answer(recorded), answer(simulated))).toEqual(expected);
  });

  it('differ in status, in headers of interest, and not in others', () => {
    const recorded = answer({}, { status: 201, headers: { 'content-type': 'application/json', allow: 'GET', date: 'x' } });
    expect(places(recorded, answer({}))).toEqual(['status', 'header allow']);
  });

  it('of other types are not compared further', () => {
    expect(places(answer({ a: 1 }), answer('<a/>', xml))).toEqual(['header content-type']);
    const charset = answer({ a: 1 }, { headers: { 'content-type': 'application/json; charset=UTF-8' } });
    expect(places(charset, answer({ a: 2, b: 1 }))).toEqual(['header content-type', 'body.b']);
  });

  it('in XML differ in elements, attributes, namespaces and values', () => {
    const one = answer('<a xmlns="n"><id>12345</id><b>x</b></a>', xml);
    expect(places(one, answer('<a xmlns="n"><id>999</id>\n<b>x</b></a>', xml))).toEqual([]);
    expect(places(one, answer('<a xmlns="n"><id>999</id><b>y</b></a>', xml))).toEqual(['body a.b']);
    expect(places(one, answer('<a xmlns="m"><id>999</id><b>x</b></a>', xml))).toEqual(['body elements']);
    expect(places(one, answer('<a xmlns="n" id="999"><b>x</b></a>', xml))).toEqual(['body elements']);
  });

  it('and none differ in the status alone', () => {
    expect(places(null, answer({}))).toEqual(['status']);
    expect(places(answer({}), undefined)).toEqual(['status']);
  });

  it('that refer to an id are alike when it is the same one', () => {
    const pairs = new Correspondence();
    places(answer({ id: '12345' }), answer({ id: '777' }), pairs);
    expect(pairs.translate('/conversation/12345?x=12345-6')).toBe('/conversation/777?x=12345-6');
    const text = (id: string) => answer({ message: `Conversation ${id} is over.` });
    expect(places(text('12345'), text('777'), pairs)).toEqual([]);
  });
});
