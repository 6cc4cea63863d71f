import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The texts of all notes in the notebook of an editor's extension storage. */
export async function notesIn(storage: string): Promise<readonly string[]> {
  const folder = join(storage, 'notebook');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.md'));
  return await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}
