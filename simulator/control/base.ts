/** The path below which the control API stands. */
export const controlBase = '/_sim/v1';
