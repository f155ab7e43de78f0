import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  readReceiptBytes,
  readReceiptFile,
  readReceiptText,
  receiptDocument,
  receiptTooLarge,
  showLastReceipt,
  showReceipt,
  signerOfReceipt,
  writeStatement,
  type ReadOutcome,
} from '../../host/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { print, printJson, rendering, type CommandContext } from '../context.ts';
import { destinationOf } from '../mirror-arguments.ts';
import { formatOutcome, formatReceipt } from '../output/receipt.ts';
import { wordsIn } from '../words.ts';
import { folderArgument } from './media.ts';

/** `sluice receipt`: what a receiver says arrived. */
export function addReceipt(program: Command, context: CommandContext): void {
  const receipt = program.command('receipt').description(wordsIn(context.language)('help.receipt'));
  addShow(receipt, context);
  addRead(receipt, context);
  addFromRegistry(receipt, context);
}

function addShow(receipt: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  receipt
    .command('show')
    .description(say('help.receipt.show'))
    .argument('[place]', say('help.receipt.show.place'))
    .option('--last', say('help.receipt.show.last'))
    .option('--qr', say('help.receipt.show.qr'))
    .option('--json', say('help.json'))
    .action(async (place: string | undefined, options: { last?: boolean; qr?: boolean; json?: boolean }) => {
      if (place === undefined && options.last !== true) {
        throw new SluiceError('CLI_ARGUMENT_MISSING', {
          params: { argument: '<place>', command: 'sluice receipt show' },
        });
      }
      const shown =
        place === undefined
          ? await showLastReceipt(context.services)
          : await showReceipt(context.services, folderArgument(context, place));
      const signer = await signerOfReceipt(context.services, shown.receipt);
      if (options.json === true) printJson(context, receiptDocument(shown, signer));
      else print(context, formatReceipt(shown, signer, options.qr === true, context.language));
    });
}

interface ReadOptions {
  readonly text?: string;
  readonly target?: string;
  readonly replace?: boolean;
  readonly json?: boolean;
}

function addRead(receipt: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  receipt
    .command('read')
    .description(say('help.receipt.read'))
    .argument('[file]', say('help.receipt.read.file'))
    .option('--text <text>', say('help.receipt.read.text'))
    .option('--target <name>', say('help.receipt.read.target'))
    .option('--replace', say('help.receipt.read.replace'))
    .option('--json', say('help.json'))
    .action(async (file: string | undefined, options: ReadOptions) => {
      const read = await readFrom(context, file, options);
      if (options.json === true) printJson(context, read);
      else print(context, formatOutcome(read, context.language));
    });
}

async function readFrom(
  context: CommandContext,
  file: string | undefined,
  { text, target, replace = false }: ReadOptions,
): Promise<ReadOutcome> {
  const { services } = context;
  const options = { target, replace };
  if (text !== undefined) return readReceiptText(services, text, options);
  if (file === undefined) {
    throw new SluiceError('CLI_ARGUMENT_MISSING', {
      params: { argument: '<file>', command: 'sluice receipt read' },
    });
  }
  if (file === '-') return readReceiptBytes(services, await pipedIn(context), '-', options);
  return readReceiptFile(services, folderArgument(context, file), options);
}

/** Bytes; no receipt and no statement is longer. */
const mostPiped = 64 * 1024 * 1024;

async function pipedIn({ input }: CommandContext): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of input ?? []) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > mostPiped) throw receiptTooLarge('-');
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

interface FromRegistryOptions {
  readonly target: string;
  readonly output?: string;
  readonly authfile?: string;
  readonly caFile?: string;
  readonly insecure?: boolean;
  readonly json?: boolean;
}

function addFromRegistry(receipt: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  receipt
    .command('from-registry')
    .description(say('help.receipt.from-registry'))
    .argument('<registry>', say('help.resources.registry'))
    .requiredOption('--target <name>', say('help.receipt.from-registry.target'))
    .option('--output <file>', say('help.receipt.from-registry.output'))
    .option('--authfile <file>', say('help.list.authfile'))
    .option('--ca-file <file>', say('help.receipt.caFile'))
    .option('--insecure', say('help.receipt.from-registry.insecure'))
    .option('--json', say('help.json'))
    .action(async (registry: string, options: FromRegistryOptions) => {
      const place = destinationOf(
        registry.includes('://') ? registry : `docker://${registry}`,
        (path) => path,
      );
      if (place.kind !== 'registry') {
        throw new SluiceError('CLI_DESTINATION_INVALID', { params: { value: registry } });
      }
      const path = (text: string): string => resolve(context.services.environment.workingDirectory, text);
      const query = {
        host: place.host,
        namespace: place.namespace,
        target: options.target,
        output: path(options.output ?? 'sluice-holdings.json'),
        ...(options.authfile !== undefined && { authFile: path(options.authfile) }),
        ...(options.caFile !== undefined && { caFile: path(options.caFile) }),
        ...(options.insecure === true && { destinationTlsVerify: false }),
      };
      const isJson = options.json === true;
      const shown = isJson ? { ...context, output: context.errors } : context;
      await rendering(shown, false, async (renderer) => {
        const { signal } = context;
        const written = await writeStatement(context.services, query, { observer: renderer.show, signal });
        if (isJson) printJson(context, written);
        else {
          renderer.print(say('statement.written', { ...factsOf(written) }));
          renderer.print(say('statement.next', { target: options.target }));
        }
      });
    });
}

function factsOf({
  registry,
  digests,
  tags,
  repositories,
  file,
}: Awaited<ReturnType<typeof writeStatement>>): Record<string, string | number> {
  return { registry, digests, tags, repositories, file };
}
