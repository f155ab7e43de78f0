export { checkCompatibility, type Compatibility, type Incompatibility } from './check.ts';
export {
  changesSince,
  type HeadMove,
  type PackageChange,
  type PackageSnapshot,
  snapshotOf,
} from './changes.ts';
export { obstaclesOf, type Obstacle, unreadableLimits, type UnreadableLimit } from './judge.ts';
export { openShiftMinor, type OpenShiftMinor } from './openshift.ts';
