export { resolveDependencies } from './resolve.ts';
export type {
  Addition,
  BundleRef,
  Candidate,
  CandidateChannel,
  Catalogs,
  Dependency,
  DependencyReport,
  DependencyStatus,
  Need,
  PackageRef,
  Picked,
  ReasonStep,
  SelectedPackage,
} from './types.ts';
