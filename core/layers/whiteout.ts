/** What a whiteout entry hides from the layers below, never of its own layer (OCI image specification, layer). */
export interface Whiteout {
  /** A path, with everything below it; or a folder (the image's root when empty), */
  readonly target: string;
  /** of which only what is below it. */
  readonly opaque: boolean;
}

const prefix = '.wh.';
const opaqueName = '.wh..wh..opq';

/** The whiteout that an entry of this path is; undefined for any other entry. */
export function whiteoutOf(path: string): Whiteout | undefined {
  const slash = path.lastIndexOf('/');
  const [folder, name] = [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)];
  if (!name.startsWith(prefix)) return undefined;
  if (name === opaqueName) return { target: folder, opaque: true };
  const hidden = name.slice(prefix.length);
  return { target: folder === '' ? hidden : `${folder}/${hidden}`, opaque: false };
}
