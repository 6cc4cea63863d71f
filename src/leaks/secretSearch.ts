import { merged, type Secret } from './secret.ts';

/** Looks through a text. Rejects when the rules cannot be loaded. */
export type FindSecrets = (text: string) => Promise<readonly Secret[]>;

/** What {@link secretSearch} needs from outside. */
interface SecretSearchParts {
  /** Resolves in a later turn of the event loop. */
  readonly pause: () => Promise<void>;
  /** Where the text holds a key of an account that is set up here, in whatever form. */
  readonly findKeys: (text: string) => readonly Pick<Secret, 'start' | 'end'>[];
}

/** Looks through texts on this machine. The rules are a bundle of their own, which the first text loads. */
export function secretSearch({ pause, findKeys }: SecretSearchParts): FindSecrets {
  return async (text) => {
    const { findSecrets } = await import('./findSecrets.ts');
    const ownKeys = findKeys(text).map((range) => ({ kind: 'ownKey', ...range }) as const);
    return merged([...ownKeys, ...(await findSecrets(text, pause))]);
  };
}
