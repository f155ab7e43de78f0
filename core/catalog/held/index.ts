export { filterHeld, type HeldBundles } from './filter-held.ts';
export { replacePackages, restrictPackage } from './restrict.ts';
