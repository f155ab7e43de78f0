import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { serveBrowser } from '../serve/serve-browser.ts';
import { systemPrograms } from '../start/programs.ts';
import { startApplication } from '../start/start-application.ts';
import { wordsIn } from '../words.ts';
import { serveFlags, serveOptions, type ServeFlags } from './serve.ts';

interface StartFlags extends ServeFlags {
  readonly browser?: boolean;
  readonly download?: boolean;
}

/** `sluice start`: what `npm start` runs. */
export function addStart(program: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  serveFlags(program.command('start').description(say('help.start')), context)
    .option('--browser', say('help.start.browser'))
    .option('--no-download', say('help.start.no-download'))
    .action(async (flags: StartFlags) => {
      // Mistakes in the flags are told before anything is built.
      const options = await serveOptions(flags, context);
      await startApplication(context, {
        browser: flags.browser === true || flags.listen !== undefined,
        noDownload: flags.download === false,
        root: fileURLToPath(new URL('../../..', import.meta.url)),
        programs: systemPrograms,
        serve: () => serveBrowser(context, options),
      });
    });
}
