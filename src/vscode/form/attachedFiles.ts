import { mediaTypeOf } from '../../compose/mediaType.ts';
import type { Composer } from '../../compose/composer.ts';
import type { Snapshot } from '../../form/messages.ts';
import type { Sources } from '../../storage/sources.ts';
import * as words from '../../words/formFiles.ts';
import { filesTaken } from '../filesTaken.ts';

/** Pictures that the page may show. A browser decodes them and runs nothing of them, which is not said of SVG. */
export const picturesTypes: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
]);

/** The draft's files as the form shows them: those that are attached, then those that are not, or not yet. */
export function attachedFiles(
  { draft, files, account, isInForm }: FilesState,
  sources: Pick<Sources, 'isUnsaved'>,
): Pick<Snapshot, 'attachments' | 'files'> {
  const attached = draft.attachments.map(({ uri, name, size }) => ({
    key: uri,
    name,
    size,
    picture: picturesTypes.has(mediaTypeOf(name)),
    state: 'ready' as const,
    progress: 1,
    message: sources.isUnsaved(uri) ? words.asSeen() : '',
  }));
  const pending = files.pending().filter(({ draftId }) => isInForm(draftId));
  const others = pending.map(({ key, name, size, progress, problem }) => ({
    key,
    name,
    size,
    picture: false,
    state: problem === undefined ? ('reading' as const) : ('failed' as const),
    progress,
    message: problem ?? '',
  }));
  const reading = others.filter(({ state }) => state === 'reading').length;
  return {
    attachments: [...attached, ...others],
    files: { ...filesTaken(account.kind, attached.length + reading) },
  };
}

type FilesState = Pick<Composer, 'draft' | 'files' | 'account'> & {
  readonly isInForm: (draftId: string) => boolean;
};
