import * as vscode from '../editor.ts';
import { assertNever } from '../../base/failure.ts';
import { groupings, type Grouping } from '../../recent/groups.ts';
import { authorOf, isFiltering, type NoteFilter } from '../../recent/noteFilter.ts';
import { askChoice, askText } from '../ask.ts';
import { saveGrouping } from '../grouping.ts';
import type { Services } from '../services.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { constant, verbatim } from '../verbatim.ts';

const groupingLabels: Readonly<Record<Grouping, string>> = {
  customer: 'Customer',
  day: 'Day',
  kind: 'Kind: Notes and Calls',
  account: 'Account',
};

/** Reads the older notes of the account whose row was chosen. */
export async function loadMoreNotes({ tree }: Services, node: TreeNode): Promise<void> {
  if (node.row === 'more') await tree.loadMore(node.account.id);
}

/** Asks how Recent Notes is grouped, and saves the answer. */
export async function groupNotesBy({ context, tree }: Services): Promise<void> {
  const reply = await askChoice({
    title: 'Group Recent Notes',
    placeholder: 'Group the notes by…',
    items: groupings.map((value) => ({ label: verbatim(groupingLabels[value]), value })),
  });
  if (reply.reply !== 'value') return;
  await saveGrouping(context.globalState, reply.value);
  tree.redraw();
}

type Part = 'kind' | 'author' | 'text' | 'all';

/** Asks which notes Recent Notes shows; each answer narrows it further. */
export async function filterNotes(services: Services): Promise<void> {
  const { recentNotes } = services;
  const { filter } = recentNotes;
  const reply = await askChoice<Part>({
    title: 'Filter Recent Notes',
    placeholder:
      filterText(filter) === undefined ? 'Filter the notes by…' : `Showing now: ${filterText(filter) ?? ''}`,
    items: [
      { label: constant`Kind`, description: constant`Notes or calls`, value: 'kind' },
      { label: constant`Author`, description: constant`Who wrote them`, value: 'author' },
      { label: constant`Text`, description: constant`Words, or a customer’s name`, value: 'text' },
      ...(isFiltering(filter) ? [{ label: constant`Show All`, value: 'all' as const }] : []),
    ],
  });
  if (reply.reply !== 'value') return;
  const newFilter = await askForFilter(services, reply.value, filter);
  if (newFilter) await services.tree.filter(newFilter, filterText(newFilter));
}

/** Shows all notes again. */
export async function clearNoteFilter({ tree }: Services): Promise<void> {
  await tree.filter({}, undefined);
}

/** Undefined: the filter stays as it is. */
async function askForFilter(
  { recentNotes }: Services,
  part: Part,
  filter: NoteFilter,
): Promise<NoteFilter | undefined> {
  switch (part) {
    case 'kind': {
      const reply = await askChoice({
        title: 'Filter by Kind',
        placeholder: 'Which notes?',
        step: 2,
        items: [
          { label: constant`Notes`, value: 'note' as const },
          { label: constant`Calls`, value: 'call' as const },
        ],
      });
      return reply.reply === 'value' ? { ...filter, kind: reply.value } : undefined;
    }
    case 'author': {
      const authors = new Map(
        recentNotes
          .accounts()
          .flatMap(({ notes }) => notes)
          .flatMap((note) => {
            const author = authorOf(note);
            return author === undefined ? [] : [[author, note.author ?? author] as const];
          }),
      );
      if (authors.size === 0)
        return void vscode.window.showInformationMessage(constant`None of the loaded notes names an author.`);
      const reply = await askChoice({
        title: 'Filter by Author',
        placeholder: 'Whose notes?',
        step: 2,
        items: [...authors].map(([value, name]) => ({
          label: verbatim(name),
          value,
          ...(value === name ? {} : { description: verbatim(value) }),
        })),
      });
      return reply.reply === 'value' ? { ...filter, author: reply.value } : undefined;
    }
    case 'text': {
      const reply = await askText({
        title: 'Filter by Text',
        prompt: 'Shows the loaded notes that contain this text. Load more to search further back.',
        value: filter.text ?? '',
        step: 2,
      });
      if (reply.reply !== 'value') return undefined;
      const { text: _, ...rest } = filter;
      return reply.value.trim() === '' ? rest : { ...rest, text: reply.value.trim() };
    }
    case 'all':
      return {};
    default:
      return assertNever(part);
  }
}

/** A filter as the view's title shows it; undefined when it leaves nothing out. */
function filterText({ kind, author, text }: NoteFilter): string | undefined {
  const parts = [
    kind === undefined ? undefined : kind === 'call' ? 'calls' : 'notes',
    author === undefined ? undefined : `by ${author}`,
    text === undefined ? undefined : `“${text}”`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
}
