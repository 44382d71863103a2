import type { Ece } from './ece.ts';
import type { Probes } from './probe.ts';
import { statuses } from './probe.ts';

async function policies(ece: Ece): Promise<unknown> {
  const { json } = await ece.configuration();
  return (json as { entryPointConfiguration: { attachmentPolicies: object }[] }).entryPointConfiguration[0]?.attachmentPolicies;
}

async function lastModified(ece: Ece): Promise<string> {
  const { json } = await ece.configuration();
  const [configuration] = (json as { entryPointConfiguration: [{ lastModified: { date: string } }] }).entryPointConfiguration;
  return configuration.lastModified.date;
}

const allowList = { attachmentPolicy: { restriction: 'allowList', extensions: ['jpg', 'pdf'], maxSize: 5000 } } as const;

const listed = { restrictionType: { value: 'allow_list' } };
const listedWithExtras = { ...listed, extensions: ['jpg', 'pdf'], maxSize: 5000 };

interface Policies {
  readonly fileExtensions?: string;
  readonly chatPolicy?: { readonly attachmentSize: number };
}

async function policiesOfList(ece: Ece): Promise<Policies> {
  ece.simulator.entryPoints.edit(1001, allowList);
  return (await policies(ece)) as Policies;
}

export const configuration = {
  'configuration.badEntryPointStatus': {
    observe: async (ece) => [(await ece.configuration('abc')).outcome, (await ece.configuration('')).outcome],
    seen: [
      [400, ['400-244', '400-112']],
      [404, ['404-244', '404-112']],
    ],
  },
  'configuration.inactiveEntryPointStatus': {
    observe: async (ece) => (await ece.configuration(1005)).outcome,
    seen: [...statuses('912', 400, 404, 403), [200, 200]],
  },
  'configuration.attachmentPolicyForm': {
    observe: policiesOfList,
    seen: [
      ['model', { ...listed, fileExtensions: 'jpg,pdf', chatPolicy: { isEnabled: true, attachmentSize: 5000 } }],
      ['wrapped', { attachmentPolicy: [listedWithExtras] }],
      ['flat', listedWithExtras],
      [
        'per-direction',
        { inbound: { attachmentPolicy: [listedWithExtras] }, outbound: { attachmentPolicy: [listedWithExtras] } },
      ],
    ],
  },
  'configuration.fileExtensionSeparator': {
    settings: { 'configuration.attachmentPolicyForm': 'model' },
    observe: async (ece) => (await policiesOfList(ece)).fileExtensions,
    seen: [
      [',', 'jpg,pdf'],
      [', ', 'jpg, pdf'],
      [';', 'jpg;pdf'],
      [' ', 'jpg pdf'],
    ],
  },
  'configuration.attachmentSizeUnit': {
    settings: { 'configuration.attachmentPolicyForm': 'model' },
    observe: async (ece) => (await policiesOfList(ece)).chatPolicy?.attachmentSize,
    seen: [
      ['bytes', 5000],
      ['kilobytes', 5],
      ['megabytes', 1],
    ],
  },
  'configuration.restrictionTypes': {
    settings: { 'configuration.attachmentPolicyForm': 'flat' },
    observe: async (ece) => {
      const words: unknown[] = [];
      for (const restriction of ['allowAll', 'blockAll', 'allowList'] as const) {
        ece.simulator.entryPoints.edit(1001, { attachmentPolicy: { restriction } });
        words.push(await policies(ece));
      }
      return words;
    },
    seen: [
      [
        { allowAll: 'allow_all', blockAll: 'block_all', allowList: 'allow_list' },
        [
          { restrictionType: { value: 'allow_all' } },
          { restrictionType: { value: 'block_all' } },
          { restrictionType: { value: 'allow_list' } },
        ],
      ],
      [
        { allowAll: 'all', blockAll: 'none', allowList: 'listed' },
        [{ restrictionType: { value: 'all' } }, { restrictionType: { value: 'none' } }, { restrictionType: { value: 'listed' } }],
      ],
    ],
  },
  'configuration.attachmentPolicyExtras': {
    settings: { 'configuration.attachmentPolicyForm': 'flat' },
    observe: async (ece) => {
      ece.simulator.entryPoints.edit(1001, allowList);
      return policies(ece);
    },
    seen: [
      ['plain', { restrictionType: { value: 'allow_list' }, extensions: ['jpg', 'pdf'], maxSize: 5000 }],
      ['wrapped', { restrictionType: { value: 'allow_list' }, extensions: { extension: ['jpg', 'pdf'] }, maxSize: 5000 }],
      ['absent', { restrictionType: { value: 'allow_list' } }],
    ],
  },
  'entryPoint.lastModifiedFormat': {
    observe: async (ece) => {
      const before = await lastModified(ece);
      ece.simulator.entryPoints.edit(1001, {});
      const after = await lastModified(ece);
      return { before, after, start: (await ece.start({ date: after })).outcome };
    },
    seen: [
      ['iso-milliseconds', { before: '2026-01-15T09:30:00.000Z', after: '2026-01-15T09:30:00.001Z', start: 201 }],
      ['iso-seconds', { before: '2026-01-15T09:30:00Z', after: '2026-01-15T09:30:01Z', start: 201 }],
      ['epoch-milliseconds', { before: '1768469400000', after: '1768469400001', start: 201 }],
    ],
  },
  'entryPoint.editChangesLastModified': {
    observe: async (ece) => {
      const date = await lastModified(ece);
      ece.simulator.entryPoints.edit(1001, { name: 'renamed' });
      return (await ece.start({ date })).outcome;
    },
    seen: [
      [true, '409-100'],
      [false, 201],
    ],
  },
  'application.wrongTypeStatus': {
    observe: async (ece) => {
      ece.simulator.applications.change('demo', { type: 'Email' });
      return [(await ece.configuration()).outcome, (await ece.start()).outcome];
    },
    seen: [
      [403, ['403-131', '403-131']],
      [401, ['401-131', '401-131']],
      [400, ['400-131', '400-131']],
    ],
  },
} satisfies Probes;
