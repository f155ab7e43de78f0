/** The rooms from the ground up: a room may import the rooms named for it, and nothing else of the project. */
const below = (...rooms: string[]): readonly string[] => rooms;

const ground = below('contract', 'ports', 'reference', 'image');

/** DESIGN: contract imports only zod; host sits above every other room; shells import host and contract. */
export const allowedImports: Readonly<Record<string, readonly string[]>> = {
  contract: below(),
  ports: below(),
  reference: below('contract'),
  image: below('contract', 'reference'),
  config: below('contract', 'ports', 'reference'),
  registry: ground,
  archive: ground,
  ledger: ground,
  media: ground,
  catalog: [...ground, 'config'],
  helm: [...ground, 'config'],
  release: [...ground, 'config'],
  resources: [...ground, 'config'],
  plan: [...ground, 'config', 'release', 'catalog', 'helm', 'archive', 'ledger'],
  transfer: [...ground, 'registry', 'archive', 'ledger', 'plan'],
  practice: [...ground, 'release'],
  host: [
    ...ground,
    'config',
    'registry',
    'archive',
    'ledger',
    'media',
    'catalog',
    'helm',
    'release',
    'resources',
    'plan',
    'transfer',
    'practice',
  ],
  page: below('contract', 'ports'),
  bridge: below('contract', 'host', 'page'),
  // `sluice serve` starts the bridge.
  cli: below('contract', 'host', 'bridge'),
  electron: below('contract', 'host', 'page'),
  renderer: below('contract'),
};

/** Packages that only some rooms may use. Others are free. */
export const packageRooms: Readonly<Record<string, readonly string[]>> = {
  zod: [
    'contract',
    'config',
    'registry',
    'release',
    'archive',
    'resources',
    'ledger',
    'plan',
    'transfer',
    'media',
    'host',
  ],
  undici: ['registry'],
  yaml: ['config', 'registry', 'release', 'resources', 'catalog', 'helm', 'host'],
  '@iarna/toml': ['registry'],
  'tar-stream': ['practice', 'release', 'catalog', 'helm', 'host'],
  openpgp: ['release', 'practice'],
  commander: ['cli'],
  electron: ['electron'],
  react: ['renderer'],
};
