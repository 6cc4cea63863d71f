import type { HostMessage, Snapshot } from '../src/form/messages.ts';
import { post } from './host.ts';

type Attached = Snapshot['attachments'][number];

/** The `blob:` addresses of the pictures that are attached; '' while one is on its way from the host. */
const addresses = new Map<string, string>();

/** The address of a file's picture, which is asked for once; undefined: there is none, or not yet. */
export function pictureOf(draftId: string, { key, picture, state }: Attached): string | undefined {
  if (!picture || state !== 'ready') return undefined;
  const address = addresses.get(key);
  if (address === undefined) {
    addresses.set(key, '');
    post({ type: 'preview', draftId, key });
  }
  return address === '' ? undefined : address;
}

/** A picture came from the host. */
export function showPicture({ key, mime, bytes }: Extract<HostMessage, { type: 'preview' }>): void {
  if (addresses.get(key) === '')
    addresses.set(key, URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mime })));
}

/** Frees the pictures of files that are not attached any more. */
export function keepPictures(attachments: readonly Attached[]): void {
  for (const [key, address] of addresses) {
    if (attachments.some((file) => file.key === key)) continue;
    URL.revokeObjectURL(address);
    addresses.delete(key);
  }
}
