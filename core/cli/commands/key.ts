import { resolve } from 'node:path';
import type { Command } from 'commander';
import { createKeyStore, readPublicKeyFile, type KeyStore } from '../../host/index.ts';
import { print, printJson, type CommandContext } from '../context.ts';
import { formatTable, formatTime } from '../output/format.ts';
import { newPassphrase } from '../passphrase.ts';
import { wordsIn } from '../words.ts';

interface KeyOptions {
  readonly name: string;
  readonly replace?: boolean;
  readonly json?: boolean;
}

/** `sluice key`: the key that signs sets, and the keys whose signatures count. */
export function addKey(program: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  const key = program.command('key').description(say('help.key'));
  const store = createKeyStore(context.services);
  const command = (name: string, help: string, work: (options: KeyOptions) => Promise<void>): Command =>
    key.command(name).description(help).option('--json', say('help.json')).action(work);

  command('create', say('help.key.create'), (options) => create(context, store, options))
    .requiredOption('--name <name>', say('help.key.create.name'))
    .option('--replace', say('help.key.create.replace'));
  command('show', say('help.key.show'), (options) => show(context, store, options));
  command('list', say('help.key.list'), (options) => list(context, store, options));
  key
    .command('trust')
    .description(say('help.key.trust'))
    .argument('<file>', say('help.key.trust.file'))
    .requiredOption('--name <name>', say('help.key.trust.name'))
    .option('--json', say('help.json'))
    .action(async (file: string, { name, json }: KeyOptions) => {
      const path = resolve(context.services.environment.workingDirectory, file);
      const text = await readPublicKeyFile(context.services, path);
      const { keyId, pem, addedAt } = await store.trust(name, text);
      if (json === true) printJson(context, { name, keyId, publicKey: pem, addedAt });
      else print(context, say('key.trusted', { name, keyId }));
    });
  key
    .command('distrust')
    .description(say('help.key.distrust'))
    .argument('<key>', say('help.key.distrust.key'))
    .option('--json', say('help.json'))
    .action(async (named: string, { json }: KeyOptions) => {
      await store.distrust(named);
      if (json === true) printJson(context, { distrusted: named });
      else print(context, say('key.distrusted', { key: named }));
    });
}

async function create(
  context: CommandContext,
  store: KeyStore,
  { name, replace = false, json }: KeyOptions,
): Promise<void> {
  const passphrase = await newPassphrase(context);
  const made = await store.create({ name, passphrase, replace });
  if (json === true) {
    printJson(context, made);
    return;
  }
  const say = wordsIn(context.language);
  print(context, say('key.created', { name, keyId: made.keyId }));
  print(context, say('key.handOut'));
  print(context, made.publicKey.trimEnd());
}

/** The PEM alone, so that it can be written into a file. */
async function show(context: CommandContext, store: KeyStore, { json }: KeyOptions): Promise<void> {
  const own = await store.ownPresent();
  if (json === true) printJson(context, own);
  else context.output.write(own.publicKey);
}

async function list(context: CommandContext, store: KeyStore, { json }: KeyOptions): Promise<void> {
  const [own, trusted] = [await store.own(), await store.trusted()];
  const keys = trusted.map(({ name, keyId, pem, addedAt }) => ({
    name,
    keyId,
    publicKey: pem,
    addedAt,
    own: keyId === own?.keyId,
  }));
  if (json === true) {
    printJson(context, { ...(own !== undefined && { own }), trusted: keys });
    return;
  }
  const say = wordsIn(context.language);
  if (own === undefined) print(context, say('key.noOwn'));
  if (keys.length === 0) {
    print(context, say('key.noneTrusted'));
    return;
  }
  const rows = keys.map((key) => [
    key.name,
    key.own ? say('key.own') : '',
    formatTime(key.addedAt),
    key.keyId,
  ]);
  print(context, formatTable([say('key.name'), '', say('key.since'), say('key.fingerprint')], rows));
}
