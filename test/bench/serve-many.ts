import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock, systemRandom } from '../../core/ports/index.ts';
import { createPracticeRegistry, listenOnLoopback, registriesConf } from '../../core/practice/index.ts';
import { holdOpen } from '../../core/practice/serve.ts';
import { additionalOnly } from '../support/resume-world.ts';
import { storeManyImages } from '../support/many-images.ts';

/*
 * A registry with very many, very small images, as a process of its own; in `directory` stand a configuration that
 * asks for all of them and the variables that a command needs to read from here.
 *
 *     node test/bench/serve-many.ts <directory>
 */

const directory = process.argv[2] ?? '';
const content: { listener: Parameters<typeof listenOnLoopback>[0] } = {
  listener: (_request, response) => void response.writeHead(503).end(),
};
const server = await listenOnLoopback(
  (request, response) => content.listener(request, response),
  'upstream',
  0,
);
const { host } = new URL(server.url);
const { store, names } = await storeManyImages(host, 10_000);
const registry = createPracticeRegistry({ store, clock: systemClock, random: systemRandom });
content.listener = registry.listener;
await mkdir(directory, { recursive: true });
const conf = join(directory, 'registries.conf');
await writeFile(conf, registriesConf(undefined, [host]));
await writeFile(join(directory, 'isc.yaml'), additionalOnly(names));
await writeFile(join(directory, 'variables.sh'), `export CONTAINERS_REGISTRIES_CONF='${conf}'\n`);
holdOpen({ announcement: { url: server.url }, registry, stop: server.close });
