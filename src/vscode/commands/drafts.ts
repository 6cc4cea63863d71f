import * as vscode from '../editor.ts';
import type { Draft } from '../../model/draft.ts';
import { relativeTime } from '../../recent/relativeTime.ts';
import { askChoice, askOnce } from '../ask.ts';
import { showForm } from '../showForm.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';
import * as words from '../../words/drafts.ts';

interface Choice {
  readonly draft: Draft;
  readonly from: 'saved' | 'elsewhere' | 'discarded';
  readonly at: number;
}

/** `Notelog: Open Draft`: the drafts of other windows, and the last ones that were discarded. */
export async function openDraft(services: Services): Promise<void> {
  const { drafts, discarded, composer } = services;
  const ownId = composer.draft.id;
  const savedChoices = (await drafts.all())
    .filter(({ draft }) => draft.id !== ownId)
    .map(({ draft, modifiedAt, openElsewhere }): Choice => ({
      draft,
      from: openElsewhere ? 'elsewhere' : 'saved',
      at: modifiedAt,
    }));
  const discardedChoices = (await discarded.all()).map(({ draft, at }): Choice => ({
    draft,
    from: 'discarded',
    at,
  }));
  const choices = [...savedChoices, ...discardedChoices];
  if (choices.length === 0) {
    void vscode.window.showInformationMessage(verbatim(words.noOtherDraft()));
    return;
  }
  const items = choices.map((choice) => itemOf(services, choice));
  const { box } = services;
  const choice = await askOnce(box, () =>
    askChoice(box, { title: words.openDraft(), placeholder: words.whichDraft(), items }),
  );
  if (choice) await open(services, choice);
}

async function open(services: Services, { draft, from }: Choice): Promise<void> {
  const { drafts, discarded, composer, newId } = services;
  if (from === 'discarded') {
    // A new note with an id of its own: the note that had this id may have been sent.
    const { proposal: _, ...own } = draft;
    const copy = { ...own, id: newId() };
    drafts.saveSoon(copy);
    await drafts.flush(copy.id);
    await discarded.remove(draft.id);
    composer.open(copy);
  } else if (await drafts.adopt(draft.id)) {
    composer.open(draft);
  } else {
    void vscode.window.showInformationMessage(verbatim(words.beingWrittenElsewhere()));
    return;
  }
  await showForm();
}

function itemOf(
  { book, clock }: Services,
  choice: Choice,
): vscode.QuickPickItem & { readonly value: Choice } {
  const { text, target, account } = choice.draft.values;
  const line = text.trim().split(/\r\n|\n|\r/, 1)[0] ?? '';
  const name = choice.draft.target?.name ?? target;
  const accountLabel = book.find(account)?.account.label;
  const age = relativeTime(choice.at, clock.now(), vscode.env.language);
  return {
    label: line === '' ? verbatim(words.withoutText()) : verbatim(line),
    description: verbatim(
      [name, accountLabel].filter((each) => each !== undefined && each !== '').join(' · '),
    ),
    detail: verbatim(words.stateOf(choice.from, age)),
    value: choice,
  };
}
