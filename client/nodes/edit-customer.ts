import { InvalidInputError } from '../errors.ts';
import { customAttributes } from '../custom-attributes.ts';
import { writeId } from '../form-options.ts';
import type { Context, MethodAnswer, NodeBehaviour } from './behaviour.ts';

interface Change {
  customerId: string;
  contactPersonId: string;
  xEgainSession: string;
  /** Values by name of the attribute. An undefined value leaves the attribute unchanged. */
  attributes: Record<string, string | undefined>;
  contactPoint?: { id: string; type: { phone: Record<string, string> } } | undefined;
}

async function edit(change: Change, { ece, runtime: { options }, signal }: Context): Promise<MethodAnswer> {
  const { customerId, contactPersonId, xEgainSession, attributes, contactPoint } = change;
  const attribute = customAttributes(attributes);
  if (!attribute && !contactPoint) throw new InvalidInputError('Nothing to change is given.');
  const list = contactPoint && { contactPoint: [{ ...contactPoint, id: writeId(contactPoint.id, options) }] };
  const contactPoints = options.contactPointForm === 'flat' ? list : list && { contactPoints: list };
  const body = {
    id: writeId(customerId, options),
    contactPersons: { contactPerson: [{ id: writeId(contactPersonId, options), ...contactPoints }] },
    ...attribute,
  };
  return ece.send('customerEdit', { body, session: xEgainSession }, signal);
}

function phoneOf(inputs: { contactPointId?: string; phoneNumber?: string; countryCode?: string }): Change['contactPoint'] {
  const { contactPointId, phoneNumber, countryCode } = inputs;
  if (phoneNumber === undefined && countryCode === undefined) return undefined;
  if (contactPointId === undefined)
    throw new InvalidInputError('CONTACT POINT ID is missing beside PHONE NUMBER or COUNTRY CODE.');
  const phone = { ...(phoneNumber !== undefined && { phoneNo: phoneNumber }), ...(countryCode !== undefined && { countryCode }) };
  return { id: contactPointId, type: { phone } };
}

export const editCustomer: NodeBehaviour<'editCustomer'> = {
  editIndividualCustomerOnSms: async (inputs, context) =>
    edit(
      {
        ...inputs,
        attributes: { smsececonversationid: inputs.conversationId, smsclusterid: inputs.clusterId },
        contactPoint: phoneOf(inputs),
      },
      context,
    ),
  editIndividualCustomerOnMessenger: async (inputs, context) =>
    edit(
      {
        ...inputs,
        attributes: {
          facebookpsid: inputs.facebookPsid,
          facebookececonversationid: inputs.conversationId,
          facebookclusterid: inputs.clusterId,
        },
      },
      context,
    ),
};
