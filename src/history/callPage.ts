import type { StoredNote } from '../model/note.ts';
import type { Task } from '../model/task.ts';
import * as words from '../words/callPage.ts';
import { noteSection, type DocumentParts } from './noteMarkdown.ts';

/** What is known of somebody while a call with them goes on. */
export interface CallPageFacts {
  readonly name: string;
  /** The account's label. */
  readonly account: string;
  /** Status, revenue and owner, as far as they are known. */
  readonly facts: readonly string[];
  /** The newest first; a string: why they are not there. */
  readonly notes: readonly StoredNote[] | string;
  /** Undefined: the service keeps none. A string: why they are not there. */
  readonly followUps: readonly Task[] | string | undefined;
}

/** The page about a customer that is open beside the note during a call. Nothing in it can run, load or open anything. */
export async function callPage(
  { name, account, facts, notes, followUps }: CallPageFacts,
  parts: DocumentParts,
): Promise<string> {
  const { writer } = parts;
  const line = async (text: string) => await writer.inlineMarkdown(text);
  const about = await Promise.all([account, ...facts].map(line));
  const tasks =
    typeof followUps === 'string' || followUps?.length === 0
      ? [`*${typeof followUps === 'string' ? await line(followUps) : words.noFollowUps()}*`]
      : await Promise.all((followUps ?? []).map(async (task) => `- ${await line(taskText(task))}`));
  const sections =
    typeof notes === 'string' || notes.length === 0
      ? [`*${typeof notes === 'string' ? await line(notes) : words.noNotes()}*`]
      : await Promise.all(notes.map((note) => noteSection(note, parts)));
  return [
    `# ${await line(name)}`,
    '',
    about.join(' · '),
    '',
    ...(followUps === undefined ? [] : [`## ${words.openFollowUps()}`, '', ...tasks, '']),
    `## ${words.lastNotes()}`,
    '',
    // A section has a heading of the second level of its own.
    ...sections.map((section) => section.replace(/^## /, '### ')),
    '',
  ].join('\n');
}

function taskText({ details, dueOn, assignee }: Task): string {
  return [details, ...(dueOn === undefined ? [] : [words.due(dueOn)]), assignee]
    .filter((part) => part !== '')
    .join(' · ');
}

/** What the unchecked items of Markdown lists in a text say, in their order. */
export function openItems(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/).flatMap((line) => {
    const item = /^\s{0,12}(?:[-*+]|\d{1,3}[.)]) \[ \] (.*)$/.exec(line)?.[1]?.trim();
    return item === undefined || item === '' ? [] : [item];
  });
}
