import type { FieldName } from '../model/fields.ts';

/** The form's words, in one place for the page and its script, and for a translation. */
export const words = {
  labels: {
    account: 'Account',
    kind: 'Note or call',
    targetType: 'What it is about',
    target: 'Customer',
    text: 'Text',
    duration: 'Duration',
    occurredAt: 'Date and time',
    author: 'Author',
    attachment: 'Attachment',
  } satisfies Record<FieldName, string>,
  /** What a field shows while it is empty. */
  examples: { duration: '25m' } satisfies Partial<Record<FieldName, string>>,
  noAccount: 'No account yet',
  addAccount: 'Add account…',
  kinds: { note: 'Note', call: 'Call' },
  /** Names the list under the target's field. */
  matches: 'Matches',
  noMatches: 'Nothing found',
  noMatchesYet: 'Nothing found yet',
  /** What is typed may still be an id or an address that the list does not hold. */
  noMatchesListed: 'Nothing found. Press Enter to ask the service',
  oneMatch: 'match',
  manyMatches: 'matches',
  moreMatches: 'and more: keep typing to narrow them down',
  /** For a screen reader, of a row that opens a list. */
  opensList: 'opens a list',
  reading: 'Reading…',
  escapeGoesBack: 'Escape goes back',
  choices: 'Several match. Which one?',
  textFormats: { markdown: 'Markdown', plain: 'Plain text', file: 'Text of a file' },
  authorHints: { email: 'E-mail', name: 'Name' },
  occurredAtHint: 'Empty: when sent',
  occurredAtPartly: 'Complete the date and time, or clear it.',
  attach: 'Attach file…',
  detach: 'Remove',
  editing: { note: 'Editing a note', call: 'Editing a call' },
  editingOf: ' of ',
  send: 'Send',
  sendChange: 'Send change',
  sendKeys: 'Ctrl+Enter, Cmd+Enter on a Mac',
  sending: 'Sending…',
  cancel: 'Cancel',
  undo: 'Undo',
  discard: 'Discard draft',
  discardChange: 'Discard change',
  reload:
    'Notelog was updated while this view was open. Reload the window to continue. What you have typed is kept.',
} as const;
