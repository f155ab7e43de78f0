export { openPage, type Page, type PageFile } from './page-files.ts';
export { pageHeaders, type PageHeaders } from './page-headers.ts';
