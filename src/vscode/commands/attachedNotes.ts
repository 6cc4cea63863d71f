import type { OpenAccount } from '../../accounts/accountBook.ts';
import { emptyDraft, type Draft } from '../../model/draft.ts';
import type { Target } from '../../model/note.ts';
import { firstLine } from '../label.ts';
import type { Services } from '../services.ts';
import type { FileToAttach } from './chosenFile.ts';
import type { TextToSend } from './textToSend.ts';
import * as words from '../../words/attach.ts';

/** What goes out for one file: the comment with the file, or the file's text. */
export interface AttachedNote {
  readonly file: FileToAttach;
  /** '' where none was typed: the file's name stands in its place. */
  readonly comment: string;
  readonly text?: TextToSend;
}

/** Whether an account takes a file beside a note's text. */
export function takesFiles({ kind }: OpenAccount): boolean {
  return kind.capabilities.attachments !== 'none';
}

/** What is special about the content that goes out; '' for nothing. */
export function remarkOn({ file, text }: Omit<AttachedNote, 'comment'>): string {
  const seen = file.isUnsaved ? [words.asSeen()] : [];
  const read = text?.encoding === undefined ? [] : [words.readAs(text.encoding.label, firstLine(text.text))];
  return [...seen, ...read].join(', ');
}

/** The note for one file. */
export function attachedDraft(
  services: Services,
  to: OpenAccount,
  target: Target | undefined,
  { file: { file }, comment, text }: AttachedNote,
): Draft {
  const empty = emptyNote(services, to, target);
  const { values } = empty;
  if (text) return { ...empty, values: { ...values, text: text.text }, fileName: file.name };
  const note = { ...values, text: comment === '' ? file.name : comment };
  return { ...empty, values: note, attachments: takesFiles(to) ? [file] : [] };
}

function emptyNote(services: Services, { account, kind }: OpenAccount, target: Target | undefined): Draft {
  const { kinds, targets } = kind.capabilities;
  const [noteKind = 'note'] = kinds;
  const empty = emptyDraft(services.newId(), account.id, noteKind, target?.type ?? targets[0]?.type ?? '');
  return target ? { ...empty, target, values: { ...empty.values, target: target.id } } : empty;
}
