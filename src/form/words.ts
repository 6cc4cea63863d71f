import type { FieldName } from '../model/fields.ts';

/** The form's words, in one place for the page and its script, and for a translation. */
export const words = {
  /** For a screen reader: what the page is. */
  title: 'Log note',
  labels: {
    account: 'Account',
    kind: 'Note or call',
    targetType: 'About',
    target: 'Customer',
    text: 'Text',
    duration: 'Duration',
    occurredAt: 'When',
    author: 'Author',
    attachment: 'Files',
  } satisfies Record<FieldName, string>,
  kinds: { note: 'Note', call: 'Call' },
  noAccount: 'No account yet',
  addAccount: 'Add Account…',

  /** Names the list under the search field. */
  matches: 'Customers',
  chooseCustomer: 'Choose a customer',
  noMatches: 'No match',
  noMatchesYet: 'No match yet',
  reading: 'Reading…',
  oneMatch: 'match',
  manyMatches: 'matches',
  moreMatches: 'and more: keep typing to narrow them down',
  several: 'Several match. Which one?',

  /** Of the buttons in the customer's card. */
  otherCustomer: 'Choose another customer',
  pin: 'Pin this customer',
  unpin: 'Unpin this customer',
  customerPage: 'Open the customer’s page in the browser',
  startTimer: 'Start the call timer',
  stopTimer: 'Stop the call timer',
  readingLastNote: 'Last note: reading…',
  openLastNote: 'Open the last note',
  checkingCustomer: 'Checking…',
  scope: 'Which part of the customer',
  readingScope: 'Reading more…',

  textExample: 'What happened?',
  textFormats: { markdown: 'Markdown', plain: 'Plain text', file: 'Text of a file' },

  /** Names the chips and, in a low pane, the button that shows them as a menu. */
  details: 'Details',
  units: { hour: 'h', minute: 'min', second: 's' },
  durationExample: '25m, 1h 5m or 12:30',
  durationUnclear: 'Type it like 25m, 1h 5m or 12:30',
  timerWith: 'Timing a call with',
  now: 'now',
  whenExample: 'yesterday 15:00, an hour ago',
  whenBlank: 'Leave blank for now',
  whenUnclear: 'Type it like “yesterday 15:00”, or choose a date below',
  whenFuture: 'This is in the future. Choose an earlier time',
  date: 'Date and time',
  /** Before the name of the time zone. */
  zone: 'Time zone:',
  me: 'me',
  authorHints: { email: 'E-mail of a team member', name: 'Name of a team member' },
  authorBlank: 'Leave blank for whoever the API key belongs to',
  seenAuthors: 'Wrote before',
  attach: 'Attach File…',
  detach: 'Remove',
  otherWays: 'Paste pictures, hold Shift and drop files, or choose some.',
  drop: { shift: 'Hold Shift to drop files here', drop: 'Drop to attach' },
  notes: 'notes, one for each file',
  noFiles: 'No file attached',
  manyFiles: 'files',

  editing: { note: 'Editing a note', call: 'Editing a call' },
  editingOf: ' of ',

  log: { note: 'Log note', call: 'Log call' },
  logChange: 'Save changes',
  logFollowUp: 'Log call and add follow-up',
  discard: 'Discard draft',
  discardChange: 'Discard changes',
  moreActions: 'More actions',
  logKeys: { mac: '⌘↵', other: 'Ctrl+↵' },
  logging: 'Logging…',
  about: 'About',
  oneToFix: '1 thing to fix',
  manyToFix: 'things to fix',
  cancel: 'Cancel',
  undo: 'Undo',
  open: 'Open',
  reload:
    'Notelog was updated while this view was open. Reload the window to continue. What you have typed is kept.',
} as const;
