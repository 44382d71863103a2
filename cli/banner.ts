import { packageVersion } from './version.ts';
import { consoleBase } from '../simulator/console/page.ts';
import { controlBase } from '../simulator/control/base.ts';
import { sampleQuestionOf } from '../simulator/agents/locales.ts';
import { defaults } from '../simulator/http/default-address.ts';
import type { OpenedSimulator } from './start-command.ts';

const defaultUrl = `http://${defaults.host}:${defaults.port}`;

/**
 * The one line that `--json` prints for programs. The client id and secret are those of the first application.
 */
export function machineReadable({ simulator, certificateFile, configurationFile }: OpenedSimulator): string {
  const applications = simulator.applications
    .list()
    .map(({ name, clientId, clientSecret }) => ({ name, clientId, clientSecret }));
  return JSON.stringify({
    url: simulator.url,
    controlUrl: simulator.url + controlBase,
    consoleUrl: `${simulator.url}${consoleBase}/`,
    seed: simulator.seed,
    clientId: applications[0]?.clientId,
    clientSecret: applications[0]?.clientSecret,
    applications,
    entryPoints: simulator.entryPoints.list().map(({ id, name }) => ({ id, name })),
    certificateFile,
    configurationFile,
    version: packageVersion(),
  });
}

/** The text for people after the start: the URL, the credentials, and a command for a first conversation. */
export function greeting(opened: OpenedSimulator): string {
  const { simulator, certificateFile, configurationFile } = opened;
  const [application] = simulator.applications.list();
  const [entryPoint] = simulator.entryPoints.list();
  return [
    `A Cisco ECE v19 runs at ${simulator.url} (Ctrl+C stops it).`,
    `  client id      ${application?.clientId}`,
    `  client secret  ${application?.clientSecret}`,
    `  entry point    ${entryPoint === undefined ? 'none' : `${entryPoint.id} (${entryPoint.name})`}`,
    `  console        ${simulator.url}/`,
    `  control API    ${simulator.url}${controlBase}`,
    `  seed           ${simulator.seed}`,
    ...(certificateFile === undefined ? [] : [`  certificate    ${certificateFile} (self-signed)`]),
    ...(configurationFile === undefined ? [] : [`  configuration  ${configurationFile}`]),
    ...(entryPoint === undefined ? [] : ['A first conversation, in another terminal:', `  ${firstConversation(opened)}`]),
    `Help: ${isNpmScript() ? 'npm start -- --help' : 'npx ece-simulator --help'}`,
    '',
  ].join('\n');
}

/** A line of a shell that shows a conversation with an agent. */
function firstConversation({ simulator, certificateFile, controlToken, locale }: OpenedSimulator): string {
  const flags = [
    ...(simulator.url === defaultUrl ? [] : [`--url ${simulator.url}`]),
    ...(controlToken !== undefined ? ['--control-token <the token>'] : []),
    ...(locale === 'en' ? [] : [`'${sampleQuestionOf(locale)}'`]),
  ].join(' ');
  const trust = certificateFile === undefined ? '' : `NODE_EXTRA_CA_CERTS='${certificateFile}' `;
  if (!isNpmScript()) return `${trust}npx ece-simulator chat ${flags}`.trimEnd();
  return `${trust}npm run chat${flags === '' ? '' : ` -- ${flags}`}`;
}

/** Whether `npm start` runs the command in a clone. */
function isNpmScript(): boolean {
  return process.env['npm_lifecycle_event'] === 'start' && process.env['npm_package_name'] === 'ece-simulator';
}
