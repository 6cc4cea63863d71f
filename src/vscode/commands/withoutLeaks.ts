import type { Material } from '../../compose/leakCheck.ts';
import { lookingForSecrets } from '../../words/leaks.ts';
import { cancellable } from '../cancellable.ts';
import type { Services } from '../services.ts';
import type { AttachedNote } from './attachedNotes.ts';

/** Bytes that are read and looked through so soon that nobody wants to follow it. */
const quick = 2_000_000;

/**
 * The notes as they may go, after the user was asked about secrets in their files: without those whose file was left out.
 * Undefined: nothing is to go, which the user said.
 */
export async function withoutLeaks(
  { leaks }: Pick<Services, 'leaks'>,
  notes: readonly AttachedNote[],
): Promise<readonly AttachedNote[] | undefined> {
  const materials = notes.map(({ file: { file }, text }) =>
    text ? { name: file.name, text: text.text } : { file },
  );
  const size = notes.reduce((sum, { file: { file } }) => sum + file.size, 0);
  const cleared = await (size > quick
    ? cancellable(lookingForSecrets(), (signal) => leaks.check(materials, { signal }))
    : leaks.check(materials));
  return cleared && notes.flatMap((note, at) => withMaterial(note, cleared[at]));
}

function withMaterial(note: AttachedNote, material: Material | undefined): readonly AttachedNote[] {
  if (!material) return [];
  if ('file' in material) return [{ ...note, file: { ...note.file, file: material.file } }];
  return note.text ? [{ ...note, text: { ...note.text, text: material.text } }] : [note];
}
