/** A customer exactly as in the API's answers (fields of 2026; `clearbit` has been gone since 2024). */
export interface Customer {
  readonly id: number;
  readonly uuid: string;
  readonly external_id: string;
  readonly name: string;
  readonly email: string;
  /** With spaces: `New Lead`, `Past Due`. */
  readonly status: string;
  readonly 'customer-since': string | null;
  readonly attributes: { readonly custom: object; readonly stripe: object; readonly tags: readonly string[] };
  readonly data_source_uuid: string;
  readonly data_source_uuids: readonly string[];
  readonly external_ids: readonly string[];
  readonly company: string;
  readonly country: string | null;
  readonly state: string | null;
  readonly city: string | null;
  readonly zip: string | null;
  readonly lead_created_at: string | null;
  readonly free_trial_started_at: string | null;
  readonly lead_status: string;
  readonly free_subscriber_status: string;
  readonly trial_subscriber_status: string;
  readonly paid_subscriber_status: string;
  readonly address: Readonly<Record<'country' | 'state' | 'city' | 'address_zip', string | null>>;
  /** Hundredths of `currency`, whatever the currency, as is `arr` (docs/api/chartmogul.md, section 6). */
  readonly mrr: number;
  readonly arr: number;
  readonly 'billing-system-url': string | null;
  readonly 'chartmogul-url': string;
  readonly 'billing-system-type': string;
  readonly currency: string;
  readonly 'currency-sign': string;
  readonly owner: string | null;
  readonly website_url: string | null;
  readonly last_seen: string | null;
}

/** A contact as in the API's answers. */
export interface Contact {
  readonly uuid: string;
  /** Null for a contact without a customer (2026). */
  readonly customer_uuid: string | null;
  readonly customer_external_id: string | null;
  readonly data_source_uuid: string | null;
  readonly position: number;
  readonly external_id: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly title: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly linked_in: string | null;
  readonly twitter: string | null;
  readonly notes: string | null;
  readonly last_seen: string | null;
  readonly custom: object;
}

/** A member of the account's team, who can be a note's author and a task's assignee. */
export interface TeamMember {
  readonly name: string;
  readonly email: string;
}

/** A note or a call as the sandbox stores it; routes convert it to the API's form. */
export interface ChartmogulNote {
  readonly uuid: string;
  readonly owner: { readonly type: 'customer' | 'contact'; readonly uuid: string };
  readonly type: 'note' | 'call';
  text: string | null;
  /** Seconds; 0 for a note. */
  callDuration: number;
  author: TeamMember;
  /** Milliseconds since the epoch. */
  createdAt: number;
  updatedAt: number;
  /** When the service got it; absent: before the sandbox was started. */
  readonly storedAt?: number;
  /** Increases with every note, and so orders notes of the same millisecond, as the real service's nanoseconds do. */
  readonly sequence: number;
}

/** A follow-up task as the sandbox stores it. */
export interface Task {
  readonly uuid: string;
  readonly owner: { readonly type: 'customer' | 'contact'; readonly uuid: string };
  details: string;
  assignee: string;
  /** Milliseconds since the epoch, as are the other times. */
  dueDate: number;
  completedAt: number | null;
  readonly createdAt: number;
  updatedAt: number;
  readonly sequence: number;
}

/** An API key and what it may do. */
export interface ChartmogulKey {
  readonly key: string;
  readonly access: 'readWrite' | 'readOnly';
  /** The author of notes that are sent without one. Inferred from recordings, not documented. */
  readonly owner: TeamMember;
}

/** Everything that the stand-in for ChartMogul holds. */
export interface ChartmogulState {
  /** As `GET /account` answers. */
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly currency: string;
    readonly time_zone: string;
    readonly week_start_on: 'monday' | 'sunday';
  };
  readonly keys: ChartmogulKey[];
  readonly team: TeamMember[];
  readonly customers: Customer[];
  readonly contacts: Contact[];
  readonly notes: ChartmogulNote[];
  readonly tasks: Task[];
}
