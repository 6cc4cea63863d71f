import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from '../../scripts/build.ts';

/** The pictures that the README shows. They go into the VSIX, too. */
const readmePictures = new Set(['palette', 'form', 'right-click']);

/**
 * Writes a picture, a PNG, into test/.output/pictures. When NOTELOG_UPDATE_PICTURES is 1, one of the README's also
 * goes into media/pictures, made smaller.
 */
export async function savePicture(name: string, picture: Buffer): Promise<void> {
  await write(['test', '.output', 'pictures'], name, picture);
  if (readmePictures.has(name) && process.env['NOTELOG_UPDATE_PICTURES'] === '1') {
    await write(['media', 'pictures'], name, await smaller(picture));
  }
}

async function write(folder: readonly string[], name: string, picture: Buffer): Promise<void> {
  const path = join(root, ...folder);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, `${name}.png`), picture);
}

/**
 * The picture with at most 256 colours. The editor has only a few hundred, nearly all of them shades at the edges of
 * letters, so the eye sees no difference. Dithering would make flat areas grainy, and the file larger.
 */
function smaller(picture: Buffer): Promise<Buffer> {
  return sharp(picture).png({ palette: true, dither: 0, effort: 10, compressionLevel: 9 }).toBuffer();
}
