import { Refusal } from '../answer.ts';

/**
 * ChartMogul's error shape 1, recorded for customers, contacts and ping. For notes and tasks no error was ever
 * recorded: that they share it is assumed.
 */
export function chartmogulError(code: number, message: string, param: string | null = null): Refusal {
  return new Refusal(code, { code, message, param });
}

/** 400, as recorded for other resources. */
export function missing(param: string): Refusal {
  return chartmogulError(400, `Parameter "${param}" is missing`, param);
}

/** 422. Assumed: the sentences that the routes put into it. */
export function unfit(param: string, message: string): Refusal {
  return chartmogulError(422, message, param);
}

/** 404 as recorded for customers and contacts, whose ids it names without their prefix. */
export function unknownThing(thing: string, uuid: string, param: string): Refusal {
  return chartmogulError(404, `${thing} "${uuid.replace(/^[a-z]+_/, '')}" does not exist`, param);
}
