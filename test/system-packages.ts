import { spawnSync } from 'node:child_process';

// The integration tests talk to the real thing. Installs it when that is possible, and
// otherwise says exactly what is missing: nothing is skipped silently.
const wanted = [
  { command: 'docker-registry', package: 'docker-registry' },
  { command: 'skopeo', package: 'skopeo' },
];

const present = (command: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;

const missing = wanted.filter(({ command }) => !present(command)).map((entry) => entry.package);
if (missing.length > 0) {
  const install = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0) {
    console.error(`The integration tests need system packages. Install them, then run the tests again:`);
    console.error(`  sudo apt-get update && sudo ${install}`);
    process.exit(1);
  }
  console.log(`Installing system packages for the integration tests: ${missing.join(', ')}`);
  const result = spawnSync(
    'sh',
    ['-c', `apt-get update -q && DEBIAN_FRONTEND=noninteractive ${install} -q`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const still = wanted.filter(({ command }) => !present(command)).map((entry) => entry.package);
  if (result.status !== 0 || still.length > 0) {
    console.error(
      `These packages could not be installed: ${still.join(', ')}. Install them by hand: ${install}`,
    );
    process.exit(1);
  }
}
