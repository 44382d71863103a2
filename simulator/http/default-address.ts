/** The address that the simulator listens on by default; it then listens on `::1` as well. */
export const defaults = { host: '127.0.0.1', port: 8080 } as const;
