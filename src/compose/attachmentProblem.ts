/** Why a file cannot be attached, as one sentence; sizes in bytes. Undefined: it can. */
export function attachmentProblem(
  name: string,
  kind: 'file' | 'folder' | 'other',
  size: number,
  largest: number,
): string | undefined {
  if (kind === 'folder') return `“${name}” is a folder. Attach a file from it instead.`;
  if (kind === 'other') return `“${name}” is not a file that can be read. Attach another.`;
  if (size === 0) return `“${name}” is empty (0 bytes). Attach a file that has content.`;
  if (size > largest)
    return `“${name}” is ${megabytes(size)} MB; a file of up to ${megabytes(largest)} MB can be attached (setting notelog.attachment.maxMegabytes).`;
  return undefined;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 });
}
