import { Failure } from '../../base/failure.ts';
import type { ActiveplatformConnection } from './connection.ts';
import { namedResellerSchema } from './entity.ts';
import { listPage } from './listPage.ts';

/** The names of the resellers below the account's own, by id. Rejects only when cancelled. */
export type ResellerNames = (signal: AbortSignal) => Promise<ReadonlyMap<string, string>>;

/** Fifty resellers each; the names of more would not be waited for. */
const mostPages = 20;

/** Asks the service once a window, at the first call. */
export function openResellerNames(connection: ActiveplatformConnection): ResellerNames {
  let names: Promise<ReadonlyMap<string, string>> | undefined;
  return async (signal) => {
    names ??= readNames(connection, signal);
    try {
      return await names;
    } catch (error) {
      names = undefined;
      throw error;
    }
  };
}

/** A token that may not read the resellers leaves their accounts without a name of theirs. */
async function readNames(
  connection: ActiveplatformConnection,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  try {
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const { data, next } = await listPage(connection, { path: 'child_resellers', cursor }, { signal });
      for (const each of data) {
        const reseller = namedResellerSchema.safeParse(each).data;
        const name = reseller?.attributes.general.name.trim() ?? '';
        if (reseller !== undefined && name !== '') names.set(reseller.id, name);
      }
      cursor = next;
      if (cursor === undefined) break;
    }
  } catch (error) {
    if (signal.aborted) throw error;
    connection.context.log.info(
      `ActivePlatform: resellers below not read: ${Failure.is(error) ? error.reason : 'unexpected'}`,
    );
  }
  return names;
}
