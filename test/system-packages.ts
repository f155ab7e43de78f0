import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

// Keys are shown to openssl, the integration tests talk to the real thing, the end-to-end tests click in a real browser. Installs what is
// missing when that is possible, and otherwise says exactly what: nothing is skipped silently.
const present = (command: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;

interface Wanted {
  readonly package: string;
  readonly present: () => boolean;
}

const suites: Readonly<Record<string, readonly Wanted[]>> = {
  // Says the same of our keys and signatures.
  unit: [{ package: 'openssl', present: () => present('openssl') }],
  integration: [
    { package: 'docker-registry', present: () => present('docker-registry') },
    { package: 'skopeo', present: () => present('skopeo') },
    // Brings loopback up in a network namespace.
    { package: 'iproute2', present: () => present('ip') },
  ],
  e2e: [
    { package: 'docker-registry', present: () => present('docker-registry') },
    { package: 'chromium-headless-shell', present: () => present('chromium-headless-shell') },
    // Without it, Chinese text is boxes.
    {
      package: 'fonts-noto-cjk',
      present: () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
    },
  ],
};

const suite = process.argv[2] ?? 'integration';
const wanted = suites[suite];
if (wanted === undefined) throw new RangeError(`no such suite: ${suite}`);
const missing = wanted.filter((entry) => !entry.present()).map((entry) => entry.package);
if (missing.length > 0) {
  const install = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0) {
    console.error(`The ${suite} tests need system packages. Install them, then run the tests again:`);
    console.error(`  sudo apt-get update && sudo ${install}`);
    process.exit(1);
  }
  console.log(`Installing system packages for the ${suite} tests: ${missing.join(', ')}`);
  const result = spawnSync(
    'sh',
    ['-c', `apt-get update -q && DEBIAN_FRONTEND=noninteractive ${install} -q`],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const still = wanted.filter((entry) => !entry.present()).map((entry) => entry.package);
  if (result.status !== 0 || still.length > 0) {
    console.error(
      `These packages could not be installed: ${still.join(', ')}. Install them by hand: ${install}`,
    );
    process.exit(1);
  }
}
