import type { DirectoryEntry } from '../model/directory.ts';
import { fold } from '../base/fold.ts';
import { moneyText } from './moneyText.ts';

/** A target as a list shows it; all of it is untrusted text. */
export interface TargetText {
  /** The name, or the id where there is none. */
  readonly name: string;
  /** Company and e-mail address: what tells two targets of one name apart. */
  readonly who: string;
  /** Status, revenue and owner. */
  readonly how: string;
}

/**
 * The texts of targets in one list. Where several would look the same, each has its external id, or its id if those are
 * missing or the same, too. `language`: a BCP 47 tag. `nounOf`: what a target's type is called ("subscription");
 * undefined where it goes without saying.
 */
export function targetTexts(
  entries: readonly DirectoryEntry[],
  language: string,
  nounOf: (type: string) => string | undefined,
): readonly TargetText[] {
  const texts = entries.map((entry) => targetText(entry, language, nounOf(entry.target.type)));
  const looks = texts.map(({ name, who }) => fold(`${name}\n${who}`));
  const alike = Map.groupBy(entries.keys(), (index) => looks[index] ?? '');
  return texts.map((text, index) => {
    const others = alike.get(looks[index] ?? '') ?? [];
    return others.length < 2 ? text : withId(text, index, others, entries);
  });
}

/** `alike`: the indexes of all entries that look like the one at `index`, itself among them. */
function withId(
  text: TargetText,
  index: number,
  alike: readonly number[],
  entries: readonly DirectoryEntry[],
): TargetText {
  const externalIds = alike.map((each) => entries[each]?.externalIds?.[0] ?? '');
  const isEnough = new Set(externalIds).size === alike.length && !externalIds.includes('');
  const entry = entries[index];
  const id = isEnough ? entry?.externalIds?.[0] : entry?.target.id;
  return { ...text, who: [text.who, id ?? ''].filter((part) => part !== '').join(' · ') };
}

/**
 * The text of one target by itself. `noun`: what its type is called ("subscription"); undefined where it goes without
 * saying.
 */
export function targetText(entry: DirectoryEntry, language: string, noun: string | undefined): TargetText {
  const { target, company, email, externalIds = [] } = entry;
  const name = target.name ?? target.id;
  const firstExternalId = externalIds.slice(0, 1);
  const ids = noun === undefined ? firstExternalId : [`${noun} ${target.id}`, ...firstExternalId];
  const contacts = [company, email].filter((each) => each !== undefined && each !== '' && each !== name);
  const who = contacts.length > 0 && noun === undefined ? contacts : [...contacts, ...ids];
  return {
    name,
    who: [...new Set(who)].filter((each) => each !== name).join(' · '),
    how: targetFacts(entry, language).join(' · '),
  };
}

/** Status, revenue and owner, as far as they are known. `language`: a BCP 47 tag. */
export function targetFacts({ status, mrr, owner }: DirectoryEntry, language: string): readonly string[] {
  const revenue = mrr === undefined ? undefined : `${moneyText(mrr, language)} MRR`;
  return [status, revenue, owner].flatMap((each) => (each === undefined || each === '' ? [] : [each]));
}
