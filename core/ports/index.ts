export { type Clock, systemClock } from './clock.ts';
export { type Environment, systemEnvironment } from './environment.ts';
export type { EndpointProxy, EndpointSecurity, HttpDoor, HttpRequest, HttpResponse } from './http.ts';
export { type FileHandle, type FileSystem, systemFileSystem } from './file-system.ts';
export { type Random, systemRandom } from './random.ts';
export { probeWriting } from './probe-writing.ts';
export { removeLeftovers, withTemporary } from './temporary-files.ts';
export { startThread } from './thread.ts';
export { makeFolders, readBounded, removeTemporaries, syncDirectory, writeDurably } from './durable.ts';
