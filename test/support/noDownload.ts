import type { Download } from '../../src/http/download.ts';

/** For a provider that must not download any file. */
export const noDownload: Download = () => Promise.reject(new Error('no file is to be read'));
