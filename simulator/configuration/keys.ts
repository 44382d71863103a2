import type { Configuration } from './configuration.ts';

/** What people read about a key of the configuration. */
export interface ConfigurationKey {
  readonly about: string;
  /** What holds where it is not given, in words. */
  readonly usual: string;
  /** A value as YAML. */
  readonly example: string;
}

/** Every key of the configuration, in the order of its form. */
export const configurationKeys: Readonly<Record<keyof Configuration, ConfigurationKey>> = {
  port: { about: 'the port to listen on; 0 picks a free one', usual: '8080', example: '8080' },
  host: {
    about: 'the address to listen on; one that others reach needs controlToken',
    usual: '127.0.0.1 and ::1',
    example: '127.0.0.1',
  },
  publicUrl: {
    about: 'where clients reach the simulator, when that is not where they call',
    usual: 'where the client calls',
    example: 'https://ece.example.com',
  },
  callbackUrl: {
    about: 'where the events of the first application go',
    usual: 'nowhere; they are kept',
    example: 'http://127.0.0.1:4000/callback',
  },
  clientId: { about: 'the client id of the first application', usual: 'demo-client', example: 'demo-client' },
  clientSecret: {
    about: 'its client secret',
    usual: 'demo-secret; random where other machines reach the simulator',
    example: 'demo-secret',
  },
  seed: {
    about: 'the same seed and the same calls give the same ids, words and pace',
    usual: 'a new one each time',
    example: 'monday',
  },
  tls: { about: 'HTTPS with a self-signed certificate', usual: 'false', example: 'true' },
  tlsNames: { about: 'further host names in that certificate', usual: 'none', example: '[ece.example.com]' },
  tlsCert: { about: 'a file with a certificate of your own, in PEM', usual: 'none', example: 'ece.pem' },
  tlsKey: { about: 'a file with its key', usual: 'none', example: 'ece.key' },
  controlToken: {
    about: 'what the control API asks for; 16 characters or more',
    usual: 'none is asked for',
    example: 'a-token-of-16-characters',
  },
  clock: { about: 'how time passes: real, manual, or a factor such as 60x', usual: 'real', example: 'real' },
  agents: { about: 'what agents do: answers, silent or manual', usual: 'answers', example: 'answers' },
  locale: { about: 'what agents speak: en, de or es', usual: 'en', example: 'en' },
  allowedOrigins: {
    about: 'origins of pages that may call ECE, or "*"',
    usual: 'those of this machine',
    example: '[https://shop.example.com]',
  },
  allowedHosts: { about: 'further hosts for which it answers', usual: 'none', example: '[ece.internal]' },
  fetchFrom: {
    about: 'hosts from which customers\' files may be read, or "*"',
    usual: '"*" on loopback, none off it',
    example: '[files.example.com]',
  },
  trust: { about: 'certificates that callbacks trust, beside those of Node', usual: 'none', example: 'ca.pem' },
  journalCapacity: { about: 'calls and callbacks that each partition keeps', usual: '10000', example: '10000' },
  site: { about: 'the site file of one installation of ECE', usual: 'none', example: 'site.yaml' },
  memoryBudget: { about: 'the most that is kept of what grows with use', usual: '512MB', example: '512MB' },
  partitionMemoryBudget: { about: 'the most of it that one partition keeps', usual: 'all of it', example: '64MB' },
  metrics: { about: 'whether GET /metrics gives figures for Prometheus', usual: 'false', example: 'true' },
  settings: {
    about: 'facts that public sources do not state, by name: docs/settings.md',
    usual: 'those of docs/settings.md',
    example: '{ message.send.notOngoingStatus: 400 }',
  },
  world: { about: 'sections of the default world to replace, or empty', usual: 'the default world', example: 'empty' },
};
