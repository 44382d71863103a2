import type { Logger } from 'pino';
import type { Happening } from '../simulator/journal/happenings.ts';
import type { JournalEntry } from '../simulator/journal/journal.ts';
import type { Simulator } from '../simulator/simulator.ts';
import { agentLineOf } from './agent-lines.ts';
import { LogDestination } from './log-destination.ts';

/** The part of a logger that the command uses. */
export type Log = Pick<Logger, 'level' | 'debug' | 'info' | 'warn' | 'error'>;

/** Logs go to standard error: pretty on a terminal, else one JSON object on each line. No call waits for a reader of the log. */
export async function createLogger(level: string): Promise<Log> {
  if (level === 'silent') return { level, debug: noLine, info: noLine, warn: noLine, error: noLine };
  const { pino } = await import('pino');
  const destination = new LogDestination(process.stderr, process.stderr.isTTY ? await prettyFormat() : undefined);
  const logger = pino({ level }, destination);
  destination.onResume = (dropped) =>
    logger.warn({ dropped }, `${dropped} lines of the log were dropped, because nobody read them`);
  return logger;
}

function noLine(): void {
  // Nobody reads it.
}

async function prettyFormat(): Promise<(line: string) => string> {
  const { prettyFactory } = await import('pino-pretty');
  return prettyFactory({
    colorize: true,
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'pid,hostname,conversations',
    singleLine: true,
  });
}

/** Logs one line for each call and each callback. A refusal names the rule and what would have worked. The journal has masked every secret. */
export function logHappenings(simulator: Simulator, logger: Log): void {
  // Whoever listens lets the journal work out each entry.
  if (logger.level === 'silent') return;
  simulator.listen((partition, happening) => {
    if (happening.source === 'journal') logEntry(logger, partition, happening.entry);
    else logEvent(simulator, logger, partition, happening.event);
  });
}

/** Puts a mask in place of secrets. */
export type Conceal = (text: string) => string;

/** Masks the secrets of every partition. */
export function concealOf(simulator: Simulator): Conceal {
  return (text) => simulator.partitions.reduce((shown, { exchanges }) => exchanges.conceal(shown), text);
}

/** Logs an error that no rule foresaw. Its message and its stack can quote what a client sent. */
export function logDefect(logger: Log, error: unknown, conceal: Conceal): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const err = { message: conceal(message), ...(stack !== undefined && { stack: conceal(stack) }) };
  // Without a constructor, whose name would stand in place of that of the error.
  logger.error({ err: Object.assign(Object.create(null) as object, { name, ...err }) }, 'defect: answered 500');
}

function logEntry(logger: Log, partition: string, entry: JournalEntry): void {
  const { kind, who, request, answer, problem, refusal, conversationIds } = entry;
  const about = {
    ...(partition !== 'default' && { partition }),
    ...(who !== null && { who }),
    ...(conversationIds.length > 0 && { conversations: conversationIds }),
    ...(refusal !== null && { refusal: refusal.key, rule: refusal.reason.rule, wouldWork: refusal.reason.wouldWork }),
  };
  const line = `${kind}: ${request.method} ${request.target} -> ${answer?.status ?? problem ?? 'no answer'}`;
  if (problem !== null || (answer !== null && answer.status >= 400)) logger.warn(about, line);
  else logger.info(about, line);
}

function logEvent(
  simulator: Simulator,
  logger: Log,
  partition: string,
  event: Extract<Happening, { source: 'world' }>['event'],
): void {
  switch (event.type) {
    case 'conversation-queued':
      warnWhenFull(simulator, logger, partition, event.conversationId);
      return;
    case 'callback-lost':
      logger.warn({ partition, application: event.applicationId }, 'too many callbacks wait: the oldest is lost');
      return;
    case 'callback-given-up':
      logger.warn(
        { partition, application: event.applicationId, messages: event.messageIds },
        `${event.messageIds.length} callbacks are given up: ${event.why}`,
      );
      return;
    case 'memory-dropped':
      logger.warn(
        { partition, buffer: event.buffer },
        `to keep to the memory budget, ${event.count} of the ${event.buffer} were dropped`,
      );
      return;
    case 'callback-deactivated':
      logger.warn(
        { partition, application: event.applicationId },
        'callback URL deactivated after too many failures: start conversation fails now',
      );
      return;
    default: {
      const line = agentLineOf(simulator, partition, event);
      if (line !== undefined) logger.info({ ...(partition !== 'default' && { partition }) }, line);
      logger.debug({ partition, ...event }, event.type);
    }
  }
}

/** The agents of the default world take very many chats. When they are full, a client probably leaves its chats open. */
function warnWhenFull(simulator: Simulator, logger: Log, partition: string, conversationId: string): void {
  const { conversations, entryPoints } = simulator.partition(partition);
  const { entryPointId } = conversations.get(conversationId);
  const { agentAvailable, capacity, name } = entryPoints.get(entryPointId);
  if (!agentAvailable || capacity > 0) return;
  logger.warn(
    { conversation: conversationId },
    `entry point ${entryPointId} (${name}): every agent has the maximum number of chats, so the chat waits in the queue`,
  );
}
