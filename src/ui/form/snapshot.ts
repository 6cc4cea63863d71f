import type { Composer } from '../../compose/composer.ts';
import type { AccountBook } from '../../accounts/accountBook.ts';
import type { RecentTargets } from '../../compose/recentTargets.ts';
import { formProtocol, type Snapshot } from '../../form/messages.ts';
import type { Target } from '../../notes/note.ts';

/** More would push the form off a small screen. */
const mostRecent = 8;

/** All that the form shows, from the composer's state; `seq` is the last edit that was seen. */
export function snapshotOf(
  { composer, book, recent }: { composer: Composer; book: AccountBook; recent: RecentTargets },
  seq: number,
): Snapshot {
  const { draft, account: open } = composer;
  const { capabilities } = open.kind;
  const { attachment } = draft;
  return {
    type: 'snapshot',
    protocol: formProtocol,
    seq,
    draftId: draft.id,
    accounts: book
      .all()
      .map(({ account, kind }) => ({ id: account.id, label: account.label, provider: kind.title })),
    values: { ...draft.values, account: open.account.id },
    attachment: attachment ? { name: attachment.name, size: attachment.size } : null,
    shape: {
      kinds: [...capabilities.kinds],
      targets: capabilities.targets.map((each) => ({ ...each })),
      attachment: capabilities.attachment || attachment !== undefined,
      author: capabilities.author ?? null,
      backDating: capabilities.backDating,
      longestText: capabilities.longestText ?? null,
    },
    recentTargets: recent.of(open.account.id).slice(0, mostRecent).map(brief),
    check: checkOf(composer),
    problems: composer.problems.map((each) => ({ ...each })),
    progress: composer.progress,
  };
}

function checkOf({ check, account: { account } }: Composer): Snapshot['check'] {
  switch (check.state) {
    case 'none':
    case 'checking':
      return { state: check.state };
    case 'failed':
      return { state: 'failed' };
    case 'checked':
      return { state: 'checked', target: brief(check.target), account: account.label };
    case 'choose':
      return { state: 'choose', targets: check.targets.map(brief), account: account.label };
    case 'notChecked':
      return { state: 'notChecked', account: account.label, message: check.message };
    default:
      return check satisfies never;
  }
}

function brief({ type, id, name }: Target): { type: string; id: string; name?: string } {
  return { type, id, ...(name === undefined ? {} : { name }) };
}
