import type { Finding } from '../../contract/index.ts';
import type { CatalogModel, Requirement } from '../model.ts';

/** The catalogues of a configuration by the name that a selection uses for them. */
export type Catalogs = ReadonlyMap<string, CatalogModel>;

export interface PackageRef {
  readonly catalog: string;
  readonly package: string;
}

export interface BundleRef extends PackageRef {
  readonly bundle: string;
}

/** What a filter keeps of one package. */
export interface SelectedPackage extends PackageRef {
  readonly bundles: readonly string[];
}

/** What a bundle needs: as it says itself, or because its package has a companion. */
export type Need =
  | Requirement
  /** `version`: the requiring bundle's own, where the companion has it too. */
  | { readonly kind: 'companion'; readonly package: string; readonly version?: string };

/** The least of a package that meets some needs, as a configuration would ask for it. */
export interface Picked {
  /** Without bounds, the channel's head is enough (oc-mirror-v2.md 6.4). */
  readonly channels: readonly {
    readonly name: string;
    readonly minVersion?: string;
    readonly maxVersion?: string;
  }[];
  /** Set when the package's own default channel is not among `channels`, which a filter would refuse. */
  readonly defaultChannel?: string;
  /** The bundles that these channels and bounds come to. */
  readonly bundles: readonly string[];
}

/** A package that can satisfy a need, with the bundles that do, by channel. */
export interface Candidate extends PackageRef {
  readonly channels: readonly CandidateChannel[];
  /** What would be taken of it for this need alone. */
  readonly pick: Picked;
}

export interface CandidateChannel {
  readonly name: string;
  readonly default: boolean;
  /** Lowest first; a bundle without a version comes before those with one. */
  readonly bundles: readonly { readonly name: string; readonly version?: string }[];
}

/**
 * `selected`: something in the selection provides it. `added`: an addition does. `choice`: several packages could.
 * `absent`: nothing in any catalogue does. `unknown`: only a cluster can judge it.
 */
export type DependencyStatus = 'selected' | 'added' | 'choice' | 'absent' | 'unknown';

/** One need with everything that has it. */
export interface Dependency {
  /** The need in words that are the same in every language; a decision names it. */
  readonly key: string;
  readonly need: Need;
  readonly requiredBy: readonly BundleRef[];
  readonly status: DependencyStatus;
  /** Who provides it; for `selected` and `added`. */
  readonly provider?: PackageRef;
  readonly candidates: readonly Candidate[];
  /** From a selected bundle down to this need, a shortest way; the need itself is its last step. */
  readonly reasons: readonly ReasonStep[];
}

/** A step of the way from the selection to a need. */
export interface ReasonStep {
  readonly by: BundleRef;
  readonly key: string;
}

/** A package to add to the configuration, or to widen when it is selected already. */
export interface Addition extends PackageRef, Picked {
  /** From a selected bundle down to this package, a shortest way. */
  readonly reasons: readonly ReasonStep[];
}

export interface DependencyReport {
  readonly dependencies: readonly Dependency[];
  readonly additions: readonly Addition[];
  readonly findings: readonly Finding[];
}
