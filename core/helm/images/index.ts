export { findImages, type FoundImages, type ImageSearch } from './find-images.ts';
