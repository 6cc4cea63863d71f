import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import {
  formFaults,
  formSizes,
  packageFaults,
  packageSizes,
  sizeLimits,
} from '../../../scripts/packageSizes.ts';

const noise = (length: number): Uint8Array => {
  // A sequence that does not compress, so that the sizes in the archive are known.
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state & 255;
  });
};

it('takes code and pictures of a VSIX apart', () => {
  const vsix = zipSync({
    'extension/dist/main.cjs': noise(50_000),
    'extension/media/icon.png': noise(10_000),
    'extension/media/pictures/form.png': noise(20_000),
  });
  const { code, pictures } = packageSizes(vsix);
  expect([...pictures]).toEqual([
    ['extension/media/icon.png', 10_000],
    ['extension/media/pictures/form.png', 20_000],
  ]);
  // What is left beside the script is the archive's directory.
  expect(code).toBeGreaterThan(50_000);
  expect(code).toBeLessThan(51_000);
});

it('names what is larger than its limit, and each picture by its path', () => {
  const sizes = (code: number, picture: number) => ({ code, pictures: new Map([['a.png', picture]]) });
  expect(packageFaults(sizes(sizeLimits.code, sizeLimits.picture))).toEqual([]);
  expect(packageFaults(sizes(680_001, 60_001))).toEqual([
    'The VSIX without its pictures has 680001 bytes, more than 680000.',
    'a.png has 60001 bytes, more than 60000.',
  ]);
});

it('says when the form is too large, as it is or compressed', () => {
  expect(formFaults({ plain: 80_000, gzipped: 30_000 })).toEqual([]);
  expect(formFaults({ plain: 80_001, gzipped: 30_001 })).toEqual([
    'The form has 80001 bytes, more than 80000.',
    'The form, gzipped, has 30001 bytes, more than 30000.',
  ]);
});

it('counts the form as it is, and as it is sent compressed', () => {
  const { plain, gzipped } = formSizes([strToU8('a'.repeat(1000)), strToU8('b'.repeat(500))]);
  expect(plain).toBe(1500);
  expect(gzipped).toBeLessThan(100);
});
