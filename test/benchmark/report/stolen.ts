import { existsSync, readFileSync } from 'node:fs';

const file = '/proc/stat';

/** Ticks of processor time since the machine began: used by its programs, and given to other machines while a program waited for it. */
export interface ProcessorTime {
  readonly used: number;
  readonly stolen: number;
}

/** Undefined where the system does not tell. */
export function processorTime(): ProcessorTime | undefined {
  return existsSync(file) ? readProcessorTime(readFileSync(file, 'utf8')) : undefined;
}

/** @param stat the text of `/proc/stat`, whose first line is: cpu user nice system idle iowait irq softirq steal */
export function readProcessorTime(stat: string): ProcessorTime | undefined {
  const [name, ...ticks] = stat.split('\n')[0]!.trim().split(/\s+/);
  const [user, nice, system, , , irq, softirq, steal] = ticks.map(Number);
  if (name !== 'cpu' || steal === undefined) return undefined;
  return { used: user! + nice! + system! + irq! + softirq!, stolen: steal };
}

/** The share of the processor time that programs asked for and the host gave to other machines; null where the system does not tell. */
export function stolenShare(before: ProcessorTime | undefined, after: ProcessorTime | undefined): number | null {
  if (before === undefined || after === undefined) return null;
  const stolen = after.stolen - before.stolen;
  const asked = stolen + after.used - before.used;
  return asked === 0 ? 0 : stolen / asked;
}
