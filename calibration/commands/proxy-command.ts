import { appendFile, rename, writeFile } from 'node:fs/promises';
import { exitCodes } from '../../cli/exit-codes.ts';
import { print, tell } from '../../cli/output.ts';
import { exitAtLatest } from '../../cli/stop.ts';
import { packageVersion } from '../../cli/version.ts';
import { readTrusted } from '../../simulator/configuration/trust.ts';
import { CalibrationError } from '../errors.ts';
import { makeExchangeCheck } from '../proxy/check-exchange.ts';
import { Proxy } from '../proxy/proxy.ts';
import type { Observed } from '../proxy/watch.ts';
import { Watch } from '../proxy/watch.ts';
import type { Exchange, RecordingHead } from '../recording/exchange.ts';
import { formatHar, isEcePath, rootOf } from '../recording/har.ts';
import { harmlessTexts } from '../plan/harmless.ts';
import { Masker } from '../recording/masker.ts';
import { readRecording, writeRecording } from '../recording/recording-file.ts';
import { defaultSettings } from '../../simulator/protocol/settings.ts';
import { describeDifference, describeExplanations, describeLine } from './difference-words.ts';
import { runCommand } from './run-command.ts';
import { readSettings } from './traffic-file.ts';

export interface ProxyFlags {
  readonly url: string;
  readonly port: number;
  readonly host?: string;
  readonly record: string;
  readonly har?: string;
  readonly callbackForward?: string;
  readonly site?: string;
  readonly trust?: string[];
  /** Commander's word for `--no-compare`. */
  readonly compare: boolean;
}

/** `ece-simulator proxy`: until Ctrl-C. */
export function proxyCommand(flags: ProxyFlags): Promise<void> {
  return runCommand(() => run(flags));
}

async function run(flags: ProxyFlags): Promise<void> {
  const settings = await readSettings(flags.site);
  const trust = readTrusted(flags.trust ?? []);
  const recorder = await Recorder.create(flags);
  let watch: Watch | undefined;
  let check: ReturnType<typeof makeExchangeCheck> | undefined;
  const proxy = await open({
    ...flags,
    trust,
    onExchange: (exchange) => {
      if (exchange.kind === 'call' && !isEcePath(exchange.request.url)) {
        print(`${describeLine(exchange)}\n  not recorded: the path is none of ECE's API\n`);
        return;
      }
      const root = exchange.kind === 'call' ? rootOf(exchange.request.url) : '';
      const masked = recorder.add(exchange, root);
      check ??= makeExchangeCheck({ ...defaultSettings, ...settings }, root);
      const problems = masked.kind === 'call' ? check(masked) : [];
      if (flags.compare) {
        watch ??= new Watch(settings, root, (observed) => print(formatObserved(observed, [])));
        if (problems.length > 0) print(problems.map((problem) => `  ${problem}\n`).join(''));
        watch.add(masked);
      } else print(formatObserved({ exchange: masked, differences: [], explanations: [] }, problems));
    },
  });
  print(banner(flags, proxy));
  const code = await signalled();
  exitAtLatest(code);
  await proxy.close();
  await watch?.close();
  const count = await recorder.finish();
  if (watch !== undefined && watch.leftOut > 0) print(`${watch.leftOut} exchanges were not compared: too many came at once.\n`);
  print(`${flags.record} holds ${count} exchanges, masked. Compare it again with: ece-simulator replay ${flags.record}\n`);
  process.exitCode = code;
}

async function open(options: Parameters<typeof Proxy.open>[0]): Promise<Proxy> {
  try {
    return await Proxy.open(options);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? `the port ${options.port} is in use; give another with --port` : message;
    throw new CalibrationError(`The proxy cannot listen: ${why}.`);
  }
}

function banner({ url, callbackForward, record }: ProxyFlags, proxy: Proxy): string {
  const callbacks =
    callbackForward === undefined
      ? `Callbacks are recorded when ECE sends them to ${proxy.callbackUrl}; with --callback-forward they go on to the client.`
      : `Callbacks to ${proxy.callbackUrl} go on to ${callbackForward}.`;
  return [
    `Clients reach the ECE at ${url} through ${proxy.url}`,
    callbacks,
    `Everything is recorded in ${record}, masked. Ctrl-C ends it.`,
    '',
    '',
  ].join('\n');
}

function formatObserved({ exchange, differences, explanations }: Observed, problems: readonly string[]): string {
  const lines = [
    describeLine(exchange),
    ...problems.map((problem) => `  ${problem}`),
    ...differences.map((one) => `  ${describeDifference(one)}`),
    ...(differences.length === 0 ? [] : describeExplanations(explanations).map((text) => `  -> ${text}`)),
  ];
  return `${lines.join('\n')}\n`;
}

function signalled(): Promise<number> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve(exitCodes.interrupted));
    process.once('SIGTERM', () => resolve(exitCodes.terminated));
  });
}

/** Writes each exchange as it comes, so that a crash loses nothing, and masks the whole once more in the end. */
class Recorder {
  readonly #flags: ProxyFlags;
  readonly #masker = new Masker(harmlessTexts);
  #head: RecordingHead | undefined;
  #written: Promise<unknown> = Promise.resolve();

  private constructor(flags: ProxyFlags) {
    this.#flags = flags;
  }

  /** @throws {CalibrationError} when the file cannot be written */
  static async create(flags: ProxyFlags): Promise<Recorder> {
    await write(flags.record, '');
    return new Recorder(flags);
  }

  add(exchange: Exchange, contextRoot: string): Exchange {
    const masked = this.#masker.mask(exchange);
    const lines = [masked] as (Exchange | RecordingHead)[];
    if (this.#head === undefined) {
      const madeBy = `ece-simulator ${packageVersion()}`;
      this.#head = { kind: 'recording', version: 1, madeBy, startedAt: exchange.startedAt, contextRoot, receivesCallbacks: true };
      lines.unshift(this.#head);
    }
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    this.#written = this.#written
      .then(() => appendFile(this.#flags.record, text))
      .catch((error: unknown) => {
        tell(`${this.#flags.record} cannot be written: ${(error as Error).message}.`);
      });
    return masked;
  }

  /** @returns how many exchanges there are */
  async finish(): Promise<number> {
    await this.#written;
    if (this.#head === undefined) return 0;
    const { record, har } = this.#flags;
    const recording = this.#masker.maskAll(await readRecording(record));
    await writeRecording(`${record}.part`, recording);
    await rename(`${record}.part`, record);
    if (har !== undefined) await write(har, formatHar(recording));
    return recording.lines.length;
  }
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: unknown) => {
    throw new CalibrationError(`${file} cannot be written: ${(error as Error).message}. Name another file.`);
  });
}
