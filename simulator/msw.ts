/** The door for browsers and for tests without a socket: nothing here needs Node. */
export type { Configuration } from './configuration/configuration.ts';
export { createSimulator } from './create.ts';
export type { Path, Problem } from './doors/problems.ts';
export * from './errors.ts';
export type { EceServer } from './http/ece-server.ts';
export { fetchInProcess } from './http/in-process.ts';
export type { EceHandlersOptions } from './http/msw.ts';
export { eceHandlers } from './http/msw.ts';
export type { Simulator } from './simulator.ts';
