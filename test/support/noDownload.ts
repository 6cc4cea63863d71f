import type { Download } from '../../src/http/download.ts';

/** For a provider that is to read no file. */
export const noDownload: Download = () => Promise.reject(new Error('no file is to be read'));
