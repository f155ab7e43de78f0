import { CommanderError, type Command } from 'commander';
import { SluiceError, type Language } from '../contract/index.ts';
import { exitCodeOf, toMessage, toolVersion, type HostServices } from '../host/index.ts';
import { booleanFlags } from './mirror-flags.ts';
import { explicitBooleans } from './boolean-flags.ts';
import { SluiceCommand } from './command.ts';
import { addCarry } from './commands/carry.ts';
import { addKey } from './commands/key.ts';
import { addCustody } from './commands/custody.ts';
import { addApprove } from './commands/approve.ts';
import { addList } from './commands/list.ts';
import { addDrift } from './commands/drift.ts';
import { addDrop } from './commands/drop.ts';
import { addInspect, addVerify } from './commands/media.ts';
import { addMedia } from './commands/media-test.ts';
import { addMirror, addPlan } from './commands/mirror.ts';
import { addPractice } from './commands/practice.ts';
import { addRepair } from './commands/repair.ts';
import { addReceipt } from './commands/receipts.ts';
import { addReport } from './commands/report.ts';
import { addServe } from './commands/serve.ts';
import { addSet } from './commands/sets.ts';
import { addStart } from './commands/start.ts';
import { addRegistriesConf, addResources, addRuns } from './commands/tools.ts';
import type { CommandContext } from './context.ts';
import type { Keyboard } from './keyboard.ts';
import { formatMessage } from './output/message.ts';
import type { OutputStream } from './output/surface.ts';
import type { Signals } from './signals.ts';
import { chooseLanguage, wordsIn } from './words.ts';

export interface CliOptions {
  readonly argv: readonly string[];
  readonly services: HostServices;
  readonly output: OutputStream;
  readonly errors: OutputStream;
  readonly signal: AbortSignal;
  /** What is piped in; absent where there is nothing. */
  readonly input?: AsyncIterable<Buffer | string>;
  readonly signals?: Signals;
  readonly keyboard?: Keyboard | undefined;
}

/** Runs one command line and answers the exit code; failures are printed, never thrown. */
export async function runCli(options: CliOptions): Promise<number> {
  const { language, argv, refused } = takeLanguage(options);
  const context: CommandContext = { ...options, language, exitCode: 0 };
  if (refused !== undefined) return report(refused, context, options);
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
  const say = wordsIn(context.language);
  const program = new SluiceCommand('sluice', context.language)
    .description(say('help.sluice'))
    .version(toolVersion, '-V, --version', say('help.version'))
    .option('--lang <language>', say('help.lang'))
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
  addCarry(program, context);
  addCustody(program, context);
  addMedia(program, context);
  addRepair(program, context);
  addDrop(program, context);
  addReport(program, context);
  addResources(program, context);
  addRegistriesConf(program, context);
  addList(program, context);
  addRuns(program, context);
  addKey(program, context);
  addReceipt(program, context);
  addSet(program, context);
  addDrift(program, context);
  addApprove(program, context);
  addPractice(program, context);
  addServe(program, context);
  addStart(program, context);
  return program;
}

function report(error: unknown, context: CommandContext, { argv, errors, signal }: CliOptions): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
  if (signal.aborted && !(error instanceof SluiceError)) {
    errors.write(`${wordsIn(context.language)('status.interrupted')}\n`);
    return 130;
  }
  const message = toMessage(error);
  // Whoever reads JSON lines learns of the end there too.
  if (streamsJson(argv)) {
    context.output.write(`${JSON.stringify({ type: 'finding', level: 'error', message })}\n`);
  }
  errors.write(`${formatMessage('error', message, context.language)}\n`);
  // oc-mirror's bits are the mirror command's; elsewhere a failure is 1.
  return argv.includes('mirror') ? exitCodeOf(error) : 1;
}

/** Commands that write events as JSON lines when asked to. */
function streamsJson(argv: readonly string[]): boolean {
  const asked = argv.includes('--json') || argv.includes('--json=true');
  return asked && (argv.includes('mirror') || argv.includes('practice'));
}

interface ChosenLanguage {
  readonly language: Language;
  readonly argv: string[];
  /** A language that there is not. */
  readonly refused?: SluiceError;
}

/** `--lang` may stand anywhere: what is wrong with the rest is already said in it. */
function takeLanguage({ argv, services }: CliOptions): ChosenLanguage {
  const { variables } = services.environment;
  const rest = [...argv];
  const at = rest.findIndex((argument) => argument === '--lang' || argument.startsWith('--lang='));
  if (at < 0) return { language: chooseLanguage(undefined, variables), argv: rest };
  const inline = /^--lang=(.*)$/s.exec(rest[at] ?? '')?.[1];
  const flag = inline ?? rest[at + 1] ?? '';
  rest.splice(at, inline === undefined ? 2 : 1);
  const chosen = { language: chooseLanguage(flag, variables), argv: rest };
  if (/^(?:en|zh)(?:[_.-].*)?$/i.test(flag)) return chosen;
  const params = { flag: '--lang', message: `"${flag}" (en, zh)` };
  return { ...chosen, refused: new SluiceError('CLI_VALUE_INVALID', { params }) };
}
