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
  // Credentials may be a Kubernetes Secret, and YAML of others is read within limits there.
  registry: [...ground, 'config'],
  layers: ground,
  archive: ground,
  seal: below('contract'),
  approval: ground,
  ledger: [...ground, 'approval'],
  media: ground,
  catalog: [...ground, 'config', 'layers'],
  helm: [...ground, 'config', 'layers'],
  release: [...ground, 'config', 'layers'],
  resources: [...ground, 'config'],
  plan: [...ground, 'config', 'release', 'catalog', 'helm', 'layers', 'archive', 'ledger'],
  transfer: [...ground, 'registry', 'archive', 'ledger', 'plan'],
  practice: [...ground, 'release'],
  report: [...ground, 'archive'],
  host: [
    ...ground,
    'config',
    'registry',
    'archive',
    'seal',
    'ledger',
    'approval',
    'media',
    'catalog',
    'helm',
    'layers',
    'release',
    'resources',
    'plan',
    'transfer',
    'practice',
    'report',
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
    'layers',
    'catalog',
    'helm',
    'archive',
    'resources',
    'ledger',
    'approval',
    'plan',
    'transfer',
    'media',
    'host',
  ],
  undici: ['registry'],
  yaml: ['config', 'registry', 'release', 'resources', 'catalog', 'helm', 'host'],
  '@iarna/toml': ['registry'],
  'tar-stream': ['practice', 'release', 'layers', 'catalog', 'helm', 'host'],
  openpgp: ['release', 'practice'],
  'lean-qr': ['ledger'],
  commander: ['cli'],
  electron: ['electron'],
  react: ['renderer'],
};
