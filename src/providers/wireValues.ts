import * as z from 'zod';

/** An id that a service writes as a string or as a number of any size; `readJson` keeps all digits of a large one. */
export const wireId = z.union([z.string().min(1), z.number()]).transform(String);

/** A number that is no id. A whole one beyond 2^53 comes from `readJson` as a string, and is rounded here. */
export const wireNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{16,300}$/)
    .transform(Number),
]);
