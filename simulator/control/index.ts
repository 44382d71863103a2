/** The typed client of the control API of a running simulator. Nothing here needs Node: any `fetch` will do. */
export type { ControlClientOptions } from './client.ts';
export { createControlClient } from './client.ts';
export type { ControlAnswers, ControlClient } from './client-types.ts';
export type { ControlErrorKind } from './control-error.ts';
export { ControlError, isControlError } from './control-error.ts';
