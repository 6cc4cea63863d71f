import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NewId } from '../base/ids.ts';
import { writeDurably } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { safeName } from '../storage/safeName.ts';
import { storing } from '../storage/storageFailure.ts';
import { formatTemplate, type TemplateToSave } from './parseTemplate.ts';
import { readTemplates } from './readTemplates.ts';
import type { TemplateFile } from './template.ts';

/** What the user's templates need from outside. */
interface UserTemplatesParts {
  readonly files: Files;
  /** Absolute path of their folder, now. */
  readonly folder: () => string;
  readonly newId: NewId;
}

/** The user's own templates: Markdown files in a folder on this machine. Rejects with Failure `storage`. */
export class UserTemplates {
  readonly #parts: UserTemplatesParts;

  constructor(parts: UserTemplatesParts) {
    this.#parts = parts;
  }

  async read(): Promise<readonly TemplateFile[]> {
    const { files } = this.#parts;
    const folder = this.#parts.folder();
    return await readTemplates({
      origin: { from: 'user' },
      names: () => storing(() => files.names(folder)),
      size: async (name) => (await storing(() => files.facts(join(folder, name)))).size,
      read: (name) => storing(() => files.read(join(folder, name))),
      uri: (name) => pathToFileURL(join(folder, name)).href,
    });
  }

  /** Whether a template of this name would replace a file. */
  async has(name: string): Promise<boolean> {
    const { files, folder } = this.#parts;
    const fileName = fileNameOf(name).toLowerCase();
    const names = await storing(() => files.names(folder()));
    return names.some((each) => each.toLowerCase() === fileName);
  }

  /** Writes a template, in place of one of that name. Returns its file's address in the editor. */
  async save(template: TemplateToSave): Promise<string> {
    const { files, newId } = this.#parts;
    const folder = this.#parts.folder();
    await storing(() => files.makeFolder(folder));
    const path = join(folder, fileNameOf(template.name));
    await writeDurably(files, path, new TextEncoder().encode(formatTemplate(template)), newId);
    return pathToFileURL(path).href;
  }
}

function fileNameOf(name: string): string {
  return `${safeName(name, 'template')}.md`;
}
