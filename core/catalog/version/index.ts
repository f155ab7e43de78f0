export {
  type Bound,
  formatBounds,
  isBetween,
  isWithin,
  parseBound,
  pinnedVersion,
  type VersionBounds,
} from './bounds.ts';
export { parseVersionRange, type VersionRange } from './range.ts';
export { compareSemVer, compareWithBuild, parseSemVer, type SemVer } from './semver.ts';
