import type { Host } from '../storage/claims.ts';
import { assertNever, Failure } from '../base/failure.ts';
import type { KeyMarker } from './keyMarkers.ts';
import * as words from '../words/keys.ts';

/**
 * Why there is no key that can be used. All of these are normal, and nothing is removed because of them.
 *
 * - `none`: no key was ever stored here.
 * - `forgotten`: the key was stored by an earlier extension host and is gone; this machine forgets keys.
 * - `sessionOver`: the user wanted it kept for one session only, which is over.
 * - `elsewhere`: it was entered in another window, which may still run, and this one cannot see it.
 * - `lost`: this window stored it, and something has removed it since.
 * - `otherOrigin`: a key is stored, but for another address.
 * - `damaged`: something is stored that is not a key.
 */
export type KeyAbsence =
  'none' | 'forgotten' | 'sessionOver' | 'elsewhere' | 'lost' | 'otherOrigin' | 'damaged';

/** Why the keyring does not hold an account's key. */
export function absenceOf(marker: KeyMarker | undefined, host: Host): KeyAbsence {
  if (marker === undefined) return 'none';
  if (marker.host === host.id) return 'lost';
  if (!host.hasEnded(marker.host)) return 'elsewhere';
  return marker.keptIn === 'session' ? 'sessionOver' : 'forgotten';
}

/** Failure `keyMissing` with the advice that fits. `moved`: the hosts of `otherOrigin`, where they are known. */
export function keyMissing(absence: KeyAbsence, moved?: MovedHost): Failure {
  return new Failure('keyMissing', advice(absence, moved), { field: 'account', detail: `key: ${absence}` });
}

/** The host that a key was entered for, and the one that the account has now. */
export interface MovedHost {
  readonly from: string;
  readonly to: string;
}

/** The part of an origin that the user is shown. Anything that is not an origin comes back as it is. */
export function hostOf(origin: string): string {
  const url = URL.parse(origin);
  if (url === null) return origin;
  return url.protocol === 'https:' ? url.host : url.origin;
}

function advice(absence: KeyAbsence, moved: MovedHost | undefined): string {
  switch (absence) {
    case 'none':
      return words.noKeyStored();
    case 'forgotten':
      return words.keyForgotten();
    case 'sessionOver':
      return words.sessionOver();
    case 'elsewhere':
      return words.keyElsewhere();
    case 'lost':
      return words.keyRemoved();
    case 'otherOrigin':
      return moved === undefined ? words.addressChanged() : words.addressMoved(moved.from, moved.to);
    case 'damaged':
      return words.keyDamaged();
    default:
      return assertNever(absence);
  }
}
