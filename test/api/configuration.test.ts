import { expect, it } from 'vitest';
import { configurationCall, startCall } from '../../simulator/testing/calls.ts';
import { compact, lastModified, startBody } from '../../simulator/testing/samples.ts';
import { throughEverySkin } from './skins.ts';
import { openContactCentre } from './contact-centre.ts';

interface Configuration {
  entryPointConfiguration: [{ lastModified: { date: string }; attachmentPolicies: object }];
}

const attachmentPolicy = { restriction: 'allowList', extensions: ['jpg', 'png', 'pdf'], maxSize: 5_242_880 } as const;

throughEverySkin((skin) => {
  it('the configuration is answered as in the sample of spec 5', async () => {
    await using centre = await openContactCentre(skin, { settings: { 'entryPoint.editChangesLastModified': false } });
    centre.simulator.entryPoints.edit(1001, { attachmentPolicy });
    const answer = await centre.call(configurationCall(await centre.token()));
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(
      '{"entryPointConfiguration":[{"entryPoint":{"id":1001},"lastModified":{"date":"2026-01-15T09:30:00.000Z"},"attachmentPolicies":{"restrictionType":{"value":"allow_list"},"fileExtensions":"jpg,png,pdf","chatPolicy":{"isEnabled":true,"attachmentSize":5242880}}}]}',
    );
  });

  it('the configuration in XML is that of the sample of spec 15 (xml.namespace, xml.roots, xml.idsAsAttributes)', async () => {
    await using centre = await openContactCentre(skin, { settings: { 'entryPoint.editChangesLastModified': false } });
    centre.simulator.entryPoints.edit(1001, { attachmentPolicy });
    const answer = await centre.call(configurationCall(await centre.token()), 'application/xml');
    expect(answer.contentType).toBe('application/xml');
    expect(compact(answer.text)).toBe(
      compact(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<entryPointConfigurations xmlns="http://bindings.egain.com/ws/model/v19/gen/common">
  <entryPointConfiguration>
    <entryPoint id="1001"/>
    <lastModified><date>2026-01-15T09:30:00.000Z</date></lastModified>
    <attachmentPolicies><restrictionType><value>allow_list</value></restrictionType><fileExtensions>jpg,png,pdf</fileExtensions><chatPolicy><isEnabled>true</isEnabled><attachmentSize>5242880</attachmentSize></chatPolicy></attachmentPolicies>
  </entryPointConfiguration>
</entryPointConfigurations>`),
    );
  });

  it.each([
    [{ restriction: 'allowAll' }, '{"restrictionType":{"value":"allow_all"}}'],
    [{ restriction: 'blockAll' }, '{"restrictionType":{"value":"block_all"}}'],
    [{ restriction: 'allowList', extensions: ['pdf'] }, '{"restrictionType":{"value":"allow_list"},"fileExtensions":"pdf"}'],
    [
      { restriction: 'allowAll', maxSize: 10 },
      '{"restrictionType":{"value":"allow_all"},"chatPolicy":{"isEnabled":true,"attachmentSize":10}}',
    ],
    [
      { restriction: 'blockAll', maxSize: 10 },
      '{"restrictionType":{"value":"block_all"},"chatPolicy":{"isEnabled":false,"attachmentSize":10}}',
    ],
  ] as const)('the attachment policy %o is shown (configuration.attachmentPolicyForm)', async (attachmentPolicy, shown) => {
    await using centre = await openContactCentre(skin);
    centre.simulator.entryPoints.edit(1001, { attachmentPolicy });
    const answer = await centre.call(configurationCall(await centre.token()));
    const [configuration] = (answer.json as Configuration).entryPointConfiguration;
    expect(JSON.stringify(configuration.attachmentPolicies)).toBe(shown);
  });

  it('every edit changes lastModified, also while the clock stands still; the date before it is then stale', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const dates = [lastModified];
    for (let edit = 0; edit < 3; edit++) {
      centre.simulator.entryPoints.edit(1001, {});
      const answer = await centre.call(configurationCall(token));
      dates.push((answer.json as Configuration).entryPointConfiguration[0].lastModified.date);
    }
    expect(new Set(dates).size).toBe(4);
    expect(dates).toEqual(dates.toSorted());
    const statuses = [];
    for (const date of dates) statuses.push((await centre.call(startCall(token, startBody({ date })))).status);
    expect(statuses).toEqual([409, 409, 409, 201]);
  });

  it('each entry point of the application answers; 1008 is bound to another one', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const statuses: Record<number, number> = {};
    for (let id = 1001; id <= 1008; id++) statuses[id] = (await centre.call(configurationCall(token, id))).status;
    expect(statuses).toEqual({ 1001: 200, 1002: 200, 1003: 200, 1004: 200, 1005: 400, 1006: 200, 1007: 200, 1008: 403 });
  });
});
