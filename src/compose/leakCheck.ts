import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { ReceivedFiles } from '../drafts/receivedFiles.ts';
import { isSecretFileName } from '../leaks/fileNames.ts';
import { linesOf, maskSecrets, type Secret } from '../leaks/secret.ts';
import type { FindSecrets } from '../leaks/secretSearch.ts';
import type { ChosenFile } from '../model/draft.ts';
import type { Sources } from '../storage/sources.ts';
import * as words from '../words/leaks.ts';
import { searchableText } from './searchableText.ts';

/** What is about to go into a note and was not typed: a text, by what the user calls it, or a file. */
export type Material = MaterialText | MaterialFile;
interface MaterialText {
  readonly name: string;
  readonly text: string;
}
interface MaterialFile {
  readonly file: ChosenFile;
}

/** A material that the user is asked about. */
export interface Suspect {
  readonly name: string;
  /** A file's; undefined: it is a text. */
  readonly uri: string | undefined;
  /** What was looked through; undefined: no text. */
  readonly text: string | undefined;
  /** What was found, in the order of the text. */
  readonly secrets: readonly (Secret & { readonly line: number })[];
  /** Why it is asked about: for what was found, for its name alone, or since the rules cannot be loaded. */
  readonly why: 'found' | 'name' | 'notSearched';
}

/** What the user can decide about all suspects at once. */
export type LeakAnswer = 'mask' | 'leaveOut' | 'asItIs';

/** Asks the user about at least one suspect; undefined: nothing is to go. */
export type AskAboutLeaks = (
  suspects: readonly Suspect[],
  answers: readonly LeakAnswer[],
) => Promise<LeakAnswer | undefined>;

/** What {@link LeakCheck} needs from outside. */
interface LeakCheckParts {
  readonly findSecrets: FindSecrets;
  readonly ask: AskAboutLeaks;
  /** Makes the keys of all accounts known to `findSecrets`. */
  readonly readKeys: () => Promise<void>;
  readonly sources: Pick<Sources, 'read' | 'decode'>;
  readonly received: Pick<ReceivedFiles, 'addBytes'>;
  readonly log: Log;
}

/** Bytes of a file that are looked through. */
const mostSearched = 5_000_000;

/** How a check is limited. */
interface CheckOptions {
  /** The note that they are for: what the user let go with it once is not asked about again. */
  readonly noteId?: string;
  readonly signal?: AbortSignal;
}

/** Looks through what was not typed before it goes into a note, and asks where it seems to hold secrets. */
export class LeakCheck {
  readonly #parts: LeakCheckParts;
  readonly #allowed = new Set<string>();

  constructor(parts: LeakCheckParts) {
    this.#parts = parts;
  }

  /** The text as it may go on; undefined: not at all, which the user said. `name`: what the user calls it. */
  async text(text: string, name: string): Promise<string | undefined> {
    const [checked] = (await this.check([{ name, text }])) ?? [];
    return checked && 'text' in checked ? checked.text : undefined;
  }

  /**
   * The materials as they may go, in their order: masked ones are copies, and those that are left out are undefined.
   * Undefined: the user said that nothing is to go. A file that cannot be read is none of its business. Failure
   * `cancelled`; `storage` when a masked copy cannot be written.
   */
  async check(
    materials: readonly Material[],
    { noteId, signal }: CheckOptions = {},
  ): Promise<readonly (Material | undefined)[] | undefined> {
    const { readKeys, ask } = this.#parts;
    await readKeys();
    const searched: (Searched | undefined)[] = [];
    for (const material of materials) {
      if (signal?.aborted === true) throw new Failure('cancelled', words.searchCancelled());
      searched.push(await this.#search(material));
    }
    const isAllowed = (each: Suspect) => noteId !== undefined && this.#allowed.has(keyOf(noteId, each));
    const open = searched.map((each) => (each && isAllowed(each) ? undefined : each));
    const suspects = open.filter((each) => each !== undefined);
    if (suspects.length === 0) return materials;
    const answer = await ask(suspects, answersFor(suspects));
    if (signal?.aborted === true) throw new Failure('cancelled', words.searchCancelled());
    if (answer === undefined) return undefined;
    if (answer === 'asItIs' && noteId !== undefined)
      for (const each of suspects) this.#allowed.add(keyOf(noteId, each));
    const result: (Material | undefined)[] = [];
    for (const [at, material] of materials.entries()) {
      const suspect = open[at];
      if (!suspect || answer === 'asItIs') result.push(material);
      else result.push(answer === 'mask' ? await this.#masked(material, suspect) : undefined);
    }
    return result;
  }

  async #search(material: Material): Promise<Searched | undefined> {
    const { findSecrets, log } = this.#parts;
    const { name, uri, text, canBeMasked } = await this.#open(material);
    const suspect = { name, uri, text, canBeMasked };
    try {
      const secrets = text === undefined ? [] : await findSecrets(text);
      if (text !== undefined && secrets.length > 0)
        return { ...suspect, secrets: withLines(text, secrets), why: 'found' };
      return uri !== undefined && isSecretFileName(name)
        ? { ...suspect, canBeMasked: false, secrets: [], why: 'name' }
        : undefined;
    } catch (error) {
      log.error('The rules that find secrets cannot be loaded', error);
      return { ...suspect, canBeMasked: false, secrets: [], why: 'notSearched' };
    }
  }

  async #open(material: Material): Promise<Omit<Searched, 'secrets' | 'why'>> {
    if ('text' in material) return { ...material, uri: undefined, canBeMasked: true };
    const { file } = material;
    const { uri, name } = file;
    try {
      const read = await searchableText(this.#parts.sources, file, mostSearched);
      return { name, uri, text: read?.text, canBeMasked: read?.isWhole === true };
    } catch (error) {
      if (!Failure.is(error)) throw error;
      return { name, uri, text: undefined, canBeMasked: false };
    }
  }

  async #masked(material: Material, { text = '', secrets }: Suspect): Promise<Material> {
    const masked = maskSecrets(text, secrets, words.masked());
    if ('text' in material) return { ...material, text: masked };
    return { file: await this.#parts.received.addBytes(material.file.name, Buffer.from(masked)) };
  }
}

interface Searched extends Suspect {
  readonly canBeMasked: boolean;
}

function answersFor(suspects: readonly Searched[]): readonly LeakAnswer[] {
  const mask = suspects.every(({ canBeMasked }) => canBeMasked) ? ['mask' as const] : [];
  const leaveOut = suspects.every(({ uri }) => uri !== undefined) ? ['leaveOut' as const] : [];
  return [...mask, ...leaveOut, 'asItIs'];
}

function withLines(text: string, secrets: readonly Secret[]): Suspect['secrets'] {
  const lines = linesOf(text, secrets);
  return secrets.map((secret, at) => ({ ...secret, line: lines[at] ?? 1 }));
}

function keyOf(noteId: string, { uri, why, secrets }: Suspect): string {
  return JSON.stringify([noteId, uri, why, secrets]);
}
