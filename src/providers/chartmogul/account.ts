import * as z from 'zod';

/** `GET /ping` (API reference section 1); recorded as `{"data":"pong!"}`. */
export const pingSchema = z.object({ data: z.string() });

/** `GET /account`: whose account a key opens (API reference section 1). */
export const wireAccountSchema = z.object({
  name: z.string(),
  /** ISO 4217. */
  currency: z.string().nullish(),
  /** TZ identifier. */
  time_zone: z.string().nullish(),
});
