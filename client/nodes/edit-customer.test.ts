import { describe, expect, it } from 'vitest';
import { eceError, empty, json, paths, recordedNodes, tokenAnswer, useEce } from '../../test/client/ece.ts';
import { describeEceMethod, firstResult, itLeadsTo } from '../../test/client/standard-outcomes.ts';
import type { MethodPath } from '../index.ts';

const customer = { xEgainSession: 'SESSION-1', contactPersonId: '2001', customerId: '1012' };
function attribute(attribName: string, value: string) {
  return { attribName, attribValues: { attribValue: [{ value }] } };
}

const sms: MethodPath = 'editCustomer.editIndividualCustomerOnSms';
const messenger: MethodPath = 'editCustomer.editIndividualCustomerOnMessenger';

describe('Edit Customer', () => {
  const ece = useEce();

  for (const path of [sms, messenger]) {
    const method = { path, call: paths.customer, inputs: { ...customer, clusterId: 'c1' } };
    describeEceMethod(ece, { ...method, success: empty(204), unknown: eceError('406-151', 'Not supported.') });

    itLeadsTo(ece, method, [
      ['400', eceError('400-105', 'Required element is missing in the request body: id'), 'Bad Request'],
      ['401', eceError('401-101', 'New login is required.'), 'onauthorizationfail'],
      ['403', eceError('403-134', 'User does not have sufficient permissions.'), 'Forbidden'],
      ['404', eceError('404-144', 'Customer does not exist: 1012'), 'Not Found'],
      ['409', eceError('409-100', 'Conflict'), 'Conflict'],
      ['500', eceError('500-160', 'Internal server error.'), 'Internal server error'],
      ['200 is not 204', json(200, {}), 'onInvalidChoice'],
    ]);

    it(`${path}: gives onInvalidData when nothing is to be changed`, async () => {
      const { outcome, outputs } = await firstResult(recordedNodes().nodes.run(path, customer));
      expect({ outcome, error: outputs.error }).toEqual({ outcome: 'onInvalidData', error: 'Nothing to change is given.' });
    });
  }

  it('puts the attributes and the phone of SMS into the body of spec 12.4', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.customer, empty(204));
    const result = await recordedNodes().nodes.editCustomer.editIndividualCustomerOnSms({
      ...customer,
      clusterId: 'c1',
      conversationId: '645ac530',
      contactPointId: '3001',
      phoneNumber: 5550100,
      countryCode: 1,
    });
    expect(result).toEqual(expect.objectContaining({ outcome: 'onEditCustomerSuccess', outputs: {} }));
    const [request] = ece.arrived();
    expect(request).toMatchObject({ method: 'PUT', query: {} });
    expect(request!.headers).toMatchObject({ 'x-egain-session': 'SESSION-1', 'content-type': 'application/json' });
    expect(JSON.parse(request!.text)).toEqual({
      id: '1012',
      contactPersons: {
        contactPerson: [
          {
            id: '2001',
            contactPoints: { contactPoint: [{ id: '3001', type: { phone: { phoneNo: '5550100', countryCode: '1' } } }] },
          },
        ],
      },
      customAttributes: { customAttribute: [attribute('smsececonversationid', '645ac530'), attribute('smsclusterid', 'c1')] },
    });
  });

  it('puts the attributes of Messenger into the body', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.customer, empty(204));
    const changes = { clusterId: 'c1', conversationId: '645ac530', facebookPsid: 'psid-1' };
    await recordedNodes().nodes.editCustomer.editIndividualCustomerOnMessenger({ ...customer, ...changes });
    expect(JSON.parse(ece.arrived()[0]!.text)).toEqual({
      id: '1012',
      contactPersons: { contactPerson: [{ id: '2001' }] },
      customAttributes: {
        customAttribute: [
          attribute('facebookpsid', 'psid-1'),
          attribute('facebookececonversationid', '645ac530'),
          attribute('facebookclusterid', 'c1'),
        ],
      },
    });
  });

  it.each([{ phoneNumber: '5550100' }, { countryCode: '1' }])(
    'gives onInvalidData for %o without CONTACT POINT ID',
    async (phone) => {
      const { outcome, outputs } = await recordedNodes().nodes.editCustomer.editIndividualCustomerOnSms({
        ...customer,
        ...phone,
      });
      expect(outcome).toBe('onInvalidData');
      expect(outputs).toEqual({ error: 'CONTACT POINT ID is missing beside PHONE NUMBER or COUNTRY CODE.' });
    },
  );

  it('takes the misprinted CONTACT PERSION ID', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.customer, empty(204));
    const inputs = { 'X-EGAIN-SESSION': 'S', 'CONTACT PERSION ID': '2001', 'CUSTOMER ID': '1012', 'CLUSTER ID': 'c1' };
    expect((await firstResult(recordedNodes().nodes.run(sms, inputs))).outcome).toBe('onEditCustomerSuccess');
  });
});
