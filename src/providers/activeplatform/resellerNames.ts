import { Failure } from '../../base/failure.ts';
import type { ActiveplatformConnection } from './connection.ts';
import { namedResellerSchema } from './entity.ts';
import { listPage } from './listPage.ts';

/** The names of the resellers below the account's own, by id. Rejects only when cancelled. */
export type ResellerNames = (signal: AbortSignal) => Promise<ReadonlyMap<string, string>>;

/** Fifty resellers each. To read more would take too long. */
const maxPages = 20;

/** Asks the service at the first call, and then remembers the names. */
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

/** Empty when the token may not read resellers; their accounts are then shown without a reseller's name. */
async function readNames(
  connection: ActiveplatformConnection,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  try {
    let cursor: string | undefined;
    for (let page = 0; page < maxPages; page += 1) {
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
      `ActivePlatform: cannot read the names of resellers below: ${Failure.is(error) ? error.reason : 'unexpected'}`,
    );
  }
  return names;
}
