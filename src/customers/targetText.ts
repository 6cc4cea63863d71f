import type { OpenAccount } from '../accounts/accountBook.ts';
import { searchedTypes } from './directoryTypes.ts';
import type { Target } from '../model/note.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import type { TargetType } from '../model/capabilities.ts';

/** What stands over the rows of a search, by why they stand where they stand. */
export const matchHeadings = {
  pinned: 'Pinned',
  recent: 'Recent',
  asked: 'By this id',
  listed: 'Found',
} as const;

/** What a search finds targets by, beside their ids. */
export const searchedBy = 'Name, company';

/**
 * What can be typed to find a target of this type, short enough for a side bar: "Name, UUID, external id or e-mail".
 */
export function typedLabel(to: OpenAccount, { type, idLabel }: TargetType): string {
  const [list] = searchedTypes(to, type);
  if (list === undefined || /^name\b/i.test(idLabel)) return idLabel;
  return `${list === type ? 'Name' : `Name of the ${labelOf(to, list)}`}, ${idLabel}`;
}

/** A target as a list shows it; all of it is untrusted text. */
export interface TargetText {
  /** The name, or the id where there is none. */
  readonly name: string;
  /** Company, e-mail address: what tells two of one name apart. */
  readonly who: string;
  /** Status, revenue, owner. */
  readonly how: string;
}

/** `language`: a BCP 47 tag. `noun`: what the target is called, where that is not plain ("subscription"). */
export function targetText(entry: DirectoryEntry, language: string, noun: string | undefined): TargetText {
  const { target, company, email, status, mrr, owner, externalIds = [] } = entry;
  const name = target.name ?? target.id;
  const ids =
    noun === undefined ? externalIds.slice(0, 1) : [`${noun} ${target.id}`, ...externalIds.slice(0, 1)];
  const told = [company, email].filter((each) => each !== undefined && each !== '' && each !== name);
  const who = [...new Set(told.length > 0 && noun === undefined ? told : [...told, ...ids])].filter(
    (each) => each !== name,
  );
  const revenue = mrr === undefined ? undefined : `${moneyText(mrr, language)} MRR`;
  const how = [status, revenue, owner].filter((each) => each !== undefined && each !== '');
  return {
    name,
    who: who.join(' · '),
    how: how.join(' · '),
  };
}

/** How a type of targets is called in a sentence: "subscription". */
export function labelOf({ kind }: OpenAccount, type: string): string {
  return kind.capabilities.targets.find((each) => each.type === type)?.label ?? type;
}

/** What a row has to call its target; undefined: all are of one type, so that it goes without saying. */
export function nounOf(to: OpenAccount, type: string): string | undefined {
  return to.kind.capabilities.targets.length > 1 ? labelOf(to, type) : undefined;
}

/** A target of which nothing more is known. */
export function bareEntry(target: Target): DirectoryEntry {
  return { target };
}

/**
 * An amount in minor units with the service's sign. A currency without minor units (JPY) is taken to have none here,
 * although ChartMogul gives hundredths of it too (docs/api/chartmogul.md, section 6).
 */
export function moneyText(
  { minorUnits, currency, sign }: NonNullable<DirectoryEntry['mrr']>,
  language: string,
): string {
  const format = formatOf(currency, language);
  if (!format) return `${sign ?? currency} ${new Intl.NumberFormat(language).format(minorUnits / 100)}`;
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format
    .formatToParts(minorUnits / 10 ** digits)
    .map(({ type, value }) => (type === 'currency' ? (sign ?? value) : value))
    .join('');
}

const formats = new Map<string, Intl.NumberFormat | undefined>();

/** Made once: making one costs more than a row. */
function formatOf(currency: string, language: string): Intl.NumberFormat | undefined {
  const key = `${language} ${currency}`;
  if (!formats.has(key)) formats.set(key, newFormat(currency, language));
  return formats.get(key);
}

function newFormat(currency: string, language: string): Intl.NumberFormat | undefined {
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  } catch {
    // No code of three letters.
    return undefined;
  }
}
