import { whiteoutOf, type LayerTarEntry } from '../../../layers/index.ts';

/** What becomes of an entry: it is one of the catalogue's, nothing to it, or in a place where only folders may be. */
export type EntryVerdict = 'file' | 'link' | 'ignored' | 'not-a-folder';

/**
 * Which entries count, while an image's layers are read from the top down: an upper layer's files stand before
 * those of the layers below, and its whiteouts hide them (OCI image specification, layer).
 */
export class LayerStack {
  readonly #folder: string;
  /** Folders that lead to the configuration folder, itself included. */
  readonly #leading: ReadonlySet<string>;
  readonly #hidden = new Set<string>();
  readonly #opaque = new Set<string>();
  readonly #taken = new Map<string, 'folder' | 'other'>();
  #layer: {
    readonly hidden: string[];
    readonly opaque: string[];
    readonly taken: Map<string, 'folder' | 'other'>;
  };

  constructor(folder: string) {
    this.#folder = folder;
    this.#leading = new Set(prefixesOf(folder));
    this.#layer = emptyLayer();
  }

  /** Names that are remembered, for a limit. */
  get size(): number {
    const { hidden, opaque, taken } = this.#layer;
    return (
      this.#hidden.size + this.#opaque.size + this.#taken.size + hidden.length + opaque.length + taken.size
    );
  }

  /** Whether nothing in the layers below can matter any more. */
  get covered(): boolean {
    return (
      this.#opaque.has(this.#folder) || this.#hidden.has(this.#folder) || this.#isBelowHidden(this.#folder)
    );
  }

  add({ path, type }: Pick<LayerTarEntry, 'path' | 'type'>): EntryVerdict {
    const whiteout = whiteoutOf(path);
    if (whiteout !== undefined) {
      const { target, opaque } = whiteout;
      if (this.#concerns(target)) this.#layer[opaque ? 'opaque' : 'hidden'].push(target);
      return 'ignored';
    }
    if (!this.#concerns(path)) return 'ignored';
    const isFolder = type === 'directory';
    if (this.#isHidden(path, isFolder)) return 'ignored';
    if (path === '') return 'ignored';
    this.#layer.taken.set(path, isFolder ? 'folder' : 'other');
    if (isFolder) return 'ignored';
    if (this.#leading.has(path)) return 'not-a-folder';
    return type === 'file' || type === 'contiguous-file' ? 'file' : 'link';
  }

  /** The layer is over; what it hides is hidden from now on. */
  endLayer(): void {
    for (const path of this.#layer.hidden) this.#hidden.add(path);
    for (const path of this.#layer.opaque) this.#opaque.add(path);
    for (const [path, kind] of this.#layer.taken) this.#taken.set(path, kind);
    this.#layer = emptyLayer();
  }

  /** Whether a path is, leads to, or lies below the configuration folder. */
  #concerns(path: string): boolean {
    return path === '' || this.#leading.has(path) || path.startsWith(`${this.#folder}/`);
  }

  #isHidden(path: string, isFolder: boolean): boolean {
    const above = this.#taken.get(path);
    if (above === 'other' || (above === 'folder' && !isFolder)) return true;
    return this.#hidden.has(path) || this.#isBelowHidden(path);
  }

  #isBelowHidden(path: string): boolean {
    return ['', ...prefixesOf(path).slice(0, -1)].some(
      (folder) => this.#hidden.has(folder) || this.#opaque.has(folder) || this.#taken.get(folder) === 'other',
    );
  }
}

const emptyLayer = (): { hidden: string[]; opaque: string[]; taken: Map<string, 'folder' | 'other'> } => ({
  hidden: [],
  opaque: [],
  taken: new Map(),
});

/** `a`, `a/b`, `a/b/c` of `a/b/c`. */
function prefixesOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
