export { createSimulator, startSimulator, type StartOptions } from './start.ts';
export { type Configuration, ConfigurationError, type WorldConfiguration } from './configuration.ts';
export { Problem } from './doors/problem.ts';
export { fetchInProcess } from './http/in-process.ts';
export { eceApp, eceRouter } from './http/express.ts';
export { SettingError, type SettingName, settings, type SettingValues } from './protocol/settings.ts';
export type { Simulator } from './simulator.ts';
export { readSnapshotFile, SnapshotFileError, writeSnapshotFile } from './snapshot-file.ts';
