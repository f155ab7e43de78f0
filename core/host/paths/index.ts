export { setDetector } from './browse.ts';
export { pathHandlers, type PathHandlerOptions } from './path-handlers.ts';
export { createPathRegistry, type OwnPathRegistry, type RegistryOptions } from './registry.ts';
