import { describe, expect, it } from 'vitest';
import type { Format } from '../representation.ts';
import { changeSettings } from '../../doors/change-settings.ts';
import { defaultSettings } from '../settings.ts';
import type { BodyName } from './bodies.ts';
import { bodySchemas } from './bodies.ts';

const entryPointConfiguration = { entryPoint: { id: '1001' }, lastModified: { date: '2026-01-15T09:30:00.000Z' } };
const start = {
  entryPointConfiguration,
  activity: {
    subject: 'text',
    customAttributes: {
      customAttribute: [{ attribName: 'activity_test_string1', attribValues: { attribValue: [{ value: 'Test String Value' }] } }],
    },
    customer: {
      type: { value: 'individual' },
      contacts: {
        contact: [
          {
            firstName: 'Ann',
            email: [{ emailAddress: 'ann@example.com' }],
            social: [{ type: { value: 'instagram' }, socialId: 'ann_ig' }],
          },
        ],
      },
    },
  },
};
function contact(members: object) {
  return { entryPointConfiguration, activity: { customer: { contacts: { contact: [members] } } } };
}
function message(members: object) {
  return { conversation: { id: 'c' }, type: { value: 'text/plain' }, ...members };
}
function file(members: object) {
  return message({ attachments: { attachment: [members] } });
}
function phone(members: object) {
  return {
    id: '1012',
    contactPersons: {
      contactPerson: [{ id: '2001', contactPoints: { contactPoint: [{ id: '3001', type: { phone: members } }] } }],
    },
  };
}

function reads(name: BodyName, body: unknown, changes: Record<string, unknown> = {}, format: Format = 'json'): boolean {
  return bodySchemas(changeSettings(defaultSettings, changes), format)[name].safeParse(body).success;
}

it('the observed start request is read unchanged', () => {
  expect(bodySchemas(defaultSettings, 'json').start.parse(start)).toEqual(start);
});

describe('with the usual settings', () => {
  it.each<[BodyName, string, unknown]>([
    ['start', 'a numeric entry point id', { entryPointConfiguration: { ...entryPointConfiguration, entryPoint: { id: 1001 } } }],
    ['start', 'a member that nobody knows', { ...start, typing: true }],
    ['start', 'a phone', contact({ phone: [{ type: { value: 'mobile' }, phoneNo: '5550100', countryCode: '1' }] })],
    ['send', 'a size in text or number', file({ size: '32' })],
    ['send', 'a size in text or number', file({ size: 32 })],
    ['send', 'an empty text, which the operation judges', message({ content: '' })],
    ['end', 'an id', { id: 'c' }],
    ['login', 'either spelling', { userName: 'u', password: 'p' }],
    ['login', 'either spelling', { username: 'u', password: 'p' }],
    ['customerEdit', 'the id alone', { id: '1012' }],
    [
      'customerEdit',
      'the longest values',
      { id: '1', pin: 'x'.repeat(255), marketSegment: 'x'.repeat(50), entitlements: 'x'.repeat(1024) },
    ],
    ['customerEdit', 'the longest phone', phone({ phoneNo: '5'.repeat(40), countryCode: '123456789', areaCode: 'x'.repeat(10) })],
  ])('%s takes %s', (name, _what, body) => {
    expect(reads(name, body)).toBe(true);
  });

  it.each<[BodyName, string, unknown]>([
    ['start', 'no configuration', { activity: {} }],
    ['start', 'no date', { entryPointConfiguration: { entryPoint: { id: '1001' } } }],
    ['start', 'an empty date', { entryPointConfiguration: { ...entryPointConfiguration, lastModified: { date: '' } } }],
    ['start', 'a list of configurations', { entryPointConfiguration: [entryPointConfiguration] }],
    ['start', 'no e-mail address', contact({ email: [{ emailAddress: 'ann' }] })],
    ['start', 'an unknown type of customer', { entryPointConfiguration, activity: { customer: { type: { value: 'robot' } } } }],
    ['start', 'a social contact without kind', contact({ social: [{ socialId: 'ann_ig' }] })],
    ['start', 'a number as subject', { entryPointConfiguration, activity: { subject: 1 } }],
    ['start', 'a list', []],
    ['start', 'null', null],
    ['send', 'no conversation', { type: { value: 'text/plain' } }],
    ['send', 'no type', { conversation: { id: 'c' } }],
    ['send', 'a type that is a plain text', { conversation: { id: 'c' }, type: 'text/plain' }],
    ['send', 'a size below zero', file({ size: -1 })],
    ['send', 'a size that is no number', file({ size: '32 kB' })],
    ['login', 'no password', { username: 'u' }],
    ['login', 'a numeric password', { username: 'u', password: 1234 }],
    ['customerEdit', 'no id', {}],
    ['customerEdit', 'a pin of 256 characters', { id: '1', pin: 'x'.repeat(256) }],
    ['customerEdit', 'an unknown role', { id: '1', role: { value: 'Boss' } }],
    ['customerEdit', 'two contact persons', { id: '1', contactPersons: { contactPerson: [{ id: '1' }, { id: '2' }] } }],
    [
      'customerEdit',
      'a contact point without id',
      { id: '1', contactPersons: { contactPerson: [{ id: '1', contactPoints: { contactPoint: [{ type: { phone: {} } }] } }] } },
    ],
    ['customerEdit', 'a phone of 41 characters', phone({ phoneNo: '5'.repeat(41) })],
    ['customerEdit', 'a country code of 10 digits', phone({ countryCode: '1234567890' })],
    ['customerEdit', 'a country code that is no number', phone({ countryCode: '+1' })],
    ['customerEdit', 'an unknown kind of phone', phone({ type: { value: 'satellite' } })],
  ])('%s refuses %s', (name, _what, body) => {
    expect(reads(name, body)).toBe(false);
  });

  it('ids are texts afterwards', () => {
    const body = { entryPointConfiguration: { ...entryPointConfiguration, entryPoint: { id: 1001 } } };
    expect(bodySchemas(defaultSettings, 'json').start.parse(body).entryPointConfiguration.entryPoint.id).toBe('1001');
  });
});

describe('the settings decide', () => {
  const withId = (id: unknown) => ({ entryPointConfiguration: { ...entryPointConfiguration, entryPoint: { id } } });
  const withoutDate = { entryPointConfiguration: { entryPoint: { id: '1001' } } };
  const v12Phone = contact({ phone: [{ type: { phone: { phoneNo: '5550100' } } }] });
  const flatPhone = contact({ phone: [{ phoneNo: '5550100' }] });
  const attributes = { customAttribute: [{ attribName: 'a', attribValues: { attribValue: [{ value: 1 }] } }] };

  it.each<[string, unknown, BodyName, unknown, boolean]>([
    ['http.idForm', 'string', 'start', withId('1001'), true],
    ['http.idForm', 'string', 'start', withId(1001), false],
    ['http.idForm', 'number', 'start', withId(1001), true],
    ['http.idForm', 'number', 'start', withId('1001'), false],
    ['http.unknownBodyMember', 400, 'start', { ...start, foo: 1 }, false],
    ['http.unknownBodyMember', 400, 'send', { ...message({}), type: { value: 'text/plain', foo: 1 } }, false],
    ['conversation.start.required', 'date-optional', 'start', withoutDate, true],
    ['conversation.start.contactFields', 'v12', 'start', v12Phone, true],
    ['conversation.start.contactFields', 'v12', 'start', flatPhone, false],
    ['conversation.start.contactFields', 'flat', 'start', v12Phone, false],
    ['conversation.start.customerCustomAttributes', 'contact', 'start', contact({ customAttributes: attributes }), false],
    ['conversation.start.customerCustomAttributes', 'customer', 'start', contact({ customAttributes: attributes }), true],
    ['conversation.start.customerCustomAttributes', 'either', 'start', contact({ customAttributes: attributes }), false],
    ['conversation.start.socialKinds', [], 'start', contact({ social: [{ type: { value: 'instagram' }, socialId: 'a' }] }), true],
    ['conversation.start.socialKinds', [], 'start', contact({ social: [{ type: { value: 'twitter' }, socialId: 'a' }] }), false],
    ['message.send.required', 404, 'send', { type: { value: 'text/plain' } }, true],
    ['attachment.sizeForm', 'string', 'send', file({ size: 32 }), false],
    ['customer.contactPointForm', 'flat', 'customerEdit', phone({ phoneNo: '5'.repeat(41) }), true],
  ])('%s = %s: %s', (setting, value, name, body, expected) => {
    expect(reads(name, body, { [setting]: value })).toBe(expected);
  });

  it('not the form of ids in XML, where every id is a text', () => {
    expect(reads('start', withId('1001'), { 'http.idForm': 'number' }, 'xml')).toBe(true);
  });
});
