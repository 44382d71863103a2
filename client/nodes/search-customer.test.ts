import { describe, expect, it } from 'vitest';
import { eceError, empty, json, paths, recordedNodes, text, tokenAnswer, useEce } from '../../test/client/ece.ts';
import { describeEceMethod, itLeadsTo } from '../../test/client/standard-outcomes.ts';

const found = {
  link: { rel: 'self', href: '/system/ws/v12/interaction/customer?phone=5550100' },
  customer: [
    {
      id: '1012',
      customerName: 'Ann Lee',
      contactPersons: { contactPerson: [{ id: '2001', contactPoints: { contactPoint: [{ id: '3001' }] } }] },
    },
    { id: '1013' },
  ],
};

describe('Search Customer', () => {
  const ece = useEce();
  const inputs = { key: 'phone', value: '5550100', xEgainSession: 'SESSION-1' };
  const method = { path: 'searchCustomer.searchCustomer', call: paths.customer, inputs } as const;

  describeEceMethod(ece, { ...method, success: json(200, found), unknown: eceError('406-151', 'Not supported.') });

  itLeadsTo(ece, method, [
    ['204', empty(204), 'Not Found'],
    ['404', eceError('404-144', 'Customer does not exist'), 'Not Found'],
    ['200 with nobody', json(200, { customer: [] }), 'Not Found'],
    ['400', eceError('400-109', 'Unsupported query parameter: foo'), 'Bad Request'],
    [
      '401',
      eceError('401-101', "Invalid or expired 'X-egain-session' header provided. New login is required."),
      'onauthorizationfail',
    ],
    ['403', eceError('403-134', 'User does not have sufficient permissions.'), 'Forbidden'],
    ['500', eceError('500-160', 'Internal server error.'), 'Internal server error'],
    ['200 with another body', json(200, { customers: 'none' }), 'onError'],
    ['200 with text', text(200, 'found 2', 'text/plain'), 'onError'],
  ]);

  it('searches by the key and gives the first customer', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.customer, json(200, found));
    const { nodes } = recordedNodes();
    expect(
      await nodes.run('Search Customer', { Key: 'custom.facebookpsid', Value: 'a b&c', 'X-egain-session': 'SESSION-1' }),
    ).toEqual(
      expect.objectContaining({
        outcome: 'onSearchCustomerSuccess',
        outputs: { customerId: '1012', contactPersonId: '2001', response: JSON.stringify(found) },
      }),
    );
    expect(ece.arrived()[0]).toMatchObject({ method: 'GET', query: { 'custom.facebookpsid': 'a b&c' } });
    expect(ece.arrived()[0]!.headers).toMatchObject({ 'x-egain-session': 'SESSION-1', accept: 'application/json' });
    expect(ece.arrived()[0]!.headers).not.toHaveProperty('authorization');
  });

  it('does not repeat the session that ECE names in its refusal', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.customer, eceError('401-101', 'Unknown session SESSION-1'));
    const { outputs } = await recordedNodes().nodes.searchCustomer.searchCustomer(inputs);
    expect(JSON.stringify(outputs)).not.toContain('SESSION-1');
    expect(outputs).toMatchObject({ error: expect.stringContaining('Unknown session [redacted]') as string });
  });
});
