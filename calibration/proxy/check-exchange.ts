import { problemInWords } from '../../simulator/doors/problems.ts';
import { problemsOfAll } from '../../simulator/doors/schema-problems.ts';
import { operations } from '../../simulator/protocol/operations.ts';
import type { OperationId } from '../../simulator/protocol/operations.ts';
import { errors } from '../../simulator/protocol/errors.ts';
import { compileRoutes, makeRoutes } from '../../simulator/protocol/routes.ts';
import { rowOf } from '../../simulator/protocol/rows.ts';
import type { SettingValues } from '../../simulator/protocol/settings.ts';
import type { Exchange } from '../recording/exchange.ts';

/** Checks an exchange against the table of operations. @returns sentences; none when it fits */
export type CheckExchange = (exchange: Exchange) => string[];

/** @param contextRoot of the ECE */
export function makeExchangeCheck(settings: SettingValues, contextRoot: string): CheckExchange {
  const find = compileRoutes(makeRoutes(settings), true);
  return ({ request, response }) => {
    const { pathname } = new URL(request.url);
    const path =
      contextRoot !== '' && pathname.startsWith(`${contextRoot}/`) ? `/system${pathname.slice(contextRoot.length)}` : pathname;
    const match = find(request.method, path);
    if (!match.found) {
      const why =
        match.allowed.length > 0 ? `its methods are ${match.allowed.join(', ')}` : 'the path is not in the table of operations';
      return [`${request.method} ${pathname} is no call of ECE's API that is known: ${why}.`];
    }
    return response === null ? [] : checkAnswer(match.route.operation, response);
  };
}

function checkAnswer(operation: OperationId, response: NonNullable<Exchange['response']>): string[] {
  const { answer, refusals } = rowOf(operation);
  const { status, headers, body = '' } = response;
  const known = new Set([answer.status, 'emptyStatus' in answer ? answer.emptyStatus : answer.status]);
  if (status >= 400) {
    const statuses = new Set(refusals.map((key) => Number(errors[key].code.slice(0, 3))));
    return statuses.has(status) || status === 404 || status === 405
      ? []
      : [`${operation} answered ${status}, which no source names for it.`];
  }
  if (!known.has(status)) return [`${operation} answered ${status}; ${[...known].join(' or ')} is expected.`];
  if (answer.schema === null || !/json/.test(headers['content-type'] ?? '') || status !== answer.status) return [];
  const value = readJson(body);
  if (value === undefined) return [`The answer of ${operation} is no JSON.`];
  const schema = answer.schema();
  const issues = schema.safeParse(value).error?.issues ?? [];
  return problemsOfAll(issues, { schema, value, subject: 'The body' })
    .slice(0, 5)
    .map((problem) => `The answer of ${operation} is not as it is known: ${problemInWords(problem)}`);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** How many calls the table knows, for the help. */
export const knownCalls = Object.keys(operations).length;
