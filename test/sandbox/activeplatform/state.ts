/** What a note can be made about ("Create note"). */
export const entityTypes = ['account', 'subscription', 'order'] as const;

/** One of the {@link entityTypes}. */
export type EntityType = (typeof entityTypes)[number];

/** A seller in the tree of sellers. */
export interface Reseller {
  readonly id: number;
  /** Null at the top. */
  readonly parentId: number | null;
  readonly name: string;
  readonly domain: string;
  readonly currency: string;
}

/** An employee of a reseller, and the token that acts for them. */
export interface Manager {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  /** `Product owner` may not create notes ("Create note"). */
  readonly role: string;
  /** The token reaches this reseller and all below it. */
  readonly resellerId: number;
  readonly token: string;
}

/** An account, a subscription or an order. */
export interface Entity {
  readonly type: EntityType;
  readonly id: number;
  readonly resellerId: number;
  /** The account it belongs to; its own id for an account. */
  readonly accountId: number;
  /** As in the API's answers (a subset of the documented attributes). */
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
}

/** A decoded file. */
export interface StoredAttachment {
  readonly name: string;
  readonly mime: string;
  /** Bytes. */
  readonly size: number;
  /** Of the bytes, hex. */
  readonly sha256: string;
  /** Undefined when the file is larger than `maxKeptBytes`. */
  readonly bytes: Buffer | undefined;
  /** Whether the base64 came in the documented quotes. */
  readonly quoted: boolean;
}

/** A note as the sandbox stores it. */
export interface ActiveplatformNote {
  readonly id: number;
  readonly resellerId: number;
  /** Notes about the last two types can be read, but not created ("Get note"). */
  readonly target: { readonly type: EntityType | 'manualOperation' | 'discount'; readonly id: number };
  readonly content: string;
  /** A manager's name, or `System`. */
  readonly creator: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly attachment: StoredAttachment | undefined;
}

/** Everything that the stand-in for ActivePlatform holds. */
export interface ActiveplatformState {
  readonly resellers: Reseller[];
  readonly managers: Manager[];
  readonly entities: Entity[];
  readonly notes: ActiveplatformNote[];
  /** The highest id of a note so far, once one was created. Assumed: the id of a deleted note is not given to another. */
  lastNoteId?: number;
}

/** Whether `reseller` is `top` or somewhere below it. */
export function reaches(state: ActiveplatformState, top: number, reseller: number): boolean {
  for (let id: number | null = reseller; id !== null;) {
    if (id === top) return true;
    const at: number = id;
    id = state.resellers.find((one) => one.id === at)?.parentId ?? null;
  }
  return false;
}
