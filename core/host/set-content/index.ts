export { readImages, type ReadImages } from './image-facts.ts';
export { readSetOrigin, type SetOrigin } from './set-origin.ts';
