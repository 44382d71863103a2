import type { Format } from '../representation.ts';
import type { SettingName, SettingValues } from '../settings.ts';
import { bodySchemas } from './bodies.ts';

export type BodySchemas = Readonly<Record<Format, ReturnType<typeof bodySchemas>>>;

interface Compiled {
  readonly format: Format;
  /** Each setting that the compilation has read, with its value. */
  readonly read: ReadonlyMap<SettingName, unknown>;
  readonly schemas: ReturnType<typeof bodySchemas>;
}

/** Compiling takes several milliseconds, and few settings matter to it. */
const mostKept = 50;
const kept: Compiled[] = [];

/** The schemas of the bodies in each format. They are compiled when a call first needs them, once for all settings that give the same ones. */
export function compiledBodies(settings: SettingValues): BodySchemas {
  const found = new Map<Format, Compiled>();
  const of = (format: Format) => {
    const compiled = found.get(format) ?? findOrCompile(settings, format);
    found.set(format, compiled);
    return compiled.schemas;
  };
  return {
    get json() {
      return of('json');
    },
    get xml() {
      return of('xml');
    },
  };
}

function findOrCompile(settings: SettingValues, format: Format): Compiled {
  const fits = (one: Compiled) => one.format === format && [...one.read].every(([name, value]) => settings[name] === value);
  const found = kept.find(fits);
  if (found !== undefined) return found;
  const compiled = compile(settings, format);
  kept.unshift(compiled);
  kept.length = Math.min(kept.length, mostKept);
  return compiled;
}

function compile(settings: SettingValues, format: Format): Compiled {
  const read = new Map<SettingName, unknown>();
  const watched = new Proxy(settings, {
    get(target, name: SettingName) {
      read.set(name, target[name]);
      return target[name];
    },
  });
  return { format, read, schemas: bodySchemas(watched, format) };
}
