import type { Target } from '../model/note.ts';

/** Tells a target from the others of its type: ids are unique within one scope of a service. */
export function targetKey({ id, scope }: Target): string {
  return scope === undefined ? id : `${scope} ${id}`;
}

/** Tells a target from all others of its account: targets of two types may share an id. */
export function typedTargetKey(target: Target): string {
  return `${target.type} ${targetKey(target)}`;
}
