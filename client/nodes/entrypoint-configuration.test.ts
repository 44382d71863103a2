import { describe, expect, it } from 'vitest';
import { eceError, empty, json, paths, recordedNodes, text, tokenAnswer, useEce, xml } from '../../test/client/ece.ts';
import { describeEceMethod, itLeadsTo } from '../../test/client/standard-outcomes.ts';

const configuration = {
  entryPointConfiguration: [
    {
      entryPoint: { id: 1001 },
      lastModified: { date: '2026-01-15T09:30:00.000Z' },
      attachmentPolicies: { attachmentPolicy: [{ restrictionType: { value: 'allow_all' } }] },
    },
  ],
};

const outputs = { entryPointId: '1001', lastModifiedDate: '2026-01-15T09:30:00.000Z', attachmentPolicies: 'allow_all' };

describe('Entrypoint Configuration', () => {
  const ece = useEce();
  const method = {
    path: 'entrypointConfiguration.getEntrypointConfiguration',
    call: paths.configuration,
    inputs: { entryPointId: 1001 },
  } as const;

  describeEceMethod(ece, { ...method, success: json(200, configuration), unknown: eceError('406-151', 'Not supported.') });

  itLeadsTo(ece, method, [
    ['403', eceError('403-130', 'Client application is not configured to use the entry point: 1001'), 'Forbidden'],
    ['404', eceError('404-141', 'Entry point does not exist: 1001'), 'Not Found'],
    ['500', eceError('500-160', 'Internal server error.'), 'Internal server error'],
    ['400 of an inactive entry point', eceError('400-112', 'Entry point is not active: 1001'), 'onInvalidChoice'],
    ['201 is not 200', json(201, configuration), 'onInvalidChoice'],
    ['200 with HTML', text(200, '<!doctype html><title>Welcome</title>', 'text/html'), 'onError'],
    ['200 with half a body', text(200, '{"entryPointConfiguration":[{', 'application/json'), 'onError'],
    ['200 with another body', json(200, { entryPointConfiguration: [] }), 'onError'],
    ['200 without a body', empty(200), 'onError'],
  ]);

  it('asks for the entry point and gives its outputs', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.configuration, json(200, configuration));
    const { nodes } = recordedNodes();
    expect(await nodes.entrypointConfiguration.getEntrypointConfiguration({ entryPointId: 1001 })).toEqual(
      expect.objectContaining({
        outcome: 'onEntryPointConfigSuccess',
        outputs: { ...outputs, response: JSON.stringify(configuration) },
      }),
    );
    expect(ece.arrived()[0]).toMatchObject({ method: 'GET', query: { entrypoint: '1001' }, text: '' });
  });

  const allowAll = { restrictionType: { value: 'allow_all' } };
  it.each([
    ['as a list', { attachmentPolicy: [allowAll] }],
    ['by itself in the wrapper', { attachmentPolicy: allowAll }],
    ['flat', { ...allowAll, extensions: ['jpg'], maxSize: 5 }],
    ['as the model has it', { ...allowAll, fileExtensions: 'jpg,png', chatPolicy: { isEnabled: true, attachmentSize: 5242880 } }],
    ['for each direction', { inbound: { attachmentPolicy: [allowAll] }, outbound: { attachmentPolicy: [allowAll] } }],
    ['flat for each direction', { inbound: allowAll, outbound: allowAll }],
    ['as a text', 'allow_all'],
    ['as a list of texts', ['allow_all']],
    ['as a list without a wrapper', [allowAll]],
    ['with the restriction type as a text', { restrictionType: 'allow_all' }],
    ['for each direction as a text', { inbound: 'allow_all', outbound: 'block_all' }],
  ])('reads attachment policies %s', async (_, attachmentPolicies) => {
    ece.on(paths.token, tokenAnswer());
    const [first] = configuration.entryPointConfiguration;
    ece.on(paths.configuration, json(200, { entryPointConfiguration: [{ ...first, attachmentPolicies }] }));
    const result = await recordedNodes().nodes.entrypointConfiguration.getEntrypointConfiguration({ entryPointId: 1001 });
    expect(result).toMatchObject({ outcome: 'onEntryPointConfigSuccess', outputs });
  });

  it.each([
    null,
    '',
    [],
    {},
    5,
    true,
    { attachmentPolicy: [] },
    { attachmentPolicy: null },
    { restrictionType: {} },
    { inbound: null },
  ])('takes attachment policies %j for none', async (attachmentPolicies) => {
    ece.on(paths.token, tokenAnswer());
    const [first] = configuration.entryPointConfiguration;
    ece.on(paths.configuration, json(200, { entryPointConfiguration: [{ ...first, attachmentPolicies }] }));
    const result = await recordedNodes().nodes.entrypointConfiguration.getEntrypointConfiguration({ entryPointId: 1001 });
    expect(result).toMatchObject({ outcome: 'onEntryPointConfigSuccess', outputs: { ...outputs, attachmentPolicies: '' } });
  });

  it.each([
    ['nothing but the date', { lastModified: { date: outputs.lastModifiedDate } }],
    ['members of other types beside the date', { entryPoint: null, lastModified: { date: outputs.lastModifiedDate, user: [] } }],
  ])('needs %s, in a list or alone', async (_, entryPointConfiguration) => {
    ece.on(paths.token, tokenAnswer());
    for (const form of [[entryPointConfiguration], entryPointConfiguration]) {
      ece.on(paths.configuration, json(200, { entryPointConfiguration: form }));
      const result = await recordedNodes().nodes.entrypointConfiguration.getEntrypointConfiguration({ entryPointId: 1001 });
      expect(result).toMatchObject({
        outcome: 'onEntryPointConfigSuccess',
        outputs: { ...outputs, attachmentPolicies: '' },
      });
    }
  });

  it('reads XML in the form of the model', async () => {
    ece.on(paths.token, tokenAnswer());
    const policies =
      '<restrictionType><value>allow_list</value></restrictionType><fileExtensions>jpg,png,pdf</fileExtensions>' +
      '<chatPolicy><isEnabled>true</isEnabled><attachmentSize>5242880</attachmentSize></chatPolicy>';
    const entry =
      '<entryPoint id="1001"/><lastModified><date>2026-01-15T09:30:00.000Z</date></lastModified>' +
      `<attachmentPolicies>${policies}</attachmentPolicies>`;
    ece.on(
      paths.configuration,
      xml(
        200,
        `<entryPointConfigurations><entryPointConfiguration>${entry}</entryPointConfiguration></entryPointConfigurations>`,
      ),
    );
    const { nodes } = recordedNodes({ options: { wireFormat: 'xml' } });
    const result = await nodes.entrypointConfiguration.getEntrypointConfiguration({ entryPointId: 1001 });
    expect(result).toMatchObject({ outputs: { ...outputs, attachmentPolicies: 'allow_list' } });
  });

  it('reads XML', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(
      paths.configuration,
      xml(
        200,
        `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <entryPointConfigurations xmlns="http://bindings.egain.com/ws/model/v19/gen/common">
          <entryPointConfiguration>
            <entryPoint id="1001"/>
            <lastModified><date>2026-01-15T09:30:00.000Z</date></lastModified>
            <attachmentPolicies><attachmentPolicy><restrictionType><value>allow_list</value></restrictionType>
              <extensions>jpg</extensions><extensions>pdf</extensions></attachmentPolicy></attachmentPolicies>
          </entryPointConfiguration>
        </entryPointConfigurations>`,
      ),
    );
    const { nodes } = recordedNodes({ options: { wireFormat: 'xml' } });
    const result = await nodes.entrypointConfiguration.getEntrypointConfiguration({ entryPointId: '1001' });
    expect(result).toMatchObject({
      outcome: 'onEntryPointConfigSuccess',
      outputs: { ...outputs, attachmentPolicies: 'allow_list' },
    });
    expect(ece.arrived()[0]!.headers.accept).toBe('application/xml');
  });

  it('tells what ECE answered', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.configuration, eceError('404-141', 'Entry point does not exist: 7'));
    const { nodes } = recordedNodes();
    const { outputs } = await nodes.entrypointConfiguration.getEntrypointConfiguration({ entryPointId: 7 });
    expect(outputs).toEqual({
      error:
        'GET https://ece.example.com/system/ws/v19/clientapplications/messaging/configuration was answered 404 (404-141: Entry point does not exist: 7).',
      response: '{"code":"404-141","developerMessage":"Entry point does not exist: 7"}',
    });
  });
});
