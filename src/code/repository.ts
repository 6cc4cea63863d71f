import * as z from 'zod';

/**
 * A full hash, SHA-1 or SHA-256. Nothing else is ever given to Git, which would take a text that begins with `-` for an
 * option.
 */
export const fullHash = z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/);

/** As people write a hash. */
export function shortHash(hash: string): string {
  return hash.slice(0, 7);
}

const remoteSchema = z.object({ name: z.string(), fetchUrl: z.string().nullish() });
const upstreamSchema = z.object({ remote: z.string(), commit: fullHash.nullish().catch(undefined) });

/** What is read of the state that the editor's Git gives; a field that is not as expected counts as missing. */
export const repositoryStateSchema = z.object({
  HEAD: z
    .object({
      /** The branch, where one is checked out. */
      name: z.string().nullish().catch(undefined),
      commit: fullHash.nullish().catch(undefined),
      upstream: upstreamSchema.nullish().catch(undefined),
      ahead: z.number().nullish().catch(undefined),
    })
    .nullish(),
  remotes: z.array(remoteSchema).catch([]),
});

/** The state of a repository. */
export type RepositoryState = z.infer<typeof repositoryStateSchema>;

/** The commit that lines of a file can be linked to. */
export interface LinkedCommit {
  /** Full hash. */
  readonly commit: string;
  /** Names of the remotes that have it, as of the last fetch; empty: none has. Undefined: nobody can say. */
  readonly remotes: readonly string[] | undefined;
}

/**
 * The newest commit that a remote has: HEAD, or what HEAD is ahead of. Without a branch at a remote, HEAD, whoever has
 * it; `remotesWith` says who. Undefined: there is no commit yet.
 */
export async function linkedCommit(
  { HEAD, remotes }: RepositoryState,
  remotesWith: (commit: string) => Promise<readonly string[] | undefined>,
): Promise<LinkedCommit | undefined> {
  if (!HEAD?.commit) return undefined;
  const { commit, upstream, ahead } = HEAD;
  // A branch that follows one of this machine has the remote `.`.
  if (upstream?.commit && remotes.some(({ name }) => name === upstream.remote))
    return { commit: ahead === 0 ? commit : upstream.commit, remotes: [upstream.remote] };
  return { commit, remotes: await remotesWith(commit) };
}

/** The address of the remote to link to: of `origin`, or of the only one. Undefined: none, or nobody can say which. */
export function addressToLink(
  { remotes }: RepositoryState,
  having: readonly string[] | undefined,
): string | undefined {
  const known = having ? remotes.filter(({ name }) => having.includes(name)) : remotes;
  const [only, ...others] = known;
  const chosen = known.find(({ name }) => name === 'origin') ?? (others.length === 0 ? only : undefined);
  return chosen?.fetchUrl ?? undefined;
}
