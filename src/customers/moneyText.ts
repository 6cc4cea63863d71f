import type { DirectoryEntry } from '../model/directory.ts';

/**
 * An amount in hundredths with the service's sign, rounded to the currency's own digits: a service gives yen in
 * hundredths, too (docs/api/chartmogul.md, section 6).
 */
export function moneyText(
  { minorUnits, currency, sign }: NonNullable<DirectoryEntry['mrr']>,
  language: string,
): string {
  const format = formatOf(currency, language);
  if (!format) return `${sign ?? currency} ${new Intl.NumberFormat(language).format(minorUnits / 100)}`;
  return format
    .formatToParts(minorUnits / 100)
    .map(({ type, value }) => (type === 'currency' ? (sign ?? value) : value))
    .join('');
}

/** By currency and language: making a format takes longer than drawing a row. */
const formats = new Map<string, Intl.NumberFormat | undefined>();

function formatOf(currency: string, language: string): Intl.NumberFormat | undefined {
  const key = `${language} ${currency}`;
  if (!formats.has(key)) formats.set(key, newFormat(currency, language));
  return formats.get(key);
}

function newFormat(currency: string, language: string): Intl.NumberFormat | undefined {
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  } catch {
    // Not a code of three letters.
    return undefined;
  }
}
