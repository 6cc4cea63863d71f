/**
 * The address that a reader of plain text needs beside the words of a link; undefined where the words are the address,
 * or where it leads nowhere: to a place on the same page, or to a script.
 */
export function addressBeside(words: string, href: string): string | undefined {
  const address = href.replace(/[\t\r\n]/g, '').trim();
  if (address === '' || address.startsWith('#') || /^\W*(?:javascript|vbscript|data):/i.test(address))
    return undefined;
  const shown = address.replace(/^(?:mailto|tel):/i, '').split(isMail(address) ? '?' : '\n', 1)[0] ?? '';
  return shown === '' || plain(words) === plain(shown) ? undefined : shown;
}

function isMail(address: string): boolean {
  return /^mailto:/i.test(address);
}

/** An address without what is written or left out at will. */
function plain(address: string): string {
  return decoded(address)
    .replace(/\s+/g, '')
    .toLowerCase()
    .replace(/^(?:https?:\/\/|mailto:|tel:)/, '')
    .replace(/^www\./, '')
    .replace(/\/$/, '');
}

function decoded(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
