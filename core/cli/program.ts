import { Command, CommanderError } from 'commander';
import { SluiceError, type Language } from '../contract/index.ts';
import { exitCodeOf, toMessage, toolVersion, type HostServices } from '../host/index.ts';
import { booleanFlags } from './mirror-flags.ts';
import { explicitBooleans } from './boolean-flags.ts';
import { addInspect, addVerify } from './commands/media.ts';
import { addMirror, addPlan } from './commands/mirror.ts';
import { addPractice } from './commands/practice.ts';
import { addList, addRegistriesConf, addResources, addRuns } from './commands/tools.ts';
import type { CommandContext } from './context.ts';
import { formatMessage } from './output/message.ts';
import type { OutputStream } from './output/surface.ts';
import { chooseLanguage, wordsIn } from './words.ts';

export interface CliOptions {
  readonly argv: readonly string[];
  readonly services: HostServices;
  readonly output: OutputStream;
  readonly errors: OutputStream;
  readonly signal: AbortSignal;
}

/** Runs one command line and answers the exit code; failures are printed, never thrown. */
export async function runCli(options: CliOptions): Promise<number> {
  const { language, argv } = takeLanguage(options);
  const context: CommandContext = { ...options, language, exitCode: 0 };
  const program = buildProgram(context, options);
  // Boolean flags take Go's form only where oc-mirror's flags are: `sluice mirror` and `sluice plan`.
  const goStyle = argv[0] === 'mirror' || argv[0] === 'plan';
  try {
    await program.parseAsync(goStyle ? explicitBooleans(argv, booleanFlags) : [...argv], { from: 'user' });
    return context.exitCode;
  } catch (error) {
    return report(error, context, options);
  }
}

function buildProgram(context: CommandContext, { output, errors }: CliOptions): Command {
  const program = new Command('sluice')
    .description('Carries OpenShift content across air gaps: plan, export, verify, carry, import.')
    .version(toolVersion)
    .option('--lang <language>', 'en or zh; default: the locale')
    // `list releases --version 4.18` is the command's own option, not the program's.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void output.write(text),
      writeErr: (text) => void errors.write(text),
    })
    .showHelpAfterError(false);
  addMirror(program, context);
  addPlan(program, context);
  addInspect(program, context);
  addVerify(program, context);
  addResources(program, context);
  addRegistriesConf(program, context);
  addList(program, context);
  addRuns(program, context);
  addPractice(program, context);
  return program;
}

function report(error: unknown, context: CommandContext, { errors, signal }: CliOptions): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
  if (signal.aborted && !(error instanceof SluiceError)) {
    errors.write(`${wordsIn(context.language)('status.interrupted')}\n`);
    return 130;
  }
  errors.write(`${formatMessage('error', toMessage(error), context.language)}\n`);
  return exitCodeOf(error);
}

function takeLanguage({ argv, services }: CliOptions): { language: Language; argv: string[] } {
  const rest = [...argv];
  const at = rest.findIndex((argument) => argument === '--lang' || argument.startsWith('--lang='));
  let flag: string | undefined;
  if (at >= 0) {
    const inline = rest[at]?.split('=')[1];
    flag = inline ?? rest[at + 1];
    rest.splice(at, inline === undefined ? 2 : 1);
  }
  return { language: chooseLanguage(flag, services.environment.variables), argv: rest };
}
