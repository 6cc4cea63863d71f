import * as z from 'zod';

/** `GET /ping` (docs/api/chartmogul.md, section 2); recorded as `{"data":"pong!"}`. */
export const pingSchema = z.object({ data: z.string() });

/** `GET /account`: whose account a key opens (docs/api/chartmogul.md, section 2). */
export const wireAccountSchema = z.object({
  name: z.string(),
  /** ISO 4217. */
  currency: z.string().nullish(),
  /** TZ identifier. */
  time_zone: z.string().nullish(),
});
