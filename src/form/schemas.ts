import * as z from 'zod/v4/core';

// What the messages to the page are described with: zod's own classes. `zod/mini` gives each schema ten methods, of which
// the page would call one; they and what they bring along are 3.5 KB of its script.

export { safeParse, type $ZodType as Schema, type output as infer } from 'zod/v4/core';

/** Any text. */
export const string = () => new z.$ZodString({ type: 'string' });

/** A number, but NaN and the infinite ones. */
export const number = () => new z.$ZodNumber({ type: 'number' });

/** True or false. */
export const boolean = () => new z.$ZodBoolean({ type: 'boolean' });

/** A list of one kind of things. */
export function array<T extends z.$ZodType>(element: T): z.$ZodArray<T>;
export function array(element: z.$ZodType): z.$ZodArray {
  return new z.$ZodArray({ type: 'array', element });
}

/** An object; what it has besides these properties is dropped. */
export function object<T extends z.$ZodShape>(shape: T): z.$ZodObject<T, z.$strip>;
export function object(shape: z.$ZodShape): z.$ZodObject {
  return new z.$ZodObject({ type: 'object', shape });
}

/** The first of these that fits. */
export function union<const T extends readonly z.$ZodType[]>(options: T): z.$ZodUnion<T>;
export function union(options: readonly z.$ZodType[]): z.$ZodUnion {
  return new z.$ZodUnion({ type: 'union', options });
}

/** One of these values. */
export function literal<const T extends z.util.Literal>(...values: T[]): z.$ZodLiteral<T>;
export function literal(...values: z.util.Literal[]): z.$ZodLiteral {
  return new z.$ZodLiteral({ type: 'literal', values });
}

/** It may be absent. */
export function optional<T extends z.$ZodType>(innerType: T): z.$ZodOptional<T>;
export function optional(innerType: z.$ZodType): z.$ZodOptional {
  return new z.$ZodOptional({ type: 'optional', innerType });
}

/** Null may stand for it; not zod's own class for that, which the page would load besides the union. */
export const orNull = <T extends z.$ZodType>(schema: T) => union([schema, literal(null)]);

/** Bytes. */
export function bytes(): z.$ZodCustom<Uint8Array>;
export function bytes(): z.$ZodCustom {
  return new z.$ZodCustom({
    type: 'custom',
    check: 'custom',
    fn: (value) => value instanceof Uint8Array,
  });
}
