import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { SluiceError } from '../../contract/index.ts';
import {
  practiceRun,
  practiceUp,
  type PracticeEnvironment,
  type PracticeScale,
  type PracticeStep,
} from '../../host/index.ts';
import { print, rendering, type CommandContext } from '../context.ts';
import { formatFailures } from '../output/failures.ts';
import { formatBytes, formatSeconds, formatTable } from '../output/format.ts';
import { wordsIn } from '../words.ts';

interface PracticeFlags {
  readonly scale?: string;
  readonly directory?: string;
  readonly ports?: string;
  readonly json?: boolean;
}

const scales: readonly PracticeScale[] = ['tiny', 'small', 'medium'];

/** `sluice practice up|run`: the whole workflow on this machine, offline. */
export function addPractice(program: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  const practice = program.command('practice').description(say('help.practice'));
  const withFlags = (command: Command): Command =>
    command
      .option('--scale <scale>', say('help.practice.scale'))
      .option('--directory <folder>', say('help.practice.directory'))
      .option('--ports <list>', say('help.practice.ports'));
  withFlags(practice.command('up').description(say('help.practice.up'))).action(
    async (flags: PracticeFlags) => {
      const environment = await start(context, flags);
      try {
        print(context, describePractice(environment, context));
        await new Promise<void>((done) =>
          context.signal.addEventListener('abort', () => done(), { once: true }),
        );
      } finally {
        await environment.stop();
      }
    },
  );
  withFlags(practice.command('run').description(say('help.practice.run')))
    .option('--json', say('help.practice.json'))
    .action(async (flags: PracticeFlags) => {
      const environment = await start(context, flags);
      try {
        await runSteps(context, environment, flags.json === true);
      } finally {
        await environment.stop();
      }
      // A folder of its own choosing is no use to anybody when all went well, and may hold gigabytes.
      if (flags.directory === undefined && context.exitCode === 0) {
        await rm(environment.directory, { recursive: true, force: true });
        if (flags.json !== true) print(context, wordsIn(context.language)('practice.removed'));
      }
    });
}

async function start(context: CommandContext, flags: PracticeFlags): Promise<PracticeEnvironment> {
  const { scale: wanted = 'tiny' } = flags;
  const scale = scales.find((name) => name === wanted);
  if (scale === undefined) throw invalid('--scale', wanted, scales.join(', '));
  const [upstream, enterprise, enclave] = portsOf(flags.ports);
  const base = context.services.environment.workingDirectory;
  const directory =
    flags.directory === undefined
      ? await mkdtemp(join(tmpdir(), 'sluice-practice-'))
      : resolve(base, flags.directory);
  return practiceUp(context.services, {
    directory,
    scale,
    ports: { upstream: upstream ?? 0, enterprise: enterprise ?? 0, enclave: enclave ?? 0 },
  });
}

/** Up to three ports; an empty one is any free port. */
function portsOf(text: string | undefined): readonly number[] {
  const parts = text?.split(',').map((part) => part.trim()) ?? [];
  const valid = parts.length <= 3 && parts.every((part) => /^\d{0,5}$/.test(part) && Number(part) < 65_536);
  if (!valid) throw invalid('--ports', text ?? '', '5000,5001,5002');
  return parts.map(Number);
}

function invalid(flag: string, value: string, allowed: string): SluiceError {
  return new SluiceError('CLI_VALUE_INVALID', { params: { flag, message: `"${value}" (${allowed})` } });
}

async function runSteps(
  context: CommandContext,
  environment: PracticeEnvironment,
  json: boolean,
): Promise<void> {
  const say = wordsIn(context.language);
  await rendering(context, json, async (renderer) => {
    renderer.print(
      say('practice.start', { directory: environment.directory, scale: environment.content.scale }),
    );
    const result = await practiceRun(context.services, environment, {
      observer: renderer.show,
      signal: context.signal,
      command: [],
      onCommand: (command) => renderer.print(`\n$ ${command}`),
      onStep: ({ report }) => {
        for (const text of formatFailures(report.failures, context.language)) renderer.print(text);
      },
    });
    if (json) context.output.write(`${JSON.stringify({ type: 'practice', result })}\n`);
    renderer.print(`\n${stepTable(result.steps, context)}`);
    const equal = result.enclave.filter((image) => image.equal).length;
    renderer.print(say('practice.enclave', { count: result.enclave.length, equal }));
    for (const image of result.enclave)
      renderer.print(`  ${image.equal ? '✓' : '✗'} ${image.name}  ${image.digest}`);
    renderer.print(say(result.ok ? 'practice.good' : 'practice.bad'));
    context.exitCode = result.ok ? 0 : 1;
  });
}

function stepTable(steps: readonly PracticeStep[], context: CommandContext): string {
  const say = wordsIn(context.language);
  return formatTable(
    [
      say('practice.stage'),
      say('practice.workflow'),
      `>${say('plan.images')}`,
      `>${say('read')}`,
      `>${say('stored')}`,
      `>${say('skipped')}`,
      `>${say('practice.verified')}`,
      `>${say('took')}`,
    ],
    steps.map(({ stage, report, verified }) => [
      say(stage === 'enclave' ? 'practice.enclave-stage' : `practice.${stage}`),
      say(`workflow.${report.workflow}`),
      String(report.categories.reduce((sum, category) => sum + category.asked, 0)),
      formatBytes(report.bytesRead),
      formatBytes(report.set?.totalBytes ?? report.bytesStored),
      formatBytes(report.bytesSkipped),
      say(`practice.${verified.what}`, { count: verified.count, bytes: formatBytes(verified.bytes) }),
      formatSeconds(report.seconds, context.language),
    ]),
  );
}

function describePractice(environment: PracticeEnvironment, context: CommandContext): string {
  const say = wordsIn(context.language);
  const { hosts, stages } = environment;
  return [
    say('practice.up', { directory: environment.directory }),
    formatTable(
      [say('practice.stage'), say('practice.registry'), say('practice.variables')],
      [
        [say('practice.connected'), hosts.upstream, `. ${join(stages.connected.directory, 'variables.sh')}`],
        [
          say('practice.enterprise'),
          hosts.enterprise,
          `. ${join(stages.enterprise.directory, 'variables.sh')}`,
        ],
        [say('practice.enclave-stage'), hosts.enclave, `. ${join(stages.enclave.directory, 'variables.sh')}`],
      ],
    ),
    say('practice.stop'),
  ].join('\n\n');
}
