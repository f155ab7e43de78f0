import { resolve } from 'node:path';
import type { Command } from 'commander';
import { SluiceError } from '../../contract/index.ts';
import {
  carryAgain,
  checkDrift,
  listDriftChecks,
  readLastDrift,
  repairDrift,
  type DriftContext,
  type DriftQuery,
} from '../../host/index.ts';
import { print, printJson, rendering, type CommandContext } from '../context.ts';
import { destinationOf } from '../mirror-arguments.ts';
import { formatBytes } from '../output/format.ts';
import { formatChecks, formatDrift } from '../output/drift.ts';
import type { Renderer } from '../output/surface.ts';
import { wordsIn } from '../words.ts';
import { folderArgument, policyArgument } from './media.ts';

interface RegistryFlags {
  readonly registry: string;
  readonly authfile?: string;
  readonly caFile?: string;
  readonly insecure?: boolean;
  readonly person?: string;
  readonly json?: boolean;
}

interface RepairFlags extends RegistryFlags {
  readonly from: string;
  readonly restoreTags?: boolean;
  readonly setSignature?: string;
}

/** `sluice drift`: an enclave's registry beside what its receipts say. */
export function addDrift(program: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  const drift = program.command('drift').description(say('help.drift'));
  withRegistryFlags(
    // `sluice drift NAME` is the comparison itself.
    drift.command('check', { isDefault: true }).description(say('help.drift.check')),
    context,
  )
    .option('--carry-again', say('help.drift.carryAgain'))
    .action(async (target: string, flags: RegistryFlags & { carryAgain?: boolean }) => {
      await comparing(context, flags, async (within, renderer) => {
        const report = await checkDrift(context.services, queryOf(context, target, flags), within);
        context.exitCode = report.drifted ? 1 : 0;
        const carried = flags.carryAgain === true ? await carryAgain(context.services, target) : undefined;
        if (flags.json === true) {
          return printJson(context, { ...report, ...(carried !== undefined && { carriedAgain: carried }) });
        }
        renderer.print(formatDrift(report, context.language));
        if (carried === undefined) return;
        const { digests } = carried;
        renderer.print(
          digests === 0
            ? say('drift.carriedNothing', { target })
            : say('drift.carried', { count: digests, target }),
        );
      });
    });
  addRepairFrom(drift, context);
  drift
    .command('list')
    .description(say('help.drift.list'))
    .argument('<enclave>', say('help.drift.enclave'))
    .option('--json', say('help.json'))
    .action(async (target: string, { json }: Pick<RegistryFlags, 'json'>) => {
      const checks = await listDriftChecks(context.services, target);
      if (json === true) {
        const last = await readLastDrift(context.services, target);
        return printJson(context, {
          target,
          checks,
          ...(last !== undefined && { differences: last.differences, gone: last.gone }),
        });
      }
      print(context, formatChecks(target, checks, context.language));
    });
}

function addRepairFrom(drift: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  withRegistryFlags(drift.command('repair').description(say('help.drift.repair')), context)
    .requiredOption('--from <folder>', say('help.drift.from'))
    .option('--restore-tags', say('help.drift.restoreTags'))
    .option('--set-signature <policy>', say('help.setSignature'))
    .action(async (target: string, flags: RepairFlags) => {
      await comparing(context, flags, async (within, renderer) => {
        const query = {
          ...queryOf(context, target, flags),
          from: folderArgument(context, flags.from),
          restoreTags: flags.restoreTags === true,
          setSignature: policyArgument(flags),
        };
        const report = await repairDrift(context.services, query, within);
        context.exitCode = report.drifted ? 1 : 0;
        if (flags.json === true) return printJson(context, report);
        const { repairedImages: images, pushedBytes, from } = report;
        renderer.print(say('drift.repaired', { images, folder: from, bytes: formatBytes(pushedBytes) }));
        renderer.print(formatDrift(report, context.language));
      });
    });
}

function withRegistryFlags(command: Command, { language }: CommandContext): Command {
  const say = wordsIn(language);
  return command
    .argument('<enclave>', say('help.drift.enclave'))
    .requiredOption('--registry <place>', say('help.drift.registry'))
    .option('--authfile <file>', say('help.list.authfile'))
    .option('--ca-file <file>', say('help.receipt.caFile'))
    .option('--insecure', say('help.receipt.from-registry.insecure'))
    .option('--person <name>', say('help.person'))
    .option('--json', say('help.json'));
}

/** Throws CLI_DESTINATION_INVALID. */
function queryOf(
  { services }: CommandContext,
  target: string,
  { registry, authfile, caFile, insecure, person }: RegistryFlags,
): DriftQuery {
  const path = (text: string): string => resolve(services.environment.workingDirectory, text);
  const place = destinationOf(registry.includes('://') ? registry : `docker://${registry}`, (text) => text);
  if (place.kind !== 'registry') {
    throw new SluiceError('CLI_DESTINATION_INVALID', { params: { value: registry } });
  }
  return {
    target,
    host: place.host,
    namespace: place.namespace,
    ...(authfile !== undefined && { authFile: path(authfile) }),
    ...(caFile !== undefined && { caFile: path(caFile) }),
    ...(insecure === true && { destinationTlsVerify: false }),
    ...(person !== undefined && { person }),
  };
}

/** With a line that says how far it is, where somebody looks; findings go beside JSON. */
async function comparing(
  context: CommandContext,
  { json }: RegistryFlags,
  work: (within: DriftContext, renderer: Renderer) => Promise<void>,
): Promise<void> {
  const isJson = json === true;
  const shown = isJson ? { ...context, output: context.errors } : context;
  const line = progressLine(context, isJson);
  await rendering(shown, false, async (renderer) => {
    const observer: DriftContext['observer'] = (event) => {
      line.clear();
      renderer.show(event);
    };
    await work({ observer, signal: context.signal, onProgress: line.show }, renderer);
  });
}

/** Milliseconds between two changes of the line. */
const interval = 200;

function progressLine(
  { output, language, services }: CommandContext,
  quiet: boolean,
): { readonly show: NonNullable<DriftContext['onProgress']>; readonly clear: () => void } {
  const say = wordsIn(language);
  const isShown = !quiet && output.isTTY === true;
  let shownAt = Number.NEGATIVE_INFINITY;
  const clear = (): void => {
    if (isShown) output.write('\r\u001b[2K');
  };
  return {
    clear,
    show(phase, done, total) {
      const now = services.clock.monotonic();
      if (!isShown || (now - shownAt < interval && done < total)) return;
      shownAt = now;
      clear();
      if (done < total) output.write(`  ${say(`drift.reading.${phase}`, { done, total })}`);
    },
  };
}
