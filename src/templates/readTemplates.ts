import { Failure } from '../base/failure.ts';
import * as words from '../words/templates.ts';
import { largestTemplate, parseTemplate } from './parseTemplate.ts';
import type { TemplateFile, TemplateOrigin } from './template.ts';

/** A folder of templates, on this disk or wherever the editor reads it. Rejects with Failure `storage`. */
export interface TemplateFolder {
  readonly origin: TemplateOrigin;
  /** Names of the files in it; an absent folder has none. */
  names(): Promise<readonly string[]>;
  /** Bytes of a file. */
  size(name: string): Promise<number>;
  read(name: string): Promise<Uint8Array>;
  /** The file's address in the editor. */
  uri(name: string): string;
}

/** Nobody looks through more rows. */
const mostTemplates = 200;

/** All templates of a folder, by the names of their files; each is read on its own, so that one stops no other. */
export async function readTemplates(folder: TemplateFolder): Promise<readonly TemplateFile[]> {
  const names = (await folder.names()).filter((name) => /^[^.].*\.md$/i.test(name)).toSorted();
  const files: TemplateFile[] = [];
  for (const name of names.slice(0, mostTemplates))
    files.push({ uri: folder.uri(name), template: await readTemplate(folder, name) });
  return files;
}

async function readTemplate(folder: TemplateFolder, name: string): Promise<TemplateFile['template']> {
  const { origin } = folder;
  try {
    if ((await folder.size(name)) > largestTemplate)
      return { name, origin, problem: words.tooLarge(largestTemplate / 1000) };
    return parseTemplate(name, await folder.read(name), origin);
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return { name, origin, problem: error.message };
  }
}
