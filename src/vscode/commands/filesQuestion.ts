import { askChoice, askText, type Question } from '../ask.ts';
import * as words from '../../words/attach.ts';
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
      const items = [
        { label: constant`$(check) ${words.logFiles(all.length, comments === undefined)}`, value: undefined },
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
      const placeholder = comments ? words.enterOrComment() : words.enter();
      const choice = await askChoice(box, { title: heading(), placeholder, items, step });
      if (choice.reply !== 'value' || choice.value === undefined) return choice;
      if (!comments) continue;
      const { uri, name } = choice.value.file.file;
      const comment = await askText(box, {
        title: words.comment(name, heading()),
        prompt: words.whatAbout(),
        value: comments.get(uri) ?? '',
        step: step + 1,
        typed: (value) => comments.set(uri, value),
      });
      if (comment.reply === 'closed') return comment;
    }
  };
}
