import type { DirectoryEntry } from '../model/directory.ts';
import { moneyText } from './moneyText.ts';

/** A target as a list shows it; all of it is untrusted text. */
interface TargetText {
  /** The name, or the id where there is none. */
  readonly name: string;
  /** Company and e-mail address: what tells two targets of one name apart. */
  readonly who: string;
  /** Status, revenue and owner. */
  readonly how: string;
}

/**
 * `language`: a BCP 47 tag. `noun`: what the target's type is called ("subscription"); undefined where it goes without
 * saying.
 */
export function targetText(entry: DirectoryEntry, language: string, noun: string | undefined): TargetText {
  const { target, company, email, status, mrr, owner, externalIds = [] } = entry;
  const name = target.name ?? target.id;
  const firstExternalId = externalIds.slice(0, 1);
  const ids = noun === undefined ? firstExternalId : [`${noun} ${target.id}`, ...firstExternalId];
  const contacts = [company, email].filter((each) => each !== undefined && each !== '' && each !== name);
  const who = contacts.length > 0 && noun === undefined ? contacts : [...contacts, ...ids];
  const revenue = mrr === undefined ? undefined : `${moneyText(mrr, language)} MRR`;
  const how = [status, revenue, owner].filter((each) => each !== undefined && each !== '');
  return {
    name,
    who: [...new Set(who)].filter((each) => each !== name).join(' · '),
    how: how.join(' · '),
  };
}
