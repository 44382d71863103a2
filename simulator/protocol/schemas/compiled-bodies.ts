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
  return {
    get json() {
      return findOrCompile(settings, 'json');
    },
    get xml() {
      return findOrCompile(settings, 'xml');
    },
  };
}

/** The same for settings that nobody watches: what was found is kept. */
export function unwatchedBodies(settings: SettingValues): BodySchemas {
  const found: { -readonly [Name in Format]?: BodySchemas[Name] } = {};
  return {
    get json() {
      return (found.json ??= findOrCompile(settings, 'json'));
    },
    get xml() {
      return (found.xml ??= findOrCompile(settings, 'xml'));
    },
  };
}

/** It reads the settings each time: whoever watches them is told what a call depends on. */
function findOrCompile(settings: SettingValues, format: Format): Compiled['schemas'] {
  const fits = (one: Compiled) => one.format === format && [...one.read].every(([name, value]) => settings[name] === value);
  const found = kept.find(fits);
  if (found !== undefined) return found.schemas;
  const compiled = compile(settings, format);
  kept.unshift(compiled);
  kept.length = Math.min(kept.length, mostKept);
  return compiled.schemas;
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
