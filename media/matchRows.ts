import { textElement } from './elements.ts';
import { words } from '../src/form/words.ts';
import type { Matches } from '../src/form/messages.ts';

/** A row on the screen. */
export interface ShownRow {
  readonly key: string;
  /** Whether it is no target itself, but opens a list of some. */
  readonly opensList: boolean;
  readonly node: HTMLElement;
}

/** Fills a listbox: groups with headings, and an option for each row. All of it is set as text. */
export function drawRows(list: HTMLElement, groups: Matches['groups']): readonly ShownRow[] {
  const rows: ShownRow[] = [];
  list.replaceChildren(
    ...groups.map(({ heading, rows: matches }, at) => {
      const group = document.createElement('div');
      const name = textElement('div', heading, 'hint matches-heading');
      name.id = `matches-group-${at}`;
      name.setAttribute('role', 'presentation');
      group.setAttribute('role', 'group');
      group.setAttribute('aria-labelledby', name.id);
      const options = matches.map((row) => {
        const node = optionOf(row, rows.length);
        rows.push({ key: row.key, opensList: row.opensList, node });
        return node;
      });
      group.append(name, ...options);
      return group;
    }),
  );
  return rows;
}

function optionOf(row: Matches['groups'][number]['rows'][number], at: number): HTMLElement {
  const node = document.createElement('div');
  node.id = `match-${at}`;
  node.className = row.opensList ? 'choice match-opens-list' : 'choice';
  node.setAttribute('role', 'option');
  node.setAttribute('aria-selected', 'false');
  const name = textElement('span', row.name, 'choice-name');
  name.dir = 'auto';
  node.append(name);
  if (row.who !== '') node.append(textElement('span', row.who, 'hint'));
  if (row.how !== '') node.append(textElement('span', row.how, 'hint match-detail'));
  if (row.opensList) node.append(textElement('span', words.opensList, 'unseen'));
  return node;
}
