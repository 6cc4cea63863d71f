import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from '../../scripts/build.ts';

const output = ['test', '.output', 'pictures'];

/** The pictures that go into the VSIX, and where they lie: those of the README, and those of the walkthrough. */
const packagedPictures = new Map<string, readonly [folder: string, name: string]>([
  ['palette', ['pictures', 'palette']],
  ['form', ['pictures', 'form']],
  ['right-click', ['pictures', 'right-click']],
  ['from-the-code', ['pictures', 'from-the-code']],
  ['problem', ['pictures', 'problem']],
  ['commit', ['pictures', 'commit']],
  ['terminal', ['pictures', 'terminal']],
  ...['note', 'connect', 'call', 'timer', 'recent'].map(
    (step) => [`walkthrough-${step}`, ['walkthrough', step]] as const,
  ),
]);

/**
 * Whether every picture is taken. They are for people to look at, no test depends on one, and taking them would cost the
 * tests of the form half of their time; so by default only those are taken that are packaged, or that show a failure.
 */
export function takesAllPictures(): boolean {
  return process.env['NOTELOG_PICTURES'] === '1';
}

/** Writes a picture, a PNG, of how a test failed into test/.output/pictures. */
export async function saveFailure(name: string, picture: Buffer): Promise<void> {
  await write(output, name, picture);
}

/**
 * Takes a picture, a PNG, and writes it into test/.output/pictures, if it is to be taken. When NOTELOG_UPDATE_PICTURES
 * is 1, one that is packaged also goes into its folder in media, made smaller.
 */
export async function savePicture(name: string, take: () => Promise<Buffer>): Promise<void> {
  const packaged = packagedPictures.get(name);
  if (packaged === undefined && !takesAllPictures()) return;
  const picture = await take();
  await write(output, name, picture);
  if (packaged && process.env['NOTELOG_UPDATE_PICTURES'] === '1') {
    const [folder, file] = packaged;
    await write(['media', folder], file, await smaller(picture));
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
