/** A user of ECE who may log in to the v12 API: spec 12.1. */
export interface User {
  readonly id: string;
  userName: string;
  password: string;
  /** The action "View Agent Console", needed to search and edit customers: spec 12.3. */
  viewsAgentConsole: boolean;
}
