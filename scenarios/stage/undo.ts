/** Takes back a condition that a step has made. */
export type Undo = () => Promise<void> | void;
