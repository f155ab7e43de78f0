// Limits on what other systems send (registry-client.md H9, M6). Descriptors reach 2^53 bytes in the
// specification; the caps here are far above any real image and far below what would hurt.

/** Largest manifest that is read, bytes. */
export const maximumManifestBytes = 4 * 1024 * 1024;
/** Largest image configuration that is read into memory, bytes. */
export const maximumConfigBytes = 16 * 1024 * 1024;
/** Largest blob a manifest may name, bytes; callers may set another. */
export const maximumBlobBytes = 256 * 1024 ** 3;
export const maximumLayers = 10_000;
export const maximumIndexEntries = 10_000;
/** How deep indexes may lie within indexes. */
export const maximumIndexNesting = 8;
/** How deep objects and arrays of a JSON document may nest. */
export const maximumJsonDepth = 64;
