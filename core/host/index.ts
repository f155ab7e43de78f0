export {
  inspect,
  registriesConfFrom,
  resourceFiles,
  verify,
  type SetDescription,
  type VerifyProgress,
  type VerifyReport,
} from './media-commands.ts';
export { createHost } from './app/create-host.ts';
export type { Host, HostOptions } from './app/host.ts';
export { toWireError, type Dispatch, type IncomingCall } from './app/dispatch.ts';
export type { CallContext, Caller } from './app/handlers.ts';
export type { ShellPorts } from './app/ports.ts';
export { listRuns, waitingRuns, type RunList } from './list-runs.ts';
export { listReleaseVersions, type ReleaseListing, type ReleaseQuery } from './list-releases.ts';
export { mirror, planMirror, type RunContext } from './mirror/mirror.ts';
export { nearName } from '../config/index.ts';
export { exitCodeOf } from './mirror/outcome.ts';
export { findingMessage, toMessage, type Observer } from './observer.ts';
export {
  practiceRun,
  practiceUp,
  type PracticeEnvironment,
  type PracticeOptions,
  type PracticeResult,
  type PracticeScale,
  type PracticeStep,
} from './practice/practice-run.ts';
export { rebuildResources } from './rebuild-resources.ts';
export { systemServices, type HostServices } from './services.ts';
export { toolVersion } from './version.ts';
