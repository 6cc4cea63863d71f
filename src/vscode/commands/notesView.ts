import * as vscode from '../editor.ts';
import { assertNever } from '../../base/failure.ts';
import { groupings, type Grouping } from '../../recent/groups.ts';
import { authorOf, isFiltering, type NoteFilter } from '../../recent/noteFilter.ts';
import { askChoice, askInTurn, askOnce, askText, onAnswer, type Question, type Reply } from '../ask.ts';
import { saveGrouping } from '../grouping.ts';
import type { Services } from '../services.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { verbatim } from '../verbatim.ts';
import * as words from '../../words/view.ts';

const groupingLabels: Readonly<Record<Grouping, () => string>> = {
  customer: words.byCustomer,
  day: words.byDay,
  kind: words.byKind,
  account: words.byAccount,
};

/** Reads the older notes of the account whose row was chosen. */
export async function loadMoreNotes({ tree }: Services, node: TreeNode): Promise<void> {
  if (node.row === 'more') await tree.loadMore(node.account.id);
}

/** Asks how Recent Notes is grouped, and saves the answer. */
export async function groupNotesBy({ box, context, tree }: Services): Promise<void> {
  const items = groupings.map((value) => ({ label: verbatim(groupingLabels[value]()), value }));
  const grouping = await askOnce(box, () =>
    askChoice(box, { title: words.groupRecentNotes(), placeholder: words.groupBy(), items }),
  );
  if (grouping === undefined) return;
  await saveGrouping(context.globalState, grouping);
  tree.redraw();
}

type Part = 'kind' | 'author' | 'text' | 'all';

/** Asks which notes Recent Notes shows; each answer narrows it further. */
export async function filterNotes(services: Services): Promise<void> {
  const { box, recentNotes, tree } = services;
  const { filter } = recentNotes;
  const shown = filterText(filter);
  let part: Part | undefined;
  let newFilter: NoteFilter | undefined;
  const whichPart: Question = (step) =>
    onAnswer(
      askChoice<Part>(box, {
        title: words.filterRecentNotes(),
        placeholder: shown === undefined ? words.filterBy() : words.showingNow(shown),
        items: [
          { label: verbatim(words.kind()), description: verbatim(words.kindMeans()), value: 'kind' },
          { label: verbatim(words.author()), description: verbatim(words.authorMeans()), value: 'author' },
          { label: verbatim(words.text()), description: verbatim(words.textMeans()), value: 'text' },
          ...(isFiltering(filter) ? [{ label: verbatim(words.showAll()), value: 'all' as const }] : []),
        ],
        step,
      }),
      (value) => (part = value),
    );
  const whichNotes: Question = (step) => part && askForFilter(services, part, step, (it) => (newFilter = it));
  if ((await askInTurn(box, [whichPart, whichNotes])) && newFilter)
    await tree.filter(newFilter, filterText(newFilter));
}

/** Shows all notes again. */
export async function clearNoteFilter({ tree }: Services): Promise<void> {
  await tree.filter({}, undefined);
}

/** Undefined: there is nothing to ask. */
function askForFilter(
  { box, recentNotes }: Services,
  part: Part,
  step: number,
  store: (filter: NoteFilter) => void,
): Promise<Reply<unknown>> | undefined {
  const { filter } = recentNotes;
  switch (part) {
    case 'kind': {
      const items = [
        { label: verbatim(words.notes()), value: 'note' as const },
        { label: verbatim(words.calls()), value: 'call' as const },
      ];
      const reply = askChoice(box, {
        title: words.filterByKind(),
        placeholder: words.whichNotes(),
        step,
        items,
      });
      return onAnswer(reply, (kind) => store({ ...filter, kind }));
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
      if (authors.size === 0) return void vscode.window.showInformationMessage(verbatim(words.noAuthors()));
      const items = [...authors].map(([value, name]) => ({
        label: verbatim(name),
        value,
        ...(value === name ? {} : { description: verbatim(value) }),
      }));
      const reply = askChoice(box, {
        title: words.filterByAuthor(),
        placeholder: words.whoseNotes(),
        step,
        items,
      });
      return onAnswer(reply, (author) => store({ ...filter, author }));
    }
    case 'text': {
      const reply = askText(box, {
        title: words.filterByText(),
        prompt: words.searchesLoaded(),
        value: filter.text ?? '',
        step,
      });
      const { text: _, ...others } = filter;
      return onAnswer(reply, (text) => store(text.trim() === '' ? others : { ...others, text: text.trim() }));
    }
    case 'all':
      store({});
      return undefined;
    default:
      return assertNever(part);
  }
}

/** A filter as the view's title shows it; undefined when it leaves nothing out. */
function filterText({ kind, author, text }: NoteFilter): string | undefined {
  const parts = [
    kind === undefined ? undefined : kind === 'call' ? words.onlyCalls() : words.onlyNotes(),
    author === undefined ? undefined : words.by(author),
    text === undefined ? undefined : `“${text}”`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
}
