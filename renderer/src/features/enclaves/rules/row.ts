/** Whether the registry holds it; `unknown`: it was not, or could not be, looked at. */
export type Held = 'yes' | 'no' | 'unknown';

interface RowBase {
  /** Unique in the matrix. */
  readonly key: string;
  readonly held: Held;
}

export interface ReleaseRow extends RowBase {
  readonly kind: 'release';
  /** The channel that names it in a configuration. */
  readonly channel: string;
  readonly version: string;
  /** In which it is held. */
  readonly architectures: readonly string[];
}

/** The newest release of a channel of which nothing is known to be held: an enclave asks for it all the same. */
export interface NewestRow extends RowBase {
  readonly kind: 'newest';
  readonly channel: string;
}

export interface HeldBundle {
  readonly name: string;
  readonly version: string | undefined;
}

export interface HeldChannel {
  readonly name: string;
  /** Highest version first. */
  readonly bundles: readonly HeldBundle[];
}

export interface PackageRow extends RowBase {
  readonly kind: 'package';
  readonly catalog: string;
  readonly name: string;
  readonly displayName: string;
  /** What is held of it; empty when that is nothing or unknown. */
  readonly channels: readonly HeldChannel[];
  /** The one that a cluster takes unless it is told otherwise. */
  readonly defaultChannel: string | undefined;
}

export interface ChannelRow extends RowBase {
  readonly kind: 'channel';
  readonly pack: PackageRow;
  readonly channel: HeldChannel;
}

export interface BundleRow extends RowBase {
  readonly kind: 'bundle';
  readonly pack: PackageRow;
  readonly channel: HeldChannel;
  readonly bundle: HeldBundle;
}

export interface ImageRow extends RowBase {
  readonly kind: 'image';
  readonly name: string;
}

/** Something that an enclave gets or does not get. */
export type ContentRow = ReleaseRow | NewestRow | PackageRow | ChannelRow | BundleRow | ImageRow;
/** Rows that are not parts of another row. */
export type TopRow = ReleaseRow | NewestRow | PackageRow | ImageRow;

/** Rows that belong together, under a heading that can be closed. */
export interface Section {
  readonly key: string;
  readonly kind: 'releases' | 'catalog' | 'images';
  /** The channel or the catalogue; empty for images. */
  readonly name: string;
  readonly rows: readonly TopRow[];
}

/** What a package holds, one level below it. */
export function channelRows(pack: PackageRow): readonly ChannelRow[] {
  return pack.channels.map((channel) => ({
    kind: 'channel',
    key: `${pack.key} ${channel.name}`,
    held: pack.held,
    pack,
    channel,
  }));
}

/** What a channel of a package holds. */
export function bundleRows({ key, held, pack, channel }: ChannelRow): readonly BundleRow[] {
  return channel.bundles.map((bundle) => ({
    kind: 'bundle',
    key: `${key} ${bundle.name}`,
    held,
    pack,
    channel,
    bundle,
  }));
}
