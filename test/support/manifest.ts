import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { root } from '../../scripts/build.ts';

/** A value of package.json whose text stands in package.nls.json; the editor knows it by the same form. */
const reference = /^%(.+)%$/;

/** The file as JSON. */
export async function readManifestFile(name: 'package.json' | 'package.nls.json'): Promise<unknown> {
  return JSON.parse(await readFile(join(root, name), 'utf8')) as unknown;
}

/** The texts of package.json by their keys. */
export async function manifestTexts(): Promise<ReadonlyMap<string, string>> {
  return new Map(
    Object.entries(z.record(z.string(), z.string()).parse(await readManifestFile('package.nls.json'))),
  );
}

/** The keys that a value of package.json refers to, in its order; a key that is used again comes again. */
export function keysIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [reference.exec(value)?.[1] ?? []].flat();
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(keysIn) : [];
}

/** package.json as the editor shows it in English: with the texts in place of their keys. */
export async function readManifest(): Promise<unknown> {
  const texts = await manifestTexts();
  return withTexts(await readManifestFile('package.json'), texts);
}

function withTexts(value: unknown, texts: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    const key = reference.exec(value)?.[1];
    return key === undefined ? value : (texts.get(key) ?? value);
  }
  if (Array.isArray(value)) return value.map((each) => withTexts(each, texts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withTexts(each, texts)]));
}
