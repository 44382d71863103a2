import * as z from 'zod';
import { once } from '../once.ts';
import type { Format } from '../representation.ts';
import type { SettingValues } from '../settings.ts';

/** What checks need to know of a body beside its schema. */
export interface BodyForm {
  /** The root element of its XML; null takes any. */
  readonly xmlRoot: (settings: SettingValues) => string | null;
  /** The status when a required member is missing, where a setting decides it. */
  readonly missingStatus?: (settings: SettingValues) => number;
  /** The status when a member is invalid, where a setting decides it. */
  readonly invalidStatus?: (settings: SettingValues) => number;
  /** Path of a member that a setting adds. The schema does not know it; the operation reads it from the body as sent. */
  readonly addedMember?: (settings: SettingValues) => string | null;
}

/** The bodies that calls read, one row each; their schemas are those of {@link bodySchemas}. */
export const bodyForms = {
  start: {
    xmlRoot: (settings) => settings['xml.roots'].conversation,
    invalidStatus: (settings) => settings['conversation.start.invalidElementStatus'],
    addedMember: (settings) => settings['conversation.start.typingField'],
  },
  send: { xmlRoot: (settings) => settings['xml.roots'].message },
  end: {
    xmlRoot: (settings) => settings['xml.roots'].conversation,
    missingStatus: (settings) => settings['conversation.end.badRequestStatus'],
    invalidStatus: (settings) => settings['conversation.end.badRequestStatus'],
  },
  login: {
    xmlRoot: (settings) => settings['user.loginXmlRoot'],
    missingStatus: (settings) => settings['user.loginBadRequestStatus'],
    invalidStatus: (settings) => settings['user.loginBadRequestStatus'],
  },
  customerCreate: { xmlRoot: () => 'customer' },
  customerEdit: { xmlRoot: () => 'customer', invalidStatus: (settings) => settings['customer.edit.invalidStatus'] },
} as const satisfies Record<string, BodyForm>;

export type BodyName = keyof typeof bodyForms;

const anyText = once(() => z.string());
const requiredText = once(() => z.string().min(1));

/** Spec 6.3 and 12.4. */
const phoneKinds = ['home', 'office', 'mobile', 'fax', 'pager'] as const;

/** `instagram` is observed, so it stays whatever the setting `conversation.start.socialKinds` says: spec 6.3. */
function socialKind(settings: SettingValues) {
  return z.enum(['instagram', ...settings['conversation.start.socialKinds']]);
}

/** Members that only one value of a setting reads; with another they are unknown ones. */
function membersIf<Shape>(areRead: boolean, members: Shape): Shape {
  return areRead ? members : ({} as Shape);
}

/**
 * The bodies that calls read, in their JSON form (the XML form is brought into it first): spec 6.3, 7, 8, 12.1, 12.4.
 * Compiled once per change of the settings. `strict` is `http.unknownBodyMember` = 400.
 */
export function bodySchemas(settings: SettingValues, format: Format) {
  const object = settings['http.unknownBodyMember'] === 'ignore' ? z.object : (z.strictObject as typeof z.object);
  const id = idSchema(settings, format);
  const word = object({ value: requiredText() });

  const customAttributes = object({
    customAttribute: z.array(
      object({
        attribName: requiredText(),
        attribValues: object({ attribValue: z.array(object({ value: anyText() })) }),
      }),
    ),
  });

  const attributesOf = (place: 'customer' | 'contact') =>
    membersIf(['either', place].includes(settings['conversation.start.customerCustomAttributes']), {
      customAttributes: customAttributes.optional(),
    });

  const phoneMembers = {
    type: object({ value: z.enum(phoneKinds) }).optional(),
    phoneNo: requiredText().max(40),
    countryCode: z.string().max(9).optional(),
    areaCode: z.string().max(10).optional(),
    extension: z.string().max(10).optional(),
  };
  const phone =
    settings['conversation.start.contactFields'] === 'flat'
      ? object(phoneMembers)
      : object({ type: object({ phone: object(phoneMembers) }) }).transform(({ type }) => type.phone);

  const contact = object({
    firstName: z.string().max(124).optional(),
    lastName: z.string().max(124).optional(),
    email: z.array(object({ emailAddress: z.email().max(255) })).optional(),
    social: z.array(object({ type: object({ value: socialKind(settings) }), socialId: requiredText().max(255) })).optional(),
    phone: z.array(phone).optional(),
    ...attributesOf('contact'),
  });

  const customerType = object({ value: z.enum(['individual', 'group', 'corporate']) }).optional();
  const customer = object({
    type: customerType,
    contacts: object({ contact: z.array(contact) }).optional(),
    ...attributesOf('customer'),
  });

  const start = object({
    entryPointConfiguration: object({
      entryPoint: object({ id }),
      lastModified:
        settings['conversation.start.required'] === 'id-and-date'
          ? object({ date: requiredText() })
          : object({ date: requiredText().optional() }).optional(),
    }),
    activity: object({
      subject: anyText().optional(),
      customAttributes: customAttributes.optional(),
      customer: customer.optional(),
    }).optional(),
  });

  const size = z.union([
    z.string().regex(/^\d{1,15}$/),
    ...(settings['attachment.sizeForm'] === 'string-or-number' ? [z.number().int().nonnegative()] : []),
  ]);
  const attachment = object({
    id: id.optional(),
    fileName: anyText().optional(),
    contentType: anyText().optional(),
    size: size.optional(),
    contentUrl: anyText().optional(),
  });
  const send = object({
    conversation:
      settings['message.send.required'] === 400
        ? object({ id: requiredText() })
        : object({ id: anyText().optional() }).optional(),
    type: word,
    content: anyText().optional(),
    attachments: object({ attachment: z.array(attachment) }).optional(),
    attachment: object({ id }).optional(),
  });

  const login = object({ username: requiredText().optional(), userName: requiredText().optional(), password: requiredText() });

  return {
    start,
    send,
    end: endBody(object),
    login,
    customerCreate: object({
      type: customerType,
      contactPersons: object({ contactPerson: z.array(newPerson(settings, object)) }).optional(),
      ...customerMembers(object, id, customAttributes),
    }),
    customerEdit: object({
      id,
      contactPersons: object({ contactPerson: z.array(editedPerson(settings, object, id)).max(1) }).optional(),
      ...customerMembers(object, id, customAttributes),
    }),
  } satisfies Record<BodyName, z.ZodType>;
}

export type Body<Name extends BodyName> = z.infer<ReturnType<typeof bodySchemas>[Name]>;
export type StartBody = Body<'start'>;
export type SendBody = Body<'send'>;
export type EndBody = Body<'end'>;
export type LoginBody = Body<'login'>;
export type CustomerEditBody = Body<'customerEdit'>;
export type CustomerCreateBody = Body<'customerCreate'>;

/** Setting `http.idForm`. In XML every id is text. */
function idSchema(settings: SettingValues, format: Format) {
  const text = requiredText().max(100);
  const number = z.number().int().nonnegative().transform(String);
  if (format === 'xml') return text;
  switch (settings['http.idForm']) {
    case 'string-or-number':
      return z.union([text, number]);
    case 'string':
      return text;
    case 'number':
      return number;
  }
}

/** The operation tells its two forms apart, and sees several conversations: spec 8. */
function endBody(object: typeof z.object) {
  const conversation = z.union([object({ id: z.unknown().optional() }), z.array(z.unknown())]);
  return object({ id: z.unknown().optional(), conversation: conversation.optional() });
}

type CustomAttributesBody = z.ZodType<{
  customAttribute: { attribName: string; attribValues: { attribValue: { value: string }[] } }[];
}>;

/** What edit and creation have in common: spec 12.4, with the lengths given there. */
function customerMembers(object: typeof z.object, id: ReturnType<typeof idSchema>, customAttributes: CustomAttributesBody) {
  const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) => object({ value: z.enum(words) }).optional();
  return {
    level: object({ value: requiredText() }).optional(),
    role: oneOf(['Partner', 'Reseller', 'Customer']),
    pin: z.string().max(255).optional(),
    howReferred: oneOf(['Website', 'Customer', 'Partner', 'Employee', 'Reseller']),
    industry: object({ value: requiredText() }).optional(),
    marketSegment: z.string().max(50).optional(),
    preferredAgent: object({ id }).optional(),
    entitlements: z.string().max(1024).optional(),
    customAttributes: customAttributes.optional(),
  };
}

function v12PhoneMembers(object: typeof z.object) {
  return {
    type: object({ value: z.enum(phoneKinds) }).optional(),
    phoneNo: z.string().min(1).max(40),
    countryCode: z
      .string()
      .regex(/^\d{1,9}$/)
      .optional(),
    areaCode: z.string().max(10).optional(),
    extension: z.string().max(10).optional(),
  };
}

/** A contact person of a customer that is edited: only phones can be changed (spec 12.4). */
function editedPerson(settings: SettingValues, object: typeof z.object, id: ReturnType<typeof idSchema>) {
  const { phoneNo, ...rest } = v12PhoneMembers(object);
  const phone = object({ ...rest, phoneNo: phoneNo.optional() });
  return object({ id, ...personMembers(settings, object, object({ id, type: object({ phone }) })) });
}

/** A contact person of a new customer: spec 12.5. */
function newPerson(settings: SettingValues, object: typeof z.object) {
  const type = object({
    value: anyText().optional(),
    phone: object(v12PhoneMembers(object)).optional(),
    email: object({ emailAddress: z.email().max(255) }).optional(),
    social: object({ type: object({ value: requiredText() }), socialId: requiredText().max(255) }).optional(),
  });
  return object(personMembers(settings, object, object({ type })));
}

function personMembers<Point extends z.ZodType>(settings: SettingValues, object: typeof z.object, point: Point) {
  const contactPoints = z.array(point);
  const isWrapped = settings['customer.contactPointForm'] === 'wrapped';
  return {
    firstName: anyText().optional(),
    lastName: anyText().optional(),
    ...membersIf(isWrapped, { contactPoints: object({ contactPoint: contactPoints }).optional() }),
    ...membersIf(!isWrapped, { contactPoint: contactPoints.optional() }),
  };
}
