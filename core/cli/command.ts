import { Command, type Help, type Option } from 'commander';
import { nearName } from '../host/index.ts';
import { SluiceError, type Language } from '../contract/index.ts';
import { wordsIn } from './words.ts';

/**
 * A command whose mistakes are coded errors like all others, in the user's language. Commander calls these
 * methods by name when a command line does not fit.
 */
export class SluiceCommand extends Command {
  readonly language: Language;

  constructor(name: string | undefined, language: Language) {
    super(name);
    this.language = language;
    const say = wordsIn(language);
    const titles: Readonly<Record<string, string>> = {
      'Usage:': say('help.usage'),
      'Arguments:': say('help.arguments'),
      'Options:': say('help.options'),
      'Commands:': say('help.commands'),
    };
    this.helpOption('-h, --help', say('help.help')).helpCommand(false);
    this.configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      optionTerm,
    });
  }

  override createCommand(name?: string): SluiceCommand {
    return new SluiceCommand(name, this.language);
  }

  unknownCommand(): never {
    const name = this.args[0] ?? '';
    const candidates = this.commands.map((command) => command.name());
    throw this.#mistake('CLI_COMMAND_UNKNOWN', { name, suggestion: this.#suggest(name, candidates) });
  }

  unknownOption(flag: string): never {
    const candidates = this.createHelp()
      .visibleOptions(this)
      .flatMap((option) => option.long ?? []);
    const option = flag.replace(/=.*/s, '');
    throw this.#mistake('CLI_OPTION_UNKNOWN', { option, suggestion: this.#suggest(option, candidates) });
  }

  missingArgument(name: string): never {
    throw this.#mistake('CLI_ARGUMENT_MISSING', { argument: `<${name}>` });
  }

  optionMissingArgument({ flags }: Option): never {
    throw this.#mistake('CLI_OPTION_VALUE_MISSING', { option: flags });
  }

  missingMandatoryOptionValue({ flags }: Option): never {
    throw this.#mistake('CLI_OPTION_MISSING', { option: flags });
  }

  _excessArguments(received: readonly string[]): never {
    const surplus = received.slice(this.registeredArguments.length);
    throw this.#mistake('CLI_ARGUMENTS_EXCESS', { arguments: surplus.join(' '), count: surplus.length });
  }

  #mistake(
    code:
      | 'CLI_COMMAND_UNKNOWN'
      | 'CLI_OPTION_UNKNOWN'
      | 'CLI_ARGUMENT_MISSING'
      | 'CLI_OPTION_VALUE_MISSING'
      | 'CLI_OPTION_MISSING'
      | 'CLI_ARGUMENTS_EXCESS',
    params: Readonly<Record<string, string | number>>,
  ): SluiceError {
    return new SluiceError(code, { params: { ...params, command: nameOf(this) } });
  }

  #suggest(name: string, candidates: readonly string[]): string {
    const near = nearName(name, candidates);
    return near === undefined ? '' : wordsIn(this.language)('help.suggestion', { name: near });
  }
}

/** With the names before it: `sluice list releases`. */
function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}

/** Go's boolean flags take no separate value: `--json`, or `--json=false`. */
function optionTerm(this: Help | void, option: Option): string {
  return option.flags.replace(/ <boolean>$/, '');
}
