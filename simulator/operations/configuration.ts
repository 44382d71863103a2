import type { SettingValues } from '../protocol/settings.ts';
import type { ClientApplication } from '../world/applications.ts';
import type { AttachmentPolicy, EntryPoint } from '../world/entry-points.ts';
import { lastModifiedDate } from '../world/entry-points.ts';
import type { RoutedCall } from './call.ts';
import { makeCommonBody } from './common-body.ts';
import type { Operation } from './operation.ts';
import { readNothing } from './operation.ts';
import { requireAdapter, requireChatApplication, findUsableEntryPoints } from './permissions.ts';
import { readParameter } from './query.ts';
import { refuse } from './refusal-error.ts';

/** Spec 5. */
export const getConfiguration: Operation<'getConfiguration', string> = {
  readQuery: readEntryPoint,
  readContent: readNothing,
  about: (_call, id) => ({ entryPoint: id }),
  run(call, id) {
    const { application } = call.caller;
    const entryPoint = findEntryPoint(call, application, id);
    requireAdapter(call, application, entryPoint);
    requireChatApplication(call, application);
    requireActive(call, application, entryPoint);
    return { status: 200, body: makeConfigurationBody(call, entryPoint) };
  },
};

function readEntryPoint(call: RoutedCall): string {
  const id = readParameter(call, 'entrypoint');
  const status = call.settings['configuration.badEntryPointStatus'];
  if (id === undefined || id === '') {
    return refuse(
      'missingQueryParameter',
      { name: 'entrypoint' },
      { rule: 'the parameter is required', wouldWork: 'entrypoint=1001' },
      { status },
    );
  }
  if (!/^\d+$/.test(id)) {
    refuse(
      'invalidQueryValue',
      { name: 'entrypoint' },
      { rule: 'an entry point id is a number', wouldWork: 'entrypoint=1001' },
      { status },
    );
  }
  return id;
}

function findEntryPoint(call: RoutedCall, application: ClientApplication, id: string): EntryPoint {
  return (
    call.world.state.entryPoints.get(id) ??
    refuse('unknownId', { id }, { rule: 'no entry point has the id', wouldWork: findUsableEntryPoints(call, application) })
  );
}

function requireActive(call: RoutedCall, application: ClientApplication, entryPoint: EntryPoint): void {
  const status = call.settings['configuration.inactiveEntryPointStatus'];
  if (entryPoint.active || status === 200) return;
  const reason = { rule: 'the entry point is inactive', wouldWork: findUsableEntryPoints(call, application) };
  refuse('entryPointInactive', { id: entryPoint.id }, reason, { status });
}

function makeConfigurationBody({ world, settings }: RoutedCall, entryPoint: EntryPoint) {
  return makeCommonBody(settings, settings['xml.roots'].configuration, {
    entryPointConfiguration: [
      {
        entryPoint: { id: Number(entryPoint.id) },
        lastModified: { date: lastModifiedDate(world, entryPoint) },
        attachmentPolicies: writeAttachmentPolicies(entryPoint.attachmentPolicy, settings),
      },
    ],
  });
}

function writeAttachmentPolicies(policy: AttachmentPolicy, settings: SettingValues): object {
  const restrictionType = { value: settings['configuration.restrictionTypes'][policy.restriction] };
  const one = { restrictionType, ...writePolicyExtras(policy, settings) };
  switch (settings['configuration.attachmentPolicyForm']) {
    case 'model':
      return { restrictionType, ...writeModelMembers(policy, settings) };
    case 'wrapped':
      return { attachmentPolicy: [one] };
    case 'flat':
      return one;
    case 'per-direction':
      return { inbound: { attachmentPolicy: [one] }, outbound: { attachmentPolicy: [one] } };
  }
}

const bytesOf = { bytes: 1, kilobytes: 1024, megabytes: 1024 * 1024 };

/** The members of the successor's object model: spec 5. A size that is no whole number in the unit is rounded up. */
function writeModelMembers({ restriction, extensions, maxSize }: AttachmentPolicy, settings: SettingValues): object {
  const unit = bytesOf[settings['configuration.attachmentSizeUnit']];
  return {
    ...(extensions !== undefined && { fileExtensions: extensions.join(settings['configuration.fileExtensionSeparator']) }),
    ...(maxSize !== undefined && {
      chatPolicy: { isEnabled: restriction !== 'blockAll', attachmentSize: Math.ceil(maxSize / unit) },
    }),
  };
}

function writePolicyExtras({ extensions, maxSize }: AttachmentPolicy, settings: SettingValues): object {
  const form = settings['configuration.attachmentPolicyExtras'];
  if (form === 'absent') return {};
  return {
    ...(extensions !== undefined && { extensions: form === 'wrapped' ? { extension: extensions } : extensions }),
    ...(maxSize !== undefined && { maxSize }),
  };
}
