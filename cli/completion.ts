import type { Command, Option } from 'commander';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** A command with the words that lead to it, e.g. `scenario run`. */
interface Place {
  readonly words: readonly string[];
  readonly commands: readonly { readonly name: string; readonly about: string }[];
  readonly flags: readonly { readonly name: string; readonly about: string; readonly takesValue: boolean }[];
}

/** The script that completes commands and flags in a shell, made from the commands themselves. */
export function completionScript(shell: Shell, program: Command): string {
  const places = placesOf(program, []);
  return { bash: bashScript, zsh: zshScript, fish: fishScript }[shell](places);
}

function placesOf(command: Command, words: readonly string[]): Place[] {
  const commands = command.commands.map((one) => ({ name: one.name(), about: firstSentence(one.description()) }));
  const own = command.options.filter(({ hidden }) => !hidden).flatMap(flagOf);
  const flags = [...own, { name: '--help', about: 'Show the flags', takesValue: false }];
  return [{ words, commands, flags }, ...command.commands.flatMap((one) => placesOf(one, [...words, one.name()]))];
}

function flagOf({ long, description, required, optional }: Option): Place['flags'][number][] {
  return long == null ? [] : [{ name: long, about: firstSentence(description), takesValue: required || optional }];
}

function firstSentence(text: string): string {
  return text
    .split(/(?<=[.;:]) | \(/)[0]!
    .replace(/[.;:]$/, '')
    .replaceAll(/["'`$\\[\]]/g, '');
}

function wordsOf({ commands, flags }: Place): string {
  return [...commands, ...flags].map(({ name }) => name).join(' ');
}

/** After a flag that takes a value the shell completes names of files. */
function bashScript(places: readonly Place[]): string {
  const valued = [
    ...new Set(places.flatMap(({ flags }) => flags.filter(({ takesValue }) => takesValue).map(({ name }) => name))),
  ];
  const known = places.flatMap(({ words }) => (words.length === 0 ? [] : [`'${words.join(' ')}'`]));
  return `# Completion of ece-simulator for bash: source <(ece-simulator completion bash)
_ece_simulator() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" place='' word
  case "$previous" in
    ${valued.join('|')}) COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${place:+$place }$word" in
      ${known.join('|')}) place="\${place:+$place }$word" ;;
    esac
  done
  case "$place" in
${places.map((place) => `    '${place.words.join(' ')}') COMPREPLY=($(compgen -W '${wordsOf(place)}' -- "$current")) ;;`).join('\n')}
  esac
}
complete -o default -F _ece_simulator ece-simulator
`;
}

/** zsh runs the script for bash. */
function zshScript(places: readonly Place[]): string {
  return `#compdef ece-simulator
# Completion of ece-simulator for zsh: source <(ece-simulator completion zsh)
autoload -Uz compinit bashcompinit && compinit -u && bashcompinit
${bashScript(places).split('\n').slice(1).join('\n')}`;
}

function fishScript(places: readonly Place[]): string {
  const lines = places.flatMap((place) => [
    ...place.commands.map(({ name, about }) => `${fishLine(place)} -f -a '${name}' -d '${about}'`),
    ...place.flags.map(
      ({ name, about, takesValue }) => `${fishLine(place)} -l '${name.slice(2)}' -d '${about}'${takesValue ? ' -r' : ''}`,
    ),
  ]);
  return `# Completion of ece-simulator for fish: ece-simulator completion fish | source\n${lines.join('\n')}\n`;
}

function fishLine({ words, commands }: Place): string {
  const seen = words.map((word) => `__fish_seen_subcommand_from ${word}`);
  const notYet = commands.length === 0 ? [] : [`not __fish_seen_subcommand_from ${commands.map(({ name }) => name).join(' ')}`];
  const condition = [...seen, ...notYet].join('; and ');
  return `complete -c ece-simulator${condition === '' ? '' : ` -n '${condition}'`}`;
}
