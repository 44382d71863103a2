/** 2 for what the caller must correct, 1 for what was asked and failed, or what this machine refuses. */
export const exitCodes = { input: 2, failed: 1, interrupted: 130, terminated: 143 } as const;
