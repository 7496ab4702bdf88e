import type { Command } from '../../command.ts';

/** Something that can be typed, with what it means. */
interface Word {
  readonly word: string;
  readonly about: string;
}

/** What can follow the name of a command; without one, what can follow the name of the program. */
interface Place {
  readonly command: string | undefined;
  readonly words: readonly Word[];
}

/** Writes the script that completes the commands and options of the program. */
export function completionScript(program: Command, shell: string): string {
  const places: readonly Place[] = [
    { command: undefined, words: [...commandsOf(program), ...optionsOf(program)] },
    ...program.commands.map((each) => ({
      command: each.name(),
      words: [...commandsOf(each), ...optionsOf(each)],
    })),
  ];
  if (shell === 'fish') return fish(places);
  const script = bash(places);
  // zsh runs completions of bash.
  return shell === 'zsh' ? `autoload -U bashcompinit && bashcompinit\n${script}` : script;
}

function commandsOf(command: Command): Word[] {
  return command.commands.map((each) => ({ word: each.name(), about: each.description() }));
}

function optionsOf(command: Command): Word[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long, description }) => (long ? [{ word: long, about: description }] : []));
}

function bash(places: readonly Place[]): string {
  const listed = (words: readonly Word[]): string => words.map(({ word }) => word).join(' ');
  const cases = places
    .filter(({ command }) => command !== undefined)
    .map(({ command, words }) => `    ${command}) words='${listed(words)}' ;;`);
  return `_threads() {
  local words
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    *) words='' ;;
  esac
  [ "$COMP_CWORD" -eq 1 ] && words='${listed(places[0]?.words ?? [])}'
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _threads threads
`;
}

function fish(places: readonly Place[]): string {
  const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  return places
    .flatMap(({ command, words }) =>
      words.map(({ word, about }) => {
        const when =
          command === undefined ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${command}`;
        const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`;
        return `complete -c threads -n '${when}' ${what} -d ${quoted(about)}\n`;
      }),
    )
    .join('');
}
