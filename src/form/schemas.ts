import * as z from 'zod/v4/core';

// What the messages to the page are described with: zod's own classes, and its check that makes no list of what is wrong.
// `zod/mini` gives each schema ten methods, of which the page would call one: 4 KB of its script.
// The classes do not know what they are made of, so each function has a signature that does, as zod's own functions have.

export { validate, type infer } from 'zod/v4/core';

/** Any text. */
export function string(): z.$ZodString<string>;
export function string(): z.$ZodString {
  return new z.$ZodString({ type: 'string' });
}

/** A number, but NaN and the infinite ones. */
export function number(): z.$ZodNumber<number>;
export function number(): z.$ZodNumber {
  return new z.$ZodNumber({ type: 'number' });
}

/** True or false. */
export function boolean(): z.$ZodBoolean<boolean>;
export function boolean(): z.$ZodBoolean {
  return new z.$ZodBoolean({ type: 'boolean' });
}

/** A list of one kind of things. */
export function array<T extends z.$ZodType>(element: T): z.$ZodArray<T>;
export function array(element: z.$ZodType): z.$ZodArray {
  return new z.$ZodArray({ type: 'array', element });
}

/** An object with these properties; it may have others. */
export function object<T extends z.$ZodShape>(shape: T): z.$ZodObject<T, z.$strip>;
export function object(shape: z.$ZodShape): z.$ZodObject {
  return new z.$ZodObject({ type: 'object', shape });
}

/** One of these. */
export function union<const T extends readonly z.$ZodType[]>(options: T): z.$ZodUnion<T>;
export function union(options: readonly z.$ZodType[]): z.$ZodUnion {
  return new z.$ZodUnion({ type: 'union', options });
}

/** One of these values. */
export function literal<const T extends z.util.Literal>(...values: T[]): z.$ZodLiteral<T>;
export function literal(...values: z.util.Literal[]): z.$ZodLiteral {
  return new z.$ZodLiteral({ type: 'literal', values });
}

/** Null may stand for it; not zod's own class for that, which the page would load besides the union. */
export const orNull = <T extends z.$ZodType>(schema: T) => union([schema, literal(null)]);

const Type: z.$constructor<z.$ZodType> = z.$ZodType;

/** Not zod's class for checks of one's own, which would be 0.5 KB for this one. */
const Bytes: z.$constructor<z.$ZodType<Uint8Array, Uint8Array>> = z.$constructor('Bytes', (inst, def) => {
  Type.init(inst, def);
  inst._zod.parse = (payload) => {
    if (!(payload.value instanceof Uint8Array))
      payload.issues.push({ code: 'custom', input: payload.value, inst });
    return payload;
  };
});

/** Bytes. */
export const bytes = () => new Bytes({ type: 'custom' });
