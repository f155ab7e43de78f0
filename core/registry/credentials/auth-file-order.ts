import { join } from 'node:path';
import type { Environment } from '../../ports/index.ts';

export interface AuthFilePlace {
  readonly file: string;
  /** `legacy`: ~/.dockercfg, a flat map by host. */
  readonly format: 'auths' | 'legacy';
  /** The option or variable that named it; such a file must exist. */
  readonly source?: string;
}

/**
 * The auth files in the order to be searched. A named file is the only one (registry-client.md C2); otherwise the
 * run-time directory, the user's configuration, Docker's file and its ancestor (C3).
 */
export function authFileOrder(
  environment: Environment,
  authFile: string | undefined,
): readonly AuthFilePlace[] {
  const { variables, home } = environment;
  const named = (file: string, source: string): AuthFilePlace[] => [{ file, format: 'auths', source }];
  if (authFile !== undefined) return named(authFile, '--authfile');
  const fromVariable = variables['REGISTRY_AUTH_FILE'] ?? '';
  if (fromVariable !== '') return named(fromVariable, 'REGISTRY_AUTH_FILE');
  const files = [
    runtimeFile(environment),
    join(variables['XDG_CONFIG_HOME'] || join(home, '.config'), 'containers', 'auth.json'),
    join(variables['DOCKER_CONFIG'] || join(home, '.docker'), 'config.json'),
  ];
  return [
    ...[...new Set(files)].map((file) => ({ file, format: 'auths' as const })),
    { file: join(home, '.dockercfg'), format: 'legacy' },
  ];
}

/** Where "podman login" writes. */
function runtimeFile({ variables, home, uid, platform }: Environment): string {
  if (platform !== 'linux') return join(home, '.config', 'containers', 'auth.json');
  const folder = variables['XDG_RUNTIME_DIR'] ?? '';
  return folder === ''
    ? join('/run/containers', String(uid), 'auth.json')
    : join(folder, 'containers', 'auth.json');
}
