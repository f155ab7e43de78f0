import type { Command } from 'commander';
import type { Language, MirrorRequest } from '../../contract/index.ts';
import { mirror, planMirror } from '../../host/index.ts';
import { print, printJson, rendering, type CommandContext } from '../context.ts';
import { mirrorArguments, type FlagValues, type MirrorArguments } from '../mirror-arguments.ts';
import { helpOf, mirrorFlags, type MirrorFlag } from '../mirror-flags.ts';
import { formatPlan } from '../output/plan.ts';
import { formatReport } from '../output/report.ts';
import type { Renderer } from '../output/surface.ts';
import { signingServices } from '../signing-services.ts';
import { wordsIn } from '../words.ts';
import { placeholders } from '../words/flag-help.ts';

/** `sluice mirror`: oc-mirror's forms and flags. */
export function addMirror(program: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  const command = program
    .command('mirror')
    .description(say('help.mirror'))
    .argument('[destination]', say('help.destination'));
  addFlags(command, context.language);
  command.action(async (destination: string | undefined) => {
    const { request, unused } = mirrorArguments(
      destination,
      flagValues(command),
      workingDirectory(context),
      context.language,
    );
    const json = isOn(command, 'json');
    await rendering(context, json, async (renderer) => {
      if (!json) sayUnused(context, unused);
      const report = await mirror(await signingServices(context, request), request, {
        observer: quietened(renderer, request.logLevel),
        signal: context.signal,
        command: ['sluice', ...context.argv],
      });
      context.exitCode = report.exitCode;
      if (json) context.output.write(`${JSON.stringify({ type: 'report', report })}\n`);
      else renderer.print(formatReport(report, context.language));
    });
  });
}

/** `sluice plan`: the same arguments, and nothing moves. */
export function addPlan(program: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  const command = program
    .command('plan')
    .description(say('help.plan'))
    .argument('[destination]', say('help.destination'))
    .option('--images', say('help.plan.images'));
  addFlags(command, context.language);
  command.action(async (destination: string | undefined) => {
    const { request, unused } = mirrorArguments(
      destination,
      flagValues(command),
      workingDirectory(context),
      context.language,
    );
    const json = isOn(command, 'json');
    await rendering(context, json, async (renderer) => {
      if (!json) sayUnused(context, unused);
      const report = await planMirror(context.services, request, {
        observer: json ? () => undefined : quietened(renderer, request.logLevel),
        signal: context.signal,
        command: ['sluice', ...context.argv],
      });
      const errors = report.findings.some((finding) => finding.level === 'error');
      if (errors || report.unplanned.length > 0) context.exitCode = 1;
      if (json) printJson(context, report);
      else renderer.print(formatPlan(report, command.opts()['images'] === true, context.language));
    });
  });
}

/** `--log-level error`: notes and warnings are left out. */
function quietened(renderer: Renderer, level: MirrorRequest['logLevel']): Renderer['show'] {
  if (level !== 'error') return renderer.show;
  return (event) => {
    if (event.type !== 'finding' || event.level === 'error') renderer.show(event);
  };
}

function addFlags(command: Command, language: Language): void {
  for (const flag of mirrorFlags) command.addOption(optionOf(command, flag, language));
}

function optionOf(
  command: Command,
  flag: MirrorFlag,
  language: Language,
): ReturnType<Command['createOption']> {
  const short = flag.short === undefined ? '' : `-${flag.short}, `;
  const value = flag.kind === 'boolean' ? 'boolean' : (placeholders[flag.name] ?? 'value');
  const option = command.createOption(`${short}--${flag.name} <${value}>`, helpOf(flag, language));
  return flag.hidden === true ? option.hideHelp() : option;
}

function flagValues(command: Command): FlagValues {
  const options: Readonly<Record<string, unknown>> = command.opts();
  return Object.fromEntries(
    mirrorFlags.map((flag) => {
      const value = options[camelCase(flag.name)];
      return [flag.name, typeof value === 'string' ? value : undefined];
    }),
  );
}

/** Commander's own naming of options. */
function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function isOn(command: Command, flag: string): boolean {
  return flagValues(command)[flag] === 'true';
}

function sayUnused(context: CommandContext, unused: MirrorArguments['unused']): void {
  const say = wordsIn(context.language);
  for (const { flag, why } of unused)
    print(context, say('label', { label: say('note'), value: say('flagUnused', { flag, why }) }));
}

function workingDirectory(context: CommandContext): string {
  return context.services.environment.workingDirectory;
}
