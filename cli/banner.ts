import { packageVersion } from './version.ts';
import { consoleBase } from '../simulator/console/page.ts';
import { controlBase } from '../simulator/control/base.ts';
import { contextRootOf } from '../simulator/protocol/context-root.ts';
import type { RunningSimulator } from '../simulator/start.ts';

/**
 * The one line that `--json` prints for programs. The client id and secret are those of the first application.
 */
export function machineReadable(simulator: RunningSimulator, certificateFile: string | undefined): string {
  const applications = simulator.applications
    .list()
    .map(({ name, key, secret }) => ({ name, clientId: key, clientSecret: secret }));
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
    version: packageVersion(),
  });
}

/** The text for people after the start: the URL, the credentials, and calls to paste into another terminal. */
export function greeting(simulator: RunningSimulator, certificateFile: string | undefined): string {
  const [application] = simulator.applications.list();
  const entryPoints = simulator.entryPoints.list().map(({ id, name }) => `  ${id}  ${name}`);
  return [
    `A living ECE v19 at ${simulator.url}   (seed ${simulator.seed}; Ctrl+C stops it)`,
    ...(certificateFile === undefined ? [] : [`Its certificate is self-signed: ${certificateFile}`]),
    `Look at it and act in it: ${simulator.url}/`,
    '',
    `  client id      ${application?.key}`,
    `  client secret  ${application?.secret}`,
    '',
    'Entry points',
    ...entryPoints,
    '',
    'Try it in another terminal:',
    '',
    ...tryOut(simulator, certificateFile).map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** Lines of a shell that work as they are printed, one after the other. */
function tryOut(simulator: RunningSimulator, certificateFile: string | undefined): string[] {
  const [application] = simulator.applications.list();
  const [entryPoint] = simulator.entryPoints.list();
  const curl = certificateFile === undefined ? 'curl -s' : `curl -s --cacert '${certificateFile}'`;
  const messaging = '$ECE/messaging';
  const json = `-H "Authorization: Bearer $TOKEN" -H 'Accept: application/json' -H 'Content-Type: application/json'`;
  const pick = (member: string) => `sed 's/.*"${member}":"\\([^"]*\\)".*/\\1/'`;
  return [
    `ECE=${simulator.url}${contextRootOf(simulator.settings)}/ws/v19/clientapplications`,
    `TOKEN=$(${curl} -u '${application?.key}:${application?.secret}' -d grant_type=client_credentials "$ECE/authentication/oauth2/token?forceLogin=yes" | ${pick('access_token')})`,
    `DATE=$(${curl} ${json} "${messaging}/configuration?entrypoint=${entryPoint?.id}" | ${pick('date')})`,
    `ID=$(${curl} ${json} "${messaging}/conversation/start?anonymousCustomer=yes" -d '{"entryPointConfiguration":{"entryPoint":{"id":"${entryPoint?.id}"},"lastModified":{"date":"'$DATE'"}}}' | ${pick('id')})`,
    `${curl} -i ${json} "${messaging}/sendmessage" -d '{"conversation":{"id":"'$ID'"},"type":{"value":"text/plain"},"content":"hello"}'`,
    `${curl} -i ${json} "${messaging}/conversation/end" -d '{"conversation":{"id":"'$ID'"}}'`,
  ];
}
