import type { DirectoryEntry } from '../model/directory.ts';

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
