import { describeCode } from '../../../core/contract/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { resolveImages, type Resolution } from '../../../core/plan/index.ts';
import type { ImageRecord } from '../../../core/image/index.ts';
import { imageDocument } from '../../support/image-manifests.ts';
import { must, type FaultCase, type Harmless, type Try } from '../case.ts';
import { descriptorForms } from '../support/descriptor-forms.ts';
import { documentForms } from '../support/document-forms.ts';
import { served, type Asking, type ServedManifest } from '../support/manifest-form.ts';
import { confOf, readingWorld, repository } from '../support/reading-world.ts';
import { servedForms } from '../support/served-forms.ts';
import { serveAsTold, type Asked } from '../support/told-server.ts';

const forms = [...servedForms, ...documentForms, ...descriptorForms];

/** F11: manifests that are not what they should be, each refused for the reason that it is. */
export const hostileManifests: FaultCase = {
  id: 'F11',
  title: `${forms.length} forms of hostile manifests`,
  amount: forms.length,
  sample: forms.length,
  abreast: 4,
  open: () => Promise.resolve({ run, close: () => Promise.resolve() }),
};

const tag = 'latest';
const good: Asking = { root: served(imageDocument()) };

async function run({ number, random }: Try): Promise<Harmless> {
  const hostile = forms[number];
  must(hostile !== undefined, 'wrong', `no form ${number}`);
  const asking = hostile.make(random);
  let current = good;
  const server = await serveAsTold((asked) => answer(asked, current));
  const world = readingWorld({ conf: confOf(server.host), random });
  const resolve = ({ digest }: Asking): Promise<Resolution> => {
    const source = digest === undefined ? { repository, tag } : { repository, digest };
    const record: ImageRecord = {
      type: 'generic',
      origin: `${repository}:${tag}`,
      source,
      destination: { repository: 'ocp/release', tag },
    };
    return resolveImages({
      records: [record],
      locate: () => Promise.resolve({ source: world.source, ...source }),
      accessories: [],
      signal: AbortSignal.timeout(60_000),
    });
  };
  try {
    const { images } = await resolve(good);
    must(images.length === 1, 'wrong', 'an image without a fault is refused too');
    current = asking;
    // Once more: what was refused must not have been kept.
    for (let again = 0; again < 2; again += 1) {
      const result = await resolve(asking);
      must(result.images.length === 0, 'corrupt', `accepted: ${hostile.name}`);
      const error = result.unplanned[0]?.error;
      must(error?.code === hostile.code, 'wrong', `${hostile.name}: ${String(error)}, not ${hostile.code}`);
      mustSayWhy(error);
    }
    const strangers = server.asked.filter(
      ({ url }) => !url.pathname.startsWith('/v2/ocp/release/manifests/'),
    );
    must(
      strangers.length === 0,
      'wrong',
      `asked for more than manifests: ${strangers.map(({ url }) => url.pathname).join()}`,
    );
    return { ended: hostile.code };
  } finally {
    await world.close();
    await server.close();
  }
}

/** Words for people, in both languages, with nothing left open and of a length that fits a screen. */
function mustSayWhy(error: Resolution['unplanned'][number]['error']): void {
  for (const language of ['en', 'zh'] as const) {
    const { what } = describeCode(error.code, error.params, language);
    must(what !== '' && !/\{\w+\}/.test(what), 'wrong', `nothing said, or not all: ${what}`);
    must(what.length < 1000, 'wrong', `${what.length} characters said`);
  }
}

function answer({ url, response }: Asked, asking: Asking): void {
  const reference = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
  const given = find(reference, asking);
  if (given === undefined) {
    response.writeHead(404).end();
    return;
  }
  const { body, headers = {}, endless } = given;
  if (endless === undefined) {
    response.writeHead(200, { ...headers, 'content-length': body.length }).end(body);
    return;
  }
  response.writeHead(200, headers).write(body);
  const goOn = (): void => {
    while (!response.destroyed && response.write(endless));
  };
  response.on('drain', goOn).on('error', () => undefined);
  goOn();
}

function find(reference: string, { digest, root, others }: Asking): ServedManifest | undefined {
  if (reference === tag || reference === digest) return root;
  for (const [known, manifest] of others ?? []) if (known === reference) return manifest;
  return digestOf(root.body) === reference ? root : undefined;
}
