import * as vscode from '../editor.ts';
import { assertNever } from '../../base/failure.ts';
import { capitalized } from '../../customers/targetLabels.ts';
import { durationText } from '../../model/durationText.ts';
import { attachmentsOf, type StoredNote } from '../../model/note.ts';
import type { Grouping } from '../../recent/groups.ts';
import { relativeTime, shortAge } from '../../recent/relativeTime.ts';
import * as words from '../../words/rows.ts';
import { firstLine, nameOf, shortName } from '../label.ts';
import { shownStart } from '../shownStart.ts';
import { verbatim } from '../verbatim.ts';
import type { TreeNode } from './treeNode.ts';

type NoteNode = Extract<TreeNode, { row: 'note' }>;

/** A stored note: what people look for in one column, everything else in the box over it. */
export function noteItem(node: NoteNode, now: number, language: string): vscode.TreeItem {
  const { note, under } = node;
  const at = note.createdAt?.getTime();
  const item = new vscode.TreeItem(
    lead({
      under,
      customer: nameOf(note.target),
      age: at === undefined ? undefined : shortAge(at, now, language),
      kind: note.kind === 'call' ? words.call(lengthOf(note)) : undefined,
      text: firstLine(note.text) || words.withoutText(note.kind),
    }),
  );
  item.tooltip = tooltipOf(node, language);
  item.iconPath = new vscode.ThemeIcon(iconOf(note));
  item.contextValue = contextOf(node);
  item.command = { command: 'notelog.openNote', title: words.openNote(), arguments: [node] };
  item.accessibilityInformation = {
    label: spokenOf(node, at === undefined ? undefined : relativeTime(at, now, language)),
  };
  return item;
}

/** What a row says, in parts. */
interface Lead {
  readonly under: Grouping;
  readonly customer: string;
  readonly age: string | undefined;
  /** Of a call, with its length. */
  readonly kind: string | undefined;
  readonly text: string;
}

/** `3d · Call 25 min · Went through the import`: the group need not be repeated, and of a day the customer leads. */
function lead({ under, customer, age, kind, text }: Lead): string {
  return leadingParts({ under, customer, age, kind }, text)
    .filter((part) => part !== undefined)
    .join(' · ');
}

function leadingParts(
  { under, customer, age, kind }: Omit<Lead, 'text'>,
  text: string,
): readonly (string | undefined)[] {
  switch (under) {
    case 'customer':
      return [age, kind, text];
    case 'day':
      return [customer, kind, text];
    case 'kind':
    case 'account':
      return [age, customer, kind, text];
    default:
      return assertNever(under);
  }
}

function lengthOf({ durationSeconds }: StoredNote): string | undefined {
  return durationSeconds === undefined || durationSeconds === 0 ? undefined : durationText(durationSeconds);
}

function tooltipOf({ note, account, part }: NoteNode, language: string): ReturnType<typeof verbatim> {
  const author = note.author && shortName(note.author);
  const when = note.createdAt?.toLocaleString(language);
  const call = note.kind === 'call' ? words.call(lengthOf(note)) : undefined;
  const facts = [
    nameOf(note.target),
    part === undefined ? '' : `${capitalized(part)} ${shortName(note.target.id)}`,
    [call, author, when].filter(Boolean).join(', '),
    ...attachmentsOf(note).map(({ name }) => words.attachment(shortName(name))),
    account.label,
  ].filter((fact) => fact !== '');
  return verbatim([shownStart(note.text), '', ...facts].join('\n'));
}

function iconOf({ kind, attachment }: StoredNote): string {
  if (kind === 'call') return 'call-outgoing';
  return attachment ? 'attach' : 'note';
}

function contextOf({ note, can }: NoteNode): string {
  const isWhole = note.raw !== true && note.cut !== true && note.locked === undefined;
  return [
    'stored',
    can.isSetUp && 'customer',
    can.takesCalls && 'call',
    can.hasFollowUps && 'followUps',
    can.editsNotes && isWhole && 'editable',
    can.removesNotes && note.raw !== true && 'deletable',
    note.url !== undefined && (note.url.startsWith('file:') ? 'file' : 'web'),
    note.attachment && 'attachment',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Without it, the screen reader reads the tooltip with its ids, and not the icon. */
function spokenOf({ note, under }: NoteNode, age: string | undefined): string {
  const facts = [
    under === 'customer' ? undefined : nameOf(note.target),
    note.kind === 'call' ? lengthOf(note) : undefined,
    note.author && shortName(note.author),
    age,
    ...attachmentsOf(note).map(({ name }) => words.spokenAttachment(shortName(name))),
  ].filter((fact) => fact !== undefined && fact !== '');
  const text = firstLine(note.text) || words.spokenWithoutText();
  return [words.spokenNote(note.kind, text), ...facts].join(', ');
}
