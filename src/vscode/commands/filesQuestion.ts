import { askChoice, askText, type Question } from '../ask.ts';
import { noteCount } from '../../words/counts.ts';
import type { Services } from '../services.ts';
import { constant, verbatim } from '../verbatim.ts';
import { remarkOn, type AttachedNote } from './attachedNotes.ts';

/** What is asked about several files, or about one that goes out as text. */
interface FilesQuestion {
  /** Whom the notes are about. */
  readonly heading: () => string;
  readonly notes: () => readonly Omit<AttachedNote, 'comment'>[];
  /** By the files' addresses; undefined: a file's text is the whole note. */
  readonly comments: Map<string, string> | undefined;
}

/** Lists the files, one note each, with a comment for each; Enter logs them all. */
export function filesQuestion({ box }: Services, { heading, notes, comments }: FilesQuestion): Question {
  return async (step) => {
    for (;;) {
      const all = notes();
      const count = all.length === 1 ? 'this file' : noteCount(all.length);
      const items = [
        { label: constant`$(check) Log ${count}${comments ? '' : ' as text'}`, value: undefined },
        ...all.map((note) => {
          const { uri, name } = note.file.file;
          const beside = [comments?.get(uri) ?? '', remarkOn(note)].filter((part) => part !== '');
          return {
            label: constant`$(file) ${name}`,
            ...(beside.length > 0 && { description: verbatim(beside.join(' · ')) }),
            value: note,
          };
        }),
      ];
      const placeholder = comments
        ? 'Press Enter to log, or choose a file to comment on'
        : 'Press Enter to log';
      const choice = await askChoice(box, { title: heading(), placeholder, items, step });
      if (choice.reply !== 'value' || choice.value === undefined) return choice;
      if (!comments) continue;
      const { uri, name } = choice.value.file.file;
      const comment = await askText(box, {
        title: `${name} · ${heading()}`,
        prompt: 'What is this file about?',
        value: comments.get(uri) ?? '',
        step: step + 1,
        typed: (value) => comments.set(uri, value),
      });
      if (comment.reply === 'closed') return comment;
    }
  };
}
