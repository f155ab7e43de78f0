export { createPathRegistry, type OwnPathRegistry, type RegistryOptions } from './registry.ts';
