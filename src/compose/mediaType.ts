import mime from 'mime';
import { textExtensions, textNames } from './textFiles.ts';

/**
 * Source files whose extensions also belong to something that is rarely attached to a note, or whose registered type is
 * that of a program to be run: an MPEG transport stream (ts, mts), a Windows program (bat), a format of messages (rs).
 */
const sources = new Set(
  'bat cjs csh cu dart mts php pl pm pwn rs sc scd scm sh sls st tcl tex ts'.split(' '),
);

/** The media type of a file by its name: that of the library, `text/plain` for other sources, else a stream of bytes. */
export function mediaTypeOf(name: string): string {
  const base = name.replace(/^.*[/\\]/s, '').toLowerCase();
  const extension = base.slice(base.lastIndexOf('.') + 1);
  if (sources.has(extension) && base.includes('.')) return 'text/plain';
  // As a path, since the library takes a bare name for an extension.
  const known = mime.getType(`/${base}`);
  if (known !== null) return known;
  const isText = textNames.has(base) || (base.includes('.') && textExtensions.has(extension));
  return isText ? 'text/plain' : 'application/octet-stream';
}
