import * as z from 'zod';
import type { Log } from '../base/log.ts';
import { absentKind } from '../providers/extensions/absentKind.ts';
import type { Provider, ProviderContext, ProviderKind } from '../providers/provider.ts';
import { accountSchema, type Account } from '../model/account.ts';
import { accountNamed } from './accountNamed.ts';

/** Where accounts are kept: the editor's settings, application scope only. */
export interface AccountSettings {
  /** The raw value of `notelog.accounts`: a person may have typed anything there. */
  accounts(): unknown;
  saveAccounts(accounts: readonly unknown[]): Promise<void>;
  /** An account's id, or '' for none. */
  defaultAccount(): string;
  saveDefaultAccount(id: string): Promise<void>;
}

/** An account with its provider, ready for use. */
export interface OpenAccount {
  readonly account: Account;
  /** With the capabilities of this account. */
  readonly kind: ProviderKind;
  readonly provider: Provider;
}

/** What an account book needs from outside. */
interface AccountBookParts {
  readonly settings: AccountSettings;
  /** All providers, now: those of other extensions come and go. */
  readonly kinds: readonly ProviderKind[];
  /** Makes the context that an account's provider is built from. */
  readonly contextOf: (account: Account, kind: ProviderKind) => ProviderContext;
  readonly log: Log;
}

const looseList = z.array(z.unknown()).catch([]);
const withId = z.object({ id: z.string() });

/** All accounts: those of the settings, and one for each provider that needs none (the notebook). */
export class AccountBook {
  readonly #parts: AccountBookParts;
  /** By the account's JSON, so that an edited account gets a new provider; `from`: the kind that it was opened with. */
  readonly #open = new Map<string, { readonly from: ProviderKind; readonly open: OpenAccount }>();
  /** By their ids: of extensions that are not there. */
  readonly #absent = new Map<string, ProviderKind | undefined>();
  /** Warnings that were logged already, because the settings are read again at every keystroke. */
  readonly #warned = new Set<string>();

  constructor(parts: AccountBookParts) {
    this.#parts = parts;
  }

  /** The default one first, then in the order of the settings, the embedded ones last. */
  all(): readonly OpenAccount[] {
    const embedded = this.#parts.kinds
      .filter((kind) => kind.accountFields.length === 0)
      .map((kind) => ({ id: kind.id, provider: kind.id, label: kind.title, fields: {} }));
    const accounts = [...this.#fromSettings(embedded.map(({ id }) => id)), ...embedded].flatMap(
      (account) => this.#openAccount(account) ?? [],
    );
    const defaultId = this.#parts.settings.defaultAccount();
    const isDefault = ({ account }: OpenAccount) => account.id === defaultId;
    return [...accounts].sort((a, b) => Number(isDefault(b)) - Number(isDefault(a)));
  }

  find(id: string): OpenAccount | undefined {
    return this.all().find(({ account }) => account.id === id);
  }

  /** The account of that id, or the only one of that name. Undefined: there is none, or more than one. */
  named(name: string): OpenAccount | undefined {
    const account = accountNamed(
      this.all().map((open) => open.account),
      name,
    );
    return account && this.find(account.id);
  }

  /** The account that is offered first. There is always one, since the notebook needs no set-up. */
  default(): OpenAccount {
    const [first] = this.all();
    if (!first) throw new Error('No provider is embedded');
    return first;
  }

  /** Adds an account, or replaces the one with the same id; leaves entries that cannot be read as they are. */
  async save(account: Account): Promise<void> {
    const raw = looseList.parse(this.#parts.settings.accounts());
    const index = raw.findIndex((each) => idOf(each) === account.id);
    await this.#parts.settings.saveAccounts(index < 0 ? [...raw, account] : raw.with(index, account));
  }

  async remove(id: string): Promise<void> {
    const raw = looseList.parse(this.#parts.settings.accounts());
    await this.#parts.settings.saveAccounts(raw.filter((each) => idOf(each) !== id));
    if (this.#parts.settings.defaultAccount() === id) await this.#parts.settings.saveDefaultAccount('');
  }

  /** Of accounts with the same id only the first counts: keys, drafts and entries refer to it by its id alone. */
  #fromSettings(reserved: readonly string[]): Account[] {
    const ids = new Set(reserved);
    return looseList.parse(this.#parts.settings.accounts()).flatMap((raw, index) => {
      const parsed = accountSchema.safeParse(raw);
      if (!parsed.success) {
        const paths = parsed.error.issues.map((issue) => issue.path.join('.') || '(whole)').join(', ');
        this.#warnOnce(`Setting notelog.accounts, entry ${index}: cannot be used, see ${paths}`);
        return [];
      }
      if (ids.has(parsed.data.id)) {
        this.#warnOnce(`Setting notelog.accounts, entry ${index}: another account has this id`);
        return [];
      }
      ids.add(parsed.data.id);
      return [parsed.data];
    });
  }

  #warnOnce(line: string): void {
    if (this.#warned.has(line)) return;
    this.#warned.add(line);
    this.#parts.log.warn(line);
  }

  #openAccount(account: Account): OpenAccount | undefined {
    const key = JSON.stringify(account);
    const existing = this.#open.get(key);
    const kind =
      this.#parts.kinds.find(({ id }) => id === account.provider) ?? this.#absentKind(account.provider);
    if (existing && existing.from === kind) return existing.open;
    const badField = kind?.accountFields.find((field) =>
      field.problem(account.fields[field.id] ?? field.fallback ?? ''),
    );
    if (!kind || badField) {
      this.#warnOnce(
        `Account ${account.id}: ${badField ? `${badField.id} cannot be used` : 'unknown provider'}`,
      );
      return undefined;
    }
    const ownKind = kind.capabilitiesOf ? { ...kind, capabilities: kind.capabilitiesOf(account) } : kind;
    const open = { account, kind: ownKind, provider: kind.open(this.#parts.contextOf(account, kind)) };
    this.#open.set(key, { from: kind, open });
    return open;
  }

  /** One for each id, since an account is opened once for each kind. */
  #absentKind(id: string): ProviderKind | undefined {
    if (!this.#absent.has(id)) this.#absent.set(id, absentKind(id));
    return this.#absent.get(id);
  }
}

function idOf(raw: unknown): string | undefined {
  return withId.safeParse(raw).data?.id;
}
